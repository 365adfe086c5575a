"""The pages of an edition: those of each content type, in groups where it has them, and those that every site has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from corner.content import urls
from corner.content.types import Content
from corner.render.page import Page, PageGroup, all_editions, index_page
from corner.render.skeleton import Skeleton, StaticPage
from corner.views import data, drafts, events, figures, follow, home, mistakes, system, timeline, verify
from corner.views.edition import Edition
from corner.views.sections import has_section

_STATIC_VIEWS: Mapping[str, Callable[[Edition], Any]] = {"home": home.home_view, "follow": follow.follow_view}
"""What the news adds to standing pages, by the name of their template."""


def iter_groups(edition: Edition) -> Iterator[PageGroup]:
    """Yield the groups of pages of an edition."""
    for content_type in edition.catalogue.content_types:
        if content_type.page_groups:
            yield from content_type.page_groups(edition)


def iter_single_pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages of an edition that are in no group, but for the standing ones."""
    catalogue = edition.catalogue
    for content_type in catalogue.content_types:
        make_page = None if content_type.page_groups else content_type.page
        for content in catalogue.contents[content_type.name].values() if make_page else ():
            if make_page and edition.locale in content.texts:
                yield make_page(edition, content)
        yield from content_type.index_pages(edition)
    yield from _moved_pages(edition)
    if catalogue.hidden is not None:
        yield from _hidden_pages(edition, catalogue.hidden.values())
    yield from _faulty_pages(edition)
    yield from _time_pages(edition)
    if catalogue.tables:
        yield _data_page(edition)
    if catalogue.settings.signing:
        page = index_page(edition, "verify", partial(verify.verify_view, edition), None)
        page.description = edition.messages("verify_intro")
        yield page
    if catalogue.settings.search:
        yield _search_page(edition)
    yield _not_found_page(edition)


def static_page(edition: Edition, known: StaticPage, skeleton: Skeleton | None = None) -> Page:
    """Return a page of `docs/` or of the guide in an edition, in its skeleton when there is one."""
    alternates = dict(known.alternates)
    has_several = bool(alternates.keys() - {edition.locale})
    is_home = known.address == edition.home
    view = _STATIC_VIEWS.get(known.kind)
    newest = next(iter(edition.listings.all.releases), None) if is_home else None
    days = [date.fromisoformat(known.updated)] if known.updated else []
    return Page(
        kind=known.kind,
        section="home" if is_home else "",
        locale=edition.locale,
        address=known.address,
        title=known.title,
        description=known.description or edition.language.description,
        lang=known.lang,
        alternates=alternates if has_several else {},
        default=alternates.get(edition.catalogue.settings.default) if has_several else None,
        feeds=(edition.feed(),),
        modified=max([*days, *([newest.changed.day] if newest else [])], default=None),
        view=partial(view, edition) if view else None,
        skeleton=skeleton,
        made_from=known.source,
        indexed=not known.for_editors,
    )


def _moved_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for each former address, which leads to where the content is now."""
    for old, new in edition.catalogue.redirects.moved.items():
        content = edition.catalogue.content(new)
        if content is None or edition.locale not in content.texts:
            continue
        link = edition.link(content)
        yield Page(
            kind="moved",
            section=content.content_type.section,
            locale=edition.locale,
            address=edition.at(content.content_type.url_path(old)),
            title=link.title,
            description=content.texts[edition.locale].description,
            alternates={},
            view=partial(system.MovedView, link),
            indexed=False,
            leads_to=link.address,
        )


def _hidden_pages(edition: Edition, contents: Iterable[Content]) -> Iterator[Page]:
    """Yield the pages that only a preview has: of content that the public may not see, and the list of it."""
    for content in contents:
        if edition.locale in content.texts and content.content_type.page:
            page = content.content_type.page(edition, content)
            page.indexed = False
            yield page
    yield Page(
        kind="status",
        section="status",
        locale=edition.locale,
        address=edition.at(urls.STATUS),
        title=edition.messages("unpublished"),
        description=edition.language.description,
        alternates=all_editions(edition, urls.STATUS),
        view=lambda: drafts.status_view(edition),
        indexed=False,
    )


def _faulty_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page with the mistakes of each text that a preview leaves out, where the text would be."""
    catalogue = edition.catalogue
    for key in catalogue.faulty:
        if content_type := catalogue.content_types.find(key):
            path = content_type.url_path(key)
            yield Page(
                kind="mistakes",
                section=content_type.section,
                locale=edition.locale,
                address=edition.at(path),
                title=mistakes.title_mistakes(edition, key),
                description=edition.language.description,
                lang=catalogue.editor_language.tag,
                alternates=all_editions(edition, path),
                view=partial(mistakes.mistakes_view, edition, key),
                indexed=False,
            )


def _time_pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages of figures over time, of events and of the timeline."""
    newest = edition.listings.all.last_change
    if has_section(edition, "figures"):
        page = index_page(edition, "figures", partial(figures.figures_view, edition), newest)
        page.depends = partial(figures.figures_dependencies, edition)
        yield page
    if edition.listings.all.events:
        page = index_page(edition, "events", partial(events.events_view, edition), newest)
        page.depends = partial(events.events_dependencies, edition)
        yield page
    if has_section(edition, "timeline"):
        yield index_page(edition, "timeline", partial(timeline.timeline_view, edition), newest)


def _data_page(edition: Edition) -> Page:
    """Return the page of the data."""
    page = index_page(edition, "data", partial(data.data_view, edition), data.find_newest(edition.catalogue))
    page.description = edition.messages("data_intro")
    page.depends = partial(data.data_dependencies, edition)
    page.described = partial(data.describe_dataset, edition)
    return page


def _search_page(edition: Edition) -> Page:
    """Return the page that searches."""
    return Page(
        kind="search",
        section="search",
        locale=edition.locale,
        address=edition.at(urls.SEARCH),
        title=edition.messages("search"),
        description=edition.language.description,
        alternates=all_editions(edition, urls.SEARCH),
        default=urls.SEARCH,
        feeds=(edition.feed(),),
        view=partial(system.search_view, edition),
    )


def _not_found_page(edition: Edition) -> Page:
    """Return the page that a server shows where there is none."""
    return Page(
        kind="not-found",
        section="",
        locale=edition.locale,
        address=edition.at(urls.NOT_FOUND),
        title=edition.messages("not_found"),
        description=edition.language.description,
        alternates={},
        feeds=(edition.feed(),),
        view=lambda: system.not_found_view(edition),
        indexed=False,
        root=edition.catalogue.addresses.root_path,
    )
