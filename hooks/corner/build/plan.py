"""What a build knows before anything is rendered: the catalogue, and the editions with their pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path

from corner.build.docs_addresses import find_covered_files
from corner.build.docs_paths import may_be_covered
from corner.build.errors import BuildError
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, count_problems, sort_problems
from corner.i18n.editor_language import EditorLanguage
from corner.render import routes
from corner.render.page import Page, PageGroup
from corner.render.skeleton import SkeletonKey
from corner.site.catalogue import Catalogue
from corner.site.listings import build_listings
from corner.site.load import LoadResult, load
from corner.social.fonts import find_fonts
from corner.social.store import CARDS_FOLDER, SocialCards
from corner.sources.docs import DocsTree
from corner.storage.cache import CACHE_FOLDER
from corner.storage.platform_calls import release_memory
from corner.views.edition import Edition

_MANY_RELEASES = 2000
"""The number of releases from which a step of a build leaves much memory behind."""


class BuildPlan:
    """A catalogue to publish, its editions and their pages, which are made once when they are asked for."""

    def __init__(
        self,
        root: Path,
        catalogue: Catalogue,
        problems: Sequence[Problem] = (),
        loaded: LoadResult | None = None,
        docs: DocsTree | None = None,
    ) -> None:
        """Plan the site of `catalogue`.

        Args:
            root: the project's root.
            catalogue: what is visible.
            problems: what is wrong with the news and yet no error.
            loaded: what was loaded, where the next plan starts from it; the texts as they were read take much memory.
            docs: what `docs/` holds.
        """
        self.root = root
        self.problems = problems
        self.loaded = loaded
        self.docs = docs or DocsTree()
        self.catalogue = catalogue
        self.locales = catalogue.settings.locales
        self.listings = build_listings(catalogue)
        self.cards = SocialCards(root / CACHE_FOLDER / CARDS_FOLDER, find_fonts()) if catalogue.settings.cards else None
        """The social cards, where the settings ask for them."""
        self.edition = cache(self._edition)
        self.groups = cache(self._groups)
        self.single_pages = cache(self._single_pages)

    @cached_property
    def card_locales(self) -> frozenset[str]:
        """The editions that have social cards: those that there is a font for, where the settings ask for cards."""
        return frozenset(locale for locale in self.locales if self.cards and self.cards.can_draw(self.edition(locale)))

    @property
    def locales_without_font(self) -> list[str]:
        """The editions that have no social cards for want of a font."""
        return [locale for locale in self.locales if self.cards and locale not in self.card_locales]

    def release_memory(self) -> None:
        """Give the memory that a step of a large build leaves back to the system."""
        if self.loaded is None and len(self.catalogue.releases) > _MANY_RELEASES:
            release_memory()

    def _edition(self, locale: str) -> Edition:
        """Return the edition in `locale`."""
        return Edition(self.catalogue, self.listings, locale)

    def _groups(self, locale: str) -> list[PageGroup]:
        """Return the groups of pages of the edition in `locale`, none of which is described yet."""
        return list(routes.iter_groups(self.edition(locale)))

    def _single_pages(self, locale: str) -> list[Page]:
        """Return the pages of the edition in `locale` that are in no group, but for those of `docs/`."""
        return list(routes.iter_single_pages(self.edition(locale)))

    def pages(self, locale: str) -> list[Page]:
        """Return all pages of the edition in `locale`, but for those of `docs/`."""
        return [*(page for group in self.groups(locale) for page in group.pages), *self.single_pages(locale)]

    def skeleton_keys(self, locale: str) -> set[SkeletonKey]:
        """Return what the pages of the edition in `locale` that share skeletons have in common."""
        keys = {page.skeleton_key for page in self.single_pages(locale)}
        return keys.union(*(group.skeleton_keys for group in self.groups(locale)))


def plan_build(
    root: Path,
    now: datetime,
    site_url: str,
    previous: LoadResult | None = None,
    *,
    preview: EditorLanguage | None = None,
) -> BuildPlan:
    """Load the corner at `root` and return the plan of its site.

    Args:
        root: the project's root.
        now: the moment at which visibility is judged.
        site_url: the address that the site is published at.
        previous: what this process loaded before.
        preview: the editor's language, where this is for a preview: content that the public may not see has pages,
            marked, and what has errors has pages that show these; what was loaded is kept.

    Raises:
        BuildError: the news has errors, or, in a preview, the settings cannot be used.
    """
    loaded = load(root, now, site_url, previous, preview=preview)
    if loaded.catalogue is None:
        raise BuildError(
            Message("Nothing was built: {count} problem(s) in the news.", count=count_problems(loaded.problems)),
            loaded.problems,
        )
    plan = BuildPlan(root, loaded.catalogue, loaded.problems, loaded if preview else None, loaded.docs)
    del loaded  # pages take the memory of what only the checks needed
    plan.release_memory()
    covered = find_covered_files(plan, plan.docs) if may_be_covered(plan.catalogue, plan.docs) else []
    if covered:
        plan.problems = sort_problems([*plan.problems, *covered])
        if preview is None:
            raise BuildError(
                Message("Nothing was built: {count} file(s) at an address that another has.", count=len(covered)),
                plan.problems,
            )
    return plan
