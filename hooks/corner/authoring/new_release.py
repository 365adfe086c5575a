"""New releases: the files of a draft in each language, with every fact in one place and each field explained."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from slugify import slugify

from corner.checks.placeholders import format_placeholder
from corner.content import redirects
from corner.content.frontmatter import KEY_PATTERN
from corner.content.taxonomies import Term, suggest_key
from corner.sources import yaml
from corner.sources.characters import remove_forbidden
from corner.sources.reader import SourceTree

_HINTS = Path(__file__).parent / "hints"
_APOSTROPHE = re.compile("['’]")
_LONGEST = 60


class NewReleaseError(ValueError):
    """What keeps a draft from being made, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelease:
    """What is known of a new release; what is not stands in its files as words to come."""

    slug: str
    """Its name, which is the last part of its address."""
    locales: tuple[str, ...]
    """The languages of its files, the original's first."""
    title: str
    """In the original's language, or nothing."""
    kind: str
    """One of the model's types."""
    day: date
    """The day of issue."""
    moment: str
    """The same as it stands in the file, with a time where there is one."""
    topics: tuple[str, ...]
    bodies: tuple[str, ...] = ()
    text: str = ""
    """The Markdown of the original, or nothing."""
    notes: tuple[str, ...] = ()
    """What the editor should know, by the words' names in the hints: `undated`, `untitled`."""

    @property
    def key(self) -> str:
        """Its key, such as `releases/2021/sme-seminar`."""
        return f"releases/{self.day.year:04}/{self.slug}"


def slugify_title(title: str) -> str:
    """Return the name that a title in Latin letters gives, nothing for another."""
    if not title.isascii() and any(ord(sign) > 0x24F and sign.isalpha() for sign in title):
        return ""  # a transliteration would tell readers nothing
    return str(slugify(_APOSTROPHE.sub("", title), max_length=_LONGEST, word_boundary=True))


def parse_keys(words: Iterable[str], known: Mapping[str, Term], what: str) -> tuple[str, ...]:
    """Return keys as an editor gives them, each once.

    Args:
        words: the keys, also several in one, with commas between them.
        known: the entries of the taxonomy by key.
        what: what a key names, for the message.

    Raises:
        DraftingError: one of them is not in the taxonomy.
    """
    keys = dict.fromkeys(key.strip() for word in words for key in re.split("[,，、]", word) if key.strip())
    for key in keys:
        if key not in known:
            raise NewReleaseError(f"expected the key of a {what}, found '{key}'{suggest_key(key, known, known)}")
    return tuple(keys)


def render_files(draft: NewRelease, tree: SourceTree, root: Path) -> dict[str, str]:
    """Return what each file of a draft holds, by path from the project's root.

    Raises:
        DraftingError: the name cannot be used, or is or was another's.
    """
    if not re.fullmatch(KEY_PATTERN, draft.slug):
        raise NewReleaseError(f"expected a name in lower-case letters, digits and hyphens, found '{draft.slug}'")
    former = redirects.read_redirects(tree.redirects, {source.key for source in tree.sources})[0].moved
    if draft.key in former:
        raise NewReleaseError(f"expected a name that was never used, found '{draft.key}', now {former[draft.key]}")
    original, *others = draft.locales
    found = {_path(draft, original): _original(draft, original)}
    found |= {_path(draft, locale): _translation(locale) for locale in others}
    taken = sorted(path.name for path in (root / "news" / draft.key).parent.glob(f"{draft.slug}.*.md"))
    if taken:
        raise NewReleaseError(f"expected a name that is free, found '{draft.slug}', which is that of {taken[0]}")
    return found


def _path(draft: NewRelease, locale: str) -> str:
    return f"news/{draft.key}.{locale}.md"


def _original(draft: NewRelease, locale: str) -> str:
    hints = _hints(locale)
    fillers = hints["words"]
    values = {
        "title": _quoted(draft.title or format_placeholder(fillers["title"])),
        "description": _quoted(format_placeholder(fillers["description"])),
        "type": draft.kind,
        "issued": draft.moment,
        "topics": f"[{', '.join(draft.topics)}]",
        "status": "draft",
    }
    if draft.bodies:
        values["bodies"] = f"[{', '.join(draft.bodies)}]"
    notes = [f"# {fillers[name]}" for name in draft.notes]
    text = draft.text or format_placeholder(fillers["text"])
    return "\n".join(["---", *notes, *_fields(hints["release"], values), "---", text.rstrip("\n"), ""])


def _translation(locale: str) -> str:
    hints = _hints(locale)
    fillers = hints["words"]
    values = {name: _quoted(format_placeholder(fillers[name])) for name in ("title", "description")}
    return "\n".join(["---", *_fields(hints["translation"], values), "---", format_placeholder(fillers["text"]), ""])


def _fields(hints: Mapping[str, list[str]], values: Mapping[str, str]) -> Iterable[str]:
    """Yield each field below what it means; one without a value is shown by an example that is a comment."""
    for name, (meaning, *examples) in hints.items():
        yield f"# {meaning}"
        if name in values:
            yield f"{name}: {values[name]}"
        else:
            yield from (f"# {name}: {example}" for example in examples)


def _quoted(words: str) -> str:
    """Return words as a YAML value."""
    return json.dumps(" ".join(remove_forbidden(words).split()), ensure_ascii=False)


@cache
def _hints(locale: str) -> dict[str, Any]:
    """Return the hints in a language, in English where there are none."""
    path = _HINTS / f"{locale}.yml"
    hints: dict[str, Any] = yaml.parse_yaml((path if path.is_file() else _HINTS / "en.yml").read_text(encoding="utf-8"))
    return hints
