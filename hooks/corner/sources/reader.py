"""The files of `news/` as they lie there: found, decoded and split, not yet judged."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corner.diagnostics.problem import Problem, nearest
from corner.sources import textfile, validation, yaml, yaml_hints
from corner.storage import fingerprint
from corner.storage.cache import Cache

_CONTENT = re.compile(r"(releases/[0-9]{4}|summaries)/([a-z0-9]+(?:-[a-z0-9]+)*)\.([A-Za-z0-9-]+)\.md\Z")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufffd]"
)
"""Characters that XML 1.0 or HTML forbids, overrides of direction that make text read falsely, and what stands for lost signs."""
_UNSEEN = re.compile(f"{_FORBIDDEN.pattern[:-1]}\xad\u200b-\u200f\u2028\u2029\u2060-\u2065\ufeff]")
"""The same and invisible ones, which come from pasting and which searches stumble over; who writes their number means them."""
_JOINERS, _MARKS = "\u200c\u200d", "\u200e\u200f"
_UNJOINED = re.compile(r"[\s\x00-\u02ff\u2e80-\uabff\uff00-\uffef]|\Z")
"""What no joiner has a meaning after: a joiner belongs to emoji and to scripts whose letters take part in each other."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MARKDOWN = re.compile(r"\.(?:md|markdown)(?:\.txt)?\Z", re.IGNORECASE)
"""The ending of what was meant to be Markdown."""
_TOLD = 100
"""How many forbidden characters of a file are told of."""
_UNNAMEABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ENTITY = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0abevf]))")
"""How Markdown and YAML write a character by its number."""
_FENCE = "---"
_COMMENTED = re.compile(r"^(title|description):[ \t]+(?![\"'|>])([^\n]*?[ \t]#[^\n]*)$", re.MULTILINE)
_CLOSING_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)

VOCABULARIES = ("topics", "bodies", "places", "figures")
"""The vocabulary files of `news/`, without their ending."""
_REDIRECTS = "redirects"


@dataclass(slots=True, kw_only=True, eq=False)
class Source:
    """One Markdown file of `news/`. It is decoded when its text is asked for: a warm build asks for few."""

    path: str
    """Relative to the project's root, such as `news/releases/2021/sme-seminar.en.md`."""
    key: str
    """The identity: path in `news/` without language and ending, such as `releases/2021/sme-seminar`."""
    locale: str
    """The language that the file's suffix names."""
    meta: dict[str, Any]
    """The front matter's data."""
    plain: bool
    """Whether there are a value for each field, no words that YAML leaves out, and a body."""
    whole: bool
    """Whether surely no words are still to come; else `corner.checks.placeholders` looks closer."""
    digest: str
    """Of the whole file."""
    data: bytes = b""
    """The whole file, while it is not decoded."""
    parts: tuple[str, str] | None = None
    """Front matter and body, when it is."""

    @property
    def head(self) -> str:
        """The front matter's text, for finding lines."""
        return self._parts[0]

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return self._parts[1]

    @property
    def body_line(self) -> int:
        """The line on which the body begins, from 1."""
        return self.head.count("\n") + 3

    @property
    def _parts(self) -> tuple[str, str]:
        if self.parts is None:
            rest = textfile.plain(self.data.decode("utf-8-sig")).partition("\n")[2]
            end = _CLOSING_FENCE.search(rest)
            assert end is not None, "only what was split before is decoded later"
            self.parts = rest[: end.start()], rest[end.end() + 1 :]
            self.data = b""
        return self.parts

    def lost(self) -> Iterator[Problem]:
        """Yield a problem for words that YAML takes for a comment."""
        for match in _COMMENTED.finditer(self.head):
            line = 2 + self.head.count("\n", 0, match.start())
            message = (
                f"expected the words in quotation marks, for YAML leaves out what follows ' #', found '{match[2]}'"
            )
            yield Problem(self.path, line, match[1], "lost-words", message)

    def problem(self, path: yaml.Path, code: str, message: str) -> Problem:
        """Return a problem at a front-matter field; it stands on the field's line."""
        line = 1 + yaml.line_of(self.head, path) if path else 1
        return Problem(self.path, line, ".".join(map(str, path)) or "file", code, message)

    def body_problem(self, place: int, code: str, message: str) -> Problem:
        """Return a problem at a place in the body, counted in characters from 0."""
        return Problem(self.path, self.body_line + self.body.count("\n", 0, place), "body", code, message)


@dataclass(slots=True, kw_only=True)
class Tree:
    """All that `news/` holds."""

    sources: list[Source] = field(default_factory=list)
    """The Markdown files, by path."""
    vocabularies: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Path and text of each vocabulary file, by name."""
    redirects: str | None = None
    """The text of `redirects.yml`, where there is one."""
    broken: set[str] = field(default_factory=set)
    """The keys of which a file could not be understood."""
    assets: dict[str, Path] = field(default_factory=dict)
    """The other files beside the releases, such as `releases/2021/programme.pdf`, by path in `news/`."""
    states: dict[str, tuple[textfile.State, Source]] = field(default_factory=dict)
    """Each source with the state that its file was in when it was read, by path in `news/`."""


def read(root: Path, locales: tuple[str, ...], cache: Cache, before: Tree | None = None) -> tuple[Tree, list[Problem]]:
    """Read every file under `root/news`, in the order of their paths.

    Args:
        root: the project's root.
        locales: the languages that the site is published in.
        cache: what was found out about front matter before.
        before: what was read before for the same languages; files that are as they were then are not read.
    """
    tree = Tree()
    problems: list[Problem] = []
    news = root / "news"
    if not news.is_dir():
        return tree, [Problem("news", 1, "file", "missing-file", "expected the folder news/, found none")]
    known = before.states if before else {}
    for name in sorted(_names(str(news), problems)):
        file, path = f"{news}/{name}", f"news/{name}"
        if _MARKDOWN.search(name):
            state = textfile.state(file)
            told, source = known.get(name, (None, None))
            if source is None or state is None or told != state:
                count = len(tree.sources)
                problems += _read_markdown(tree, file, path, name, locales, cache)
                source = tree.sources[-1] if len(tree.sources) > count else None
            else:
                tree.sources.append(source)
            if source is not None and state is not None:
                tree.states[name] = state, source
        elif name.startswith("words/"):
            continue  # read by `corner.i18n.messages`
        elif name.endswith((".yml", ".yaml")):
            problems += _read_vocabulary(tree, file, path, name)
        elif not os.path.isfile(file) or not os.access(file, os.R_OK):
            problems.append(Problem(path, 1, "file", "unreadable-file", "expected a readable file, found another"))
        elif not os.path.getsize(file):
            problems.append(
                Problem(path, 1, "file", "unreadable-file", "expected a file that holds something, found an empty one")
            )
            tree.assets[name] = Path(file)
        else:
            tree.assets[name] = Path(file)
    return tree, problems


def _names(folder: str, problems: list[Problem]) -> Iterator[str]:
    """Yield the path in `folder` of every file below it but hidden ones, also through links."""
    pending, seen = [""], set()
    inside = f"{os.path.realpath(folder)}/"
    while pending:
        prefix = pending.pop()
        try:
            told = os.stat(f"{folder}/{prefix}")
            with os.scandir(f"{folder}/{prefix}") as scanned:
                entries = list(scanned)
        except OSError as error:
            message = f"expected a readable folder, found {error.strerror}"
            problems.append(Problem(f"news/{prefix}".rstrip("/"), 1, "file", "unreadable-file", message))
            continue
        if (told.st_dev, told.st_ino) in seen:
            continue
        seen.add((told.st_dev, told.st_ino))
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_symlink() and not os.path.realpath(entry.path).startswith(inside):
                message = "expected a file or folder of news/, found a link that leads out of it or nowhere"
                problems.append(Problem(f"news/{prefix}{entry.name}", 1, "file", "unreadable-file", message))
            elif entry.is_dir():
                pending.append(f"{prefix}{entry.name}/")
            elif _UNNAMEABLE.search(entry.name):
                shown = entry.name.encode("unicode_escape").decode()
                message = f"expected a name in UTF-8 without control characters, found '{shown}'"
                problems.append(Problem(f"news/{prefix}{shown}", 1, "file", "wrong-name", message))
            else:
                yield prefix + entry.name


def identity(name: str) -> tuple[str, str] | None:
    """Return key and language of a Markdown file, by its path in `news/`; `None` where its name tells none."""
    match = _CONTENT.match(name)
    return (f"{match[1]}/{match[2]}", match[3]) if match else None


def _read_markdown(
    tree: Tree, file: str, path: str, name: str, locales: tuple[str, ...], cache: Cache
) -> list[Problem]:
    match = _CONTENT.match(name)
    if match is None:
        return [
            Problem(
                path,
                1,
                "file",
                "wrong-name",
                "expected releases/YEAR/name.LANGUAGE.md or summaries/name.LANGUAGE.md, the name in lower-case "
                f"letters, digits and hyphens, found '{name}'",
            )
        ]
    folder, slug, locale = match.groups()
    if locale not in locales:
        expected = ", ".join(locales)
        return [
            Problem(
                path,
                1,
                "file",
                "unknown-language",
                f"expected a language of the site ({expected}), found '{locale}'{nearest(locale, locales)}",
            )
        ]
    key = f"{folder}/{slug}"
    source, problems = _split(file, path, key, locale, cache)
    if source is None:
        tree.broken.add(key)
    else:
        tree.sources.append(source)
    return problems


def _split(file: str, path: str, key: str, locale: str, cache: Cache) -> tuple[Source | None, list[Problem]]:
    """Return the source in a file, or what keeps it from being understood."""
    data, problems = textfile.load(file, path)
    return (None, problems) if data is None else split(data, path, key, locale, cache)


def split(data: bytes, path: str, key: str, locale: str, cache: Cache) -> tuple[Source | None, list[Problem]]:
    """Return the source in a file's bytes, or what keeps it from being understood."""
    digest = fingerprint.of(data)
    known = cache.get(digest)
    if known is not None:
        meta, plain, whole = known
        source = Source(
            path=path, key=key, locale=locale, meta=meta, plain=plain, whole=whole, digest=digest, data=data
        )
        return source, []
    text, problems = _decode(data, path)
    if text is None:
        return None, problems
    problems = yaml_hints.marks(path, text)
    if problems:
        return None, problems
    first, _, rest = text.partition("\n")
    if first.rstrip() != _FENCE:
        return None, [
            Problem(path, 1, "file", "no-front-matter", f"expected '---' as first line, found '{first[:40]}'")
        ]
    end = _CLOSING_FENCE.search(rest)
    if end is None:
        return None, [
            Problem(path, 1, "file", "no-closing-fence", "expected a line '---' that ends the front matter, found none")
        ]
    head = rest[: end.start()]
    try:
        meta = yaml.parse(head)
    except yaml.YamlError as error:
        told = yaml_hints.found(path, head) if isinstance(error, yaml.NotYamlError) else []
        return None, told or [Problem(path, error.line + 1, "file", error.code, error.message)]
    if not isinstance(meta, dict) and yaml_hints.found(path, head):
        return None, yaml_hints.found(path, head)
    if not isinstance(meta, dict):
        return None, [Problem(path, 2, "file", "wrong-yaml", "expected 'field: value' lines, found something else")]
    body = rest[end.end() + 1 :]
    problems = yaml_hints.second(path, head, body)
    if problems:
        return None, problems
    plain = bool(body.strip()) and not _COMMENTED.search(head) and next(validation.empty(meta), None) is None
    whole = "[[" not in text
    cache.put(digest, (meta, plain, whole))
    source = Source(
        path=path, key=key, locale=locale, meta=meta, plain=plain, whole=whole, digest=digest, parts=(head, body)
    )
    return source, []


def _read_vocabulary(tree: Tree, file: str, path: str, name: str) -> list[Problem]:
    key = name.rsplit(".", 1)[0]
    known = [f"{each}.yml" for each in (*VOCABULARIES, _REDIRECTS)]
    if name not in known:
        message = f"expected one of {', '.join(known)}, found '{name}'{nearest(name, known)}"
        return [Problem(path, 1, "file", "wrong-name", message)]
    data, problems = textfile.load(file, path)
    if data is None:
        return problems
    text, problems = _decode(data, path)
    problems += yaml_hints.marks(path, text or "")
    if problems:
        text = None
    if key == _REDIRECTS:
        tree.redirects = text
    elif text is not None:
        tree.vocabularies[key] = (path, text)
    return problems


def _decode(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Return a file's text, or what is wrong with it."""
    text, problems = textfile.decode(data, path)
    if text is None:
        return None, problems
    found = [(place, ord(text[place])) for place in _forbidden(text)]
    if not found:
        place, number = _written(text)
        if number is None:
            return text, problems
        found = [(place, number)]
    return None, [
        Problem(path, line, "file", "forbidden-character", f"expected printable text, found {_called(number)}")
        for line, number in dict.fromkeys((text.count("\n", 0, place) + 1, number) for place, number in found[:_TOLD])
    ]


def _forbidden(text: str) -> Iterator[int]:
    """Yield the place of each forbidden character."""
    for match in _UNSEEN.finditer(text):
        place = match.start()
        if match[0] in _JOINERS and not _UNJOINED.match(text[place - 1 : place]):
            continue
        if match[0] in _MARKS and _RIGHT_TO_LEFT.search(text[max(0, place - 2) : place + 3]):
            continue
        yield place


def _called(number: int) -> str:
    """Return how a message names a character, such as `U+200B (zero width space)`."""
    name = unicodedata.name(chr(number), "") if number <= 0x10FFFF else ""
    return f"U+{number:04X} ({name.lower()})" if name else f"U+{number:04X}"


def _written(text: str) -> tuple[int, int | None]:
    """Return place and number of the first forbidden character that a text writes by its number, if there is one."""
    found: list[tuple[int, int]] = []
    if "&#" in text:
        found += [(match.start(), int(match[1], 16) if match[1] else int(match[2])) for match in _ENTITY.finditer(text)]
    if "\\" in text:
        fence = _CLOSING_FENCE.search(text, len(_FENCE)) if text.startswith(_FENCE) else None
        for match in _ESCAPE.finditer(text, 0, fence.start() if fence else len(text)):
            digits = match[1] or match[2] or match[3]
            found.append((match.start(), int(digits, 16) if digits else 0))
    return next(((place, number) for place, number in found if _impossible(number)), (0, None))


def printable(text: str) -> str:
    """Return a text without forbidden characters; where one of them ends a line, a space does."""
    text = text.replace("\u2028", " ").replace("\u2029", " ")
    places = set(_forbidden(text))
    return "".join(sign for place, sign in enumerate(text) if place not in places) if places else text


def _impossible(number: int) -> bool:
    """Return whether no text may hold the character of this number: a forbidden one, a surrogate, or none."""
    return number > 0x10FFFF or 0xD800 <= number <= 0xDFFF or bool(_FORBIDDEN.match(chr(number)))
