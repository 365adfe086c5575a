"""News in the states that the project's own news happens not to be in: withdrawn, corrected, out of date, ahead, renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_accessibility import AXE, JUDGE, RULES, VIEWS, show
from tests.support import nu_checker, project
from tests.support.browsing import opening_tab, reading, serving
from tests.support.built import Built
from tests.support.corners import release, translation

_NOW = int(datetime(2027, 3, 1, tzinfo=UTC).timestamp())
_EVENT = "{start: 2027-03-05 09:00, end: 2027-03-06 17:30, venue: City Hall}"
_OF = {"topics": "[trading, exchange]", "bodies": "[ipd, hktdc]", "issued": "2027-02-01"}
_RICH = """
It was **said** by *some*, in `code` too.[^1]

> A word of theirs.

| Day | Value |
| --- | ---: |
| 1 | 20 |

### A smaller heading

1. One
   - Two

[^1]: A note.
"""
_FILES = {
    "ahead.en.md": release("It begins soon.", title="Fair", type="event", event=_EVENT, **_OF),
    "ahead.zh-Hant.md": translation("即將舉行。", title="博覽會", labels="{event.venue: 大會堂}"),
    "off.en.md": release(
        "It was to be.",
        title="Forum",
        type="event",
        event=_EVENT,
        withdrawn="{date: 2027-02-05, reason: It is off.}",
        **_OF,
    ),
    "off.zh-Hant.md": translation(
        "原定舉行。",
        title="論壇",
        labels="{event.venue: 大會堂, withdrawn.reason: 活動取消。}",
        translated_from='"0123456789abcdef"',
    ),
    "mended.en.md": release(
        _RICH,
        title="Report",
        updated="2027-02-03",
        corrections="[{date: 2027-02-03, note: A name was wrong.}]",
        attachments="[{file: report.pdf, label: The report (PDF)}]",
        **_OF,
    ),
    "mended.zh-Hant.md": translation(
        _RICH.replace("It was **said** by *some*, in `code` too.", "**有人**說*過*，`code`亦然。"),
        title="報告",
        labels="{corrections.2027-02-03: 更正名稱。, attachments.report.pdf: 報告（PDF）}",
    ),
    "report.pdf": "%PDF-1.4\n",
}
_PAGES = {name: f"news/2027/{name}/" for name in ("ahead", "off", "mended")} | {"moved": "news/2027/former/stays.html"}
"""Pages by kind; the last is what stands at a former address, kept from leading on at once."""
_EDITIONS = {"en": "", "zh-Hant": "zh-Hant/", "zh-Hans": "zh-Hans/"}


@pytest.fixture(scope="module")
def site(own: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the project's own news and these; not built strictly, for a translation that is out of date is warned of."""
    root = tmp_path_factory.mktemp("states") / "corner"
    project.copy_built(own.root, root)
    for name, text in _FILES.items():
        file = root / "news/releases/2027" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    (root / "news/redirects.yml").write_text("releases/2027/former: releases/2027/ahead\n", "utf-8")
    run = project.build(root, epoch=_NOW)
    assert run.code == 0, run.output
    for prefix in _EDITIONS.values():
        leading = root / "site" / prefix / "news/2027/former/index.html"
        shown, found = re.subn('<meta http-equiv="refresh"[^>]*>', "", leading.read_text("utf-8"))
        assert found == 1
        leading.with_name("stays.html").write_text(shown, "utf-8")
    return root / "site"


@pytest.fixture(scope="module")
def origin(site: Path) -> Iterator[str]:
    with serving(site) as url:
        yield url


@pytest.fixture(scope="module")
def tab(browser: Browser, origin: str) -> Iterator[Page]:
    with opening_tab(browser, origin) as tab:
        yield tab


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_wrong_with_news_in_any_state(
    browser: Browser, origin: str, view: tuple[str, tuple[int, int, Any]]
) -> None:
    edition, mode = view
    faults = {}
    with reading(browser, origin, reduced_motion="reduce") as context:
        context.add_init_script(path=AXE)
        page = context.new_page()
        show(page, mode)
        for kind, address in _PAGES.items():
            page.goto(f"/{_EDITIONS[edition]}{address}")
            if found := page.evaluate(JUDGE, RULES):
                faults[kind] = found
    assert faults == {}


def test_the_nu_checker_has_neither_errors_nor_warnings_for_news_in_any_state(site: Path) -> None:
    pages = [site / prefix / address for prefix in _EDITIONS.values() for address in _PAGES.values()]
    assert nu_checker.judge(*pages) == []


def test_that_news_was_withdrawn_is_said_before_all_else_and_nothing_of_it_is_offered(page: Page) -> None:
    page.goto(f"/zh-Hant/{_PAGES['off']}")
    notices = [text.split("\n")[0] for text in page.locator(".corner-notice").all_inner_texts()]
    assert notices == ["本稿已於2027年2月5日撤回。", "譯文尚未更新"]
    assert page.get_by_text("加入我的日曆").count() == 0
    page.goto(f"/zh-Hant/{_PAGES['ahead']}")
    assert page.get_by_text("加入我的日曆").count() == 1


def test_numbers_in_a_column_that_the_text_puts_to_the_right_stand_there(page: Page) -> None:
    page.goto(f"/{_PAGES['mended']}")
    aligned: list[Any] = page.locator("main table tr > :nth-child(2)").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell).textAlign)"
    )
    assert aligned == ["end", "end"]


def test_a_short_release_with_corrections_and_facts_takes_one_sheet_of_paper(page: Page) -> None:
    page.goto(f"/{_PAGES['mended']}")
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_an_address_that_news_had_leads_on_and_names_where_to(page: Page) -> None:
    page.goto("/zh-Hant/news/2027/former/")
    page.wait_for_url(f"**/zh-Hant/{_PAGES['ahead']}")
    page.goto(f"/zh-Hant/{_PAGES['moved']}")
    link = page.locator("main").get_by_role("link")
    assert link.all_inner_texts() == ["博覽會"]
    link.click()
    page.wait_for_url(f"**/zh-Hant/{_PAGES['ahead']}")
