"""Lists the wording of the corner that is copied from source documents.

    python -m tools.copied_wording FOLDER

reads all `.txt` and `.md` files of FOLDER, compares them with `news/` and `docs/`, and prints each copied sentence and each copied
phrase of eight or more words with its file, line and source. It exits with 1 if there is any. Names do not count: the names of
`news/bodies.yml` and `news/places.yml` and, in languages that have capitals, what is written with capitals. A Chinese character counts as half a word.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

_LEAST = 8
"""The words of a phrase that is reported."""
_LEAST_SENTENCE = 4
"""The words of a whole sentence that is reported."""
_SEED = 8
"""The tokens that a copied phrase has at least."""
_HAN = "[\u3400-\u9fff]"
_TOKEN = re.compile(rf"{_HAN}|[^\W_](?:[^\W_]|['’.,-](?=[^\W_]))*?(?=\b|{_HAN})")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[。！？；]|\n\s*\n|\|")
_URL = re.compile(r"https?://[^\s)>\"]+")
_CONNECTORS = frozenset("a an and at by for from in of on the to with".split())
"""Words that a name may have between its words with capitals."""


class Token(NamedTuple):
    """A word, or a Chinese character."""

    text: str
    """In lower case."""
    weight: float
    """1 for a word, 0.5 for a Chinese character, 0 for a part of a name."""
    line: int
    """From 1."""
    sentence: int
    """The number of its sentence in the text."""


class Copy(NamedTuple):
    """A passage that two texts share."""

    line: int
    """The line at which it begins in the first text."""
    words: str
    weight: float


def read_tokens(text: str, names: Sequence[str] = ()) -> list[Token]:
    """Return the tokens of a text, with those of names marked by a weight of 0."""
    text = _URL.sub(lambda match: " " * len(match[0]), text)
    excepted = _find_names(text, names)
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    tokens: list[Token] = []
    sentence, line, position = 0, 1, 0
    for match in _TOKEN.finditer(text):
        while sentence < len(ends) and ends[sentence] <= match.start():
            sentence += 1
        line += text.count("\n", position, match.start())
        position = match.start()
        is_han = bool(re.match(_HAN, match[0]))
        weight = 0.0 if excepted[match.start()] else 0.5 if is_han else 1.0
        tokens.append(Token(match[0].lower().replace("’", "'"), weight, line, sentence))
    return tokens


def _find_names(text: str, names: Sequence[str]) -> bytearray:
    """Return a flag for each character: 1 within a name."""
    flags = bytearray(len(text) + 1)
    for name in names:
        pattern = r"\s+".join(map(re.escape, name.split()))
        for match in re.finditer(pattern, text, re.IGNORECASE):
            flags[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    starts = {0, *(match.end() for match in _SENTENCE_END.finditer(text))}
    last_capital: re.Match[str] | None = None
    for match in re.finditer(r"[^\W_][\w'’.-]*|[^\w\s]+", text):
        word = match[0].rstrip(".")
        is_connector = word.lower() in _CONNECTORS
        if (word[:1].isupper() and (last_capital or not is_connector)) or (last_capital and word.isdigit()):
            begin = last_capital.start() if last_capital else match.start()
            is_first = text[:begin].rstrip(" \n#*->|“(").endswith((".", ":", "!", "?")) or begin in starts
            if last_capital or not is_first or word.isupper():
                flags[begin : match.end()] = b"\1" * (match.end() - begin)
            last_capital = match
        elif not is_connector and word not in "-–/&()'’":
            last_capital = None
    return flags


def find_copies(text: Sequence[Token], source: Sequence[Token]) -> Iterator[Copy]:
    """Yield the phrases and whole sentences of a text that a source has as well, each once, the longest."""
    seeds: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start in range(len(source) - _SEED + 1):
        seeds[_words(source[start : start + _SEED])].append(start)
    position = 0
    rest: list[Token] = []
    while position < len(text):
        lengths = [_common(text, position, source, start) for start in seeds[_words(text[position : position + _SEED])]]
        length = max(lengths, default=0)
        passage = text[position : position + length]
        weight = sum(token.weight for token in passage)
        if weight >= _LEAST:
            yield Copy(passage[0].line, " ".join(_words(passage)), weight)
        else:
            rest += passage or [text[position]]
        position += max(length, 1)
    yield from _find_sentences(rest, source)


def _find_sentences(text: Sequence[Token], source: Sequence[Token]) -> Iterator[Copy]:
    sentences = {_words(sentence) for sentence in _split_sentences(source)}
    for sentence in _split_sentences(text):
        weight = sum(token.weight for token in sentence)
        if _LEAST_SENTENCE <= weight < _LEAST and _words(sentence) in sentences:
            yield Copy(sentence[0].line, " ".join(_words(sentence)), weight)


def _split_sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    sentences: dict[int, list[Token]] = defaultdict(list)
    for token in tokens:
        sentences[token.sentence].append(token)
    yield from sentences.values()


def _words(tokens: Iterable[Token]) -> tuple[str, ...]:
    return tuple(token.text for token in tokens)


def _common(text: Sequence[Token], position: int, source: Sequence[Token], start: int) -> int:
    """Return the number of equal tokens from two positions on."""
    length = 0
    while (
        position + length < len(text)
        and start + length < len(source)
        and text[position + length].text == source[start + length].text
    ):
        length += 1
    return length


def read_names(folder: Path) -> list[str]:
    """Return all texts in `bodies.yml` and `places.yml` of a `news/` folder, the longest first: the names, and some more."""

    def iter_texts(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            for part in value.values():
                yield from iter_texts(part)
        elif isinstance(value, list):
            for part in value:
                yield from iter_texts(part)
        elif isinstance(value, str) and len(value) > 1:
            yield value

    texts = (yaml.safe_load(path.read_text("utf-8")) for path in (folder / "bodies.yml", folder / "places.yml"))
    return sorted(set(iter_texts(list(texts))), key=len, reverse=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.copied_wording", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with the source documents")
    parser.add_argument("--root", type=Path, default=Path(), help="the project's root")
    options = parser.parse_args(arguments)
    names = read_names(options.root / "news")
    documents = sorted(path for path in options.folder.rglob("*") if path.suffix in {".txt", ".md"})
    if not documents:
        parser.error(f"expected .txt or .md files in {options.folder}, found none")
    sources = {path: read_tokens(path.read_text("utf-8"), names) for path in documents}
    count = 0
    for path in sorted(path for folder in ("news", "docs") for path in (options.root / folder).rglob("*.md")):
        text = read_tokens(path.read_text("utf-8"), names)
        for source, tokens in sources.items():
            for copy in find_copies(text, tokens):
                count += 1
                shown = path.relative_to(options.root).as_posix()
                print(f"{shown}:{copy.line}: {copy.weight:g} words as in {source.name}: {copy.words}")  # noqa: T201
    print(f"{count} copied passages; {len(sources)} source documents.")  # noqa: T201
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
