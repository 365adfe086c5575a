"""The values of the figures that the public may see."""

from __future__ import annotations

from corner.content.figures import Value
from corner.site.catalogue import Catalogue


def collect_values(catalogue: Catalogue) -> tuple[Value, ...]:
    """Return all values that visible content reports or that follow from these: those of the catalogue."""
    return catalogue.values
