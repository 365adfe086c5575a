"""Colours, against contrasts that others have measured."""

from __future__ import annotations

import pytest

from corner.content.colours import BLACK, WHITE, Colour, find_contrast, make_readable, parse_colour
from corner.content.theme_settings import ACCENT, PAPER, PRIMARY


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),  # the lightest grey that passes, by WebAIM
        ("#777777", "#ffffff", 4.48),  # and the darkest that does not
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#008000", "#fff", 5.14),
        ("#ffff00", "#000", 19.56),
    ],
)
def test_contrasts_are_those_of_wcag(one: str, other: str, ratio: float) -> None:
    first, second = parse_colour(one), parse_colour(other)
    assert first is not None
    assert second is not None
    assert round(find_contrast(first, second), 2) == ratio
    assert find_contrast(first, second) == find_contrast(second, first)


@pytest.mark.parametrize("text", ["", "red", "#ff", "#ffff", "ffffff", "#gggggg", "rgb(0, 0, 0)"])
def test_other_texts_are_no_codes(text: str) -> None:
    assert parse_colour(text) is None


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert make_readable(Colour(11, 79, 108), PAPER["light"], BLACK) == Colour(11, 79, 108)


@pytest.mark.parametrize("code", sorted({*PRIMARY.values(), *ACCENT.values()}))
@pytest.mark.parametrize(("scheme", "end"), [("light", BLACK), ("dark", WHITE)])
def test_a_shade_of_each_colour_of_material_can_be_read(code: str, scheme: str, end: Colour) -> None:
    colour = parse_colour(code)
    assert colour is not None
    shade = make_readable(colour, PAPER[scheme], end)
    assert min(find_contrast(shade, paper) for paper in PAPER[scheme]) >= 4.5
