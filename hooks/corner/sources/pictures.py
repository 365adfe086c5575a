"""The size of a picture in pixels, read from the beginning of its file, and what a page needs."""

from __future__ import annotations

import warnings
from pathlib import Path

MOST_PIXELS, MOST_BYTES = 1_600, 1_000_000
"""The width of a picture in pixels, and the bytes of its file, that a page needs at most."""
_ORIENTATION, _TURNED = 0x0112, frozenset((5, 6, 7, 8))
"""The field of Exif that says how a camera was held, and its values for a quarter turn."""


def read_size(file: Path) -> tuple[int, int] | None:
    """Return width and height of a picture as it is shown, or `None` if it cannot be read."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 -- most corners keep the sizes of their pictures

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(file) as image:
            width, height = image.size
            is_turned = image.getexif().get(_ORIENTATION) in _TURNED
    except Image.DecompressionBombError:
        return _LARGEST
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, KeyError):
        return None
    return (height, width) if is_turned else (width, height)


_LARGEST = (20_000, 20_000)
"""What is said of a picture that is too large to be read."""
