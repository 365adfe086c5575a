"""Theme pages with openings: rendered once for all pages that share them, then filled in for each page.

Rendering Material's frame takes milliseconds, filling a shell microseconds. The theme is rendered with
a marker at each opening; what stands between the markers is the same on every page that shares it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corner import fingerprint

_BEFORE, _AFTER = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Shell:
    """A theme page cut at its openings."""

    pieces: tuple[bytes, ...]
    """What stands before, between and after the openings, in UTF-8."""
    openings: tuple[str, ...]
    """The openings' names, one less than the pieces."""
    digest: str
    """Of the pieces: equal shells have equal digests."""

    @classmethod
    def cut(cls, html: str) -> Shell:
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
        return cls(tuple(pieces), tuple(openings), fingerprint.of(html))

    def fill(self, parts: Mapping[str, bytes]) -> bytes:
        """Return the page with `parts` in the openings of their names, all in UTF-8."""
        woven = [self.pieces[0]]
        for name, piece in zip(self.openings, self.pieces[1:], strict=True):
            woven.append(parts[name])
            woven.append(piece)
        return b"".join(woven)


def marker(name: str) -> str:
    """Return what marks the opening called `name` in a rendering; no text of a page may hold it."""
    return f"{_BEFORE}{name}{_AFTER}"
