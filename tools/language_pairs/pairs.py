"""Reads a folder of pairs: texts in two languages, and what a reader judged of the messages about them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corner.sources import frontmatter
from corner.sources.frontmatter import SourceFile

_LOCALES = {"zh": "zh-Hant"}
"""What a tag in a file's name means, where it is shorter than the locale."""
_HAN = "[\u3400-\u9fff]"
_SPACE = re.compile(rf"(?<=[0-9])[ \u00a0]+(?={_HAN})|(?<={_HAN})[ \u00a0]+(?=[0-9])")
_SEAM = re.compile(rf"(?<=[0-9])(?={_HAN})|(?<={_HAN})(?=[0-9])")
_HEADS = ("title: {}\ndescription:\ntype: event\nissued: 2021-01-01\ntopics: []\n", "title: {}\ndescription:\n")
"""The front matter of an original and of a translation."""


@dataclass(frozen=True, slots=True)
class PairText:
    """One text of a pair."""

    locale: str
    lines: tuple[str, ...]
    """The title, then the lines of the body."""
    head: str = ""
    """The front matter, if the file has any."""
    description: str = ""

    def create_source(self, name: str, key: str, *, is_original: bool) -> SourceFile:
        """Return the text as a file of `news/`, with a front matter that has the title."""
        title = self.lines[0]
        return SourceFile(
            path=f"{name}.{self.locale}.md",
            key=key,
            locale=self.locale,
            parsed=("", {"title": title, "description": self.description}, True, True),
            parts=(self.head or _HEADS[not is_original].format(title), "\n".join(self.lines[1:]) + "\n"),
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """A message that a reader judged."""

    verdict: str
    """TRUE for a slip that must be reported, USELESS for what is true and helps nobody, FALSE for what must not be reported."""
    message: str


@dataclass(frozen=True, slots=True)
class TextPair:
    """An original and one translation."""

    name: str
    texts: tuple[PairText, PairText]
    """The original and the translation."""
    judgements: tuple[Judgement, ...] = field(default=())

    def rewrite(self, change: Callable[[str], str]) -> TextPair:
        """Return the pair with each line changed."""
        original, translation = (replace(text, lines=tuple(map(change, text.lines))) for text in self.texts)
        return replace(self, texts=(original, translation))


def add_spaces(line: str) -> str:
    """Put a space between each digit and Chinese character that stand beside each other."""
    return _SEAM.sub(" ", line)


def remove_spaces(line: str) -> str:
    """Take away the spaces between digits and Chinese characters."""
    return _SPACE.sub("", line)


def read_pairs(folder: Path, judged: Path | None = None) -> list[TextPair]:
    """Read all pairs below a folder, in the order of their names.

    A text is `NAME.LOCALE.txt`, Markdown with the title in the first line, or `NAME.LOCALE.md`, a file of `news/`. The original is the
    text that `SOURCES.tsv` names (columns `name` and `original`), or that has `issued` in its front matter, or else the
    English one. Texts of one name in three languages are two pairs. `judged.tsv` has a verdict and a message in each line.

    Args:
        folder: the folder with the texts; they may be in folders below it.
        judged: the file with the verdicts, by default `judged.tsv` in the folder.
    """
    groups: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".txt", ".md"} and path.stem.count(".") == 1:
            groups[path.stem.rpartition(".")[0]].append(path)
    originals = _read_originals(folder / "SOURCES.tsv")
    judgements = _read_judgements(judged or folder / "judged.tsv")
    pairs = []
    for name, paths in groups.items():
        first, *others = _sort_texts([_read_text(path) for path in paths], originals.get(name, ""))
        for text in others:
            pair_name = name if len(others) == 1 else f"{name}.{text.locale}"
            pairs.append(TextPair(pair_name, (first, text), tuple(judgements.get(name, ()))))
    return pairs


def _sort_texts(texts: Sequence[PairText], original: str) -> list[PairText]:
    """Return the texts of one name, the original first."""
    wanted = _LOCALES.get(original, original)

    def rank(text: PairText) -> tuple[bool, bool, bool]:
        return (text.locale != wanted, "\nissued:" not in f"\n{text.head}", text.locale != "en")

    return sorted(texts, key=rank)


def _read_text(path: Path) -> PairText:
    tag = path.stem.rpartition(".")[2]
    locale = _LOCALES.get(tag, tag)
    content = path.read_text("utf-8")
    if not content.startswith("---\n"):
        return PairText(locale, tuple(content.rstrip("\n").split("\n")))
    source, problems = frontmatter.parse_source(content.encode(), path.name, path.stem, locale)
    if source is None:
        raise ValueError(str(problems[0]))
    lines = (str(source.meta["title"]), *source.body.rstrip("\n").split("\n"))
    return PairText(locale, lines, source.head, str(source.meta.get("description") or ""))


def _read_originals(path: Path) -> dict[str, str]:
    """Return the language of the original by the name of the pair."""
    return {row["name"]: row["original"] for row in _iter_rows(path)}


def _iter_rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _read_judgements(path: Path) -> dict[str, list[Judgement]]:
    """Return the verdicts by the name of the pair."""
    judgements: dict[str, list[Judgement]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        verdict, _, message = line.partition("\t")
        name = re.split(r"\.[A-Za-z-]+\.md:", message, maxsplit=1)[0]
        judgements[name].append(Judgement(verdict, message))
    return judgements
