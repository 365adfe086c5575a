"""Takes the pictures of the tutorial and of the README anew, from the real thing.

The tutorial is followed to the letter, as its test does, and at each picture that it shows, the camera is called. What it says of a
picture's size is set right.
"""

from __future__ import annotations

import re
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.support import project
from tests.support.browsing import CHROMIUM, serving
from tests.support.built import build
from tests.support.tutorial import TUTORIALS, Picture, Story, pictures
from tools.pictures import documents
from tools.pictures.camera import Camera, size, small

_DOCS = project.ROOT / "docs"


def main() -> int:
    """Return the exit code."""
    for locale, tutorial in TUTORIALS.items():
        (project.GUIDE / f"assets/first-release/online-seminar.{locale}.docx").write_bytes(documents.word(locale))
        for picture in pictures(tutorial.read_text("utf-8")):
            # A page that lacks its pictures cannot be built.
            (project.GUIDE / picture.name).touch()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for locale, tutorial in TUTORIALS.items():
            _take(browser, locale, tutorial)
        _front(browser)
        browser.close()
    return 0


def _take(browser: Browser, locale: str, tutorial: Path) -> None:
    """Take the pictures of one tutorial."""
    with tempfile.TemporaryDirectory() as home:
        story = Story(Path(home), language=locale)
        camera = Camera(browser, locale, story)

        def take(picture: Picture, _story: Story) -> None:
            file = project.GUIDE / picture.name
            file.write_bytes(small(camera.take(file.name.partition(".")[0])))
            _tell(file)

        story.follow(tutorial.read_text("utf-8"), take)
    text = tutorial.read_text("utf-8")
    for picture in pictures(text):
        width, height = size(project.GUIDE / picture.name)
        text = re.sub(
            rf"(\({re.escape(picture.name)}\)\{{) width=\d+ height=\d+", rf"\1 width={width} height={height}", text
        )
    tutorial.write_text(text, "utf-8")


def _front(browser: Browser) -> None:
    """Take the two pictures of the README: the front page on a desktop, and a release on a phone in the dark."""
    with tempfile.TemporaryDirectory() as home:
        built = build(project.copy(Path(home) / "corner"))
        with serving(built.site.folder) as url:
            for name, address, width, height, scale, scheme in (
                ("corner", "", 1280, 900, 1.0, "light"),
                ("corner-phone", "zh-Hant/news/2021/competition-2021-briefing/", 390, 844, 1.5, "dark"),
            ):
                with browser.new_context(
                    viewport={"width": width, "height": height},
                    device_scale_factor=scale,
                    color_scheme="dark" if scheme == "dark" else "light",
                ) as context:
                    page = context.new_page()
                    page.goto(f"{url}/{address}")
                    shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
                file = _DOCS / f"assets/{name}.png"
                shown.quantize(128, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
                _tell(file)


def _tell(file: Path) -> None:
    print(f"{file.relative_to(project.ROOT)}\t{file.stat().st_size // 1000} KB", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
