"""The tiny corner that tests begin with: two towns' harbour, in English and Traditional Chinese."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

from corner.feeds import build as published_feeds
from corner.render import routes
from corner.render.page import Page
from corner.site import listings
from corner.site.catalogue import Catalogue
from corner.site.load import load
from corner.storage.output_file import Spool
from corner.views.edition import Edition

REPOSITORY = Path(__file__).parents[2]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""The moment that a tiny corner is loaded for, unless a test says otherwise."""

Files = Mapping[str, str | bytes | None]
"""Content by path; `None` takes a file of the good corner away."""
Corner = Callable[..., Path]
"""The fixture `corner`: writes the good corner with the given `Files` over it, and returns its root."""

MKDOCS = """\
    site_name: Harbour Corner
    site_url: https://corner.example/base/
    site_description: News of the harbour.
    extra:
      corner:
        tag: corner.example,2026
        time_zone: Asia/Tokyo
        page_size: 2
        feed_size: 3
    theme:
      name: material
      custom_dir: hooks/theme
      font: false
    hooks:
      - hooks/publish.py
    plugins:
      - i18n:
          docs_structure: suffix
          fallback_to_default: false
          reconfigure_search: false
          languages:
            - {locale: en, default: true, name: English}
            - {locale: zh-Hant, name: 繁體中文, site_name: 港口專欄, site_description: 港口的消息。}
    """

GOOD: Mapping[str, str] = {
    "mkdocs.yml": MKDOCS,
    "docs/index.en.md": "# Harbour Corner\n\nWelcome.\n",
    "docs/index.zh-Hant.md": "# 港口專欄\n\n歡迎。\n",
    "news/topics.yml": """\
        boats:
          name: {en: Boats, zh-Hant: 船}
          description: {en: All that floats., zh-Hant: 水上之物。}
        tides:
          name: {en: Tides, zh-Hant: 潮汐}
          description: {en: Ebb and flow., zh-Hant: 潮漲潮退。}
        """,
    "news/bodies.yml": """\
        harbour-office:
          names:
            - {name: {en: Harbour Authority, zh-Hant: 港務局}, from: 2020-07, grade: A}
            - {name: {en: Harbour Office, zh-Hant: 港務處}, until: 2020-07, grade: B}
        """,
    "news/places.yml": "quay:\n  name: {en: The quay, zh-Hant: 碼頭}\n",
    "news/figures.yml": """\
        visitors:
          name: {en: Visitors, zh-Hant: 訪客}
          unit: {en: "{value} people", zh-Hant: "{value}人"}
        """,
    "news/releases/2021/fair.en.md": """\
        ---
        title: Spring fair
        description: The fair opens.
        type: event
        issued: 2021-03-01
        topics: [boats]
        ---
        The fair opens on the quay.
        """,
    "news/releases/2021/fair.zh-Hant.md": """\
        ---
        title: 春季市集
        description: 市集開幕。
        ---
        市集在碼頭開幕。
        """,
    "news/summaries/2020.en.md": """\
        ---
        title: Summary of 2020
        description: What was done in 2020.
        period: {start: 2020-01-01, end: 2020-12-31}
        items:
          - {key: dredging, topics: [tides]}
          - {key: lights, state: new, topics: [boats]}
        ---
        Two items.

        ## Dredging

        The harbour is deeper.

        ## Lights

        The lights are new.
        """,
    "news/summaries/2020.zh-Hant.md": """\
        ---
        title: 二○二○年概要
        description: 二○二○年的工作。
        ---
        兩個項目。

        ## 疏浚

        海港更深。

        ## 燈

        燈是新的。
        """,
}
"""A corner without a fault."""

FAIR = "news/releases/2021/fair.en.md"
"""The good corner's one release."""
FAIR_ZH = "news/releases/2021/fair.zh-Hant.md"
SUMMARY = "news/summaries/2020.en.md"
SUMMARY_ZH = "news/summaries/2020.zh-Hant.md"


def write(root: Path, files: Files) -> Path:
    """Write the good corner with `files` over it; text is dedented."""
    (root / "hooks").symlink_to(REPOSITORY / "hooks")
    for name, content in {**GOOD, **files}.items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
    return root


def from_base64(text: str) -> bytes:
    """Return the bytes that a case file gives for what is not text."""
    return base64.b64decode(text, validate=True)


def release(body: str = "Text.", **fields: Any) -> str:
    """Return an original with the least front matter, `fields` over it; `None` takes one away."""
    front = {"title": "News", "description": "What is new.", "type": "notice", "issued": "2021-03-01"}
    lines = [
        f"{name}: {value}" for name, value in {**front, "topics": "[boats]", **fields}.items() if value is not None
    ]
    return "\n".join(["---", *lines, "---", body, ""])


def translation(body: str = "文。", **fields: Any) -> str:
    """Return a translation with the least front matter, `fields` over it."""
    lines = [f"{name}: {value}" for name, value in {"title": "消息", "description": "新消息。", **fields}.items()]
    return "\n".join(["---", *lines, "---", body, ""])


def summary(year: int, *items: str, **fields: Any) -> str:
    """Return the original of a summary of a year, `fields` over its front matter.

    An item is its key, with its state after a space where it has one; the heading of its text is the key.
    """
    front = {"title": f"Summary of {year}", "description": "What was done.", **fields}
    lines = [f"{name}: {value}" for name, value in front.items()]
    lines.append(f"period: {{start: {year}-01-01, end: {year}-12-31}}")
    pairs = [item.split() for item in items]
    if items:
        lines.append("items:")
        lines += [
            f"  - {{key: {key}, topics: [boats]{''.join(f', state: {word}' for word in state)}}}"
            for key, *state in pairs
        ]
    texts = [f"## {key.capitalize()}\n\nIn {year}, {key} went on.\n" for key, *_ in pairs]
    return "\n".join(["---", *lines, "---", "What happened.\n", *texts])


def found(root: Path, now: datetime = NOW) -> list[str]:
    """Return the lines that a check of the corner prints."""
    return [str(problem) for problem in load(root, now).problems]


def catalogue(root: Path, now: datetime = NOW) -> Catalogue:
    """Return the catalogue of a corner without errors."""
    loaded = load(root, now)
    assert loaded.catalogue is not None, "\n".join(map(str, loaded.problems))
    return loaded.catalogue


def edition(root: Path, locale: str = "en", now: datetime = NOW) -> Edition:
    """Return one edition of a corner without errors."""
    news = catalogue(root, now)
    return Edition(news, listings.build_listings(news), locale)


def pages(shown: Edition) -> list[Page]:
    """Return every page of an edition but the standing ones."""
    return [*(page for group in routes.iter_groups(shown) for page in group.pages), *routes.iter_single_pages(shown)]


def feeds(shown: Edition) -> dict[str, bytes]:
    """Return the feeds of an edition and the lists of them by address, each made anew."""
    spool = Spool()
    found = dict(published_feeds.iter_feeds(shown, "", lambda _address, _told: False, spool))
    made: dict[str, bytes] = {}
    for address, file in found.items():
        content = file.content() if callable(file.content) else file.content
        assert isinstance(content, bytes)
        made[address] = content
    return made
