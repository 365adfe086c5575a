"""Draws social cards. The only module that knows Pillow.

A card is drawn in sixteen colours, of which each half is a ramp: from the paper to the ink, and from the
topic's colour to white. Letters drawn in the last colour of a ramp on its first one are smooth, and the
picture needs half a byte a pixel.
"""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from corner.social import linebreaks
from corner.social.cards import SIZE, Card
from corner.social.fonts import Fonts

_PAPER, _INK = (255, 255, 255), (22, 34, 43)
_COLOURS = ("#0b4f6c", "#0b4f6c", "#7a3b12", "#1d5c3a", "#5b2a78", "#8a1f3d", "#2d3f8f", "#5f5310", "#0d5a5a")
"""The corner's own colour, then those of topics in turn: dark enough for white letters."""
_RAMP = 8
_SOFT = 5
"""The place of the softer ink in its ramp."""
_MARGIN, _STRIPE, _HEAD, _FOOT = 72, 20, 124, 104
_TITLE_TOP, _TITLE_BOTTOM = 196, 500
_SIZES = (76, 68, 60, 54, 48, 42)
"""Sizes of a title, of which the largest that fits is taken."""
_LEADING = 1.32
_FACES = {"zh_HK": "HK", "zh_MO": "HK", "zh_TW": "TC", "zh_CN": "SC", "zh_SG": "SC", "ja_JP": "JP", "ko_KR": "KR"}
_MORE = "..."
"""An ellipsis on the line in every face, where … is in the middle of its square in some."""
_MISSING = "\U0010ffff"
"""A character that no font has."""

_Font = ImageFont.FreeTypeFont


@cache
def _load_font(path: str, territory: str, size: int) -> _Font:
    """Return the font with the forms of a territory; they stand in one file, each under its name."""
    index = _font_index(path, _FACES.get(territory, "SC"))
    return ImageFont.truetype(path, size, index=index, layout_engine=ImageFont.Layout.BASIC)


@cache
def _font_index(path: str, forms: str) -> int:
    for index in range(10):
        name = ImageFont.truetype(path, 10, index=index).getname()[0]
        if str(name).endswith(f" {forms}"):
            return index
    return 0


@cache
def _has_glyph(path: str, territory: str, character: str) -> bool:
    """Return whether the font has a character: one that it lacks would be drawn as a box."""
    font = _load_font(path, territory, 20)
    return character.isspace() or bytes(font.getmask(character)) != bytes(font.getmask(_MISSING))


@cache
def _background(colour: int) -> Image.Image:
    """Return what all cards of a colour share."""
    image = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    draw.rectangle((0, 0, _STRIPE - 1, height), fill=_RAMP)
    draw.rectangle((0, height - _FOOT, width, height), fill=_RAMP)
    image.putpalette([part for shade in _palette(colour) for part in shade])
    return image


def _palette(colour: int) -> list[tuple[int, ...]]:
    own = _COLOURS[(colour - 1) % (len(_COLOURS) - 1) + 1] if colour else _COLOURS[0]
    first = tuple(int(own[place : place + 2], 16) for place in (1, 3, 5))
    ramps = ((_PAPER, _INK), (first, (255, 255, 255)))
    return [
        tuple(round(a + (b - a) * step / (_RAMP - 1)) for a, b in zip(start, end, strict=True))
        for start, end in ramps
        for step in range(_RAMP)
    ]


def draw_card(card: Card, fonts: Fonts) -> bytes:
    """Return a card as a PNG; the same card has the same bytes."""
    image = _background(card.colour).copy()
    canvas = ImageDraw.Draw(image)
    canvas.fontmode = "L"  # smooth, although the colours are numbered
    width, height = SIZE
    left, room = _STRIPE + _MARGIN, width - _STRIPE - 2 * _MARGIN

    def line(text: str, font: _Font, place: tuple[float, float], fill: int, anchor: str = "ls") -> None:
        canvas.text(place, text, font=font, fill=fill, anchor=anchor)

    def clean(text: str, path: str) -> str:
        return " ".join("".join(each for each in text if _has_glyph(path, card.territory, each)).split())

    site = clean(card.site, fonts.bold)
    title = clean(card.title if card.date else card.site, fonts.bold)
    if card.date:
        font = _load_font(fonts.regular, card.territory, 30)
        told = clean(f"{card.kind} | {card.date}", fonts.regular)
        line(told, font, (left, _HEAD), _SOFT)
        topic = _shorten(clean(card.topic, fonts.regular), font, room - font.getlength(told) - _MARGIN)
        line(topic, font, (width - _MARGIN, _HEAD), _SOFT, "rs")
    below = float(_TITLE_TOP if card.date else _HEAD)
    font, shown = _fit_title(title, card.territory, fonts.bold, room)
    for text in shown:
        line(text, font, (left, below + font.size), _RAMP - 1)
        below += font.size * _LEADING
    if card.date:
        font = _load_font(fonts.bold, card.territory, 34)
        line(_shorten(site, font, room), font, (left, height - _FOOT / 2), 2 * _RAMP - 1, "lm")
    else:
        font = _load_font(fonts.regular, card.territory, 30)
        told = clean(card.title, fonts.regular)
        for number, text in enumerate(linebreaks.break_lines(told, card.territory, font.getlength, room)[:3], 1):
            line(text, font, (left, below + number * 30 * 1.5), _SOFT)
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=1)
    return data.getvalue()


def _fit_title(title: str, territory: str, path: str, room: float) -> tuple[_Font, list[str]]:
    """Return a title's lines in the largest size that fits, cut where none does."""
    height = _TITLE_BOTTOM - _TITLE_TOP
    for size in _SIZES:
        font = _load_font(path, territory, size)
        shown = linebreaks.break_lines(title, territory, font.getlength, room)
        most = int(height / (size * _LEADING))
        if len(shown) <= most:
            return font, shown
    rest = " ".join(shown[most - 1 :])
    return font, [*shown[: most - 1], _shorten(rest, font, room)]


def _shorten(text: str, font: _Font, room: float) -> str:
    """Return a text that fits, with an ellipsis where it had to be cut."""
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(text + _MORE) > room:
        text = text[:-1]
    return text.rstrip(" .,、，。") + _MORE
