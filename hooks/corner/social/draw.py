"""Drawing social cards.

A card has sixteen colours in two ramps: from the paper to the ink, and from the topic's colour to white. Letters
in the last colour of a ramp on its first one have smooth edges, and a pixel takes half a byte.

Only rows with texts are drawn and compressed for each card. The blank ones are kept, and the foot with the corner's
name is as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw

from corner.social import linebreaks
from corner.social.cards import SIZE, Card
from corner.social.fonts import Fonts
from corner.social.png import Strip, compress_rows, write_png
from corner.social.typeface import Typeface, clean_text, load_typeface

_PAPER, _INK = (255, 255, 255), (22, 34, 43)
_COLOURS = ("#0b4f6c", "#0b4f6c", "#7a3b12", "#1d5c3a", "#5b2a78", "#8a1f3d", "#2d3f8f", "#5f5310", "#0d5a5a")
"""The corner's own colour, then those of topics: dark enough for white letters."""
_RAMP = 8
"""The number of colours in a ramp."""
_SOFT = 5
"""The position of the softer ink in its ramp."""
_MARGIN, _STRIPE, _HEAD, _FOOT = 72, 20, 124, 104
_TITLE_TOP, _TITLE_BOTTOM = 196, 500
_FOOT_TOP = SIZE[1] - _FOOT
_SIZES = (76, 68, 60, 54, 48, 42)
"""The sizes of a title, of which the largest that fits is used."""
_LEADING = 1.32
_MORE = "..."
"""An ellipsis that is on the base line in every font; some centre … in its square."""
_LEFT, _RIGHT = _STRIPE + _MARGIN, SIZE[0] - _MARGIN
_WIDTH = _RIGHT - _LEFT
_KEPT_STRIPS, _KEPT_FEET = 1024, 64
"""How many strips and feet are kept for further cards, of about 0.2 and 4 kB each."""


def draw_card(card: Card, fonts: Fonts) -> bytes:
    """Return a card as a PNG; equal cards have equal bytes."""
    pen = _Pen(card.territory, card.is_mirrored)
    strips = _draw_release(pen, card, fonts) if card.date else _draw_site(pen, card, fonts)
    return write_png(SIZE, _build_palette(card.colour), strips)


@cache
def _build_palette(colour: int) -> bytes:
    colour_code = _COLOURS[(colour - 1) % (len(_COLOURS) - 1) + 1] if colour else _COLOURS[0]
    first = tuple(int(colour_code[start : start + 2], 16) for start in (1, 3, 5))
    ramps = ((_PAPER, _INK), (first, (255, 255, 255)))
    return bytes(
        round(a + (b - a) * step / (_RAMP - 1))
        for start, end in ramps
        for step in range(_RAMP)
        for a, b in zip(start, end, strict=True)
    )


class _Pen(NamedTuple):
    """What all texts of a card have in common."""

    territory: str
    is_mirrored: bool
    """Whether lines begin on the right, where the stripe is."""

    def load(self, path: str, size: int) -> Typeface:
        """Return a font with the territory's glyphs."""
        return load_typeface(path, self.territory, size)

    def clean(self, text: str, path: str) -> str:
        """Return a text without the characters that a font lacks, and with single spaces."""
        return clean_text(text, path, self.territory)


class _Rows(NamedTuple):
    """Rows with texts, and their glyphs with places on the card."""

    first: int
    last: int
    """The row after them."""
    glyphs: list[tuple[Image.Image, tuple[int, int], int]]


class _Band:
    """Rows of a card on one ground, and the texts on them."""

    def __init__(self, pen: _Pen, top: int, bottom: int, ground: int) -> None:
        self._pen, self._top, self._bottom, self._ground = pen, top, bottom, ground
        self._written: list[_Rows] = []

    def write(self, text: str, typeface: Typeface, baseline: float, fill: int, *, at_end: bool = False) -> None:
        """Write one line below all others, from where lines begin or up to where they end."""
        is_mirrored = self._pen.is_mirrored
        left, right = (SIZE[0] - _RIGHT, SIZE[0] - _LEFT) if is_mirrored else (_LEFT, _RIGHT)
        if at_end != is_mirrored:
            left = right - round(typeface.measure(text))
        top = round(baseline)
        glyphs = [
            (glyph.mask, (left + distance + glyph.left, top + glyph.top), fill)
            for distance, glyph in typeface.render(text, is_mirrored=is_mirrored)
        ]
        first = max(self._top, min((place[1] for _, place, _ in glyphs), default=0))
        last = min(self._bottom, max((place[1] + mask.height for mask, place, _ in glyphs), default=0))
        if first >= last:
            return
        while self._written and first <= self._written[-1].last:
            above = self._written.pop()
            first, last, glyphs = min(first, above.first), max(last, above.last), above.glyphs + glyphs
        self._written.append(_Rows(first, last, glyphs))

    def write_title(self, title: str, path: str, top: float) -> float:
        """Write a title below `top`; return where it ends."""
        typeface, lines = _fit_title(title, self._pen, path)
        for line in lines:
            self.write(line, typeface, top + typeface.size, _RAMP - 1)
            top += typeface.size * _LEADING
        return top

    def iter_strips(self) -> Iterator[Strip]:
        """Yield all rows, of which only those with texts are drawn and compressed now."""
        top = self._top
        for rows in self._written:
            yield from _compress_blank(rows.first - top, self._ground, self._pen)
            yield compress_rows(_draw_rows(rows, self._ground, self._pen))
            top = rows.last
        yield from _compress_blank(self._bottom - top, self._ground, self._pen)


def _draw_rows(rows: _Rows, ground: int, pen: _Pen) -> Image.Image:
    image = Image.new("P", (SIZE[0], rows.last - rows.first), ground)
    left = SIZE[0] - _STRIPE if pen.is_mirrored else 0
    image.paste(_RAMP, (left, 0, left + _STRIPE, image.height))
    canvas = ImageDraw.Draw(image)
    for mask, (left, top), fill in rows.glyphs:
        canvas.bitmap((left, top - rows.first), mask, fill)
    return image


@lru_cache(_KEPT_STRIPS)
def _compress_blank(height: int, ground: int, pen: _Pen) -> tuple[Strip, ...]:
    """Return rows without texts, which many cards share; nothing if their number is 0."""
    return (compress_rows(_draw_rows(_Rows(0, height, []), ground, pen)),) if height else ()


def _draw_release(pen: _Pen, card: Card, fonts: Fonts) -> Iterator[Strip]:
    body = _Band(pen, 0, _FOOT_TOP, 0)
    typeface = pen.load(fonts.regular, 30)
    kind_and_date = pen.clean(f"{card.kind} | {card.date}", fonts.regular)
    body.write(kind_and_date, typeface, _HEAD, _SOFT)
    topic = pen.clean(card.topic, fonts.regular)
    topic = _shorten(topic, typeface, _WIDTH - typeface.measure(kind_and_date) - _MARGIN)
    body.write(topic, typeface, _HEAD, _SOFT, at_end=True)
    body.write_title(pen.clean(card.title, fonts.bold), fonts.bold, _TITLE_TOP)
    yield from body.iter_strips()
    yield from _draw_foot(pen, card.site, fonts.bold)


@lru_cache(_KEPT_FEET)
def _draw_foot(pen: _Pen, site: str, path: str) -> tuple[Strip, ...]:
    """Return the foot, which the cards of an edition share."""
    foot = _Band(pen, _FOOT_TOP, SIZE[1], _RAMP)
    typeface = pen.load(path, 34)
    site = _shorten(pen.clean(site, path), typeface, _WIDTH)
    foot.write(site, typeface, SIZE[1] - _FOOT / 2 + typeface.middle, 2 * _RAMP - 1)
    return tuple(foot.iter_strips())


def _draw_site(pen: _Pen, card: Card, fonts: Fonts) -> Iterator[Strip]:
    body = _Band(pen, 0, _FOOT_TOP, 0)
    top = body.write_title(pen.clean(card.site, fonts.bold), fonts.bold, _HEAD)
    typeface = pen.load(fonts.regular, 30)
    description = pen.clean(card.title, fonts.regular)
    lines = linebreaks.break_lines(description, pen.territory, typeface.measure, _WIDTH)
    baselines = [top + number * 30 * 1.5 for number in (1, 2, 3)]
    for line, baseline in zip(lines, baselines, strict=False):
        if baseline <= _TITLE_BOTTOM:
            body.write(line, typeface, baseline, _SOFT)
    yield from body.iter_strips()
    yield from _compress_blank(_FOOT, _RAMP, pen)


def _fit_title(title: str, pen: _Pen, path: str) -> tuple[Typeface, list[str]]:
    """Return the largest font in which a title fits, and its lines, shortened if no font is small enough."""
    for size in _SIZES:
        typeface = pen.load(path, size)
        lines = linebreaks.break_lines(title, pen.territory, typeface.measure, _WIDTH)
        most = int((_TITLE_BOTTOM - _TITLE_TOP) / (size * _LEADING))
        if len(lines) <= most:
            return typeface, lines
    rest = " ".join(lines[most - 1 :])
    return typeface, [*lines[: most - 1], _shorten(rest, typeface, _WIDTH)]


def _shorten(text: str, typeface: Typeface, width: float) -> str:
    """Return a text that fits into a width, with an ellipsis where it was cut."""
    if typeface.measure(text) <= width:
        return text
    while text and typeface.measure(text + _MORE) > width:
        text = text[:-1]
    return text.rstrip(" .,、，。") + _MORE
