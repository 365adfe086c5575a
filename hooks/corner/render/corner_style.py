"""The style sheet of a corner's own: what its settings and vocabularies add to the theme's style sheet."""

from __future__ import annotations

from collections.abc import Iterator

from corner.content.taxonomies import BUILT_IN_TYPES
from corner.site.catalogue import Catalogue

_COLOURS = ("bar", "notice", "event", "measures")
"""The colours of the timeline, as the theme's style sheet names them."""
_SHARES = (100, 60, 35)
"""How much of a colour the types of the first, second and third round have, in per cent; the rest is paper."""


def build_stylesheet(catalogue: Catalogue) -> str:
    """Return the style sheet of a corner; empty where the theme's alone is enough."""
    return "\n".join(_iter_type_rules(catalogue))


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
