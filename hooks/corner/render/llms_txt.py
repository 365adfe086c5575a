"""Lists of what an edition has, for programs that read (llmstxt.org): one for the edition, and one for each year.

The edition's list has the newest content and leads to the lists of the years, so that none of them grows without end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from corner.content import urls
from corner.content.types import Content, ContentType
from corner.render.markdown_syntax import escape_markdown, format_target
from corner.render.page import Page
from corner.storage import fingerprint
from corner.storage.output_file import OutputFile, Spool
from corner.views import follow
from corner.views.edition import Edition
from corner.views.types import FeedLink

_SOURCE = "the list of contents"


def iter_lists(
    edition: Edition, pages: Sequence[Page], code: str, is_current: Callable[[str, str], bool], spool: Spool
) -> Iterator[tuple[str, OutputFile]]:
    """Yield path and file of each list.

    Args:
        edition: the site in one language.
        pages: its pages.
        code: a fingerprint of the code that makes lists.
        is_current: whether the file at a path, given a fingerprint, is published already.
        spool: where lists of years wait for their publication.
    """
    titles = {page.address: page.title for page in pages if not page.content}
    sections: list[tuple[str, Iterable[str]]] = []
    for content_type in edition.catalogue.content_types:
        title = titles.get(edition.at(f"{content_type.section}/"), content_type.label)
        contents = list(edition.catalogue.contents[content_type.name].values())
        years = list(_iter_years(edition, content_type, title, contents)) if content_type.is_archived else []
        newest = contents[: edition.catalogue.settings.feed_size] if years else contents
        sections.append((title, [_content_line(edition, content) for content in newest]))
        sections.append((edition.messages("years"), [_link_line(edition, year.title, year.path) for year in years]))
        for year in years:
            yield year.path, _year_file(edition, year, code, is_current, spool)
    sections += _site_sections(edition, pages)
    name, intro = edition.language, edition.messages("llms_intro")
    content = _render_list(name.site_name, name.description, sections, intro)
    yield edition.at(urls.LLMS_TXT), OutputFile(content, _SOURCE)


class _Year(NamedTuple):
    """The content of one type that was issued in one year."""

    path: str
    """The path of its list."""
    title: str
    contents: tuple[Content, ...]


def _iter_years(
    edition: Edition, content_type: ContentType[Any], title: str, contents: Iterable[Content]
) -> Iterator[_Year]:
    """Yield the years of a content type, the newest first."""
    years: dict[int, list[Content]] = {}
    for content in contents:
        if content.issued:
            years.setdefault(content.issued.day.year, []).append(content)
    for year in sorted(years, reverse=True):
        path = edition.at(f"{content_type.section}/{year:04}/{urls.LLMS_TXT}")
        yield _Year(path, edition.messages("topic_of_year", topic=title, year=f"{year:04}"), tuple(years[year]))


def _year_file(
    edition: Edition, year: _Year, code: str, is_current: Callable[[str, str], bool], spool: Spool
) -> OutputFile:
    """Return the list of what there is of one year."""
    members = [(content.key, content.digest) for content in year.contents]
    digest = fingerprint.digest((code, edition.digest, year.title, members))
    if is_current(year.path, digest):
        return OutputFile(None, _SOURCE, digest)
    return OutputFile(spool.keep(_render_year(edition, year)), _SOURCE, digest)


def _render_year(edition: Edition, year: _Year) -> bytes:
    title = edition.messages("feed_title", site=edition.language.site_name, name=year.title)
    return _render_list(title, "", [(year.title, [_content_line(edition, content) for content in year.contents])])


def _render_list(title: str, description: str, sections: Iterable[tuple[str, Iterable[str]]], intro: str = "") -> bytes:
    """Return a list in the form of llmstxt.org: a title, a description as a quotation, and sections of links."""
    parts = [f"# {escape_markdown(title)}"]
    if description:
        parts.append(f"> {escape_markdown(description)}")
    if intro:
        parts.append(escape_markdown(intro))
    for heading, lines in sections:
        if text := "\n".join(lines):
            parts += [f"## {escape_markdown(heading)}", text]
    return ("\n\n".join(parts) + "\n").encode()


def _site_sections(edition: Edition, pages: Iterable[Page]) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield title and lines of what there is besides content: topics, feeds, calendars, pages, other editions."""
    messages, settings = edition.messages, edition.catalogue.settings
    yield messages("topics"), [_topic_line(edition, key) for key in edition.listings.topics]
    lists = (_link_line(edition, link.title, link.address) for link in follow.follow_view(edition).lists)
    yield messages("feeds"), [_feed_line(edition, edition.feed()), *lists]
    yield messages("calendars"), [_link_line(edition, messages("events"), edition.at(urls.calendar_path("all", "")))]
    first_level = edition.home.count("/") + 1
    shown = (page for page in pages if page.indexed and page.depth == first_level and page.kind != "search")
    yield messages("contents"), [_page_line(edition, page) for page in shown]
    addresses = edition.catalogue.addresses
    others = (locale for locale in settings.locales if locale != edition.locale)
    links = ((settings.names[locale].name, addresses.edition_path(locale, urls.LLMS_TXT)) for locale in others)
    yield messages("languages"), [_link_line(edition, *link) for link in links]


def _content_line(edition: Edition, content: Content) -> str:
    """Return the entry of a piece of content: a link to its Markdown, its day, its state and its description."""
    link, text = edition.link(content), content.text(edition.locale)
    day = content.issued.day.isoformat() if content.issued else ""
    withdrawn = edition.messages("withdrawn") if content.is_withdrawn else ""
    notes = " · ".join(filter(None, (day, link.only, withdrawn, text.description)))
    return _link_line(edition, link.title, link.address + urls.MARKDOWN, notes)


def _page_line(edition: Edition, page: Page) -> str:
    has_own = page.description != edition.language.description
    return _link_line(edition, page.title, page.address, page.description if has_own else "")


def _topic_line(edition: Edition, key: str) -> str:
    name, feed = edition.name("topics", key).text, edition.feed("topics", key)
    calendar = edition.absolute(edition.at(urls.calendar_path("topics", key)))
    calendar_link = f"[{escape_markdown(edition.messages('calendar'))}]({calendar})"
    line = _link_line(edition, name, edition.listing_address("topics", key), edition.topic_description(key))
    return f"{line} {_format_links(edition, feed)}, {calendar_link}"


def _feed_line(edition: Edition, feed: FeedLink) -> str:
    line = _link_line(edition, feed.name.text, edition.listing_of(feed))
    return f"{line}: {_format_links(edition, feed)}"


def _format_links(edition: Edition, feed: FeedLink) -> str:
    """Return the links to a feed in each format."""
    addresses = {"RSS": feed.address, "Atom": feed.atom, "JSON Feed": feed.json}
    return ", ".join(f"[{name}]({edition.absolute(address)})" for name, address in addresses.items())


def _link_line(edition: Edition, title: str, address: str, notes: str = "") -> str:
    line = f"- [{escape_markdown(title)}]({format_target(edition.absolute(address))})"
    return f"{line}: {escape_markdown(notes)}" if notes else line
