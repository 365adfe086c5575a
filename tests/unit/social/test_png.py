"""PNG files from strips, read with Pillow and with zlib, which compare checksums."""

from __future__ import annotations

import io
import random
import zlib

import pytest
from PIL import Image

from corner.social import png
from corner.social.png import Strip

SIZE = (64, 50)
PALETTE = bytes(range(48))


@pytest.fixture(params=["noise", "runs", "blank"])
def image(request: pytest.FixtureRequest) -> Image.Image:
    choose = random.Random(3)
    noise = bytes(choose.randrange(16) for _ in range(64 * 50))
    runs = b"".join(noise[row : row + 1] * 40 + b"\7" * 24 for row in range(50))
    return Image.frombytes("P", SIZE, {"noise": noise, "runs": runs, "blank": b"\x0f" * 64 * 50}[request.param])


def _cut(image: Image.Image, *ends: int) -> list[Strip]:
    tops = (0, *ends[:-1])
    return [png.compress_rows(image.crop((0, top, image.width, end))) for top, end in zip(tops, ends, strict=True)]


@pytest.mark.parametrize("ends", [(50,), (1, 2, 50), (20, 49, 50)])
def test_a_png_has_the_rows_of_its_strips(image: Image.Image, ends: tuple[int, ...]) -> None:
    read = Image.open(io.BytesIO(png.write_png(SIZE, PALETTE, _cut(image, *ends))))
    assert (read.format, read.mode, read.size) == ("PNG", "P", SIZE)
    assert read.tobytes() == image.tobytes()
    assert read.convert("RGB").getpixel((0, 0)) == tuple(PALETTE[3 * image.tobytes()[0] :][:3])


def test_the_data_are_one_zlib_stream_whose_checksum_is_that_of_all_strips(image: Image.Image) -> None:
    data = png.write_png(SIZE, PALETTE, _cut(image, 7, 30, 50))
    start = data.index(b"IDAT") + 4
    length = int.from_bytes(data[start - 8 : start - 4], "big")
    stream = zlib.decompressobj()
    rows = stream.decompress(data[start : start + length])
    assert len(rows) == 50 * (1 + 32)
    assert stream.eof, "zlib found the end of the stream, and the checksum before it right"
    assert stream.unused_data == b""


def test_a_strip_that_stands_elsewhere_is_the_same(image: Image.Image) -> None:
    strips = _cut(image, 20, 50)
    read = Image.open(io.BytesIO(png.write_png(SIZE, PALETTE, reversed(strips))))
    assert read.tobytes() == image.tobytes()[20 * 64 :] + image.tobytes()[: 20 * 64]
