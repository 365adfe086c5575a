"""Drawing social cards: the only module that knows Pillow.

A card has sixteen colours in two ramps: from the paper to the ink, and from the topic's colour to white. Letters
in the last colour of a ramp on its first one have smooth edges, and a pixel takes half a byte.
"""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont, features

from corner.social import linebreaks
from corner.social.cards import SIZE, Card
from corner.social.fonts import ARABIC_FONT_FILES, Fonts

_PAPER, _INK = (255, 255, 255), (22, 34, 43)
_COLOURS = ("#0b4f6c", "#0b4f6c", "#7a3b12", "#1d5c3a", "#5b2a78", "#8a1f3d", "#2d3f8f", "#5f5310", "#0d5a5a")
"""The corner's own colour, then those of topics: dark enough for white letters."""
_RAMP = 8
"""The number of colours in a ramp."""
_SOFT = 5
"""The position of the softer ink in its ramp."""
_MARGIN, _STRIPE, _HEAD, _FOOT = 72, 20, 124, 104
_TITLE_TOP, _TITLE_BOTTOM = 196, 500
_SIZES = (76, 68, 60, 54, 48, 42)
"""The sizes of a title, of which the largest that fits is used."""
_LEADING = 1.32
_FACES = {"zh_HK": "HK", "zh_MO": "HK", "zh_TW": "TC", "zh_CN": "SC", "zh_SG": "SC", "ja_JP": "JP", "ko_KR": "KR"}
_MORE = "..."
"""An ellipsis that is on the base line in every font; some centre … in its square."""
_MISSING = "\U0010ffff"
"""A character that no font has."""

_Font = ImageFont.FreeTypeFont


def has_raqm() -> bool:
    """Return whether there is what joins Arabic letters and puts them in order."""
    return bool(features.check("raqm"))


@cache
def _load_font(path: str, territory: str, size: int) -> _Font:
    """Return the font with the glyphs of a territory; a collection has several faces, by name."""
    index = _find_face(path, _FACES.get(territory, "SC")) if path.endswith(".ttc") else 0
    return ImageFont.truetype(path, size, index=index, layout_engine=_choose_engine(path))


def _choose_engine(path: str) -> ImageFont.Layout:
    """Return how letters are put beside each other; only Arabic needs more than one after the other."""
    return ImageFont.Layout.RAQM if path.endswith(ARABIC_FONT_FILES) else ImageFont.Layout.BASIC


@cache
def _find_face(path: str, face: str) -> int:
    for index in range(10):
        name = ImageFont.truetype(path, 10, index=index).getname()[0]
        if str(name).endswith(f" {face}"):
            return index
    return 0


@cache
def _has_glyph(path: str, territory: str, character: str) -> bool:
    """Return whether the font has a character; a missing one would be drawn as a box."""
    font = _load_font(path, territory, 20)
    return character.isspace() or bytes(font.getmask(character)) != bytes(font.getmask(_MISSING))


@cache
def _draw_background(colour: int, is_mirrored: bool) -> Image.Image:  # noqa: FBT001 -- a key of the cache
    """Return the background that all cards of a colour share, with its stripe where lines begin."""
    image = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    left = width - _STRIPE if is_mirrored else 0
    draw.rectangle((left, 0, left + _STRIPE - 1, height), fill=_RAMP)
    draw.rectangle((0, height - _FOOT, width, height), fill=_RAMP)
    image.putpalette([part for shade in _build_palette(colour) for part in shade])
    return image


def _build_palette(colour: int) -> list[tuple[int, ...]]:
    colour_code = _COLOURS[(colour - 1) % (len(_COLOURS) - 1) + 1] if colour else _COLOURS[0]
    first = tuple(int(colour_code[start : start + 2], 16) for start in (1, 3, 5))
    ramps = ((_PAPER, _INK), (first, (255, 255, 255)))
    return [
        tuple(round(a + (b - a) * step / (_RAMP - 1)) for a, b in zip(start, end, strict=True))
        for start, end in ramps
        for step in range(_RAMP)
    ]


def draw_card(card: Card, fonts: Fonts) -> bytes:
    """Return a card as a PNG; equal cards have equal bytes."""
    image = _draw_background(card.colour, card.is_mirrored).copy()
    pen = _Pen(image, card.territory, is_mirrored=card.is_mirrored)
    if card.date:
        _draw_release(pen, card, fonts)
    else:
        _draw_site(pen, card, fonts)
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=1)
    return data.getvalue()


class _Pen:
    """Writes lines of text on a card."""

    left = _STRIPE + _MARGIN
    right = SIZE[0] - _MARGIN
    width = right - left

    def __init__(self, image: Image.Image, territory: str, *, is_mirrored: bool) -> None:
        self._canvas = ImageDraw.Draw(image)
        self._canvas.fontmode = "L"  # smooth, although the image has a palette
        self.territory = territory
        self._is_mirrored = is_mirrored

    def font(self, path: str, size: int) -> _Font:
        """Return a font with the territory's glyphs."""
        return _load_font(path, self.territory, size)

    def clean(self, text: str, path: str) -> str:
        """Return a text without the characters that a font lacks, and with single spaces."""
        return " ".join("".join(sign for sign in text if _has_glyph(path, self.territory, sign)).split())

    def write(self, text: str, font: _Font, position: tuple[float, float], fill: int, anchor: str = "ls") -> None:
        """Write one line; on a mirrored card, at the same distance from the other side."""
        if self._is_mirrored:
            position = (SIZE[0] - position[0], position[1])
            anchor = {"l": "r", "r": "l"}[anchor[0]] + anchor[1]
        # Without Raqm, Pillow knows no direction.
        direction = "rtl" if self._is_mirrored and font.layout_engine == ImageFont.Layout.RAQM else None
        self._canvas.text(position, text, font=font, fill=fill, anchor=anchor, direction=direction)

    def write_title(self, title: str, path: str, top: float) -> float:
        """Write a title below `top`; return where it ends."""
        font, lines = _fit_title(title, self.territory, path, self.width)
        for line in lines:
            self.write(line, font, (self.left, top + font.size), _RAMP - 1)
            top += font.size * _LEADING
        return top


def _draw_release(pen: _Pen, card: Card, fonts: Fonts) -> None:
    font = pen.font(fonts.regular, 30)
    kind_and_date = pen.clean(f"{card.kind} | {card.date}", fonts.regular)
    pen.write(kind_and_date, font, (pen.left, _HEAD), _SOFT)
    topic = pen.clean(card.topic, fonts.regular)
    topic = _shorten(topic, font, pen.width - font.getlength(kind_and_date) - _MARGIN)
    pen.write(topic, font, (pen.right, _HEAD), _SOFT, "rs")
    pen.write_title(pen.clean(card.title, fonts.bold), fonts.bold, _TITLE_TOP)
    font = pen.font(fonts.bold, 34)
    site = _shorten(pen.clean(card.site, fonts.bold), font, pen.width)
    pen.write(site, font, (pen.left, SIZE[1] - _FOOT / 2), 2 * _RAMP - 1, "lm")


def _draw_site(pen: _Pen, card: Card, fonts: Fonts) -> None:
    top = pen.write_title(pen.clean(card.site, fonts.bold), fonts.bold, _HEAD)
    font = pen.font(fonts.regular, 30)
    description = pen.clean(card.title, fonts.regular)
    lines = linebreaks.break_lines(description, pen.territory, font.getlength, pen.width)
    for number, line in enumerate(lines[:3], 1):
        pen.write(line, font, (pen.left, top + number * 30 * 1.5), _SOFT)


def _fit_title(title: str, territory: str, path: str, width: float) -> tuple[_Font, list[str]]:
    """Return the largest font in which a title fits, and its lines, shortened if no font is small enough."""
    for size in _SIZES:
        font = _load_font(path, territory, size)
        lines = linebreaks.break_lines(title, territory, font.getlength, width)
        most = int((_TITLE_BOTTOM - _TITLE_TOP) / (size * _LEADING))
        if len(lines) <= most:
            return font, lines
    rest = " ".join(lines[most - 1 :])
    return font, [*lines[: most - 1], _shorten(rest, font, width)]


def _shorten(text: str, font: _Font, width: float) -> str:
    """Return a text that fits into a width, with an ellipsis where it was cut."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + _MORE) > width:
        text = text[:-1]
    return text.rstrip(" .,、，。") + _MORE
