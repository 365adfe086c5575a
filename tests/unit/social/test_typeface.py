"""Kept letters look and measure as a whole line does that Pillow draws."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from corner.social import fonts as social_fonts
from corner.social import typeface
from corner.social.typeface import Typeface

LATIN, CHINESE = "Åge's “AVA” jfj, 3.5 %", "粵港（HK）：「令骨」2021年"


def _load(script: str, territory: str) -> tuple[Typeface, ImageFont.FreeTypeFont]:
    fonts = getattr(social_fonts.find_fonts(), script)
    if fonts is None:
        pytest.skip("the font is not installed")
    return typeface.load_typeface(fonts.bold, territory, 60), typeface._load_font(fonts.bold, territory, 60)


@pytest.mark.parametrize(("script", "territory", "text"), [("open_sans", "", LATIN), ("cjk", "zh_HK", CHINESE)])
def test_letters_stand_where_pillow_puts_them(script: str, territory: str, text: str) -> None:
    face, font = _load(script, territory)
    assert face.measure(text) == font.getlength(text)
    expected, image = Image.new("L", (1200, 100)), Image.new("L", (1200, 100))
    ImageDraw.Draw(expected).text((10, 70), text, 255, font, "ls")
    for left, glyph in face.render(text, is_mirrored=False):
        ImageDraw.Draw(image).bitmap((10 + left + glyph.left, 70 + glyph.top), glyph.mask, 255)
    assert image.tobytes() == expected.tobytes()


def test_a_line_of_letters_that_join_is_rendered_as_a_whole_and_not_kept() -> None:
    face, font = _load("arabic", "ar_AR")
    kept = typeface._render_letter.cache_info().currsize
    glyphs = list(face.render("بئر جديدة", is_mirrored=True))
    assert [left for left, _ in glyphs] == [0]
    assert face.measure("بئر جديدة") == font.getlength("بئر جديدة")
    assert typeface._render_letter.cache_info().currsize == kept


def test_a_line_on_a_mirrored_card_begins_on_the_right_even_with_latin_letters() -> None:
    face, _ = _load("arabic", "ar_AR")
    (_, line), (_, mirrored) = (next(face.render("PX بئر", is_mirrored=is_mirrored)) for is_mirrored in (False, True))
    assert line.mask.tobytes() != mirrored.mask.tobytes()


def test_a_letter_is_rendered_once_for_each_form_and_size() -> None:
    fonts = social_fonts.find_fonts().cjk
    assert fonts is not None, "tools/font installs the font"
    masks = [
        next(face.render("令", is_mirrored=False))[1].mask
        for territory, size in (("zh_HK", 60), ("zh_HK", 60), ("zh_CN", 60), ("zh_HK", 48))
        for face in [typeface.load_typeface(fonts.bold, territory, size)]
    ]
    assert masks[0] is masks[1]
    assert len({mask.tobytes() for mask in masks}) == 3
