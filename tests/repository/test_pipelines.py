"""The files that let forges and pre-commit run the check: they are YAML, and all that they run is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import check_jsonschema
import click
import pytest
import yaml
from click.testing import CliRunner

from corner.cli import main
from tests.support.corners import REPOSITORY

FILES = [
    REPOSITORY / name
    for name in (
        ".github/workflows/corner.yml",
        ".gitlab-ci.yml",
        ".pre-commit-hooks.yaml",
        ".github/workflows/systems.yml",
    )
]
GITHUB, GITLAB, PRE_COMMIT, SYSTEMS = FILES


def _read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def _runs(data: Any) -> list[str]:
    """Return each shell command below `run`, `script`, `before_script` and `entry`."""
    if isinstance(data, list):
        return [line for each in data for line in _runs(each)]
    if not isinstance(data, dict):
        return []
    found: list[str] = []
    for name, value in data.items():
        if name in ("run", "script", "before_script", "entry"):
            found += value if isinstance(value, list) else value.splitlines()
        else:
            found += _runs(value)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_command_of_the_corner_has_the_options_that_it_is_given(path: Path) -> None:
    commands = [shlex.split(line) for line in _runs(_read(path)) if line.startswith("corner ")]
    assert commands
    context = click.Context(main)
    for _, name, *words in commands:
        command = main.get_command(context, name)
        assert command is not None, name
        end = next((place for place, word in enumerate(words) if word in (">", "||")), len(words))
        command.make_parser(click.Context(command)).parse_args(words[:end])


@pytest.mark.parametrize(
    ("path", "schema"),
    [(GITHUB, "vendor.github-workflows"), (SYSTEMS, "vendor.github-workflows"), (GITLAB, "vendor.gitlab-ci")],
)
def test_it_is_what_the_forge_takes(path: Path, schema: str, tmp_path: Path) -> None:
    broken = tmp_path / path.name
    broken.write_text(path.read_text("utf-8").replace("script:", "scripts:").replace("runs-on:", "run-on:"), "utf-8")
    for file, status in ((path, 0), (broken, 1)):
        run = CliRunner().invoke(check_jsonschema.main, ["--builtin-schema", schema, str(file)])
        assert run.exit_code == status, run.output


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_other_commands_are_few_and_no_host_is_named(path: Path) -> None:
    known = (
        "corner ",
        "mkdocs build --strict",
        "requirements/install python ",
        "pip-audit --strict --require-hashes --disable-pip --requirement requirements/site.txt",
        "cp ",
        "bash requirements/install python test",
        'python -m pytest tests/unit -m "not full"',
        "python3 -m venv .venv",
        "source .venv/bin/activate",
        "apt-get update && apt-get install --yes --no-install-recommends fonts-noto-cjk",
        "sudo apt-get update && sudo apt-get install --yes --no-install-recommends fonts-noto-cjk",
    )
    assert [line for line in _runs(_read(path)) if not line.startswith(known)] == []
    assert re.findall(r"https?://|pypi|--index-url", path.read_text("utf-8")) == []


def test_github_checks_pull_requests_and_deploys_main_and_by_the_hour() -> None:
    data = _read(GITHUB)
    assert data["on"].keys() == {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert data["on"]["push"] == {"branches": ["main"]}
    hourly, weekly = (each["cron"] for each in data["on"]["schedule"])
    assert hourly.split()[1:] == ["*"] * 4
    assert weekly.split()[2:4] == ["*"] * 2
    check, audit, build, deploy = (data["jobs"][name] for name in ("check", "audit", "build", "deploy"))
    # The audit has a run of its own, and no other job waits for it.
    assert audit["if"] == f"github.event.schedule == '{weekly}' || github.event_name == 'workflow_dispatch'"
    assert "corner check --strict --format github" in " ".join(_runs(check))
    assert check["steps"][0]["with"]["fetch-depth"] == "0"
    assert (check["if"], build["if"]) == (
        "github.event_name == 'pull_request'",
        f"github.event_name != 'pull_request' && github.event.schedule != '{weekly}'",
    )
    assert deploy["needs"] == "build"
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step["with"]["path"] for step in build["steps"] if "pages" in step.get("uses", "")] == ["site"]


def test_gitlab_checks_merge_requests_and_deploys_the_default_branch() -> None:
    data = _read(GITLAB)
    assert data["check"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    report = data["check"]["artifacts"]["reports"]["codequality"]
    assert any(f"--format gitlab > {report}" in line for line in data["check"]["script"])
    assert data["check"]["artifacts"]["when"] == "always"
    assert data["pages"]["rules"][-1] == {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}
    assert data["pages"]["artifacts"]["paths"] == ["public"]


def test_windows_and_macos_test_the_package_check_the_news_and_build_them() -> None:
    job = _read(SYSTEMS)["jobs"]["test"]
    assert job["strategy"]["matrix"]["system"] == ["windows-latest", "macos-latest"]
    assert job["runs-on"] == "${{ matrix.system }}"
    steps = ['python -m pytest tests/unit -m "not full"', "corner check --strict", "mkdocs build --strict"]
    assert _runs(job)[-3:] == steps
    gitlab = _read(GITLAB)
    assert gitlab[".systems"]["script"] == steps
    assert {name: gitlab[name]["extends"] for name in ("windows", "macos")} == dict.fromkeys(
        ("windows", "macos"), ".systems"
    )


def test_a_hook_of_pre_commit_has_what_it_must() -> None:
    (hook,) = _read(PRE_COMMIT)
    assert {"id", "name", "entry", "language"} <= hook.keys()
    matches = re.compile(hook["files"]).search
    assert matches("news/releases/2021/fair.en.md")
    assert matches("mkdocs.yml")
    assert not matches("docs/index.en.md")
