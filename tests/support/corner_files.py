"""What the files of a corner say, read by another way than the project's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from opencc import OpenCC

_Converters = dict[str, tuple[str, Callable[[str], str]]]
"""The editions that are made by machine: from which, and by what."""


def _yaml(text: str) -> Any:
    """Return YAML as dicts, lists and text; no scalar is anything but text."""
    return yaml.load(text, Loader=yaml.CBaseLoader)


def _day(written: str) -> date:
    return date.fromisoformat(written[:10])


@dataclass(frozen=True)
class Told:
    """A release, summary or standing page, as its files tell."""

    key: str
    """The way to its files without language and ending, such as `releases/2021/sme-seminar`."""
    fronts: dict[str, dict[str, Any]]
    """The front matter by locale."""
    bodies: dict[str, str]
    """The Markdown by locale."""

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The front matter of the original."""
        marks = {"issued", "period"}
        return next((front for front in self.fronts.values() if marks & front.keys()), {})

    @property
    def original(self) -> str:
        """The locale of the file that carries the facts."""
        return next(locale for locale, front in self.fronts.items() if front is self.facts)

    @property
    def address(self) -> str:
        """Where it stands in the default edition."""
        folder, _, rest = self.key.partition("/")
        return f"news/{rest}/" if folder == "releases" else f"{self.key}/"

    def title(self, locale: str) -> str:
        """Return the headline in `locale`."""
        return str(self.fronts[locale]["title"])

    @property
    def changed(self) -> date | None:
        """The day of the last change of substance, where one is told."""
        facts = self.facts
        days = [facts[name] for name in ("issued", "updated") if name in facts]
        days += [correction["date"] for correction in facts.get("corrections", [])]
        days += [facts["withdrawn"]["date"]] if "withdrawn" in facts else []
        return max(map(_day, days), default=None)


@dataclass(frozen=True)
class Corner:
    """A corner's files; drafts are left out."""

    root: Path
    site_url: str
    locales: tuple[str, ...]
    """The default one first."""
    made: tuple[str, ...]
    """Those of the editions that are made by machine."""
    site_names: dict[str, str]
    page_size: int
    feed_size: int
    releases: dict[str, Told]
    """The newest first, then by key."""
    summaries: dict[str, Told]
    standing: dict[str, Told]
    """The pages of `docs/`."""
    vocabularies: dict[str, dict[str, Any]]
    """With the names of the editions that are made by machine."""

    @property
    def default(self) -> str:
        """The locale of the edition at the root."""
        return self.locales[0]

    @property
    def others(self) -> tuple[str, ...]:
        """The locales of the editions with a prefix."""
        return self.locales[1:]

    def at(self, locale: str, address: str = "") -> str:
        """Return an address of the default edition in `locale`'s."""
        return address if locale == self.default else f"{locale}/{address}"

    def single(self) -> dict[str, Told]:
        """Return the releases that are in one language only."""
        return {key: release for key, release in self.releases.items() if len(release.fronts) == 1}

    @property
    def later(self) -> int:
        """A moment, in seconds of the epoch, at which all is published: days after the last date that is told."""
        days = [
            _day(told.facts[name]) for told in self._all() for name in ("issued", "publish_at") if name in told.facts
        ]
        days += [told.changed for told in self._all() if told.changed]
        days += [
            _day(front["updated"])
            for told in self.standing.values()
            for front in told.fronts.values()
            if "updated" in front
        ]
        last = max(days)
        return int((datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=3)).timestamp())

    def _all(self) -> list[Told]:
        return [*self.releases.values(), *self.summaries.values()]

    def words(self) -> dict[str, set[str]]:
        """Return each headline, teaser and name with the locales that it is a text of."""
        found: dict[str, set[str]] = {}
        for told in [*self._all(), *self.standing.values()]:
            for locale, front in told.fronts.items():
                for name in ("title", "description"):
                    if name in front:
                        found.setdefault(front[name], set()).add(locale)
        for names in self.names("topics") + self.names("bodies"):
            for locale, name in names.items():
                found.setdefault(name, set()).add(locale)
        return found

    def names(self, kind: str) -> list[dict[str, str]]:
        """Return the names, by locale, of a vocabulary's entries, in all periods."""
        entries = self.vocabularies.get(kind, {}).values()
        return [name["name"] for entry in entries for name in entry.get("names", [entry])]


def _by(name: str, given: list[tuple[str, str]]) -> Callable[[str], str]:
    """Return what converts, but for the names whose converted form the vocabularies give."""
    converter = OpenCC(name)
    fixed = [(plain, told) for words, told in given if (plain := str(converter.convert(words))) != told]

    def convert(text: str) -> str:
        converted = str(converter.convert(text))
        for plain, told in fixed:
            converted = converted.replace(plain, told)
        return converted

    return convert


def _given(told: Any, source: str, locale: str) -> Iterator[tuple[str, str]]:
    """Yield each name that a vocabulary gives both in `source` and in `locale`."""
    if isinstance(told, dict) and isinstance(told.get(source), str) and isinstance(told.get(locale), str):
        yield told[source], told[locale]
    elif isinstance(told, (dict, list)):
        for each in told.values() if isinstance(told, dict) else told:
            yield from _given(each, source, locale)


def read(root: Path) -> Corner:
    """Read the corner at `root`."""
    config = _yaml((root / "mkdocs.yml").read_text("utf-8"))
    plugins = [plugin["i18n"] for plugin in config["plugins"] if isinstance(plugin, dict) and "i18n" in plugin]
    languages = sorted(plugins[0]["languages"], key=lambda language: language.get("default") != "true")
    settings = config["extra"]["corner"]
    made = settings.get("converted", {})
    vocabularies = {file.stem: _yaml(file.read_text("utf-8")) for file in sorted((root / "news").glob("*.yml"))}
    converters: _Converters = {
        locale: (each["from"], _by(each["by"], list(_given(vocabularies.get("bodies"), each["from"], locale))))
        for locale, each in made.items()
    }
    locales = tuple(language["locale"] for language in languages)
    site_names = {language["locale"]: language.get("site_name", config["site_name"]) for language in languages}
    for locale, (source, convert) in converters.items():
        locales += (locale,)
        site_names[locale] = convert(site_names[source])
    releases = _texts(root / "news", "releases/*/*.md", locales, converters)
    shown = [told for told in releases if told.facts.get("status") != "draft"]
    shown.sort(key=lambda told: told.key)
    shown.sort(key=lambda told: told.facts["issued"].replace("T", " "), reverse=True)
    return Corner(
        root=root,
        site_url=config["site_url"].rstrip("/") + "/",
        locales=locales,
        made=tuple(converters),
        site_names=site_names,
        page_size=int(settings["page_size"]),
        feed_size=int(settings["feed_size"]),
        releases={told.key: told for told in shown},
        summaries={told.key: told for told in _texts(root / "news", "summaries/*.md", locales, converters)},
        standing={told.key: told for told in _texts(root / "docs", "*.md", locales, converters)},
        vocabularies={name: _named(told, converters) for name, told in vocabularies.items()},
    )


def _named(told: Any, converters: _Converters) -> Any:
    """Return vocabularies with words for the editions that are made by machine."""
    if isinstance(told, list):
        return [_named(each, converters) for each in told]
    if not isinstance(told, dict):
        return told
    found = {key: _named(value, converters) for key, value in told.items()}
    for locale, (source, convert) in converters.items():
        if isinstance(found.get(source), str):
            found.setdefault(locale, convert(found[source]))
    return found


def _converted(told: Any, convert: Callable[[str], str]) -> Any:
    """Return front matter with all its words converted."""
    if isinstance(told, dict):
        return {key: _converted(value, convert) for key, value in told.items()}
    if isinstance(told, list):
        return [_converted(each, convert) for each in told]
    return convert(told)


def _texts(folder: Path, pattern: str, locales: tuple[str, ...], converters: _Converters) -> list[Told]:
    fronts: dict[str, dict[str, Any]] = {}
    bodies: dict[str, dict[str, str]] = {}
    for file in sorted(folder.glob(pattern)):
        name, locale, _ = file.relative_to(folder).as_posix().rsplit(".", 2)
        if locale not in locales:
            continue
        _, front, body = file.read_text("utf-8").split("---\n", 2)
        fronts.setdefault(name, {})[locale] = _yaml(front)
        bodies.setdefault(name, {})[locale] = body
    for locale, (source, convert) in converters.items():
        for name, told in fronts.items():
            if source in told:
                told[locale] = _converted(told[source], convert)
                bodies[name][locale] = convert(bodies[name][source])
    return [Told(key, fronts[key], bodies[key]) for key in fronts]
