"""`DEPENDENCIES.md`: each package that `pyproject.toml` names, and each program of npm and Debian, with licence and reason."""

from __future__ import annotations

import importlib.metadata
import json
import re
from datetime import date

import pytest
from packaging.utils import canonicalize_name

from tests.support.corners import REPOSITORY
from tools import dependencies

_INSTALLED = re.compile(r"packages\+=\(([a-z0-9-]+)\)|(?:recommends|package=\"\$\{1:-)\s*([a-z][a-z0-9-]+)")
ROWS = dependencies.read_rows()


@pytest.mark.parametrize("listed", dependencies.list_dependencies(), ids=lambda listed: listed.name)
def test_each_package_has_its_version_day_licence_and_reason(listed: dependencies.Dependency) -> None:
    name, version, released, licence, use, reason = ROWS[listed.name]
    assert version == dependencies.read_versions()[canonicalize_name(name)]
    assert date.fromisoformat(released) < date(2100, 1, 1)
    assert use
    assert len(reason) > 4
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        fields = []
    else:
        # As the package says, in one of the three fields that packages use.
        fields = [*(metadata.get_all("License-Expression") or []), *(metadata.get_all("License") or [])]
        fields += [value for value in metadata.get_all("Classifier") or [] if value.startswith("License")]
    if fields:
        assert all(any(part in field for field in fields) for part in licence.split(", ")), fields
    else:
        assert licence == dependencies.read_reasons()["licences"][name]


def test_the_table_has_no_package_that_nothing_needs() -> None:
    needed = {listed.name for listed in dependencies.list_dependencies()}
    assert dependencies.read_reasons()["python"].keys() == needed
    packages = [name for name, cells in ROWS.items() if len(cells) == 6 and name not in ("Package", "---")]
    assert set(packages) == needed


def test_each_program_that_tests_and_tools_install_is_in_the_table() -> None:
    scripts = [*REPOSITORY.glob("tests/*/install"), *REPOSITORY.glob("tools/*/install")]
    scripts += [REPOSITORY / name for name in ("tests/chromium", "tests/firefox", "tools/font")]
    texts = [path.read_text("utf-8") for path in scripts if path.exists()]
    names = {match[1] or match[2] for text in texts for match in _INSTALLED.finditer(text)}
    assert {"caddy", "npm", "fonts-noto-cjk", "chromium-headless-shell"} <= names
    assert names - dependencies.read_reasons()["debian"].keys() == set()


def test_each_package_of_npm_is_in_the_table_with_its_version() -> None:
    others = [*REPOSITORY.glob("tests/*/package.json"), *REPOSITORY.glob("tools/*/package.json")]
    wanted: dict[str, str] = {}
    for path in others:
        wanted |= json.loads(path.read_text("utf-8")).get("dependencies", {})
    assert wanted
    assert {name: ROWS[name][1] for name in wanted} == wanted


def test_the_table_is_what_the_tool_writes() -> None:
    assert dependencies.TABLE.read_text("utf-8") == dependencies.build_table()
