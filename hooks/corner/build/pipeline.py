"""The build: gather every file of the site, then write what changed. `build_site` is the one door to a site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from corner.build.errors import BuildError
from corner.build.failures import refuse_publication
from corner.build.host import Host
from corner.build.page_groups import PageGroups
from corner.build.plan import BuildPlan, plan_build
from corner.build.preview import PreviewPublisher, SiteFiles
from corner.build.search_job import SearchJob
from corner.build.shares import (
    EditionFiles,
    FilesBeside,
    Share,
    card_shares,
    data_share,
    make_files,
    search_shares,
    sitemap_share,
)
from corner.content import urls
from corner.content.settings import Settings
from corner.content.signing import format_signers, name_principal
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, sort_problems
from corner.render import headers, redirect_rules, robots
from corner.render.corner_style import build_stylesheet
from corner.storage.cache import CACHE_FOLDER
from corner.storage.output_file import OutputFile, Spool
from corner.storage.output_folder import Changes, OutputFolder
from corner.workers.pool import can_fork, count_jobs

_FEW_RECORDS = 300
"""Records of search indexes that are not worth a share of the work."""
ShowProgress = Callable[[int], AbstractContextManager[Callable[[int], None]]]
"""Gives a function that shows how many more pages are ready, given the number of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build published."""

    releases: int
    pages: int
    feeds: int
    """Feeds, their archives and the lists of them."""
    changes: Changes
    """The files that were written and deleted."""
    collisions: tuple[Problem, ...]
    """The files that a preview left out, because another has their address."""
    groups: Collection[str]
    """The fingerprints of the groups of its pages."""


@contextmanager
def _show_nothing(_total: int) -> Iterator[Callable[[int], None]]:
    yield lambda _count: None


def build_site(
    settings: Settings,
    root: Path,
    host: Host,
    folder: OutputFolder,
    now: datetime,
    *,
    plan: BuildPlan | None = None,
    preview: PreviewPublisher | None = None,
    show_progress: ShowProgress = _show_nothing,
    owns_cache: bool = False,
    groups: Collection[str] = (),
) -> BuildReport:
    """Make a folder hold the site of a corner.

    Args:
        settings: the corner's settings.
        root: the project's root.
        host: what renders skeletons and static pages.
        folder: the folder to publish in.
        now: the moment at which visibility is judged.
        plan: what was loaded already, for the same settings and moment.
        preview: what publishes in place of the folder, where this is a preview: pages first, the files that only
            programs read and the search index after them. A preview has no social cards.
        show_progress: what shows how many pages are ready.
        owns_cache: whether no other build uses the search bundles in the cache, so that old ones may be deleted.
        groups: the fingerprints of the groups of pages that are published in the folder.

    Returns:
        The numbers of what was published.

    Raises:
        BuildError: the news has errors, two files have one address, or the folder cannot be written to.
    """
    plan = plan or plan_build(root, now, settings.site_url)
    search = SearchJob(root / CACHE_FOLDER, owns_cache=owns_cache) if plan.catalogue.settings.search else None
    site = _SiteFiles(plan, host, folder, groups)
    try:
        site.gather(search, show_progress, in_preview=preview is not None)
        changes = site.publish(search, preview)
        report = BuildReport(
            releases=len(plan.catalogue.releases),
            pages=site.count,
            feeds=sum("feeds/" in path for path in folder.published),
            changes=changes,
            collisions=site.collisions,
            groups=site.groups.fingerprints,
        )
        if preview and (search or site.has_rest):
            preview.publish_rest(partial(site.make_rest, search), search, folder)
            search = None
    finally:
        site.close()
        folder.discard()
        if search:
            search.close()
    return report


class _SiteFiles:
    """Every file of a site, gathered before the first one is written."""

    def __init__(self, plan: BuildPlan, host: Host, folder: OutputFolder, groups: Collection[str]) -> None:
        self.groups = PageGroups(groups, folder.find_fingerprint)
        """The groups of its pages."""
        self.count = 0
        """The number of pages, those of `docs/` too."""
        self.files: dict[str, OutputFile] = {}
        """Every other file by its path in the site."""
        self.kept: set[str] = set()
        """The paths of files that stay as they were published."""
        self._plan = plan
        self._host = host
        self._folder = folder
        self._editions: list[EditionFiles] = []
        self._jobs = count_jobs()
        self._spool = Spool()
        self._collisions: dict[tuple[str, str], Problem] = {}
        self._rest: list[Share] = []
        """The work of a preview that readers of pages need not wait for."""
        self._static: Mapping[str, OutputFile] = {}
        self._beside: FilesBeside | None = None

    @property
    def has_rest(self) -> bool:
        """Whether there are files that a preview makes after the pages, besides the search index."""
        return bool(self._rest)

    @property
    def collisions(self) -> tuple[Problem, ...]:
        """The files that are left out, because another has their address."""
        return sort_problems(self._collisions.values())

    def add(self, path: str, file: OutputFile) -> None:
        """Add a file; where the path has one already, note a problem."""
        if path in self.kept:
            sources = (made.find_source(path) for made in self._editions)
            self._report_collision(path, file.source, next(filter(None, sources)))
            return
        other = self.files.setdefault(path, file)
        if other is not file:
            self._report_collision(path, file.source, other.source)

    def _report_collision(self, path: str, source: str, other: str) -> None:
        message = Message("expected one source for the address /{path}, found {source} too", path=path, source=other)
        # A text collides again in each edition that is converted from its own.
        self._collisions.setdefault((source, other), Problem(source, 1, "file", "duplicate-address", message))

    def gather(self, search: SearchJob | None, show_progress: ShowProgress, *, in_preview: bool) -> None:
        """Add every file but the search index and static files; make the index, too, unless this is a preview.

        A preview that has shown pages makes only pages again, and what belongs to them.
        """
        catalogue, is_current = self._plan.catalogue, self._folder.is_current
        is_new = not self._folder.published
        self._editions = [
            EditionFiles(self._plan, self._host, locale, is_current, is_new=is_new) for locale in self._plan.locales
        ]
        self.count = sum(made.count for made in self._editions)
        shares = self._list_shares(search, is_new=is_new, in_preview=in_preview)
        with show_progress(self.count) as show:
            show(self.count - sum(share.pages for share in shares))
            for path, file in make_files(shares, show, None if in_preview else self._folder.stage()):
                self.add(path, file)
        for path, file in self._beside.take() if self._beside else ():
            self.add(path, file)
        self._plan.release_memory()
        for made in self._editions:
            self._add_moved_markdown(made)
        for name, asset in catalogue.assets.items():
            self.add(catalogue.content_types.asset_path(name), OutputFile(asset, f"news/{name}"))
        self._add_settings_files()
        if self._plan.cards and not in_preview:
            for path, file in self._plan.cards.files.items():
                self.add(path, file)

    def _list_shares(self, search: SearchJob | None, *, is_new: bool, in_preview: bool) -> list[Share]:
        """Keep the files of pages that did not change, and return the work on all else that is to be done now."""
        editions = self._editions
        rest = [share for edition in editions for share in edition.list_feed_shares()]
        rest.append(data_share(self._plan, self._host, self._folder.is_current))
        if not (is_new or in_preview):
            # Until all cores have work, this process is busy for as long.
            self._beside, rest = FilesBeside(rest), []
        for edition in editions:
            edition.compare_groups(self.groups)
            self.kept.update(path for group in edition.unchanged for path in group.files)
        shares = [share for edition in editions for share in edition.list_page_shares()]
        rest += [share for edition in editions for share in edition.list_index_shares()]
        rest.append(sitemap_share(self._plan, editions, None if in_preview else self._folder))
        if search:
            search.plan([(made.edition, self._host.static_pages(made.edition)) for made in editions])
        if not in_preview:
            rest += self._prepare_slow_files(search)
        if in_preview and not is_new:
            self._rest = rest
            return shares
        return shares + rest

    def close(self) -> None:
        """End what still works beside this process."""
        if self._beside:
            self._beside.close()

    def _prepare_slow_files(self, search: SearchJob | None) -> list[Share]:
        """Request social cards, and return the work on cards and search indexes that is still to be done.

        Where this process cannot be forked, new processes do it at the same time. Few records, such as those of an edit,
        are handed to Pagefind at once: it works while this process does all else.
        """
        cards = self._plan.cards
        if cards:
            for made in self._editions:
                self.kept.update(made.request_cards(cards, self.groups, self._folder.find_fingerprint))
        is_shared = self._jobs == 1 or can_fork()
        if search and (not is_shared or search.waiting <= _FEW_RECORDS):
            search.start()
        if is_shared:
            return [*(search_shares(search) if search else ()), *(card_shares(cards) if cards else ())]
        return []

    def _add_settings_files(self) -> None:
        """Add what follows from the settings alone: the corner's own style, the form for editors, the keys of signatures."""
        catalogue = self._plan.catalogue
        if style := build_stylesheet(catalogue):
            self.add(urls.OWN_STYLE, OutputFile(style.encode(), Message("the settings in mkdocs.yml")))
        if catalogue.settings.admin:
            self._add_form()
        if catalogue.settings.signing:
            keys = format_signers(name_principal(catalogue.settings.site_url), catalogue.settings.signing.keys)
            self.add(urls.SIGNERS, OutputFile(keys.encode(), Message("the keys in mkdocs.yml")))

    def _add_moved_markdown(self, made: EditionFiles) -> None:
        """Add the Markdown at each former address of a page of content."""
        moved = [page for page in made.pages if page.leads_to]
        pages = made.find_pages({page.leads_to for page in moved}) if moved else {}
        for page in moved:
            shown = pages.get(page.leads_to)
            if shown and shown.markdown:
                file = self.files.get(shown.file)
                fingerprint = file.fingerprint if file else self._folder.find_fingerprint(shown.file)
                self.add(*made.make_markdown(page, shown, fingerprint, self._spool))

    def _add_form(self) -> None:
        """Add the form for editors.

        Raises:
            BuildError: its program is missing.
        """
        from corner.authoring.cms_bundle import iter_form_files  # noqa: PLC0415 -- few corners have one

        try:
            for path, file in iter_form_files(self._plan.catalogue, self._plan.root, self._host.static_files()):
                self.add(path, file)
        except FileNotFoundError as error:
            raise BuildError(str(error)) from None

    def _add_rules(self) -> None:
        """Add the rules for crawlers and servers; a corner may have rules of its own in place of them."""
        addresses = self._plan.catalogue.addresses
        if content := robots.build_robots(addresses):
            self.files.setdefault(robots.ADDRESS, OutputFile(content, Message("the rules for crawlers")))
        for path, content in redirect_rules.write_rules(self._list_moved_files(), addresses.root_path):
            self.files.setdefault(path, OutputFile(content, Message("the former addresses")))
        paths = (*self.files, *self.kept)
        for path, content in headers.write_headers(self._plan.catalogue, paths, self._form_policy()):
            self.files.setdefault(path, OutputFile(content, Message("the headers of files")))

    def _form_policy(self) -> str:
        """Return the policy of the form for editors; empty where there is none."""
        form = self._plan.catalogue.settings.admin
        if form is None:
            return ""
        from corner.authoring.cms_bundle import form_policy  # noqa: PLC0415 -- as above

        return form_policy(form)

    def _list_moved_files(self) -> list[tuple[str, str]]:
        """Return the former and the present address of each page that was renamed, and of the files beside it."""
        pages = [(page.address, page.leads_to) for made in self._editions for page in made.pages if page.leads_to]
        return [
            (former + name, present + name)
            for name in ("", urls.MARKDOWN, urls.EVENT)
            for former, present in pages
            if not name or all(path in self.files or path in self.kept for path in (former + name, present + name))
        ]

    def publish(self, search: SearchJob | None, preview: PreviewPublisher | None) -> Changes:
        """Make the folder hold exactly the files that were gathered; in a preview also those that come after them.

        Raises:
            BuildError: two files have one address, or the folder cannot be written to.
        """
        cards = None if preview else self._plan.cards
        made, kept = dict(self.files), set(self.kept)
        try:
            self._static = self._host.static_files()
            for path, file in search.iter_files(self._folder) if search and not preview else ():
                self.add(path, file)
            self._add_static_files()
            if self._rest:
                self._keep_other_files()
            else:
                self._add_rules()
            if self._collisions and not preview:
                count = len(self._collisions)
                raise BuildError(
                    Message("Nothing was published: {count} file(s) at an address that another has.", count=count),
                    self.collisions,
                )
            if cards:
                cards.draw(self._jobs)
            changes = (
                preview.publish(self._folder, self.files, self.kept)
                if preview
                else self._folder.publish(self.files, self._jobs, self.kept)
            )
        except OSError as error:
            raise refuse_publication(error, self._folder.folder) from None
        if cards:
            cards.prune()
        if preview:
            # What they were made from may be gone when the rest is made.
            self.files, self._static, self.kept = _mark_published(made), _mark_published(self._static), kept
        return changes

    def make_rest(self, search: SearchJob | None, is_wanted: Callable[[], bool]) -> SiteFiles | None:
        """Make what a preview shows after the pages, and return all files of the site, and those that stay as they are.

        Args:
            search: makes the search index, where there is one.
            is_wanted: whether the pages are still the newest; is asked after each piece of work. Where they are not,
                nothing is returned.

        Raises:
            OSError: a file cannot be read, or the search index cannot be made.
        """
        for share in self._rest:
            if not is_wanted():
                return None
            for path, file in make_files([share], lambda _pages: None):
                self.add(path, file)
        if not is_wanted():
            return None
        for path, file in search.iter_files(self._folder) if search else ():
            self.add(path, file)
        self._add_static_files()
        self._add_rules()
        return self.files, self.kept

    def _add_static_files(self) -> None:
        """Add static files: they come last, for they are the ones that an editor can move."""
        for path, file in self._static.items():
            self.add(path, file)

    def _keep_other_files(self) -> None:
        """Let the other files of the last build stay as they are until a preview has made them; pages are all made."""
        self.kept.update(
            path for path in self._folder.published if not path.endswith(".html") and path not in self.files
        )


def _mark_published(files: Mapping[str, OutputFile]) -> dict[str, OutputFile]:
    """Return files without their content, because they are published already."""
    return {path: OutputFile(None, file.source, file.fingerprint) for path, file in files.items()}
