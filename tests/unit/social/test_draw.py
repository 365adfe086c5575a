"""Social cards as pictures, read again with Pillow."""

from __future__ import annotations

import io
from itertools import combinations

import pytest
from PIL import Image

from corner.social import draw, typeface
from corner.social import fonts as social_fonts
from corner.social.cards import SIZE, Card
from corner.social.fonts import Fonts

CARD = Card("Harbour Corner", "Notice", "March 1, 2021", "Spring fair", "Boats", 1, "en_GB")
LONG = "The harbour office and its members agree on very many new projects " * 8


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    fonts = social_fonts.find_fonts().cjk
    assert fonts is not None, "tools/font installs the font"
    return fonts


def _image(card: Card, fonts: Fonts) -> Image.Image:
    return Image.open(io.BytesIO(draw.draw_card(card, fonts)))


def _ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Return how many points of a part are not of its most frequent colour."""
    counts = image.crop(box).histogram()
    return sum(counts) - max(counts)


def test_a_card_is_a_small_png_of_the_size_that_its_page_names(fonts: Fonts) -> None:
    data = draw.draw_card(CARD, fonts)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(data) < 20_000
    assert image.size == SIZE


def test_equal_cards_have_equal_bytes(fonts: Fonts) -> None:
    assert draw.draw_card(CARD, fonts) == draw.draw_card(CARD, fonts)


def test_every_part_of_a_card_is_visible(fonts: Fonts) -> None:
    changes = [
        {"site": "Other Corner"},
        {"kind": "Event"},
        {"date": "March 2, 2021"},
        {"title": "Autumn fair"},
        {"topic": "Tides"},
        {"colour": 2},
    ]
    pictures = [draw.draw_card(CARD._replace(**change), fonts) for change in [{}, *changes]]  # type: ignore[arg-type]
    assert all(one != other for one, other in combinations(pictures, 2))


def test_a_character_has_the_form_of_its_territory(fonts: Fonts) -> None:
    # 令 and 骨 are written in two ways; Adobe's and Google's font has both.
    card = CARD._replace(title="令骨", territory="zh_HK")
    forms = {draw.draw_card(card._replace(territory=territory), fonts) for territory in ("zh_HK", "zh_CN", "ja_JP")}
    assert len(forms) == 3


@pytest.mark.parametrize("title", [LONG, "港口辦公室及其成員同意多個新項目" * 12, "x" * 400])
def test_a_long_title_stays_within_the_card(fonts: Fonts, title: str) -> None:
    image = _image(CARD._replace(title=title, topic=LONG, site=LONG, kind="Notice"), fonts)
    width, height = SIZE
    assert _ink(image, (width - 60, 0, width, height - 110)) == 0
    assert _ink(image, (width - 60, height - 100, width, height)) == 0
    assert _ink(image, (40, 505, width, 520)) == 0


@pytest.mark.parametrize("text", ["", "\u00a0", "\u200b", "-"])
def test_a_text_without_ink_leaves_a_blank_line(fonts: Fonts, text: str) -> None:
    image = _image(CARD._replace(title=text, site=text), fonts)
    assert _ink(image, (200, 150, 1200, 520)) == 0
    assert _ink(image, (200, 530, 1200, 630)) == 0


def test_no_line_of_a_long_description_runs_into_the_foot(fonts: Fonts) -> None:
    image = _image(Card(LONG, "", "", LONG, "", 0, "en_GB"), fonts)
    assert _ink(image, (40, 514, 1200, 526)) == 0
    assert _ink(image, (40, 526, 1200, 630)) == 0
    assert _ink(image, (40, 425, 1200, 514)) > 0, "the lines that fit are there"


def test_a_card_is_the_same_after_any_other(fonts: Fonts) -> None:
    expected = draw.draw_card(CARD, fonts)
    for change in ({"colour": 2}, {"is_mirrored": True}, {"site": "Other"}, {"territory": "zh_CN"}, {"date": ""}):
        draw.draw_card(CARD._replace(**change), fonts)
        assert draw.draw_card(CARD, fonts) == expected


def test_a_character_that_the_font_lacks_is_left_out_and_not_drawn_as_a_box(fonts: Fonts) -> None:
    with_others = draw.draw_card(CARD._replace(title="Spring \U0001fae8 fair \u0e01"), fonts)
    assert with_others == draw.draw_card(CARD._replace(title="Spring fair"), fonts)


def test_the_letters_of_the_foot_are_white_on_a_colour_that_is_dark_enough(fonts: Fonts) -> None:
    def luminance(colour: tuple[int, ...]) -> float:
        parts = [part / 255 for part in colour]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for colour in range(20):
        foot = _image(CARD._replace(colour=colour), fonts).convert("RGB").getpixel((1190, 620))
        assert isinstance(foot, tuple)
        assert 1.05 / (luminance(foot) + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


def test_arabic_letters_are_joined_and_lines_begin_on_the_right() -> None:
    arabic = social_fonts.find_fonts().arabic
    if arabic is None or not typeface.has_raqm():
        pytest.skip("DejaVu Sans or Raqm is not installed")
    face = typeface.load_typeface(arabic.bold, "ar_AR", 60)
    apart = sum(face.measure(letter) for letter in "بئر")
    assert face.measure("بئر") < apart, "letters inside a word are narrower than those that stand alone"
    card = Card("ركن الآبار", "إعلان", "3 مايو 2023", "بئر", "المياه", 1, "ar_AR", is_mirrored=True)
    image = _image(card, arabic)
    left, right = (200, 196, 600, 300), (700, 196, 1120, 300)
    assert _ink(image, left) == 0
    assert _ink(image, right) > 500
