"""The benchmark's register: N records with names and texts in two languages, the same for the same seed, a file for each year."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from tools.bench import words
from tools.bench.corpus import FIRST_DAY, LAST_DAY, SEED, Facts, vocabulary

DECLARATION = Path(__file__).with_name("register") / "register.yml"
NAME = "rules"
SUBJECTS = ("patents", "marks", "copyright", "border")


class Record(NamedTuple):
    """One generated record."""

    key: str
    adopted: dt.date
    facts: Facts


def records(count: int, seed: int = SEED) -> Iterator[Record]:
    """Yield `count` records, the oldest first; the same ones for the same arguments on every machine."""
    rng = random.Random(f"{seed}/records/{count}")
    keys = {name: vocabulary(name) for name in ("topics", "bodies", "places")}
    span = (LAST_DAY - FIRST_DAY).days
    days = sorted(rng.randrange(span) for _ in range(count))
    for number, day in enumerate(days):
        adopted = FIRST_DAY + dt.timedelta(days=day)
        facts = _facts(rng, number, adopted, keys)
        # A record comes into force some weeks after it was adopted; one in five has ended, half of them replaced.
        valid: Facts = {"from": adopted + dt.timedelta(days=rng.randint(0, 60))}
        if number + 1 < count and rng.random() < 0.2:
            valid["until"] = adopted + dt.timedelta(days=rng.randint(100, 3000))
            if rng.random() < 0.5:
                facts["replaced_by"] = f"rule-{rng.randrange(number + 1, count)}"
        facts["valid"] = valid
        if number + 1 < count and rng.random() < 0.2:
            facts["amended_by"] = [f"rule-{rng.randrange(number + 1, count)}"]
        yield Record(f"rule-{number}", adopted, facts)


def write(count: int, news: Path) -> Path:
    """Write the register with its records into the folder `news`; return the file of the newest record."""
    folder = news / "registers" / NAME
    folder.mkdir(parents=True)
    shutil.copy(DECLARATION, folder)
    years: dict[int, dict[str, Facts]] = defaultdict(dict)
    for record in records(count):
        years[record.adopted.year][record.key] = record.facts
    for year, found in years.items():
        text = yaml.dump(found, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
        (folder / f"{year}.yml").write_text(text, encoding="utf-8")
    return folder / f"{max(years)}.yml"


def _facts(rng: random.Random, number: int, adopted: dt.date, keys: dict[str, list[str]]) -> Facts:
    facts: Facts = {
        "name": _texts(words.english_phrase(rng, rng.randint(4, 8)), words.chinese_phrase(rng, rng.randint(8, 16))),
        "description": _texts(words.english_prose(rng, 12), words.chinese_prose(rng, 30)),
        "place": rng.choice(keys["places"]),
        "number": _texts(f"Rule {number} of {adopted.year}", f"{adopted.year}年第{number}號"),
        "subjects": rng.sample(SUBJECTS, rng.randint(1, 2)),
        "topics": rng.sample(keys["topics"], rng.randint(1, 2)),
        "authorities": rng.sample(keys["bodies"], rng.randint(1, 2)),
        "text": f"https://rules.example.org/{number}",
        "adopted": adopted,
        "members": rng.randint(2, 9999),
        "history": _texts(
            words.english_prose(rng, rng.randint(30, 90)), words.chinese_prose(rng, rng.randint(50, 150))
        ),
        "sources": [
            {
                "name": _texts(f"{words.english_phrase(rng, 3)}, register", f"{words.chinese_phrase(rng, 6)}登記冊"),
                "url": f"https://rules.example.org/{number}/source",
                "as_of": dt.date(2026, 11, 1),
                "grade": rng.choice("AB"),
            }
            for _ in range(rng.randint(1, 2))
        ],
    }
    return facts


def _texts(english: str, chinese: str) -> dict[str, str]:
    return {"en": english, "zh-Hant": chinese}
