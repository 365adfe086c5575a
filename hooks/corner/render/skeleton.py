"""Skeletons: theme pages with slots, rendered once for all pages that share them and then filled for each page.

Rendering Material's frame takes milliseconds, filling a skeleton takes microseconds. The theme is rendered with
a marker in each slot; the text between the markers is the same on every page that shares the skeleton.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from corner.content import urls
from corner.storage import fingerprint

_BEFORE, _AFTER = "\x02", "\x03"
"""The characters before and after a slot's name in its marker."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A theme page cut at its slots."""

    pieces: tuple[bytes, ...]
    """The text before, between and after the slots, in UTF-8."""
    slots: tuple[str, ...]
    """The names of the slots in order, one less than the pieces."""
    digest: str
    """A fingerprint of pieces and slots."""

    @classmethod
    def cut(cls, html: str) -> Skeleton:
        """Return the skeleton of a page that was rendered with markers.

        Raises:
            ValueError: the page has no slot.
        """
        first, *rest = html.split(_BEFORE)
        if not rest:
            raise ValueError("expected a page with slots, found none")
        pieces, slots = [first.encode()], []
        for part in rest:
            name, _, piece = part.partition(_AFTER)
            slots.append(name)
            pieces.append(piece.encode())
        return cls(tuple(pieces), tuple(slots), fingerprint.digest(html))

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each slot once, in order."""
        return tuple(dict.fromkeys(self.slots))

    def fill(self, parts: Mapping[str, bytes]) -> bytes:
        """Return the page with `parts` in the slots of their names, all in UTF-8."""
        chunks = [self.pieces[0]]
        for name, piece in zip(self.slots, self.pieces[1:], strict=True):
            chunks.append(parts[name])
            chunks.append(piece)
        return b"".join(chunks)


class SkeletonKey(NamedTuple):
    """What the pages that share a skeleton have in common."""

    section: str
    """The section of the site, as in the menu."""
    depth: int
    """The number of folders that the pages are in."""


class StaticPage(NamedTuple):
    """A page of `docs/` or of the editors' guide: what is known of it besides its skeleton."""

    kind: str
    """The name of its template, such as `home`, which names the view of the news that it shows, if any."""
    address: str
    title: str
    description: str
    alternates: tuple[tuple[str, str], ...]
    """Its address in each language that it is in."""
    updated: str
    """The day of its last change in ISO 8601; empty where it does not say."""
    source: str
    """The file that it was made from."""
    lang: str = ""
    """The language of its text, where that is not the edition's."""
    for_editors: bool = False
    """Whether it is of no use to readers: it is in no search, sitemap or menu."""

    @property
    def file(self) -> str:
        """The file that it is written to, from the site's root."""
        return urls.page_file(self.address)


@dataclass(slots=True)
class SkeletonSet:
    """The skeletons of an edition, which the news does not change."""

    shared: dict[SkeletonKey, Skeleton] = field(default_factory=dict)
    """The skeletons that pages share."""
    static_pages: list[tuple[StaticPage, Skeleton]] = field(default_factory=list)
    """The pages of `docs/`, each with a skeleton of its own."""

    def has_all(self, keys: Iterable[SkeletonKey]) -> bool:
        """Return whether there is a skeleton for each of these keys."""
        return self.shared.keys() >= set(keys)

    def to_values(self) -> list[list[tuple[Any, ...]]]:
        """Return the skeletons as plain values, for a cache."""
        return [
            [(tuple(key), *_skeleton_values(skeleton)) for key, skeleton in self.shared.items()],
            [(tuple(page), *_skeleton_values(skeleton)) for page, skeleton in self.static_pages],
        ]

    @classmethod
    def from_values(cls, values: list[list[tuple[Any, ...]]]) -> SkeletonSet:
        """Return the skeletons of which `values` is what `to_values` returned."""
        shared, static_pages = values
        return cls(
            {SkeletonKey(*key): Skeleton(*fields) for key, *fields in shared},
            [(StaticPage(*page), Skeleton(*fields)) for page, *fields in static_pages],
        )


def _skeleton_values(skeleton: Skeleton) -> tuple[Any, ...]:
    return skeleton.pieces, skeleton.slots, skeleton.digest


def remove_markers(text: str) -> str:
    """Return a text without the signs that markers of slots begin and end with: references may have made them."""
    return text.replace(_BEFORE, "").replace(_AFTER, "")


def slot_marker(name: str) -> str:
    """Return the marker of the slot called `name`; no text of a page may contain it."""
    return f"{_BEFORE}{name}{_AFTER}"
