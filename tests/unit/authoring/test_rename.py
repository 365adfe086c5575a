"""`corner rename`: files move, links follow, ids and addresses stay, and no other byte changes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner, Result

from corner.cli import main
from corner.site.load import load
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, SUMMARY, SUMMARY_ZH, Corner, release, translation

OLD, NEW = "releases/2021/fair", "releases/2021/spring-fair"


def _rename(root: Path, old: str = OLD, new: str = NEW, *options: str) -> Result:
    return CliRunner().invoke(main, ["rename", old, new, "--root", str(root), *options])


def _done(root: Path, old: str = OLD, new: str = NEW, *options: str) -> None:
    result = _rename(root, old, new, *options)
    assert result.exit_code == 0, result.output
    assert corners.found(root) == []


def _ids(root: Path, locale: str) -> set[tuple[str, str]]:
    """Return feed and id of each entry of an edition, as a reader takes them."""
    feeds = corners.feeds(corners.edition(root, locale))
    return {
        (address, entry.id)
        for address, data in feeds.items()
        if address.endswith((".xml", ".atom"))
        for entry in feedparser.parse(data).entries
    }


@pytest.mark.parametrize("locale", ["en", "zh-Hant"])
def test_readers_are_shown_nothing_again_however_often_it_is_renamed(corner: Corner, locale: str) -> None:
    corrected = {"corrections": "[{date: 2021-04-01, note: Mended.}]"}
    files = {FAIR: release(**corrected), FAIR_ZH: translation(labels="{corrections.2021-04-01: 更正。}")}
    root = corner(files)
    before = _ids(root, locale)
    assert len({entry for _, entry in before}) == 2
    _done(root)
    assert _ids(root, locale) == before
    _done(root, NEW, "releases/2021/great-fair")
    assert _ids(root, locale) == before
    link = feedparser.parse(corners.feeds(corners.edition(root, "en"))["feeds/all.atom"]).entries[-1].link
    assert link == "https://corner.example/base/news/2021/great-fair/"


def test_the_old_addresses_lead_to_the_last_one(corner: Corner) -> None:
    root = corner()
    _done(root)
    _done(root, NEW, "releases/2021/great-fair")
    assert (root / "news/redirects.yml").read_text(encoding="utf-8") == (
        f"{OLD}: releases/2021/great-fair\n{NEW}: releases/2021/great-fair\n"
    )


def test_what_was_never_published_leaves_no_trace(corner: Corner) -> None:
    root = corner({FAIR: release(status="draft")})
    _done(root)
    assert not (root / "news/redirects.yml").exists()


LINKS = """\
[a](fair.en.md) ![b](fair.jpg) [c](./fair.en.md#section-1 "T") [d][fair] [e](<fair.zh-Hant.md>)
[f](../2021/fair.en.md) [g](f&#97;ir.en.md) [h](fair)

`[code](fair.en.md)` fair.en.md [other](fair-play.en.md)

[fair]: ../2021/fair.en.md
"""
LINKS_AFTER = """\
[a](spring-fair.en.md) ![b](fair.jpg) [c](spring-fair.en.md#section-1 "T") [d][fair] [e](<spring-fair.zh-Hant.md>)
[f](spring-fair.en.md) [g](spring-fair.en.md) [h](spring-fair)

`[code](fair.en.md)` fair.en.md [other](fair-play.en.md)

[fair]: spring-fair.en.md
"""


def _good(path: str, old: str, new: str) -> str:
    text = corners.GOOD[path]
    assert isinstance(text, str)
    return text.replace(old, new)


def test_links_and_related_follow_and_all_other_bytes_stay(corner: Corner) -> None:
    related = "\n  - releases/2021/fair # the first\n  - 'releases/2021/fair-play'\nplaces: [quay]"
    text = release(LINKS, title='"Not releases/2021/fair"', related=related)
    windows = text.replace("\n", "\r\n").encode()
    root = corner(
        {
            "news/releases/2021/race.en.md": b"\xef\xbb\xbf" + windows,
            "news/releases/2021/fair-play.en.md": release("See [the fair](fair.en.md)."),
            "news/releases/2021/fair.jpg": "x",
            FAIR: _good(FAIR, "on the quay.", "on the quay.\n\n        ## Stalls\n\n        Many."),
            FAIR_ZH: _good(FAIR_ZH, "在碼頭開幕。", "在碼頭開幕。\n\n        ## 攤檔\n\n        很多。"),
            SUMMARY: _good(SUMMARY, "deeper.", "deeper: [fair](../releases/2021/fair.en.md)."),
            SUMMARY_ZH: _good(SUMMARY_ZH, "更深。", "更深。[市集](../releases/2021/fair.zh-Hant.md)"),
        }
    )
    _done(root)
    expected = text.replace(LINKS, LINKS_AFTER).replace("- releases/2021/fair #", "- releases/2021/spring-fair #")
    assert (root / "news/releases/2021/race.en.md").read_bytes() == b"\xef\xbb\xbf" + expected.replace(
        "\n", "\r\n"
    ).encode()
    assert "[fair](../releases/2021/spring-fair.en.md)" in (root / SUMMARY).read_text(encoding="utf-8")


def test_in_another_year_its_own_links_start_from_there(corner: Corner) -> None:
    body = "[a](race.en.md) ![b](sea%20view.jpg) [c](../../summaries/2020.en.md#item-1) [d](https://a.example/x)"
    root = corner(
        {
            FAIR: release(body, issued="2022-01-03"),
            FAIR_ZH: None,
            "news/releases/2021/race.en.md": release(),
            "news/releases/2021/sea view.jpg": "x",
        }
    )
    _done(root, OLD, "releases/2022/fair")
    assert (root / "news/releases/2022/fair.en.md").read_text(encoding="utf-8") == release(
        "[a](../2021/race.en.md) ![b](../2021/sea%20view.jpg) [c](../../summaries/2020.en.md#item-1) "
        "[d](https://a.example/x)",
        issued="2022-01-03",
    )


def test_a_translation_stays_up_to_date(corner: Corner) -> None:
    root = corner(
        {
            "news/releases/2021/race.en.md": release("See [the fair](fair.en.md)."),
            "news/releases/2021/race.zh-Hant.md": translation("見[市集](fair.zh-Hant.md)。"),
        }
    )
    marked = CliRunner().invoke(main, ["translated", "releases/2021/race", "--root", str(root)])
    assert marked.exit_code == 0
    _done(root)
    states = {text.key: text.state.value for text in load(root, corners.NOW).translations if text.locale == "zh-Hant"}
    assert states["releases/2021/race"] == "current"


def test_git_learns_of_it_where_it_knows_the_files(corner: Corner) -> None:
    root = corner()
    for words in (["init", "-q"], ["add", "news"]):
        subprocess.run(["git", "-C", str(root), *words], check=True)
    _done(root)
    listed = ["git", "-C", str(root), "ls-files", "news/releases", "news/redirects.yml"]
    known = subprocess.run(listed, check=True, capture_output=True)
    assert known.stdout.decode().split() == ["news/redirects.yml", f"news/{NEW}.en.md", f"news/{NEW}.zh-Hant.md"]


def test_a_commit_of_all_that_git_knows_keeps_the_old_address(corner: Corner) -> None:
    root = corner()
    own = ["-c", "user.name=E", "-c", "user.email=e@corner.example"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "News"]):
        subprocess.run(["git", "-C", str(root), *own, *words], check=True)
    _done(root)
    subprocess.run(["git", "-C", str(root), *own, "commit", "-qam", "Rename"], check=True)
    left = subprocess.run(
        ["git", "-C", str(root), "status", "--porcelain", "--", "news"], check=True, capture_output=True
    )
    assert left.stdout == b""
    clone = root.with_name("clone")
    subprocess.run(["git", "clone", "-q", str(root), str(clone)], check=True)
    result = CliRunner().invoke(main, ["check", "--root", str(clone), "--since", "HEAD~1"])
    assert (result.exit_code, result.stdout) == (0, "")


TAKEN = {
    "news/releases/2021/taken.en.md": release(),
    "news/redirects.yml": "releases/2021/former: releases/2021/taken\n",
}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("releases/2021/fiar", NEW, "found 'releases/2021/fiar'; did you mean 'releases/2021/fair'?"),
        (OLD, "releases/2021/taken", "found 'releases/2021/taken', which is taken"),
        (OLD, OLD, f"found '{OLD}', which is taken"),
        (OLD, "releases/2021/former", "found 'releases/2021/former', the former key of releases/2021/taken"),
        (
            OLD,
            "releases/2021/Spring",
            "expected a new key such as releases/2021/new-name, found 'releases/2021/Spring'",
        ),
        (OLD, "summaries/fair", "expected a new key such as releases/2021/new-name, found 'summaries/fair'"),
        (OLD, "../../etc/fair", "expected a new key such as releases/2021/new-name, found '../../etc/fair'"),
    ],
)
def test_what_cannot_be_renamed_changes_nothing(corner: Corner, old: str, new: str, said: str) -> None:
    root = corner(TAKEN)
    before = {path: path.read_bytes() for path in (root / "news").rglob("*") if path.is_file()}
    result = _rename(root, old, new)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert {path: path.read_bytes() for path in (root / "news").rglob("*") if path.is_file()} == before


def test_attachments_keep_a_release_in_its_year(corner: Corner) -> None:
    root = corner(
        {
            FAIR: release(issued="2022-01-03", attachments="[{file: map.pdf, label: Map}]"),
            FAIR_ZH: None,
            "news/releases/2021/map.pdf": "x",
        }
    )
    assert "where the attachments are" in _rename(root, OLD, "releases/2022/fair").stderr


def test_unreadable_files_are_reported_first(corner: Corner) -> None:
    root = corner({FAIR_ZH: "no front matter"})
    result = _rename(root)
    assert result.exit_code == 1
    assert "[no-front-matter]" in result.stdout
    assert (root / FAIR).exists()


def test_where_a_file_cannot_be_written_all_is_as_it_was(corner: Corner) -> None:
    root = corner({"news/releases/2021/race.en.md": release("After [the fair](fair.en.md).")})
    # A folder in the file's place stands for one that may not be written: the tests may run as root.
    (root / "news/redirects.yml").mkdir()
    before = {path: path.read_bytes() for path in sorted((root / "news").rglob("*.md"))}
    result = _rename(root)
    assert (result.exit_code, isinstance(result.exception, SystemExit)) == (2, True)
    assert {path: path.read_bytes() for path in sorted((root / "news").rglob("*.md"))} == before
