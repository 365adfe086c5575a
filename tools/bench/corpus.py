"""The benchmark's corpus: N bilingual releases over twenty years, the same for the same seed, and how they are written into `news/`."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tools.bench import prose, words

VOCABULARIES = Path(__file__).with_name("vocabularies")
TYPES = ("press-release", "notice", "event", "measures")
FIRST_DAY = dt.date(2007, 1, 1)
LAST_DAY = dt.date(2026, 10, 30)
"""The day of the newest release, which it has to itself, so that every tool finds the same one newest."""
NOW = dt.datetime(2026, 11, 15, 4, 0, tzinfo=dt.UTC)
"""The clock of every build: after the newest release, so that none is in the future."""
SEED = 20260101
LOCALES = ("en", "zh-Hant")

Facts = dict[str, object]


class _Dumper(yaml.CSafeDumper):
    """Writes a date that occurs twice twice, as a person would, instead of an alias."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a release says in one language."""

    title: str
    description: str
    body: str
    labels: dict[str, str] = field(default_factory=dict)
    """Words for the facts, by field (`source.name`); in the translation only, as the facts hold the original's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One generated release, English the original and Chinese its translation."""

    key: str
    """Its path under `news/`, without language and suffix: `releases/2021/some-words-17`."""
    issued: dt.date
    """Its day, which is also in the facts, there at times with an hour."""
    facts: Facts
    """The front matter that stands once, with the original."""
    english: Words
    chinese: Words

    def path(self, locale: str) -> str:
        """Where the file of that locale lies under `news/`."""
        return f"{self.key}.{locale}.md"


def vocabulary(name: str) -> list[str]:
    """The keys of one of the vocabularies, in their order."""
    text = (VOCABULARIES / f"{name}.yml").read_text(encoding="utf-8")
    return list(yaml.load(text, Loader=yaml.CSafeLoader))


def releases(count: int, seed: int = SEED) -> Iterator[Release]:
    """`count` releases, oldest first; the same ones for the same arguments on every machine."""
    rng = random.Random(f"{seed}/{count}")
    keys = {name: vocabulary(name) for name in ("topics", "bodies", "places", "figures")}
    span = (LAST_DAY - FIRST_DAY).days
    days = sorted(rng.randrange(span) for _ in range(count - 1))
    earlier: list[str] = []
    for number, day in enumerate([*days, span]):
        issued = FIRST_DAY + dt.timedelta(days=day)
        release = _release(rng, number, issued, keys, earlier)
        earlier = [*earlier[-99:], release.key]
        yield release


def write(corpus: Iterable[Release], news: Path, locales: Collection[str] = LOCALES) -> Path:
    """Write releases and vocabularies into the folder `news`; return the original file of the newest release.

    Args:
        corpus: the releases.
        news: the folder, which must not exist.
        locales: the languages in which they are written; English always, for it carries the facts.
    """
    news.mkdir(parents=True)
    for file in sorted(VOCABULARIES.glob("*.yml")):
        shutil.copy(file, news)
    newest = news
    for release in corpus:
        newest = news / release.path("en")
        newest.parent.mkdir(parents=True, exist_ok=True)
        original = _front(release.english) | release.facts
        newest.write_text(document(original, release.english.body), encoding="utf-8")
        if "zh-Hant" in locales:
            translation = document(_front(release.chinese), release.chinese.body)
            (news / release.path("zh-Hant")).write_text(translation, encoding="utf-8")
    return newest


def document(front: Mapping[str, object], body: str) -> str:
    """A Markdown file: front matter in YAML with lists and small mappings on one line, then the body."""
    text = yaml.dump(
        dict(front),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=10_000,
    )
    return f"---\n{text}---\n{body}"


def _front(said: Words) -> Facts:
    front: Facts = {"title": said.title, "description": said.description}
    return front | {"labels": said.labels} if said.labels else front


def _release(
    rng: random.Random,
    number: int,
    issued: dt.date,
    keys: Mapping[str, list[str]],
    earlier: list[str],
) -> Release:
    slug = "-".join(rng.choices(words.SYLLABLES, k=3)) + f"-{number}"
    kind = rng.choice(TYPES)
    facts: Facts = {
        "type": kind,
        # The time only where a source would give one. YAML reads a date and a time without seconds as a string.
        "issued": f"{issued} {rng.randint(9, 18):02}:{rng.randint(0, 59):02}" if rng.random() < 0.3 else issued,
        "topics": rng.sample(keys["topics"], rng.randint(1, 3)),
        "bodies": rng.sample(keys["bodies"], rng.randint(1, 3)),
        "places": rng.sample(keys["places"], rng.randint(1, 3)),
    }
    labels = {"source.name": f"{words.chinese_phrase(rng, 4)}新聞稿"}
    if kind == "event":
        facts["event"], labels["event.venue"] = _event(rng, issued)
    reported = ""
    if rng.random() < 0.3:
        figures = [_figure(key, issued) for key in rng.sample(keys["figures"], rng.randint(1, 3))]
        facts["figures"] = figures
        reported = ", ".join(str(figure["value"]) for figure in figures)
    facts["source"] = {
        "name": f"{words.english_phrase(rng, 2)}, press release",
        "url": f"https://news.example.org/{issued.year}/{slug}",
        "retrieved": dt.date(2026, 11, 1),
    }
    if earlier and rng.random() < 0.2:
        facts["related"] = sorted(rng.sample(earlier, min(len(earlier), rng.randint(1, 2))))
    shape = prose.plan(rng, f"https://www.example.org/documents/{number}")
    english = Words(
        title=words.english_phrase(rng, rng.randint(6, 12)),
        description=_plain(words.english_prose(rng, rng.randint(10, 16))) + (f" ({reported})" if reported else ""),
        body=prose.english_body(rng, shape),
    )
    return Release(
        key=f"releases/{issued.year}/{slug}",
        issued=issued,
        facts=facts,
        english=english,
        chinese=Words(
            title=words.chinese_phrase(rng, rng.randint(14, 26)),
            description=_plain(words.chinese_prose(rng, rng.randint(30, 60))) + (f"（{reported}）" if reported else ""),
            labels=labels,
            body=prose.chinese_body(rng, shape, english.body),
        ),
    )


def _plain(text: str) -> str:
    """Text without emphasis, cut where a teaser ends."""
    return text.replace("**", "")[:200]


def _event(rng: random.Random, issued: dt.date) -> tuple[Facts, str]:
    """The event that a release reports on, and its venue in Chinese."""
    event: Facts = {"start": issued - dt.timedelta(days=rng.randint(0, 2))}
    if rng.random() < 0.3:
        event["end"] = issued
    event["venue"] = f"{words.english_phrase(rng, 1)} Hall"
    return event, f"{words.chinese_phrase(rng, 2)}會堂"


def _figure(key: str, issued: dt.date) -> Facts:
    # A figure has one value a day, whoever reports it.
    seeded = random.Random(f"{key} {issued}")
    figure: Facts = {"figure": key, "value": seeded.randint(5, 90_000)}
    if seeded.random() < 0.4:
        figure["qualifier"] = seeded.choice(["about", "over", "under", "at-least"])
    return figure | {"period": issued.isoformat()}
