"""The values of the figures that the public may see."""

from __future__ import annotations

from corner.content.figures import Value, ValueTable
from corner.site.catalogue import Catalogue


def collect_values(catalogue: Catalogue) -> tuple[Value, ...]:
    """Return all values that visible content reports or that follow from these.

    They come figure by figure in the order of the taxonomy, basis by basis, the oldest first. Each has a key of its own.
    """
    contents = (content for group in catalogue.contents.values() for content in reversed(tuple(group.values())))
    return ValueTable(contents, catalogue.taxonomies.figures).values
