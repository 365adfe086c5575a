"""New releases: the files of a draft in each language, with comments that explain each field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from slugify import slugify

from corner.checks.placeholders import format_placeholder
from corner.content import redirects
from corner.content.field_types import KEY_PATTERN
from corner.content.taxonomies import Term, suggest_key
from corner.diagnostics.message import Message
from corner.sources import yaml
from corner.sources.characters import remove_forbidden
from corner.sources.reader import SourceTree

_HINTS = Path(__file__).parent / "hints"
_APOSTROPHE = re.compile("['’]")
_LONGEST = 60


class NewReleaseError(ValueError):
    """The reason why a draft cannot be made, in one line."""


class DraftNameError(NewReleaseError):
    """The reason why a draft cannot have its name, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftText:
    """The words of a draft in one language; the file has placeholders for those that are missing."""

    title: str
    description: str
    text: str
    """The Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelease:
    """The facts and words of a new release; the files have placeholders for those that are missing."""

    slug: str
    """The last part of its address."""
    locales: tuple[str, ...]
    """The languages of its files, the original's first."""
    title: str
    """The title in the original's language, or empty."""
    kind: str
    """The key of one of the corner's types."""
    day: date
    """The day of issue."""
    moment: str
    """The day of issue as the file has it, with a time where there is one."""
    topics: tuple[str, ...]
    bodies: tuple[str, ...] = ()
    types: str = ""
    """The types of the corner with their names, for the comment; empty where these are the built-in ones."""
    text: str = ""
    """The Markdown of the original, or empty."""
    description: str = ""
    """The teaser in the original's language, or empty."""
    translations: Mapping[str, DraftText] = field(default_factory=dict)
    """The words of the other languages, as far as they are known."""
    places: tuple[str, ...] = ()
    """The keys of the places that the text names; the file has them as a comment."""
    figures: tuple[str, ...] = ()
    """Entries of `figures` that the text seems to report; the file has them as comments."""
    editor: str = ""
    """The language of the comments, where it is not that of each file."""
    notes: tuple[str, ...] = ()
    """The names of the notes to the editor in the hints: `undated`, `untitled`."""

    @property
    def key(self) -> str:
        """Its key, such as `releases/2021/sme-seminar`."""
        return f"releases/{self.day.year:04}/{self.slug}"


def slugify_title(title: str) -> str:
    """Return the slug of a title in Latin letters, and an empty one for other titles."""
    if not title.isascii() and any(ord(letter) > 0x24F and letter.isalpha() for letter in title):
        return ""  # a transliteration means nothing to readers
    return str(slugify(_APOSTROPHE.sub("", title), max_length=_LONGEST, word_boundary=True))


def parse_keys(answers: Iterable[str], entries: Mapping[str, Term], noun: str) -> tuple[str, ...]:
    """Return the keys that an editor typed, without repetitions.

    Args:
        answers: the keys; an answer may hold several, separated by commas.
        entries: the entries of the taxonomy by key.
        noun: what an entry is, for the message.

    Raises:
        NewReleaseError: a key is not in the taxonomy.
    """
    keys = dict.fromkeys(key.strip() for answer in answers for key in re.split("[,，、]", answer) if key.strip())
    for key in keys:
        if key not in entries:
            raise NewReleaseError(
                Message(
                    "expected the key of a {noun}, found '{key}'{suggestion}",
                    noun=noun,
                    key=key,
                    suggestion=suggest_key(key, entries, entries),
                )
            )
    return tuple(keys)


def render_files(draft: NewRelease, tree: SourceTree, root: Path) -> dict[str, str]:
    """Return the content of each file of a draft, by path from the project's root.

    Raises:
        DraftNameError: the slug is not valid, or is or was used by another release.
    """
    if not re.fullmatch(KEY_PATTERN, draft.slug):
        raise DraftNameError(
            Message("expected a name in lower-case letters, digits and hyphens, found '{slug}'", slug=draft.slug)
        )
    former = redirects.read_redirects(tree.redirects, {source.key for source in tree.sources})[0].moved
    if draft.key in former:
        raise DraftNameError(
            Message(
                "expected a name that was never used, found '{key}', now {former}",
                key=draft.key,
                former=former[draft.key],
            )
        )
    original, *others = draft.locales
    files = {_file_path(draft, original): _render_original(draft, original)}
    files |= {
        _file_path(draft, locale): render_translation(locale, draft.translations.get(locale), editor=draft.editor)
        for locale in others
    }
    taken = sorted(path.name for path in (root / "news" / draft.key).parent.glob(f"{draft.slug}.*.md"))
    if taken:
        raise DraftNameError(
            Message(
                "expected a name that is free, found '{slug}', which is that of {taken}",
                slug=draft.slug,
                taken=taken[0],
            )
        )
    return files


def _file_path(draft: NewRelease, locale: str) -> str:
    return f"news/{draft.key}.{locale}.md"


def _render_original(draft: NewRelease, locale: str) -> str:
    hints, fillers = _read_hints(draft.editor or locale), _read_hints(locale)["words"]
    fields = hints["release"] | ({"type": [draft.types]} if draft.types else {})
    values = {
        "title": _quote(draft.title or format_placeholder(fillers["title"])),
        "description": _quote(draft.description or format_placeholder(fillers["description"])),
        "type": draft.kind,
        "issued": draft.moment,
        "topics": f"[{', '.join(draft.topics)}]",
        "status": "draft",
    }
    if draft.bodies:
        values["bodies"] = f"[{', '.join(draft.bodies)}]"
    notes = [f"# {hints['words'][name]}" for name in draft.notes]
    text = draft.text or format_placeholder(fillers["text"])
    proposals = {}
    if draft.places:
        proposals["places"] = [f"places: [{', '.join(draft.places)}]"]
    if draft.figures:
        proposals["figures"] = [hints["words"]["figures"], "figures:", *(f"  - {entry}" for entry in draft.figures)]
    lines = _iter_field_lines(fields, values, proposals)
    return "\n".join(["---", *notes, *lines, "---", text.rstrip("\n"), ""])


def render_translation(
    locale: str, words: DraftText | None = None, labels: Mapping[str, str] | None = None, *, editor: str = ""
) -> str:
    """Return the content of the file of a translation.

    Args:
        locale: its language.
        words: its words; without them, and for those that are empty, it has placeholders.
        labels: the texts among the original's facts that it must translate, by label; each becomes a placeholder.
        editor: the language of the comments, where it is not that of the file.
    """
    hints, fillers = _read_hints(editor or locale), _read_hints(locale)["words"]
    known = words or DraftText(title="", description="", text="")
    values = {
        "title": _quote(known.title or format_placeholder(fillers["title"])),
        "description": _quote(known.description or format_placeholder(fillers["description"])),
    }
    if labels:
        lines = (f"  {_quote(name)}: {_quote(format_placeholder(_unbracket(label)))}" for name, label in labels.items())
        values["labels"] = "\n".join(("", *lines))
    notes = [f"# {hints['words']['described']}"] if known.description else []
    text = known.text or format_placeholder(fillers["text"])
    return "\n".join(["---", *notes, *_iter_field_lines(hints["translation"], values), "---", text.rstrip("\n"), ""])


def _unbracket(text: str) -> str:
    """Return a text without the brackets that would end a placeholder."""
    return text.replace("[", "(").replace("]", ")")


def _iter_field_lines(
    hints: Mapping[str, list[str]], values: Mapping[str, str], proposals: Mapping[str, list[str]] | None = None
) -> Iterable[str]:
    """Yield the lines of fields below their explanations; a field without a value has proposals or an example as comments."""
    for name, (meaning, *examples) in hints.items():
        yield f"# {meaning}"
        if proposals and name in proposals:
            yield from (f"# {line}" for line in proposals[name])
        elif name in values:
            yield f"{name}: {values[name]}".replace(": \n", ":\n")
        else:
            yield from (f"# {name}: {example}" for example in examples)


def _quote(text: str) -> str:
    """Return a text on one line as a YAML value."""
    return json.dumps(" ".join(remove_forbidden(text).split()), ensure_ascii=False)


@cache
def _read_hints(locale: str) -> dict[str, Any]:
    """Return the hints in a language, or else the English ones."""
    path = _HINTS / f"{locale}.yml"
    hints: dict[str, Any] = yaml.parse_yaml((path if path.is_file() else _HINTS / "en.yml").read_text(encoding="utf-8"))
    return hints
