"""`corner upgrade`: what it says, what it changes, and what it leaves alone when the site cannot be built."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corner.authoring.upgrade import changelog, migrations, trial
from corner.authoring.upgrade.migrations import Migration
from corner.authoring.upgrade.versions import UpgradeError
from corner.cli import main, upgrade
from tests.support.corners import Corner

REQUIREMENTS = "# mine\nco-operation-corner==0.1.0\n"
OLD_NAME = "page_length: 2"
NEW_NAME = "page_size: 2"


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Let version 0.2.0 be installed, which renames a setting, and a build write a page with the settings; the list has the copies."""
    copies: list[Path] = []

    def build(folder: Path, _environment: object) -> str:
        copies.append(folder)
        settings = (folder / "mkdocs.yml").read_text("utf-8")
        assert NEW_NAME in settings or OLD_NAME not in settings
        (folder / "site").mkdir()
        (folder / "site/index.html").write_text("<p>New</p>", "utf-8")
        return "INFO    -  fine\nWARNING -  careful"

    change = Migration("0.2.0", "settings", ("extra", "corner", "page_length"), "page_size")
    monkeypatch.setattr(upgrade, "read_own_version", lambda: "0.2.0")
    monkeypatch.setattr(changelog, "read_changelog", lambda: "# C\n\n## [0.2.0]\n\n- New.\n\n## [0.1.0]\n\n- Old.\n")
    monkeypatch.setattr(migrations, "read_migrations", lambda: (change,))
    monkeypatch.setattr(trial, "build_copy", build)
    return copies


@pytest.fixture
def root(corner: Corner) -> Path:
    """A corner of version 0.1.0 with a built site."""
    folder = corner()
    (folder / "requirements.txt").write_text(REQUIREMENTS, "utf-8")
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace(NEW_NAME, OLD_NAME), "utf-8")
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text("<p>Old</p>", "utf-8")
    (folder / ".venv").mkdir()
    return folder


def _upgrade(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["upgrade", "--root", str(root), *options], env={"CORNER_LANG": "en"})


def test_a_corner_is_migrated_compared_and_given_the_new_version(root: Path, built: list[Path]) -> None:
    result = _upgrade(root)
    assert result.exit_code == 0, result.output
    for line in (
        "From version 0.1.0 to 0.2.0:",
        "- New.",
        "mkdocs.yml:8: extra.corner.page_length is now called page_size",
        "WARNING -  careful",
        "Files of the site that change: 1 (html 1)",
        "Pages whose words change: 1",
        "  -Old",
        "  +New",
        "Changed: mkdocs.yml, requirements.txt. Look at the changes with git diff, and commit them.",
    ):
        assert line in result.stdout.splitlines()
    assert "- Old." not in result.stdout
    assert (root / "requirements.txt").read_text("utf-8") == "# mine\nco-operation-corner[mkdocs]==0.2.0\n"
    assert NEW_NAME in (root / "mkdocs.yml").read_text("utf-8")
    # Readers still have the site of before, and the copy is gone.
    assert (root / "site/index.html").read_text("utf-8") == "<p>Old</p>"
    assert [folder.exists() for folder in built] == [False]


def test_a_dry_run_shows_the_same_and_changes_nothing(root: Path, built: list[Path]) -> None:
    result = _upgrade(root, "--dry-run")
    assert result.exit_code == 0
    assert "mkdocs.yml:8: extra.corner.page_length is now called page_size\n" in result.stdout
    assert result.stdout.endswith("Nothing was changed.\n")
    assert built
    assert (root / "requirements.txt").read_text("utf-8") == REQUIREMENTS
    assert OLD_NAME in (root / "mkdocs.yml").read_text("utf-8")


@pytest.mark.usefixtures("built")
def test_a_site_that_cannot_be_built_changes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_folder: Path, _environment: object) -> str:
        raise UpgradeError("news/a.md:1: no")

    monkeypatch.setattr(trial, "build_copy", fail)
    result = _upgrade(root)
    assert result.exit_code == 1
    assert result.stderr == "news/a.md:1: no\nNothing was changed.\n"
    assert (root / "requirements.txt").read_text("utf-8") == REQUIREMENTS


@pytest.mark.usefixtures("built")
def test_a_corner_of_the_installed_version_is_left_alone(root: Path) -> None:
    (root / "requirements.txt").write_text("co-operation-corner==0.2.0\n", "utf-8")
    result = _upgrade(root)
    assert (result.exit_code, result.stdout) == (0, "The corner has version 0.2.0 already.\n")


@pytest.mark.usefixtures("built")
def test_an_older_program_is_refused(root: Path) -> None:
    (root / "requirements.txt").write_text("co-operation-corner==0.3.0\n", "utf-8")
    result = _upgrade(root)
    assert result.exit_code == 2
    assert "expected version 0.3.0 of the program or a newer one, found 0.2.0" in " ".join(result.stderr.split())


@pytest.mark.usefixtures("built")
def test_a_corner_without_a_version_may_say_it(root: Path) -> None:
    (root / "requirements.txt").unlink()
    assert _upgrade(root).exit_code == 2
    result = _upgrade(root, "--from", "0.1.0")
    assert result.exit_code == 0
    assert "Changed: mkdocs.yml." in result.stdout
    assert not (root / "requirements.txt").exists()


@pytest.mark.usefixtures("built")
def test_long_differences_are_cut_unless_all_is_wanted(root: Path) -> None:
    for number in range(20):
        (root / f"site/{number:02}").mkdir()
        (root / f"site/{number:02}/index.html").write_text("<p>x</p>" * 30, "utf-8")
    short, long = _upgrade(root, "--dry-run").stdout, _upgrade(root, "--dry-run", "--full").stdout
    assert (short.count("  -x\n"), long.count("  -x\n")) == (7 * 12, 20 * 30)
    assert "… and 13 more pages: corner upgrade --full shows all\n" in short


def test_the_copy_has_what_a_build_reads_and_nothing_else(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    copy = tmp_path_factory.mktemp("copy") / "corner"
    trial.copy_corner(root, copy, "site", {"mkdocs.yml": "changed\r\n"})
    assert (copy / "mkdocs.yml").read_bytes() == b"changed\r\n"
    assert sorted(path.name for path in copy.iterdir()) == ["docs", "hooks", "mkdocs.yml", "news", "requirements.txt"]
