"""The style sheet of a corner's own: words in its colours can be read, by WCAG's formula."""

from __future__ import annotations

import re

import pytest

from corner.content.colours import Colour, find_contrast, parse_colour
from corner.content.theme_settings import ACCENT, PAPER, PRIMARY
from corner.render.corner_style import build_stylesheet
from tests.support import corners
from tests.support.corners import MKDOCS, Corner

_THEME = "      name: material\n"


def _colours(style: str, block: str) -> dict[str, Colour]:
    """Return the colours that rules with a selector declare."""
    found = {}
    for rule in re.findall(rf"{re.escape(block)} {{ ([^}}]*) }}", style):
        for name, code in re.findall(r"--corner-([a-z-]+): (#[0-9a-f]{6});", rule):
            colour = parse_colour(code)
            assert colour is not None
            found[name] = colour
    return found


def _style(corner: Corner, palette: str) -> str:
    settings = MKDOCS.replace(_THEME, f"{_THEME}      palette: {palette}\n")
    return build_stylesheet(corners.catalogue(corner({"mkdocs.yml": settings})))


@pytest.mark.parametrize("primary", PRIMARY)
def test_words_in_each_colour_of_material_can_be_read(corner: Corner, primary: str) -> None:
    accent = primary if primary in ACCENT else "indigo"
    style = _style(corner, f"{{primary: {primary}, accent: {accent}}}")
    for scheme, selector in (("light", ":root"), ("dark", '[data-md-color-scheme="slate"]'), ("dark", "html:not(.js)")):
        colours = _colours(style, selector)
        for name in ("link", "mark"):
            assert min(find_contrast(colours[name], paper) for paper in PAPER[scheme]) >= 4.5, (scheme, name)
        assert find_contrast(colours["mark"], colours["mark-wash"]) >= 4.5, scheme
        for bar in ("accent", "accent-deep"):
            assert find_contrast(colours["accent-ink"], colours[bar]) >= 4.5, (scheme, bar)


def test_dark_pages_may_have_colours_of_their_own(corner: Corner) -> None:
    palettes = '[{primary: "#123456"}, {scheme: slate, primary: "#ffee00"}]'
    style = _style(corner, palettes)
    assert _colours(style, ":root")["accent"] == parse_colour("#123456")
    assert _colours(style, "html:not(.js)")["link"] == parse_colour("#ffee00")
    assert "mark" not in _colours(style, ":root")


def test_a_corner_without_a_palette_has_the_themes_colours(corner: Corner) -> None:
    assert build_stylesheet(corners.catalogue(corner())) == ""
