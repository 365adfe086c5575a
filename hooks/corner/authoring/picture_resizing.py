"""Pictures made smaller in place, without what a camera writes into them: its owner, the place, its serial number."""

from __future__ import annotations

import os
import tempfile
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

from corner.diagnostics.message import Message

_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 82, "method": 6},
    "GIF": {"optimize": True},
    "AVIF": {"quality": 65},
}
"""How each format is written."""
_GAIN = 0.9
"""The part of its size below which a picture that is narrow enough is worth another loss of quality."""
_MOST_PIXELS = 100_000_000
"""The most pixels of a picture that is read into memory."""


class PictureError(Exception):
    """A picture that cannot be made smaller, with a message for the editor."""


class ResizedPicture(NamedTuple):
    """What a picture was and what it is now."""

    old_size: tuple[int, int]
    old_bytes: int
    size: tuple[int, int]
    bytes: int

    @property
    def is_changed(self) -> bool:
        """Whether the file was written."""
        return (self.old_size, self.old_bytes) != (self.size, self.bytes)


def resize_picture(file: Path, most_pixels: int, most_bytes: int) -> ResizedPicture:
    """Make a picture at most so wide, in its own format, turned as it is shown, without metadata.

    A picture that is neither too wide nor too large stays as it is.

    Args:
        file: the picture.
        most_pixels: the highest width.
        most_bytes: the size of its file below which a picture of that width stays as it is.

    Raises:
        PictureError: the file is no picture that can be made smaller.
    """
    data = file.read_bytes()
    with _open_picture(data) as image:
        kind = "JPEG" if image.format == "MPO" else str(image.format)
        turned = ImageOps.exif_transpose(image)
        old_size = turned.size
        if old_size[0] <= most_pixels and len(data) <= most_bytes:
            return ResizedPicture(old_size, len(data), old_size, len(data))
        smaller = _shrink(turned, most_pixels)
        written = _encode(smaller, kind, image.info.get("icc_profile"))
    if len(written) > _GAIN * len(data) and smaller.size == old_size:
        return ResizedPicture(old_size, len(data), old_size, len(data))
    _replace_file(file, written)
    return ResizedPicture(old_size, len(data), smaller.size, len(written))


def _open_picture(data: bytes) -> Image.Image:
    """Return the picture in a file's content, which is not animated and not too large to be read."""
    try:
        with warnings.catch_warnings(action="ignore"):
            Image.init()
            image = Image.open(BytesIO(data), formats=[kind for kind in _OPTIONS if kind in Image.OPEN])
        if image.width * image.height > _MOST_PIXELS:
            raise PictureError(Message("expected a picture of at most {most:,} pixels, found more", most=_MOST_PIXELS))
        if getattr(image, "is_animated", False) and image.format != "MPO":
            raise PictureError(Message("expected a picture that does not move, found an animation; shorten it by hand"))
        image.load()
    except Image.DecompressionBombError:
        raise PictureError(
            Message("expected a picture of at most {most:,} pixels, found more", most=_MOST_PIXELS)
        ) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise PictureError(
            Message("expected a whole picture in JPEG, PNG, WebP, GIF or AVIF, found something else")
        ) from None
    return image


def _shrink(image: Image.Image, most_pixels: int) -> Image.Image:
    """Return a picture at most so wide."""
    if image.width <= most_pixels:
        return image
    size = most_pixels, max(1, round(image.height * most_pixels / image.width))
    # Colours of a palette cannot be mixed.
    full = image.convert("RGBA" if "transparency" in image.info else "RGB") if image.mode in ("P", "1") else image
    resized = full.resize(size, Image.Resampling.LANCZOS)
    return resized.quantize(256) if image.mode == "P" else resized


def _encode(image: Image.Image, kind: str, profile: bytes | None) -> bytes:
    """Return a picture as the content of a file, with its colour profile and no other metadata."""
    plain = image.copy()
    transparency = plain.info.get("transparency")
    plain.info = {} if transparency is None else {"transparency": transparency}
    options = {"icc_profile": profile} if profile and kind != "GIF" else {}
    target = BytesIO()
    plain.save(target, kind, **_OPTIONS[kind], **options)
    return target.getvalue()


def _replace_file(file: Path, data: bytes) -> None:
    """Write a whole file in the place of another, or leave that as it is."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=file.suffix)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
        temporary.chmod(file.stat().st_mode & 0o777)
        temporary.replace(file)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
