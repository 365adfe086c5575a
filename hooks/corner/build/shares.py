"""The work of making a site's files, cut into shares that worker processes do at the same time."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import chain
from typing import NamedTuple

from corner.build.failures import pass_on, refuse_publication
from corner.build.host import Host
from corner.build.page_groups import PageGroups
from corner.build.plan import BuildPlan
from corner.build.search_job import SearchJob
from corner.content import urls
from corner.content.types import Content
from corner.data.build import iter_data_files
from corner.diagnostics.message import Message
from corner.feeds.build import iter_feeds, load_feed_writers
from corner.feeds.icalendar import iter_calendars, load_calendar_writer
from corner.render import routes, sitemap
from corner.render.llms_txt import iter_lists
from corner.render.markdown_pages import markdown_file
from corner.render.page import Page, PageGroup
from corner.render.renderer import Renderer
from corner.render.skeleton import SkeletonSet
from corner.social.cards import card_path
from corner.social.store import SocialCards
from corner.storage.output_file import OutputFile, Spool, StagedFile, read_content
from corner.storage.output_folder import OutputFolder
from corner.storage.staging import Staging
from corner.views.edition import PAGES_AT_ONCE
from corner.workers.background import BackgroundResult
from corner.workers.pool import count_jobs, divide, run_shares

NamedFile = tuple[str, OutputFile]
"""A file and its path in the site."""
IsCurrent = Callable[[str, str], bool]
"""Returns whether the file at a path, given a fingerprint, is published already."""
_PAGES = 250
"""The most pages in a share: so few that workers end at about the same time."""
_NEW_PAGE, _KNOWN_PAGE = 0.8, 0.05
"""Milliseconds that a page takes with its Markdown: where it is made, and where it is compared alone."""
_FOLLOWING_FILES = 0.1
"""The share of a page's time that is spent on feeds, calendars and lists each."""
_CARD, _RECORD, _IN_SITEMAP = 1.5, 2.0, 0.005
"""Milliseconds that a social card takes, a record of a search index, and the entry of a page in the sitemap."""
_CARDS = 250
"""Cards in a share: each worker keeps the letters that it has drawn."""


class Share(NamedTuple):
    """Some of the work."""

    make: Callable[[Spool], Iterable[NamedFile]]
    """Makes its files, given what keeps large ones until they are published."""
    cost: float
    """About how long it takes, in milliseconds."""
    pages: int = 0
    """The number of its pages."""
    lane: int | None = None
    """The edition that it is a part of, by its number: what the pages of one have in common is made once by a worker."""


class EditionFiles:
    """What is made for one edition: its pages, and all files that follow from them."""

    def __init__(self, plan: BuildPlan, host: Host, locale: str, is_current: IsCurrent, *, is_new: bool) -> None:
        """Make the files of the edition in `locale` with what `host` gives; `is_new` where nothing is published yet."""
        self.edition = plan.edition(locale)
        self._lane = plan.locales.index(locale)
        skeletons = SkeletonSet(dict(host.skeletons(self.edition)), list(host.static_pages(self.edition)))
        self._renderer = Renderer(self.edition, host.theme, skeletons)
        self._is_current = is_current
        self._page_cost = _NEW_PAGE if is_new else _KNOWN_PAGE
        self._groups = plan.groups(locale)
        self._single = [
            *plan.single_pages(locale),
            *(routes.static_page(self.edition, *static) for static in skeletons.static_pages),
        ]
        self.count = len(self._single) + sum(len(group.addresses) for group in self._groups)
        """The number of its pages."""
        self.pages: list[Page] = []
        """The pages that may have changed."""
        self._of_contents: list[tuple[str, Sequence[Content]]] = []
        """The fingerprints of groups with the content whose pages are in them."""
        self.unchanged: list[PageGroup] = []
        """The groups of pages that are as they were published; they need no description, and no share of the work."""
        if is_new:
            # Else each worker would compile the templates and load the libraries.
            self._renderer.load_templates(plan.pages(locale))
            load_feed_writers()
            load_calendar_writer()

    def compare_groups(self, groups: PageGroups) -> None:
        """Find the pages that may have changed, and the groups that have not."""
        for group in self._groups:
            fingerprint = self._renderer.find_group_fingerprint(group)
            if fingerprint and group.contents:
                self._of_contents.append((fingerprint, group.contents))
            if fingerprint and groups.is_current(fingerprint, group.files):
                self.unchanged.append(group)
            else:
                self.pages += group.pages
        self.pages += self._single

    def find_pages(self, addresses: AbstractSet[str]) -> dict[str, Page]:
        """Return those pages that are at these addresses, by address."""
        groups = (group for group in self.unchanged if not addresses.isdisjoint(group.addresses))
        pages = chain(self.pages, (page for group in groups for page in group.pages))
        return {page.address: page for page in pages if page.address in addresses}

    def find_source(self, path: str) -> str | None:
        """Return what a file of a group was made from, given its path: a page, its Markdown or its card."""
        for group in self._groups:
            for page in group.pages:
                if path in (page.file, page.markdown, card_path(self.edition, page.content)):
                    return page.source
        return None

    def request_cards(
        self, cards: SocialCards, groups: PageGroups, find_fingerprint: Callable[[str], str]
    ) -> list[str]:
        """Request the social cards of the edition; return the paths of those that stay as they were published."""
        if not cards.can_draw(self.edition):
            return []
        published: dict[str, str] = {}
        for fingerprint, contents in self._of_contents:
            paths = {content.key: card_path(self.edition, content) for content in contents}
            if groups.is_current(cards.digest(self.edition, self._renderer.code, fingerprint), paths.values()):
                published |= paths
        cards.request(self.edition, self._renderer.code, find_fingerprint, published)
        return list(published.values())

    def list_page_shares(self) -> list[Share]:
        """Return the work on the pages of the edition that may have changed, in shares."""
        parts = divide(self.pages, _PAGES)
        cost = self._page_cost
        return [Share(partial(self._make_pages, part), len(part) * cost, len(part), self._lane) for part in parts]

    def list_feed_shares(self) -> list[Share]:
        """Return the work on the feeds and calendars of the edition."""
        make_files = (iter_feeds, iter_calendars)
        return [
            Share(partial(make, self.edition, self._renderer.code, self._is_current), self._following, lane=self._lane)
            for make in make_files
        ]

    def list_index_shares(self) -> list[Share]:
        """Return the work on the lists of pages for programs."""
        # The lists name the pages of the first level, such as that of all news.
        first = self.edition.home.count("/") + 1
        heads = [group for group in self._groups if any(key.depth == first for key in group.skeleton_keys)]
        pages = [*(page for group in heads for page in group.pages), *self._single]
        make = partial(iter_lists, self.edition, pages, self._renderer.code, self._is_current)
        return [Share(make, self._following, lane=self._lane)]

    @property
    def _following(self) -> float:
        """About how long it takes to make what follows from all pages, in milliseconds."""
        return self.count * self._page_cost * _FOLLOWING_FILES

    def make_markdown(self, page: Page, shown: Page, fingerprint: str, spool: Spool) -> NamedFile:
        """Return the Markdown beside a page, or beside the former address of one.

        Args:
            page: the page.
            shown: the page whose content it is.
            fingerprint: that of the page shown.
            spool: where it waits for its publication.
        """
        path = page.address + urls.MARKDOWN
        return path, markdown_file(self.edition, shown, path, fingerprint, self._is_current, spool)

    def _make_pages(self, pages: Sequence[Page], spool: Spool) -> Iterator[NamedFile]:
        """Yield pages, each with its Markdown."""
        for part in divide(pages, PAGES_AT_ONCE):
            made = self._renderer.render(part, self._is_current, spool)
            for result in made:
                yield result.page.file, OutputFile(result.content, result.page.source, result.fingerprint)
            yield from [
                self.make_markdown(result.page, result.page, result.fingerprint, spool)
                for result in made
                if result.page.markdown
            ]


def data_share(plan: BuildPlan, host: Host, is_current: IsCurrent) -> Share:
    """Return the work on the tables of the data."""
    return Share(
        partial(iter_data_files, plan.catalogue, host.theme.digest, is_current),
        len(plan.catalogue.releases) * _KNOWN_PAGE,
    )


def sitemap_share(plan: BuildPlan, editions: Sequence[EditionFiles], folder: OutputFolder | None) -> Share:
    """Return the work on the sitemap of all pages.

    Args:
        plan: what is published.
        editions: the pages.
        folder: the published site, where its sitemap is as new as its pages.
    """
    addresses, groups = plan.catalogue.addresses, [group for made in editions for group in made.unchanged]

    def make(spool: Spool) -> Iterator[NamedFile]:
        files = map(folder.read, sitemap.list_files(folder.published)) if folder else ()
        kept = sitemap.read_elements(files, (address for group in groups for address in group.addresses), addresses)
        pages = [page for made in editions for page in made.pages]
        if kept is None:
            pages += [page for group in groups for page in group.pages]
        for path, content in sitemap.build_sitemap(pages, addresses, kept).items():
            yield path, OutputFile(spool.keep(content), Message("the sitemap"))

    return Share(make, sum(made.count for made in editions) * _IN_SITEMAP)


def search_shares(search: SearchJob) -> list[Share]:
    """Return the work on the bundles of search indexes that nothing makes yet."""
    return [Share(partial(_keep_nothing, make), records * _RECORD) for make, records in search.take_missing()]


def card_shares(cards: SocialCards) -> list[Share]:
    """Return the work on the social cards that are not drawn yet."""
    parts = divide(cards.list_missing(), _CARDS)
    return [Share(partial(_keep_nothing, partial(cards.draw_all, part)), len(part) * _CARD) for part in parts]


def _keep_nothing(make: Callable[[], object], _spool: Spool) -> tuple[NamedFile, ...]:
    """Make what is kept in a folder of caches."""
    make()
    return ()


class FilesBeside:
    """Files that another process makes while this one goes on."""

    def __init__(self, shares: Sequence[Share]) -> None:
        """Begin with the work of `shares`."""
        self._shares = shares
        self._spool = Spool()
        self._made = BackgroundResult(self._make, sum(share.cost for share in shares))

    def take(self) -> list[NamedFile]:
        """Return the files, when they are there.

        Raises:
            Exception: something could not be used.
        """
        files: list[NamedFile] = pickle.loads(self._made.result())  # noqa: S301 -- from our own fork
        return files

    def close(self) -> None:
        """End the other process, if nobody has taken the files."""
        self._made.close()

    def _make(self) -> bytes:
        self._spool.clear()
        files = [file for share in self._shares for file in share.make(self._spool)]
        self._spool.flush()
        return pickle.dumps(files, pickle.HIGHEST_PROTOCOL)


def make_files(
    shares: Sequence[Share], show_progress: Callable[[int], None], staging: Staging | None = None
) -> Iterator[NamedFile]:
    """Yield the files of all shares, in the order of the shares.

    Args:
        shares: the work.
        show_progress: is handed the number of pages that were made since it was called last.
        staging: where each file is written as soon as it is made, in a new site.

    Raises:
        BuildError: a file cannot be written.
        WorkerLostError: a worker was stopped.
        Exception: something could not be used; from a worker, it is an `ExplainedError`.
    """
    jobs = count_jobs(sum(share.cost for share in shares))
    spools = [Spool(keeps_files=staging is None) for _ in range(jobs)]
    order = sorted(range(len(shares)), key=lambda number: -shares[number].cost)
    made: list[list[NamedFile]] = [[] for _ in shares]
    tasks = [partial(_make_share, shares[number], spools, staging) for number in order]
    for outcome in run_shares(tasks, jobs, pass_on, [shares[number].lane for number in order]):
        number = order[outcome.number]
        made[number] = outcome.result
        show_progress(shares[number].pages)
    for files in made:
        yield from files
        files.clear()


def _make_share(share: Share, spools: Sequence[Spool], staging: Staging | None, worker: int) -> list[NamedFile]:
    made = share.make(spools[worker])
    files = list(made if staging is None else (_write_file(staging, path, file) for path, file in made))
    spools[worker].flush()
    return files


def _write_file(staging: Staging, path: str, file: OutputFile) -> NamedFile:
    """Write a file of a new site.

    Raises:
        BuildError: it cannot be written.
    """
    data = read_content(file.content)
    try:
        written = StagedFile(*staging.write(path, data))
    except OSError as error:
        raise refuse_publication(error, path) from None
    return path, OutputFile(written, file.source, file.fingerprint)
