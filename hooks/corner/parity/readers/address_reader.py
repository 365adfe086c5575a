"""The e-mail and web addresses of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corner.parity.addresses import remove_language
from corner.parity.quantities import Code
from corner.parity.readers.normalized_text import NormalizedText

_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|(?:https?://|(?<![A-Za-z0-9])www\.)[!-(*-=?-\\^-~]*[A-Za-z0-9/]",
    re.ASCII,
)
_SIGNS = "@", "http", "www."
"""What a text with an address has."""


def iter_addresses(text: str, normal: NormalizedText) -> Iterator[Code]:
    """Yield the addresses of a normalized text."""
    if any(sign in text for sign in _SIGNS):
        for match in _ADDRESS.finditer(text):
            address = remove_language(match[0].lower()).rstrip("/")
            yield Code("address", address, normal.find_start(match.start()), normal.get_written(*match.span()))


def hide_addresses(text: str) -> str:
    """Return a text with tabs instead of its addresses, so that all positions stay."""
    return _ADDRESS.sub(lambda match: "\t" * len(match[0]), text)
