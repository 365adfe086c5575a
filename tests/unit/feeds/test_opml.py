"""Lists of feeds: their attributes are those of Python's own library."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import pytest

from corner.feeds import opml


@pytest.mark.parametrize(
    "value", ["News", "", "a & b < c > d", 'the "Corner"', "Harbour's", 'Harbour\'s "News"\n\t港口\r']
)
def test_the_value_of_an_attribute_is_quoted(value: str) -> None:
    assert opml._quote(value) == quoteattr(value)
