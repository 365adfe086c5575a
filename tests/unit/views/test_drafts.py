"""What a preview shows of news that the public may not see: marks, and the table of all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from corner.content.release import Release
from corner.i18n.editor_language import EditorLanguage
from corner.site import listings
from corner.site.load import load
from corner.views import drafts, navigation
from corner.views import release as articles
from corner.views.edition import Edition
from corner.views.types import Link
from tests.support import corners, second_corner
from tests.support.corners import FAIR, FAIR_ZH, SUMMARY, Corner, release, translation

PREVIEW = EditorLanguage()
BEFORE, AFTER = (datetime.fromisoformat(f"2026-03-02T09:{minute}+09:00") for minute in ("29", "30"))
FILES = {
    FAIR: release(publish_at="2026-03-02 09:30", event="{start: 2026-03-02}"),
    FAIR_ZH: translation(),
    "news/releases/2021/plan.en.md": release(title="The plan", status="draft"),
}


def _edition(
    root: Path, locale: str = "en", now: datetime = BEFORE, *, preview: EditorLanguage | None = PREVIEW
) -> Edition:
    news = load(root, now, preview=preview).catalogue
    assert news
    return Edition(news, listings.build_listings(news), locale)


def _fair(edition: Edition) -> Release:
    found = (edition.catalogue.hidden or {}).get("releases/2021/fair") or edition.catalogue.releases[
        "releases/2021/fair"
    ]
    assert isinstance(found, Release)
    return found


@pytest.mark.parametrize(
    ("locale", "title", "text"),
    [
        ("en", "Not published yet", "This will be published on March 2, 2026 09:30."),
        ("zh-Hant", "尚未發布", "本稿將於2026年3月2日 09:30發布"),
    ],
)
def test_what_is_not_due_says_when_it_will_be(corner: Corner, locale: str, title: str, text: str) -> None:
    edition = _edition(corner(FILES), locale)
    notice = articles.release_view(edition, _fair(edition)).hidden
    assert notice
    assert notice.title == title
    assert notice.text.startswith(text)
    assert notice.others.address == edition.at("status/")


def test_a_page_depends_on_whether_the_public_may_see_it(corner: Corner) -> None:
    root = corner(FILES)
    before, after = _edition(root), _edition(root, now=AFTER)
    assert articles.release_dependencies(before, _fair(before)) != articles.release_dependencies(after, _fair(after))
    assert articles.release_view(after, _fair(after)).hidden is None


def test_what_is_hidden_offers_no_calendar_for_there_is_none(corner: Corner) -> None:
    root = corner(FILES)
    before, after = _edition(root), _edition(root, now=AFTER)
    assert articles.release_view(before, _fair(before)).calendar == ""
    assert articles.release_view(after, _fair(after)).calendar == "news/2021/fair/event.ics"


def test_a_draft_leads_to_the_index_where_it_alone_would_be_in_a_list_until_there_is_one(corner: Corner) -> None:
    plan = {"title": "The plan", "issued": "2022-01-01", "bodies": "[harbour-office]"}
    root = corner({"news/releases/2022/plan.en.md": release(**plan, status="draft")})

    def shown() -> tuple[list[str], object]:
        edition = _edition(root)
        (draft,) = (edition.catalogue.hidden or {}).values()
        assert isinstance(draft, Release)
        view = articles.release_view(edition, draft)
        return [link.address for link in (*view.bodies, view.year)], articles.release_dependencies(edition, draft)

    alone = shown()
    (root / "news/releases/2022/other.en.md").write_text(release(**plan), "utf-8")
    beside = shown()
    assert alone[0] == ["bodies/", "news/"]
    assert beside[0] == ["bodies/harbour-office/", "news/2022/"]
    assert alone[1] != beside[1]


def test_the_table_has_state_time_and_the_texts(corner: Corner) -> None:
    view = drafts.status_view(_edition(corner(FILES)))
    assert view.languages == ("English", "繁體中文")
    assert [(row.news.title, row.state, row.due, row.languages) for row in view.rows] == [
        ("News", "Not published yet", "March 2, 2026 09:30", ("original", "not tracked")),
        ("The plan", "Draft", "", ("original", "missing")),
    ]
    assert view.rows[1].news == Link("The plan", "news/2021/plan/")


@pytest.mark.parametrize(
    ("write", "locale", "expected"),
    [
        (lambda root: corners.write(root, {}), "en", Link("Editors' guide", "guide/")),
        (lambda root: corners.write(root, {}), "zh-Hant", Link("編輯指引", "zh-Hant/guide/")),
        # There is no guide in Portuguese: the one of the default edition is in English.
        (second_corner.write, "pt", Link("Guia para editores", "guide/", "", "Só em inglês")),
    ],
)
def test_every_edition_of_a_preview_leads_to_the_guide(
    tmp_path: Path, write: Callable[[Path], Path], locale: str, expected: Link
) -> None:
    edition = _edition(write(tmp_path), locale)
    assert drafts.status_view(edition).guide == expected
    ends = [(entry.title, entry.address) for entry in navigation.build_menu(edition, []) if entry.footer]
    assert ends[-2:] == [(edition.messages("unpublished"), edition.at("status/")), (expected.title, expected.address)]


def test_no_menu_for_readers_leads_to_the_guide(corner: Corner) -> None:
    menu = navigation.build_menu(_edition(corner(), preview=None), [])
    assert {"guide/", "status/"} & {entry.address for entry in menu} == set()


def test_a_summary_is_marked_too(corner: Corner) -> None:
    root = corner()
    text = (root / SUMMARY).read_text("utf-8")
    (root / SUMMARY).write_text(text.replace("period:", "status: draft\nperiod:"), "utf-8")
    edition = _edition(root)
    wanted = [page for page in corners.pages(edition) if page.address == "summaries/2020/"]
    assert [page.indexed for page in wanted] == [False]
    assert "This is a draft." in str(wanted[0].view and wanted[0].view())


def test_without_a_preview_there_is_no_such_page(corner: Corner) -> None:
    root = corner(FILES)
    public = {page.address for page in corners.pages(_edition(root, preview=None))}
    preview = {page.address for page in corners.pages(_edition(root))}
    assert preview - public == {"news/2021/fair/", "news/2021/plan/", "status/"}


def test_what_the_public_sees_is_the_same_in_a_preview(corner: Corner) -> None:
    files = {"news/releases/2021/open.en.md": release(related="[releases/2021/plan, releases/2021/fair]")}
    root = corner({**FILES, **files})
    public, preview = (
        {page.address: (page.indexed, page.view and page.view(), page.depends and page.depends()) for page in found}
        for found in (corners.pages(_edition(root, preview=None)), corners.pages(_edition(root)))
    )
    assert {address: preview[address] for address in public} == public
    assert "news/2021/open/" in public
