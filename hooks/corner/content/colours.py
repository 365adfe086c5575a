"""Colours: reading them, mixing them, and how well one can be read on another, as WCAG 2 measures it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

LEAST_CONTRAST = 4.5
"""The least contrast of text with its background, by WCAG 2.2, 1.4.3."""
_CODE = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_STEP = 2
"""The hundredths by which a colour is made darker or lighter until it can be read."""


class Colour(NamedTuple):
    """A colour of the standard space sRGB, each part from 0 to 255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        """Return its code, such as `#0b4f6c`."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """Its relative luminance, from 0 for black to 1 for white."""
        red, green, blue = map(_linearize, self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def mix(self, other: Colour, share: float) -> Colour:
        """Return this colour with a share of another, from 0 to 1."""
        return Colour(*(round(own * (1 - share) + part * share) for own, part in zip(self, other, strict=True)))


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


def _linearize(part: int) -> float:
    """Return the amount of light that a part of a colour stands for."""
    value = part / 255
    # WCAG writes 0.03928; no part of 256 steps lies between that and the right bound of the standard.
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def parse_colour(code: str) -> Colour | None:
    """Return the colour of a code such as `#0b4f6c` or `#fff`; `None` for other texts."""
    if not _CODE.fullmatch(code):
        return None
    digits = code[1:] if len(code) == len("#rrggbb") else "".join(digit * 2 for digit in code[1:])
    return Colour(*bytes.fromhex(digits))


def find_contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((one.luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)


def make_readable(colour: Colour, backgrounds: Iterable[Colour], end: Colour, least: float = LEAST_CONTRAST) -> Colour:
    """Return a colour that can be read on all backgrounds: the colour itself, or the nearest mixture with `end`."""
    behind = tuple(backgrounds)
    for share in range(0, 101, _STEP):
        mixed = colour.mix(end, share / 100)
        if all(find_contrast(mixed, background) >= least for background in behind):
            return mixed
    return end
