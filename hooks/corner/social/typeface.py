"""Fonts in one size, whose letters are measured and rendered once and then kept.

In Open Sans and Noto Sans CJK a letter is the same beside any other. Arabic letters join, so their lines are rendered
as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont, features

from corner.social.fonts import ARABIC_FONT_FILES

_FACES = {"zh_HK": "HK", "zh_MO": "HK", "zh_TW": "TC", "zh_CN": "SC", "zh_SG": "SC", "ja_JP": "JP", "ko_KR": "KR"}
_MISSING = "\U0010ffff"
"""A character that no font has."""
_KEPT_LETTERS = 4096
"""How many rendered letters are kept, of about 5 kB each in the largest size."""


class Glyph(NamedTuple):
    """A rendered letter, or a rendered line of letters that join."""

    mask: Image.Image
    left: int
    """Where the mask begins, from the left of the letter."""
    top: int
    """Where the mask begins, from the base line."""


def has_raqm() -> bool:
    """Return whether there is what joins Arabic letters and puts them in order."""
    return bool(features.check("raqm"))


class _Advances(dict[str, float]):
    """How far each character moves the place of the next one, measured when it is first asked for."""

    def __init__(self, font: ImageFont.FreeTypeFont) -> None:
        self._font = font

    def __missing__(self, character: str) -> float:
        self[character] = self._font.getlength(character)
        return self[character]


class _Characters(dict[int, str | None]):
    """A table for `str.translate`, which leaves out the characters that a font lacks."""

    def __init__(self, font: ImageFont.FreeTypeFont) -> None:
        self._font = font
        self._box = bytes(font.getmask(_MISSING))

    def __missing__(self, number: int) -> str | None:
        character = chr(number)
        has_glyph = character.isspace() or bytes(self._font.getmask(character)) != self._box
        self[number] = character if has_glyph else None
        return self[number]


class Typeface:
    """A font in one size, with the glyphs of a territory."""

    def __init__(self, path: str, territory: str, size: int) -> None:
        """Load a font, as `load_typeface` does."""
        self.size = size
        self._joins = path.endswith(ARABIC_FONT_FILES)
        self._font = _load_font(path, territory, size)
        self._advances = _Advances(self._font)

    @property
    def middle(self) -> int:
        """How far the base line is below the middle of a line."""
        tops = [self._font.getbbox("x", anchor=anchor)[1] for anchor in ("lm", "ls")]
        return round(tops[0] - tops[1])

    def measure(self, text: str) -> float:
        """Return the width of a text."""
        return self._font.getlength(text) if self._joins else sum(map(self._advances.__getitem__, text))

    def render(self, text: str, *, is_mirrored: bool) -> Iterator[tuple[int, Glyph]]:
        """Yield the glyphs of a line, and how far each is from the left of the line."""
        if self._joins:
            # Without Raqm, Pillow knows no direction.
            has_direction = self._font.layout_engine == ImageFont.Layout.RAQM
            direction = "rtl" if is_mirrored and has_direction else None
            yield 0, _render(self._font, text, direction)
            return
        left = 0.0
        for character in text:
            if character != " ":
                yield round(left), _render_letter(self._font, character)
            left += self._advances[character]


@cache
def load_typeface(path: str, territory: str, size: int) -> Typeface:
    """Return the font at `path` in a size in pixels, with the glyphs of a territory, such as `zh_TW`."""
    return Typeface(path, territory, size)


@cache
def _load_characters(path: str, territory: str) -> _Characters:
    return _Characters(_load_font(path, territory, 20))


def clean_text(text: str, path: str, territory: str) -> str:
    """Return a text without the characters that a font lacks, which it would draw as boxes, and with single spaces."""
    return " ".join(text.translate(_load_characters(path, territory)).split())


@cache
def _load_font(path: str, territory: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a font; a collection has several faces, by name."""
    index = _find_face(path, _FACES.get(territory, "SC")) if path.endswith(".ttc") else 0
    # Only Arabic needs more than one letter after the other.
    engine = ImageFont.Layout.RAQM if path.endswith(ARABIC_FONT_FILES) else ImageFont.Layout.BASIC
    return ImageFont.truetype(path, size, index=index, layout_engine=engine)


@cache
def _find_face(path: str, face: str) -> int:
    for index in range(10):
        name = ImageFont.truetype(path, 10, index=index).getname()[0]
        if str(name).endswith(f" {face}"):
            return index
    return 0


@lru_cache(_KEPT_LETTERS)
def _render_letter(font: ImageFont.FreeTypeFont, letter: str) -> Glyph:
    return _render(font, letter, None)


def _render(font: ImageFont.FreeTypeFont, text: str, direction: str | None) -> Glyph:
    left, top, right, bottom = (round(side) for side in font.getbbox(text, anchor="ls", direction=direction))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), text, 255, font, "ls", direction=direction)
    return Glyph(mask, left, top)
