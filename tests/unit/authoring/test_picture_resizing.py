"""Pictures made smaller in place: format, direction and colours stay, and what a camera wrote is gone."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image, ImageCms

from corner.authoring.picture_resizing import PictureError, resize_picture
from corner.cli import main
from tests.support import corners
from tests.support.corners import Corner, release

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LIMITS = 160, 100_000
"""Width and bytes, a tenth of what a check allows."""


def draw(kind: str, size: tuple[int, int] = (300, 200), mode: str = "RGB", **options: Any) -> bytes:
    """Return a picture that is black at the left and white at the right."""
    image = Image.linear_gradient("L").rotate(90).resize(size).convert(mode)
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def camera_exif(orientation: int) -> Image.Exif:
    """Return what a camera writes: how it was held, its owner, and the place."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0xA430] = "Owner Name"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def written(tmp_path: Path, data: bytes) -> Path:
    file = tmp_path / "picture"
    file.write_bytes(data)
    return file


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("GIF", "P")]
)
def test_a_wide_picture_becomes_narrower_in_its_own_format(tmp_path: Path, kind: str, mode: str) -> None:
    file = written(tmp_path, draw(kind, mode=mode))
    resized = resize_picture(file, *LIMITS)
    assert (resized.old_size, resized.size, resized.bytes) == ((300, 200), (160, 107), file.stat().st_size)
    with Image.open(file) as image:
        assert (image.format, image.size) == (kind, (160, 107))
        pixels = image.convert("L")
        assert pixels.getpixel((2, 50)) != pixels.getpixel((157, 50))


def test_a_picture_is_turned_as_it_was_held_and_loses_what_the_camera_wrote(tmp_path: Path) -> None:
    file = written(tmp_path, draw("JPEG", exif=camera_exif(6), icc_profile=PROFILE, comment="Owner Name"))
    assert resize_picture(file, *LIMITS).size == (160, 240)
    data = file.read_bytes()
    with Image.open(BytesIO(data)) as image:
        assert not image.getexif()
        assert image.info["icc_profile"] == PROFILE
        # What was left is at the top after a quarter turn.
        assert image.convert("L").getpixel((80, 5)) != image.convert("L").getpixel((80, 235))
    assert b"Owner Name" not in data


def test_a_picture_that_is_small_enough_keeps_its_bytes(tmp_path: Path) -> None:
    data = draw("JPEG", (160, 900), exif=camera_exif(1))
    file = written(tmp_path, data)
    assert not resize_picture(file, *LIMITS).is_changed
    assert file.read_bytes() == data


def test_a_large_file_is_written_again_only_if_that_makes_it_smaller(tmp_path: Path) -> None:
    noise = Image.effect_noise((160, 100), 90)
    target = BytesIO()
    noise.save(target, "JPEG", quality=100)
    file = written(tmp_path, target.getvalue())
    resized = resize_picture(file, 160, 1_000)
    assert resized.size == (160, 100)
    assert resized.bytes < resized.old_bytes
    assert not resize_picture(file, 160, 1_000).is_changed


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (draw("GIF", save_all=True, append_images=[Image.new("RGB", (300, 200), "red")]), "an animation"),
        (draw("PNG")[:200], "a whole picture"),
        (draw("TIFF"), "a whole picture"),
        (b"no picture", "a whole picture"),
        (b"", "a whole picture"),
    ],
)
def test_what_cannot_be_made_smaller_stays_as_it_is(tmp_path: Path, data: bytes, message: str) -> None:
    file = written(tmp_path, data)
    with pytest.raises(PictureError, match=message):
        resize_picture(file, *LIMITS)
    assert file.read_bytes() == data
    assert list(tmp_path.iterdir()) == [file]


def test_the_command_makes_smaller_what_a_check_reports(corner: Corner) -> None:
    folder = "news/releases/2021"
    text = release("![The quay](wide.png) ![A flag](moving.gif)", attachments="[{file: print.png, label: Print}]")
    wide, moving = (
        draw("PNG", (1700, 10)),
        draw("GIF", (1700, 10), save_all=True, append_images=[Image.new("RGB", (1700, 10), "red")]),
    )
    root = corner(
        {
            f"{folder}/x.en.md": text,
            f"{folder}/wide.png": wide,
            f"{folder}/moving.gif": moving,
            f"{folder}/print.png": wide,
        }
    )
    result = CliRunner().invoke(main, ["images", "--root", str(root), "--now", "2026-01-01T00:00Z"])
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{folder}/wide.png: 1,700 × 10 pixels and 0.00 MB, now 1,600 × 9 pixels")
    assert (
        result.stderr
        == f"{folder}/moving.gif: expected a picture that does not move, found an animation; shorten it by hand\n"
    )
    assert (root / folder / "print.png").read_bytes() == wide
    assert [line.partition(":")[0] for line in corners.found(root)] == [f"{folder}/moving.gif"]


def test_the_command_takes_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    for name in ("a.jpg", "more/b.PNG", "more/c.txt"):
        (tmp_path / name).write_bytes(draw("JPEG" if name == "a.jpg" else "PNG"))
    (tmp_path / "d.heic").write_bytes(b"x")
    paths = [str(tmp_path / name) for name in ("a.jpg", "more", "d.heic")]
    result = CliRunner().invoke(main, ["images", "--width", "100", *paths])
    assert result.exit_code == 1
    assert [line.rpartition("/")[2].partition(":")[0] for line in result.stdout.splitlines()] == ["a.jpg", "b.PNG"]
    assert "Most Compatible" in result.stderr
