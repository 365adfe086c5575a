"""Pages by our own templates: filled skeletons, and a fingerprint for all that a page shows."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import lxml.html
import pytest

from corner.render.page import Page
from corner.render.renderer import Renderer
from corner.render.skeleton import Skeleton, SkeletonSet, slot_marker
from corner.render.templates import JinjaTheme, create_environment
from corner.storage.output_file import Spool, read_content
from corner.views.edition import Edition
from corner.workers.pool import divide
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, GOOD, MKDOCS, SUMMARY, Corner, release, translation

TEMPLATES = [corners.REPOSITORY / "hooks/theme", Path(str(files("material").joinpath("templates")))]
NEWS = "news/releases/2021/"


class Frames:
    """Frames that show only the site's name and the language switch."""

    def __init__(self, edition: Edition, environment: jinja2.Environment) -> None:
        self._edition = edition
        self._languages = environment.get_template("partials/languages.html")

    def render(self, page: Page, slots: Mapping[str, str]) -> str:
        """Return the frame of a page."""
        name = self._edition.language.site_name
        languages = self._languages.render(
            current=page, languages=self._edition.languages, language_links=slots, in_language=lambda _locale: ""
        )
        head, content = slots["head"], slots["content"]
        return f"<html><head>{head}</head><body><a href='{page.base}'>{name}</a>{languages}{content}</body></html>"


@functools.cache
def _environment() -> jinja2.Environment:
    """Return one environment for all renderers: compiling the templates takes longer than rendering all pages."""
    return create_environment(TEMPLATES)


def _renderer(edition: Edition) -> Renderer:
    environment = _environment()
    skeletons = SkeletonSet()
    renderer = Renderer(edition, JinjaTheme(environment, "one", card_locales=frozenset({"en"})), skeletons)
    frames = Frames(edition, environment)
    slots = {name: slot_marker(name) for name in renderer.slots}
    for page in corners.pages(edition):
        skeletons.shared[page.skeleton_key] = Skeleton.cut(frames.render(page, slots))
    return renderer


def _render(root: Path, now: datetime = corners.NOW) -> dict[str, tuple[str, bytes]]:
    """Return fingerprint and bytes of every page of a corner, by file."""
    rendered = {}
    for locale in ("en", "zh-Hant"):
        edition = corners.edition(root, locale, now)
        pages = list(corners.pages(edition))
        for page in _renderer(edition).render(pages, lambda _name, _fingerprint: False, Spool()):
            rendered[page.page.file] = (page.fingerprint, read_content(page.content))
    return rendered


FULL = {
    FAIR: release(
        "[x](x.en.md) ![map](map.png)",
        title="Spring fair",
        issued="2021-03-01 12:00",
        topics="[boats]",
        bodies="[harbour-office]",
        places="[quay]",
        items="[lights]",
        event="{start: 2021-03-01, venue: The quay}",
        figures="[{figure: visitors, value: 1090}]",
        source="{name: The News}",
        related="[releases/2021/z, summaries/2020]",
        attachments="[{file: map.png, label: A map}]",
    ),
    FAIR_ZH: translation(
        "[x](x.en.md) ![圖](map.png)", labels="{event.venue: 碼頭, source.name: 報, attachments.map.png: 地圖}"
    ),
    f"{NEWS}map.png": "x",
    f"{NEWS}x.en.md": release(title="Before", issued="2021-02-01"),
    f"{NEWS}y.en.md": release(title="After", issued="2021-04-01"),
    f"{NEWS}z.en.md": release(title="Beside", issued="2021-02-02", topics="[tides]"),
}

CHANGES: dict[str, dict[str, str | None]] = {
    "the site's address": {"mkdocs.yml": MKDOCS.replace("https://corner.example/", "https://other.example/")},
    "the site's name": {"mkdocs.yml": MKDOCS.replace("Harbour Corner", "Quay Corner")},
    "the site's description": {"mkdocs.yml": MKDOCS.replace("News of the harbour", "News of the quay")},
    "the name of a language": {"mkdocs.yml": MKDOCS.replace("name: English", "name: British")},
    "the time zone": {"mkdocs.yml": MKDOCS.replace("Asia/Tokyo", "Asia/Shanghai")},
    "the length of a listing": {"mkdocs.yml": MKDOCS.replace("page_size: 2", "page_size: 3")},
    "the default language": {
        "mkdocs.yml": MKDOCS.replace("default: true, ", "").replace("locale: zh-Hant", "locale: zh-Hant, default: true")
    },
    "a word of the interface": {"news/words/en.yml": "news: Bulletins\n"},
    "the name of a topic": {"news/topics.yml": GOOD["news/topics.yml"].replace("en: Boats", "en: Ships")},
    "what a topic holds": {"news/topics.yml": GOOD["news/topics.yml"].replace("All that floats", "Hulls")},
    "the name of a body": {"news/bodies.yml": GOOD["news/bodies.yml"].replace("Harbour Authority", "Port Authority")},
    "the name of a place": {"news/places.yml": GOOD["news/places.yml"].replace("The quay", "The pier")},
    "the unit of a figure": {"news/figures.yml": GOOD["news/figures.yml"].replace("{value} people", "{value} guests")},
    "a translated label": {FAIR_ZH: FULL[FAIR_ZH].replace("地圖", "平面圖")},
    "the only other language of a text": {FAIR_ZH: None},
    "what a translation was made from": {
        FAIR_ZH: FULL[FAIR_ZH].replace("labels:", 'translated_from: "0123456789abcdef"\nlabels:')
    },
    "a title": {FAIR: FULL[FAIR].replace("Spring fair", "Summer fair")},
    "a teaser": {FAIR: FULL[FAIR].replace("What is new.", "What is old.")},
    "a text": {FAIR: FULL[FAIR].replace("[x](", "[See x](")},
    "the kind of news": {FAIR: FULL[FAIR].replace("type: notice", "type: event")},
    "the time of issue": {FAIR: FULL[FAIR].replace("issued: 2021-03-01 12:00", "issued: 2021-03-01 13:00")},
    "a day of issue that changes the order": {f"{NEWS}x.en.md": release(title="Before", issued="2021-05-01")},
    "the title of the news before": {f"{NEWS}x.en.md": release(title="Long before", issued="2021-02-01")},
    "the title of related news": {f"{NEWS}z.en.md": release(title="Aside", issued="2021-02-02", topics="[tides]")},
    "a correction": {FAIR: FULL[FAIR].replace("places:", "corrections: [{date: 2021-03-02, note: A.}]\nplaces:")},
    "the language of related news": {f"{NEWS}x.en.md": None, f"{NEWS}x.zh-Hant.md": release(issued="2021-02-01")},
    "a withdrawal": {f"{NEWS}x.en.md": release(issued="2021-02-01", withdrawn="{date: 2021-03-01, reason: A.}")},
    "the title of an item": {SUMMARY: GOOD[SUMMARY].replace("## Lights", "## Lamps")},
    "an item that is no longer new": {SUMMARY: GOOD[SUMMARY].replace("state: new, ", "")},
    "the text of an item": {SUMMARY: GOOD[SUMMARY].replace("The lights are new", "The lights are old")},
    "the period of a summary": {SUMMARY: GOOD[SUMMARY].replace("2020-12-31", "2020-12-30")},
}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, bytes]]:
    return _render(corners.write(tmp_path_factory.mktemp("full"), FULL))


@pytest.mark.parametrize("what", CHANGES)
def test_no_page_is_current_that_would_differ_after_a_change_of(
    corner: Corner, before: dict[str, tuple[str, bytes]], what: str
) -> None:
    files = {**FULL, **CHANGES[what]}
    if CHANGES[what].get(FAIR, "").count("corrections"):  # type: ignore[union-attr]
        files[FAIR_ZH] = FULL[FAIR_ZH].replace("報,", "報, corrections.2021-03-02: 乙,")
    after = _render(corner(files))
    assert after != before, "the change shows somewhere"
    both = after.keys() & before.keys()
    stale = {file for file in both if after[file][0] == before[file][0] and after[file][1] != before[file][1]}
    assert stale == set()


def test_a_change_of_one_text_makes_few_pages_again(corner: Corner, before: dict[str, tuple[str, bytes]]) -> None:
    after = _render(corner({**FULL, FAIR: FULL[FAIR].replace("[x](", "[See x](")}))
    made_again = {file for file in after if after[file][0] != before[file][0]}
    # The pages of events and data are made from the releases themselves.
    own = ("news/2021/fair", "events", "data")
    pages = {f"{prefix}{page}/index.html" for prefix in ("", "zh-Hant/") for page in own}
    assert {"news/2021/fair/index.html"} <= made_again <= pages


def test_no_page_is_current_that_would_differ_at_a_later_moment(corner: Corner) -> None:
    later = release(title="Later", publish_at="2030-01-01", items="[lights]", topics="[boats, tides]")
    unlinked = {name: FULL[name].replace("[x](x.en.md)", "x") for name in (FAIR, FAIR_ZH)}
    root = corner({**FULL, f"{NEWS}x.en.md": later, **unlinked})
    before, after = _render(root), _render(root, datetime(2030, 1, 2, tzinfo=UTC))
    changed = {file for file in before if after[file][1] != before[file][1]}
    assert {"news/2021/fair/index.html", "summaries/2020/index.html", "topics/index.html"} <= changed
    assert {file for file in changed if after[file][0] == before[file][0]} == set()


def test_a_page_that_is_current_is_not_rendered(corner: Corner) -> None:
    edition = corners.edition(corner())
    pages = _renderer(edition).render(
        list(corners.pages(edition)), lambda name, _fingerprint: name == "404.html", Spool()
    )
    made = {rendered.page.file: rendered.content for rendered in pages}
    assert [name for name, content in made.items() if content is None] == ["404.html"]


def test_pages_that_are_made_at_once_are_what_each_would_be_alone(
    corner: Corner, before: dict[str, tuple[str, bytes]]
) -> None:
    edition = corners.edition(corner(FULL))
    pages = list(corners.pages(edition))
    known = {page.file for page in pages[::2]}
    own, spool = _renderer(edition), Spool()
    parts = [own.render(part, lambda name, _fingerprint: name in known, spool) for part in divide(pages, 3)]
    made = [rendered for part in parts for rendered in part]
    assert [rendered.page for rendered in made] == pages
    assert {rendered.page.file for rendered in made if rendered.content is None} == known
    for rendered in made:
        fingerprint, content = before[rendered.page.file]
        assert rendered.fingerprint == fingerprint
        assert rendered.content is None or read_content(rendered.content) == content


def test_readers_of_an_outdated_translation_are_told_in_their_language(corner: Corner) -> None:
    made = _render(corner({FAIR_ZH: translation(translated_from='"0123456789abcdef"')}))
    notices: dict[str, Any] = {
        file: lxml.html.document_fromstring(content.decode()).xpath("//aside[@class='corner-notice']")
        for file, (_, content) in made.items()
    }
    outdated = {file: asides for file, asides in notices.items() if asides}
    assert list(outdated) == ["zh-Hant/news/2021/fair/index.html"]
    [[notice]] = outdated.values()
    [link] = notice.xpath(".//a")
    assert "譯文尚未更新" in notice.text_content()
    assert (link.text_content(), link.get("lang"), link.get("href")) == (
        "Spring fair",
        "en",
        "../../../../news/2021/fair/",
    )


HOSTILE = "<script>alert()</script> \"'& ${x}"


def test_text_with_markup_is_printed_as_text_on_each_page(corner: Corner) -> None:
    quoted = HOSTILE.replace("'", "''")
    hostile = f"'{quoted}'"
    files = {
        FAIR: release(
            title=hostile,
            description=hostile,
            bodies="[b]",
            places="[p]",
            event=f"{{start: 2021-03-01, venue: {hostile}}}",
            source=f"{{name: {hostile}, url: 'https://a.example/?a=1&b='}}",
            attachments=f"[{{file: map.png, label: {hostile}}}]",
            corrections=f"[{{date: 2021-03-02, note: {hostile}}}]",
            figures="[{figure: f, value: 1}]",
        ),
        FAIR_ZH: None,
        f"{NEWS}map.png": "x",
        f"{NEWS}gone.en.md": release(title=hostile, withdrawn=f"{{date: 2021-03-02, reason: {hostile}}}"),
        "news/topics.yml": "".join(
            f"{key}:\n  name: {{en: {hostile}, zh-Hant: {hostile}}}\n  description: {{en: {hostile}, zh-Hant: {hostile}}}\n"
            for key in ("boats", "tides")
        ),
        "news/bodies.yml": f"b: {{names: [{{name: {{en: {hostile}}}, grade: A}}]}}\n",
        "news/places.yml": f"p: {{name: {{en: {hostile}, zh-Hant: {hostile}}}}}\n",
        "news/figures.yml": f"f: {{name: {{en: {hostile}, zh-Hant: {hostile}}}}}\n",
        SUMMARY: GOOD[SUMMARY]
        .replace("title: Summary of 2020", f"title: {hostile}")
        .replace("## Lights", f"## {HOSTILE}"),
        "mkdocs.yml": MKDOCS.replace("name: English", f"name: {hostile}, site_description: {hostile}"),
    }
    count = 0
    for file, (_, content) in _render(corner(files)).items():
        tree = lxml.html.document_fromstring(content)
        # Scripts of data hold text in JSON, which no browser runs.
        scripts: Any = tree.xpath("//script[not(@src or @type='application/ld+json')]/text()")
        assert [script for script in scripts if "alert()" in script] == [], file
        text: Any = tree.xpath("//text() | //@content | //@title | //@aria-label")
        count += sum(HOSTILE in string for string in text)
    assert count > 30


def test_dates_in_tables_are_marked_but_not_in_the_addresses_of_links(corner: Corner) -> None:
    renderer = _renderer(corners.edition(corner()))
    html = '<p>May 1, 2021</p><table><tr><td><a href="x?May 2, 2021">May 3, 2021</a> &amp; 2022</td></tr></table>'
    wrapped = renderer.wrap_tables(html)
    assert wrapped.startswith("<p>May 1, 2021</p>")
    cell = '<td><a href="x?May 2, 2021"><span class="corner-date">May 3, 2021</span></a> &amp; 2022</td>'
    assert f"<table><tr>{cell}</tr></table>" in wrapped
