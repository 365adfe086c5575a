"""The lists for programs that read, whole, written by hand; and what of them is written again."""

from __future__ import annotations

from pathlib import Path

from corner.render import llms_txt, routes
from corner.render.skeleton import StaticPage
from corner.storage.output_file import OutputFile, Spool
from corner.views.edition import Edition
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release, translation

SITE = "https://corner.example/base/"
GONE = release(
    title="The [old] *fair*", issued="2020-05-01", withdrawn="{date: 2020-05-02, reason: Wrong.}", topics="[tides]"
)
LIST = f"""\
# Harbour Corner

> News of the harbour.

This list is for programs that read. Beside each page of news, index.md has the same in Markdown: the facts as front \
matter, then the text. The list of a year has all news of that year.

## News

- [Spring fair]({SITE}news/2021/fair/index.md): 2021-03-01 · The fair opens.
- [消息]({SITE}zh-Hant/news/2021/only/index.md): 2021-02-01 · Chinese only · 新消息。
- [News]({SITE}news/2021/b/index.md): 2021-01-01 · What is new.

## Years

- [News, 2021]({SITE}news/2021/llms.txt)
- [News, 2020]({SITE}news/2020/llms.txt)

## Summaries

- [Summary of 2020]({SITE}summaries/2020/index.md): What was done in 2020.

## Items of co-operation

- [Dredging]({SITE}items/dredging/index.md)
- [Lights]({SITE}items/lights/index.md)

## Topics

- [Boats]({SITE}topics/boats/): All that floats. [RSS]({SITE}feeds/topics/boats.xml), \
[Atom]({SITE}feeds/topics/boats.atom), [JSON Feed]({SITE}feeds/topics/boats.json), \
[Calendar]({SITE}calendars/topics/boats.ics)
- [Tides]({SITE}topics/tides/): Ebb and flow. [RSS]({SITE}feeds/topics/tides.xml), \
[Atom]({SITE}feeds/topics/tides.atom), [JSON Feed]({SITE}feeds/topics/tides.json), \
[Calendar]({SITE}calendars/topics/tides.ics)

## Feeds

- [All news]({SITE}news/): [RSS]({SITE}feeds/all.xml), [Atom]({SITE}feeds/all.atom), [JSON Feed]({SITE}feeds/all.json)
- [All feeds of this language, for feed readers to import (OPML)]({SITE}feeds/corner.opml)
- [The feeds of all languages (OPML)]({SITE}feeds/all-languages.opml)

## Calendars

- [Events]({SITE}calendars/all.ics)

## Contents

- [News]({SITE}news/)
- [Topics]({SITE}topics/)
- [Summaries]({SITE}summaries/)
- [Items of co-operation]({SITE}items/): Each item of co-operation by period, with its number and its state as the \
summary of the period gives them.
- [Timeline]({SITE}timeline/)
- [Data]({SITE}data/): All tables of this site as files for programs: CSV and JSON, with their descriptions.
- [About \\_us\\_]({SITE}about/): Who we are.

## Languages

- [繁體中文]({SITE}zh-Hant/llms.txt)
"""


def _static_page(address: str, title: str, description: str, *, for_editors: bool = False) -> StaticPage:
    return StaticPage(
        "main", address, title, description, (("en", address),), "", f"docs/{address}", for_editors=for_editors
    )


def _lists(edition: Edition, published: dict[str, str] | None = None) -> dict[str, OutputFile]:
    """Return the lists of an edition by path; `published` has the fingerprints of those that are published."""
    static_pages = [
        _static_page("about/", "About _us_", "Who we are."),
        _static_page("guide/", "Guide", "For editors.", for_editors=True),
        _static_page("", "Harbour Corner", ""),
    ]
    pages = [*corners.pages(edition), *(routes.static_page(edition, page) for page in static_pages)]
    known = published or {}
    return dict(llms_txt.iter_lists(edition, pages, "code", lambda path, digest: known.get(path) == digest, Spool()))


def _read(file: OutputFile) -> str:
    content = file.content() if callable(file.content) else file.content
    assert isinstance(content, bytes)
    return content.decode()


def _corner(corner: Corner) -> Path:
    return corner(
        {
            "news/releases/2021/only.zh-Hant.md": translation(
                type="notice", issued="2021-02-01", topics="[boats]", untranslated="[en]"
            ),
            "news/releases/2021/b.en.md": release(issued="2021-01-01"),
            "news/releases/2020/gone.en.md": GONE,
            "news/releases/2021/draft.en.md": release(title="Secret", status="draft"),
            "news/releases/2021/later.en.md": release(title="Secret", publish_at="2030-01-01"),
        }
    )


def test_the_list_of_an_edition(corner: Corner) -> None:
    lists = _lists(corners.edition(_corner(corner)))
    assert lists.keys() == {"llms.txt", "news/2021/llms.txt", "news/2020/llms.txt"}
    assert _read(lists["llms.txt"]) == LIST


def test_the_list_of_a_year_has_all_of_it_and_says_what_was_withdrawn(corner: Corner) -> None:
    lists = _lists(corners.edition(_corner(corner)))
    assert _read(lists["news/2020/llms.txt"]) == (
        "# Harbour Corner – News, 2020\n\n## News, 2020\n\n"
        f"- [The \\[old\\] \\*fair\\*]({SITE}news/2020/gone/index.md): 2020-05-01 · Withdrawn · What is new.\n"
    )
    assert _read(lists["news/2021/llms.txt"]).count("\n- ") == 3
    assert not [path for path, file in lists.items() if "Secret" in _read(file)]


def test_another_edition_has_lists_in_its_own_words(corner: Corner) -> None:
    lists = _lists(corners.edition(_corner(corner), "zh-Hant"))
    assert lists.keys() == {f"zh-Hant/{path}" for path in ("llms.txt", "news/2021/llms.txt", "news/2020/llms.txt")}
    text = _read(lists["zh-Hant/llms.txt"])
    assert text.startswith("# 港口專欄\n\n> 港口的消息。\n\n本目錄供")
    assert f"\n- [春季市集]({SITE}zh-Hant/news/2021/fair/index.md): 2021-03-01 · 市集開幕。\n" in text
    assert f"\n- [News]({SITE}news/2021/b/index.md): 2021-01-01 · 只備英文版 · What is new.\n" in text
    assert text.endswith(f"\n- [English]({SITE}llms.txt)\n")


def test_only_the_year_with_a_change_is_made_again(corner: Corner) -> None:
    root = _corner(corner)
    published = {path: file.fingerprint for path, file in _lists(corners.edition(root)).items()}
    changed = root / FAIR
    changed.write_text(changed.read_text("utf-8").replace("Spring fair", "Autumn fair"), "utf-8")
    (root / FAIR_ZH).unlink()
    lists = _lists(corners.edition(root), published)
    assert lists["news/2020/llms.txt"].content is None
    assert "Autumn fair" in _read(lists["news/2021/llms.txt"])
    assert "Autumn fair" in _read(lists["llms.txt"])
