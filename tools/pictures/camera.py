"""The camera: what a reader of the tutorial sees at each step, in Chromium, at twice the size of its pixels."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from html import escape
from io import BytesIO
from pathlib import Path

import mammoth
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.support import browsing, editor_form, project
from tests.support.tutorial import Story

WIDTH = 480
"""Of every picture, in pixels of CSS: two thirds of it are the screen of a phone, so that it can be read there."""
_SCALE = 2
_TALLEST = 760
_ADDRESS = "news/2021/online-seminar/"
_SANS = {
    "en": '"Liberation Sans", Arial, sans-serif',
    "zh-Hant": '"Noto Sans CJK HK", "Microsoft JhengHei", "Liberation Sans", sans-serif',
}
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Heading 1'] => h2:fresh"
_MONO = '"Noto Sans Mono CJK HK", monospace'
_TERMINAL = f"body {{ margin: 0; padding: 14px 16px; background: #17232c; color: #e4ebf0; font: 15px/1.5 {_MONO}; }}"
_EDITOR = f"""
body {{ margin: 0; background: #fff; color: #17232c; font: 14px/1.5 {_MONO}; }}
h1 {{ margin: 0; padding: 6px 14px; background: #e6ecf0; font: inherit; font-weight: 700; }}
ol {{ margin: 0; padding: 8px 14px 12px 46px; }} li {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
li::marker {{ color: #76848f; }} i {{ color: #4b6b3c; font-style: normal; }} b {{ color: #0a5c86; font-weight: 400; }}
li.fold {{ list-style: none; margin-inline-start: -30px; color: #76848f; background: #f1f5f8; text-align: center; }}
"""


class Camera:
    """Takes the pictures of one tutorial."""

    def __init__(self, browser: Browser, locale: str, story: Story) -> None:
        """Look over the shoulder of who follows the tutorial in `locale`."""
        self._locale = locale
        self._story = story
        self._edition = "" if locale == "en" else f"{locale}/"
        self._browser = browser

    def take(self, name: str) -> Image.Image:
        """Return the picture that the tutorial calls `name` at this moment."""
        takers: Mapping[str, Callable[[Page], bytes]] = {
            "word": self._word,
            "draft": self._draft,
            "check": self._terminal,
            "preview": lambda page: self._previewed(page, _ADDRESS, ".corner-notice"),
            "status": lambda page: self._previewed(page, "status/", "table"),
            "form": self._form,
            "live": lambda page: self._published(page, _ADDRESS, ".corner-body > p"),
            "list": lambda page: self._published(page, "news/2021/", ".corner-card:has(a[href$='online-seminar/'])"),
            "feed": self._feed,
            "correction": lambda page: self._published(page, _ADDRESS, ".corner-notice"),
        }
        language = {"en": "en-GB"}.get(self._locale, "zh-TW")
        with self._browser.new_context(
            viewport={"width": WIDTH, "height": _TALLEST},
            device_scale_factor=_SCALE,
            locale=language,
            color_scheme="light",
            reduced_motion="reduce",
        ) as context:
            return Image.open(BytesIO(takers[name](context.new_page()))).convert("RGB")

    def _word(self, page: Page) -> bytes:
        """Show the Word file as a sheet of paper."""
        file = project.GUIDE / f"assets/first-release/online-seminar.{self._locale}.docx"
        with file.open("rb") as opened:
            told = mammoth.convert_to_html(opened, style_map=_STYLES).value
        style = f"""
            body {{ margin: 0; padding: 16px; background: #d3dce2; font: 13.5px/1.5 {_SANS[self._locale]}; }}
            main {{ padding: 34px 40px; background: #fff; color: #000; box-shadow: 0 1px 4px #0006; }}
            h1 {{ margin: 0 0 12px; padding-block-end: 6px; border-block-end: 1px solid #4f81bd; color: #17365d; font-size: 22px; font-weight: 400; line-height: 1.25; }}
            h2 {{ margin: 16px 0 4px; color: #365f91; font-size: 15px; }} p {{ margin: 0 0 8px; }} ul {{ margin: 0; }}
            table {{ border-collapse: collapse; margin-block: 4px 12px; }} td {{ border: 1px solid #000; padding: 2px 6px; vertical-align: top; }} td:first-child {{ min-width: 5em; }} td p {{ margin: 0; }}
        """
        return self._own(page, style, f"<main>{told}</main>")

    def _draft(self, page: Page) -> bytes:
        """Show the draft in an editor, with what lies between its first fields and `status` folded."""
        key = "news/releases/2021/online-seminar"
        lines = (self._story.root / f"{key}.{self._locale}.md").read_text("utf-8").splitlines()
        start, end = _place(lines, "# places:") + 1, _place(lines, "status:") - 1
        rows = [f"<li value={number}>{_coloured(line)}" for number, line in enumerate(lines, 1)]
        fence = lines.index("---", 1)
        del rows[fence + 8 :]
        for first, last in ((end + 2, fence), (start, end)):
            rows[first:last] = [f"<li class=fold>⋯ {first + 1}-{last} ⋯"]
        return self._own(page, _EDITOR, f"<h1>online-seminar.{self._locale}.md</h1><ol>{''.join(rows)}</ol>")

    def _terminal(self, page: Page) -> bytes:
        """Show the last command and its answer."""
        style = _TERMINAL + "p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; } b { color: #86caec; }"
        lines = "".join(f"<p>{escape(line) or '&nbsp;'}</p>" for line in self._story.answer.splitlines())
        return self._own(page, style, f"<p><b>~/corner$</b> {escape(self._story.typed[-1])}</p>{lines}")

    def _own(self, page: Page, style: str, body: str) -> bytes:
        page.set_content(f"<!doctype html><html lang={self._locale}><meta charset=utf-8><style>{style}</style>{body}")
        return page.locator("body").screenshot()

    def _previewed(self, page: Page, address: str, end: str) -> bytes:
        """Show a page of the preview down to the first `end`."""
        assert self._story.preview
        page.goto(self._story.preview.url + self._edition + address)
        return _down_to(page, end)

    def _published(self, page: Page, address: str, end: str) -> bytes:
        """Show a page of the published site down to the first `end`."""
        with browsing.serving(self._story.published) as url:
            page.goto(f"{url}/{self._edition}{address}")
            return _down_to(page, end)

    def _feed(self, page: Page) -> bytes:
        """Show the feed of a topic about our release; Playwright cannot take an XML file as a full page."""
        with browsing.serving(self._story.published) as url:
            page.goto(f"{url}/{self._edition}feeds/topics/exchange.xml")
            page.evaluate(
                f"() => document.querySelector('[href$=\"{_ADDRESS}\"]').scrollIntoView({{ block: 'center' }})"
            )
            return page.screenshot()

    def _list_unneeded(self, folder: str, names: list[str]) -> list[str]:
        """Return what a copy of the desk does without: hidden files and the built site."""
        is_root = Path(folder) == self._story.root
        return [name for name in names if name.startswith(".") or (is_root and name == "site")]

    def _form(self, page: Page) -> bytes:
        """Show the form over the news as they are on the desk."""
        root = self._story.home / "form"
        if not root.exists():
            shutil.copytree(self._story.root, root, ignore=self._list_unneeded)
            project.edit(
                root / "mkdocs.yml", "    feed_size: 20\n", "    feed_size: 20\n    admin: {backend: test-repo}\n"
            )
            editor_form.build(root)
        with browsing.serving(root / "site") as url:
            editor_form.enter(page, url, editor_form.files(root))
            page.evaluate(
                f"location.hash = '#/collections/releases-{self._locale.lower()}/entries/2021/online-seminar'"
            )
            page.wait_for_function("[...document.querySelectorAll('input')].some(each => each.value === '2021-09-24')")
            page.wait_for_function("document.fonts.check('24px \"Material Symbols Outlined\"')")
            return page.screenshot()


def _place(lines: list[str], start: str) -> int:
    return next(place for place, line in enumerate(lines) if line.startswith(start))


def _coloured(line: str) -> str:
    """Return a line of a draft as an editor colours it: comments, and names of fields."""
    told = escape(line)
    if line.startswith("# "):
        return f"<i>{told}</i>"
    return re.sub(r"^([a-z_]+:)", r"<b>\1</b>", told) or " "


def _down_to(page: Page, end: str) -> bytes:
    """Return the top of a page down to the first element that a selector finds."""
    box = page.locator(end).first.bounding_box()
    assert box, end
    height = round(box["y"] + box["height"] + 20)
    return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": height})


def small(picture: Image.Image) -> bytes:
    """Return a picture as WebP: of few colours and without loss, which for letters is both smaller and crisper."""
    data = BytesIO()
    few = picture.quantize(64, dither=Image.Dither.NONE).convert("RGB")
    few.save(data, "WEBP", lossless=True, method=6, quality=100)
    return data.getvalue()


def size(file: Path) -> tuple[int, int]:
    """Return the size of a picture in pixels of CSS."""
    with Image.open(file) as picture:
        return picture.width // _SCALE, picture.height // _SCALE
