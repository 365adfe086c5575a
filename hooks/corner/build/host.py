"""What a build is given by the program that it runs in: rendering, skeletons, static pages and static files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from corner.render.renderer import Theme
from corner.render.skeleton import Skeleton, SkeletonKey, StaticPage
from corner.storage.output_file import OutputFile
from corner.views.edition import Edition


class Host(Protocol):
    """What makes everything that does not depend on the texts of the news."""

    @property
    def theme(self) -> Theme:
        """Renders the parts of pages; its digest is the fingerprint of templates, code and engines."""

    def skeletons(self, edition: Edition) -> Mapping[SkeletonKey, Skeleton]:
        """Return the skeletons of an edition, at least those that its pages need."""

    def static_pages(self, edition: Edition) -> Sequence[tuple[StaticPage, Skeleton]]:
        """Return the pages of `docs/` in an edition, each with its skeleton."""

    def static_files(self) -> Mapping[str, OutputFile]:
        """Return the files that are published as they are, by path in the site."""
