"""Theme pages with openings: rendered once for all pages that share them, then filled in for each page.

Rendering Material's frame takes milliseconds, filling a shell microseconds. The theme is rendered with
a marker at each opening; what stands between the markers is the same on every page that shares it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from corner.storage import fingerprint

_BEFORE, _AFTER = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A theme page cut at its openings."""

    pieces: tuple[bytes, ...]
    """What stands before, between and after the openings, in UTF-8."""
    openings: tuple[str, ...]
    """The openings' names, one less than the pieces."""
    digest: str
    """Of the pieces: equal shells have equal digests."""

    @classmethod
    def cut(cls, html: str) -> Skeleton:
        """Return the shell of a page that was rendered with markers.

        Raises:
            ValueError: the page has no opening.
        """
        first, *rest = html.split(_BEFORE)
        if not rest:
            raise ValueError("expected a page with openings, found none")
        pieces, openings = [first.encode()], []
        for part in rest:
            name, _, piece = part.partition(_AFTER)
            openings.append(name)
            pieces.append(piece.encode())
        return cls(tuple(pieces), tuple(openings), fingerprint.digest(html))

    def fill(self, parts: Mapping[str, bytes]) -> bytes:
        """Return the page with `parts` in the openings of their names, all in UTF-8."""
        woven = [self.pieces[0]]
        for name, piece in zip(self.openings, self.pieces[1:], strict=True):
            woven.append(parts[name])
            woven.append(piece)
        return b"".join(woven)


class SkeletonKey(NamedTuple):
    """What pages share that stand in one shell."""

    section: str
    """The part of the site, as the menu shows it."""
    depth: int
    """How many folders deep they stand."""


class StaticPage(NamedTuple):
    """A page of `docs/`: what is known of it beside its shell."""

    kind: str
    """The news that it shows beside its own text, if any: the name of its template, such as `home`."""
    address: str
    title: str
    description: str
    alternates: tuple[tuple[str, str], ...]
    """Its address in each language that has it."""
    updated: str
    """The day of its last change in ISO 8601, where it tells one."""
    source: str
    """The file that it was made from."""

    @property
    def file(self) -> str:
        """The file that it is written to, from the site's root."""
        return self.address + "index.html" if self.address.endswith("/") or not self.address else self.address


@dataclass(slots=True)
class SkeletonSet:
    """All of an edition's pages that the news does not change."""

    shells: dict[SkeletonKey, Skeleton] = field(default_factory=dict)
    """The shells that pages share."""
    standing: list[tuple[StaticPage, Skeleton]] = field(default_factory=list)
    """The standing pages, each with a shell of its own."""

    def lack(self, places: Iterable[SkeletonKey]) -> bool:
        """Return whether there is no shell for one of these."""
        return not self.shells.keys() >= set(places)

    def plain(self) -> list[list[tuple[Any, ...]]]:
        """Return the frames as plain values."""
        return [
            [(tuple(place), *_skeleton_values(shell)) for place, shell in self.shells.items()],
            [(tuple(page), *_skeleton_values(shell)) for page, shell in self.standing],
        ]

    @classmethod
    def of(cls, plain: list[list[tuple[Any, ...]]]) -> SkeletonSet:
        """Return the frames of which `plain` is the result."""
        shells, standing = plain
        return cls(
            {SkeletonKey(*place): Skeleton(*shell) for place, *shell in shells},
            [(StaticPage(*page), Skeleton(*shell)) for page, *shell in standing],
        )


def _skeleton_values(shell: Skeleton) -> tuple[Any, ...]:
    return shell.pieces, shell.openings, shell.digest


def slot_marker(name: str) -> str:
    """Return what marks the opening called `name` in a rendering; no text of a page may hold it."""
    return f"{_BEFORE}{name}{_AFTER}"
