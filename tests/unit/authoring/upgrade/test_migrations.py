"""Migrations: fields with another name are renamed where they are, and nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corner.authoring.upgrade import changelog, migrations, versions
from corner.authoring.upgrade.migrations import Migration, Renaming
from corner.authoring.upgrade.versions import UpgradeError

SETTINGS = """\
# The corner
site_name: "A" # page_length: 2
extra:
    corner: {page_length: 20,  'feed_length': 5}   # both
plugins:
  - i18n: {languages: [{locale: en}]}
"""
RELEASE = "---\r\ntitle: teaser\r\nteaser: A  # teaser: x\r\nfigures:\r\n- figure: a\r\n  count: 2\r\n- count: 3\r\n---\r\nteaser: text\r\n"


def _migrate(root: Path, *changes: Migration) -> tuple[dict[str, str], tuple[Renaming, ...]]:
    (root / "news/releases/2021").mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (root / "news/releases/2021/a.en.md").write_bytes(RELEASE.encode())
    return migrations.migrate_files(root, changes)


def test_a_setting_is_renamed_in_its_line_and_all_else_stays(tmp_path: Path) -> None:
    files, renamings = _migrate(
        tmp_path,
        Migration("0.2.0", "settings", ("extra", "corner", "page_length"), "page_size"),
        Migration("0.2.0", "settings", ("extra", "corner", "feed_length"), "feed_size"),
    )
    assert files == {
        "mkdocs.yml": SETTINGS.replace("{page_length", "{page_size").replace("'feed_length'", "'feed_size'"),
    }
    assert renamings == (
        Renaming("mkdocs.yml", 4, "extra.corner.page_length", "page_size"),
        Renaming("mkdocs.yml", 4, "extra.corner.feed_length", "feed_size"),
    )


def test_front_matter_is_renamed_and_the_text_is_not(tmp_path: Path) -> None:
    files, renamings = _migrate(
        tmp_path,
        Migration("0.2.0", "releases", ("teaser",), "description"),
        Migration("0.2.0", "releases", ("figures", "*", "count"), "value"),
    )
    expected = RELEASE.replace("\r\nteaser: A", "\r\ndescription: A").replace("  count: 2", "  value: 2")
    assert files == {"news/releases/2021/a.en.md": expected.replace("- count: 3", "- value: 3")}
    assert [(renaming.line, renaming.old) for renaming in renamings] == [
        (3, "teaser"),
        (6, "figures.0.count"),
        (7, "figures.1.count"),
    ]


def test_a_name_may_change_twice(tmp_path: Path) -> None:
    files, _ = _migrate(
        tmp_path,
        Migration("0.2.0", "settings", ("extra", "corner", "page_length"), "page_lines"),
        Migration("0.3.0", "settings", ("extra", "corner", "page_lines"), "page_size"),
    )
    assert files == {"mkdocs.yml": SETTINGS.replace("{page_length", "{page_size")}


def test_a_corner_without_old_names_stays_as_it_is(tmp_path: Path) -> None:
    assert _migrate(tmp_path, Migration("0.2.0", "settings", ("extra", "page_length"), "x")) == ({}, ())


def test_both_names_in_one_place_are_for_the_editor_to_decide(tmp_path: Path) -> None:
    with pytest.raises(
        UpgradeError, match=re.escape("mkdocs.yml:4: expected feed_length alone, found page_length too")
    ):
        _migrate(tmp_path, Migration("0.2.0", "settings", ("extra", "corner", "page_length"), "feed_length"))


def test_a_file_with_mistakes_is_named(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("a: b: c", "utf-8")
    change = Migration("0.2.0", "settings", ("a",), "b")
    with pytest.raises(UpgradeError, match=re.escape("mkdocs.yml: expected YAML, found mistakes; run `corner check`")):
        migrations.migrate_files(tmp_path, [change])


def test_migrations_are_read_by_version(tmp_path: Path) -> None:
    file = tmp_path / "migrations.toml"
    tables = [("0.10.0", "c"), ("0.2.0", "a"), ("0.9.1", "b")]
    text = [
        f'[[migration]]\nversion = "{version}"\nin = "settings"\nold = "x.{new}"\nnew = "{new}"'
        for version, new in tables
    ]
    file.write_text("\n".join(text), "utf-8")
    known = migrations.read_migrations(file)
    assert [change.new for change in known] == ["a", "b", "c"]
    assert known[0].old == ("x", "a")
    assert [change.new for change in migrations.select_migrations(known, "0.2.0", "0.9.1")] == ["b"]


def test_parts_that_are_optional_now_are_named_in_the_requirement(tmp_path: Path) -> None:
    assert migrations.select_extras("0.1.0", "0.2.0") == ("mkdocs",)
    assert migrations.select_extras("0.2.0", "0.3.0") == ()
    for line, extras in (("", "mkdocs"), ("[import]", "import,mkdocs"), ("[mkdocs]", "mkdocs")):
        (tmp_path / "requirements.txt").write_text(f"co-operation-corner{line}==0.1.0\n", "utf-8")
        pinned = versions.read_pinned_version(tmp_path, None)
        assert pinned.replace("0.2.0", ["mkdocs"]) == f"co-operation-corner[{extras}]==0.2.0\n"


def test_the_migrations_of_the_package_can_be_read() -> None:
    for change in migrations.read_migrations():
        assert change.kind in ("settings", "releases", "summaries")
        assert change.new != change.old[-1]


@pytest.mark.parametrize(
    ("text", "version", "after"),
    [
        ("# c\nco-operation-corner==0.1.0\nother==1\n", "0.1.0", "# c\nco-operation-corner==0.2.0\nother==1\n"),
        (
            "co-operation-corner[import,mkdocs] == 0.1.0 # c\r\n",
            "0.1.0",
            "co-operation-corner[import,mkdocs] ==0.2.0 # c\r\n",
        ),
    ],
)
def test_the_version_of_a_corner_is_replaced_in_its_line(tmp_path: Path, text: str, version: str, after: str) -> None:
    (tmp_path / "requirements.txt").write_bytes(text.encode())
    pinned = versions.read_pinned_version(tmp_path, None)
    assert pinned.version == version
    assert pinned.replace("0.2.0") == after


@pytest.mark.parametrize("text", [None, "co-operation-corner\n", "co-operation-corner-more==1\n"])
def test_a_corner_that_names_no_version_is_asked_for_one(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "requirements.txt").write_text(text, "utf-8")
    with pytest.raises(
        UpgradeError, match=r"expected a line such as co-operation-corner==0\.1\.0, found none; .*--from 0\.1\.0"
    ):
        versions.read_pinned_version(tmp_path, None)
    assert versions.read_pinned_version(tmp_path, "0.1.0").version == "0.1.0"
    with pytest.raises(UpgradeError, match=re.escape("expected a version such as 0.1.0, found new")):
        versions.read_pinned_version(tmp_path, "new")


CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n- u\n\n## [0.10.0] - 2027-01-01\n\n- ten\n\n## [0.9.0]\n\n- nine\n\n## [0.1.0]\n\n- one\n"


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("0.1.0", "0.10.0", ["- ten", "- nine"]),
        ("0.9.0", "0.10.0", ["- ten"]),
        ("0.1.0", "0.9.0", ["- nine"]),
        ("0.10.0", "0.11.0", ["- u"]),
    ],
)
def test_the_changelog_gives_the_versions_between(before: str, after: str, lines: list[str]) -> None:
    text = changelog.select_sections(CHANGELOG, before, after)
    assert [line for line in text.splitlines() if line.startswith("- ")] == lines


def test_the_changelog_of_the_checkout_has_a_section_for_each_version() -> None:
    text = changelog.read_changelog()
    assert "\n## [0.1.0]" in text
    assert changelog.select_sections(text, "0.1.0", "0.2.0") != ""
    assert "\n## [0.1.0]" not in changelog.select_sections(text, "0.1.0", "0.2.0")
