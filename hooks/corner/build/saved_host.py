"""The skeletons and static files of the last build, kept so that a build in which only texts changed needs no other host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corner.build.host import Host
from corner.build.plan import BuildPlan
from corner.render.renderer import Theme
from corner.render.skeleton import Skeleton, SkeletonKey, SkeletonSet, StaticPage
from corner.storage import fingerprint
from corner.storage.cache import CACHE_FOLDER, Cache
from corner.storage.output_file import OutputFile
from corner.storage.output_folder import OutputFolder
from corner.views.edition import Edition
from corner.views.navigation import build_menu

SKELETONS_FILE = "frames"
"""The file of the cache folder that holds them."""


@dataclass(frozen=True, slots=True)
class SavedSkeletons:
    """What another host made, as plain values."""

    inputs: str
    """The fingerprint of all that it was made from."""
    skeletons: Mapping[str, SkeletonSet]
    """The skeletons and static pages of each edition, by locale."""
    static_files: Sequence[tuple[str, str]]
    """Path in the site and source of each static file."""
    menu: str
    """The fingerprint of the menus: a section may have got its first content since, or lost its last."""

    def is_enough_for(self, plan: BuildPlan, inputs: str, folder: OutputFolder) -> bool:
        """Return whether a build can do without another host.

        Args:
            plan: the build.
            inputs: the fingerprint of all that skeletons and static files are made from now.
            folder: the published site, which must hold the static files.
        """
        return (
            inputs == self.inputs
            and self.skeletons.keys() == set(plan.locales)
            and self.menu == _digest_menus(plan)
            and all(folder.is_current(name, "") for name, _ in self.static_files)
            and all(saved.has_all(plan.skeleton_keys(locale)) for locale, saved in self.skeletons.items())
        )


class SavedHost:
    """A host that gives what another one made."""

    def __init__(self, saved: SavedSkeletons, theme: Theme) -> None:
        """Give the skeletons of `saved`, and render with `theme`."""
        self.theme = theme
        self._saved = saved

    def skeletons(self, edition: Edition) -> Mapping[SkeletonKey, Skeleton]:
        """Return the skeletons of an edition."""
        return self._saved.skeletons[edition.locale].shared

    def static_pages(self, edition: Edition) -> Sequence[tuple[StaticPage, Skeleton]]:
        """Return the pages of `docs/` in an edition."""
        return self._saved.skeletons[edition.locale].static_pages

    def static_files(self) -> Mapping[str, OutputFile]:
        """Return the static files, which the site holds already."""
        return {name: OutputFile(None, source) for name, source in self._saved.static_files}


def collect_skeletons(host: Host, plan: BuildPlan, inputs: str) -> SavedSkeletons:
    """Return what a host made in a build, from inputs with the fingerprint `inputs`."""
    skeletons = {
        locale: SkeletonSet(
            dict(host.skeletons(plan.edition(locale))),
            list(host.static_pages(plan.edition(locale))),
        )
        for locale in plan.locales
    }
    static_files = [(name, file.source) for name, file in host.static_files().items()]
    return SavedSkeletons(inputs, skeletons, static_files, _digest_menus(plan))


def _digest_menus(plan: BuildPlan) -> str:
    """Return a fingerprint of what the menus have beside standing pages."""
    return fingerprint.digest([[*map(tuple, build_menu(plan.edition(locale), ()))] for locale in plan.locales])


def load_skeletons(root: Path, inputs: str) -> SavedSkeletons | None:
    """Return what was saved of inputs with the fingerprint `inputs`, `None` where nothing was."""
    values = Cache(root / CACHE_FOLDER / SKELETONS_FILE).get(inputs)
    if values is None:
        return None
    skeletons, static_files, menu = values
    return SavedSkeletons(
        inputs, {locale: SkeletonSet.from_values(values) for locale, values in skeletons.items()}, static_files, menu
    )


def save_skeletons(root: Path, saved: SavedSkeletons) -> None:
    """Save what a host made for the next build of a checkout."""
    cache = Cache(root / CACHE_FOLDER / SKELETONS_FILE)
    skeletons = {locale: skeleton_set.to_values() for locale, skeleton_set in saved.skeletons.items()}
    cache.put(saved.inputs, (skeletons, saved.static_files, saved.menu))
    cache.save()
