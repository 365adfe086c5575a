"""The style sheet of a corner's own: what its settings and vocabularies add to the theme's style sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corner.content.colours import BLACK, WHITE, Colour, find_contrast, make_readable, parse_colour
from corner.content.taxonomies import BUILT_IN_TYPES
from corner.content.theme_settings import PAPER, ThemeColours, ThemeSettings
from corner.site.catalogue import Catalogue

_COLOURS = ("bar", "notice", "event", "measures")
"""The colours of the timeline, as the theme's style sheet names them."""
_SHARES = (100, 60, 35)
"""How much of a colour the types of the first, second and third round have, in per cent; the rest is paper."""

_LIGHT_PAPER, _DARK_PAPER = PAPER["light"], PAPER["dark"]
_DARK_INK = Colour(0xF2, 0xF8, 0xFB)
"""The words in the header of dark pages."""
_WORDS = frozenset(("link", "mark"))
"""The colours of words."""
_DEEPER, _DARKER, _WASHED = 0.22, 0.6, 0.9
"""How much black, paper or white is in the menu's bar, in the header of dark pages and behind what is marked."""
_MUCH, _GRAPHICS = 7.0, 3.0
"""The contrast of words on dark pages, and the least of lines (WCAG 2.2, 1.4.6 and 1.4.11)."""
_DARK_ENOUGH = 2.5
"""The contrast with white from which a header has white words, on a darker shade of it where that is needed."""
_BY_SYSTEM = "screen and (prefers-color-scheme: dark)"


def build_stylesheet(catalogue: Catalogue) -> str:
    """Return the style sheet of a corner; empty where the theme's alone is enough."""
    return "\n".join([*_iter_colour_rules(catalogue.settings.theme), *_iter_type_rules(catalogue)])


def _iter_colour_rules(theme: ThemeSettings) -> Iterator[str]:
    """Yield the colours that a corner chose, for light and dark pages, with shades in which words can be read."""
    light = _derive_light(theme.light)
    dark = _derive_dark(theme.dark, theme.light)
    if light:
        yield f":root {{ {_write_variables(light)} }}"
        yield f"@media not (prefers-contrast: more) {{ :root {{ {_write_variables(light, of_words=True)} }} }}"
    if dark:
        for selector, when in (('[data-md-color-scheme="slate"]', "screen"), ("html:not(.js)", _BY_SYSTEM)):
            yield f"@media {when} {{ {selector} {{ {_write_variables(dark)} }} }}"
            words = _write_variables(dark, of_words=True)
            yield f"@media {when} and (not (prefers-contrast: more)) {{ {selector} {{ {words} }} }}"


def _write_variables(colours: Mapping[str, Colour], *, of_words: bool = False) -> str:
    """Return the declarations of some colours: those of words, which readers may ask to have more contrast, or the others."""
    return " ".join(f"--corner-{name}: {colour};" for name, colour in colours.items() if (name in _WORDS) == of_words)


def _derive_light(chosen: ThemeColours) -> dict[str, Colour]:
    """Return the colours of light pages by their names in the theme's style sheet."""
    colours: dict[str, Colour] = {}
    if primary := parse_colour(chosen.primary):
        ink = WHITE if find_contrast(primary, WHITE) >= _DARK_ENOUGH else BLACK
        header = make_readable(primary, (ink,), BLACK if ink == WHITE else WHITE)
        colours |= {
            "accent": header,
            "accent-deep": header.mix(BLACK if ink == WHITE else WHITE, _DEEPER),
            "accent-ink": ink,
            "rule": primary,
            "link": make_readable(primary, _LIGHT_PAPER, BLACK),
        }
    if accent := parse_colour(chosen.accent):
        wash = accent.mix(WHITE, _WASHED)
        colours |= {"mark": make_readable(accent, (*_LIGHT_PAPER, wash), BLACK), "mark-wash": wash}
    return colours


def _derive_dark(chosen: ThemeColours, light: ThemeColours) -> dict[str, Colour]:
    """Return the colours of dark pages; without a choice for these, they are shades of the light ones."""
    colours: dict[str, Colour] = {}
    if primary := parse_colour(chosen.primary or light.primary):
        header = make_readable(primary.mix(_DARK_PAPER[0], _DARKER), (_DARK_INK,), BLACK, _MUCH)
        colours |= {
            "accent": header,
            "accent-deep": header.mix(BLACK, _DEEPER),
            "accent-ink": _DARK_INK,
            "rule": make_readable(primary, _DARK_PAPER, WHITE, _GRAPHICS),
            "link": make_readable(primary, _DARK_PAPER, WHITE, _MUCH),
        }
    if accent := parse_colour(chosen.accent or light.accent):
        wash = accent.mix(_DARK_PAPER[0], _WASHED)
        colours |= {"mark": make_readable(accent, (*_DARK_PAPER, wash), WHITE, _MUCH), "mark-wash": wash}
    return colours


def _iter_type_rules(catalogue: Catalogue) -> Iterator[str]:
    """Yield what filters lists by each type of release, and colours it in the timeline, without a script."""
    types = [key for key in catalogue.taxonomies.types if key not in BUILT_IN_TYPES]
    for key in types:
        yield f'.corner-main:has(#type-{key}:checked) .corner-card:not([data-type="{key}"]) {{ display: none; }}'
    if types:
        for position, key in enumerate(catalogue.taxonomies.types):
            turn, place = divmod(position, len(_COLOURS))
            share = _SHARES[turn % len(_SHARES)]
            colour = f"var(--corner-{_COLOURS[place]})"
            yield f".corner-share--{key} {{ fill: color-mix(in srgb, {colour} {share}%, var(--corner-paper)); }}"
