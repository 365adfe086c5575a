"""PNG files of sixteen colours, written from strips of rows that were compressed before.

Pillow compresses each picture as a whole, which takes longer than drawing a card. Most rows of a card are blank or
the same on many cards. The data of a PNG is one zlib stream, in which parts that are flushed follow each other.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from PIL import Image, ImageChops

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BITS, _PALETTE_TYPE = 4, 3
_NO_FILTER, _UP_FILTER = 0, 2
"""The first byte of a row: its bytes stand as they are, or minus those of the row above, which are seldom different."""
_ZLIB_HEADER = b"\x78\x01"
_LAST_BLOCK = b"\x03\x00"
"""An empty block that ends a stream."""
_ADLER = 65521
"""The modulus of Adler-32, the checksum of a zlib stream."""


class Strip(NamedTuple):
    """Rows of a picture, compressed without what is above them."""

    data: bytes
    length: int
    """The number of bytes that were compressed."""
    checksum: int
    """Their Adler-32."""


def compress_rows(image: Image.Image) -> Strip:
    """Return a palette image of an even width as a strip."""
    width, height = image.width // 2, image.height
    packed = Image.frombytes("L", (width, height), image.tobytes("raw", "P;4"))
    above = Image.new("L", packed.size)
    above.paste(packed, (0, 1))
    filtered = Image.new("L", (width + 1, height), _UP_FILTER)
    filtered.putpixel((0, 0), _NO_FILTER)
    filtered.paste(ImageChops.subtract_modulo(packed, above), (1, 0))
    rows = filtered.tobytes()
    # Most differences are zero, so looking for runs alone is faster and gives less than looking for any repetition.
    deflate = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    data = deflate.compress(rows) + deflate.flush(zlib.Z_SYNC_FLUSH)
    return Strip(data, len(rows), zlib.adler32(rows))


def write_png(size: tuple[int, int], palette: bytes, strips: Iterable[Strip]) -> bytes:
    """Return a PNG.

    Args:
        size: width and height in pixels.
        palette: red, green and blue of each colour.
        strips: the rows, from top to bottom.
    """
    parts, checksum = [_ZLIB_HEADER], 1
    for strip in strips:
        parts.append(strip.data)
        checksum = _join_checksums(checksum, strip)
    parts += _LAST_BLOCK, struct.pack(">I", checksum)
    header = struct.pack(">2I5B", *size, _BITS, _PALETTE_TYPE, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", b"".join(parts)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_build_chunk(name, data) for name, data in chunks)


def _join_checksums(checksum: int, strip: Strip) -> int:
    """Return the Adler-32 of bytes and a strip after them: of the sum of bytes, and of the sum of these sums."""
    sums, total = divmod(checksum, 1 << 16)
    strip_sums, strip_total = divmod(strip.checksum, 1 << 16)
    sums = (sums + strip_sums + strip.length * (total - 1)) % _ADLER
    total = (total + strip_total - 1) % _ADLER
    return sums << 16 | total


def _build_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(name)))
