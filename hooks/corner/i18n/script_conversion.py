"""An edition made from another by machine, such as Simplified Chinese from Traditional: the one module that knows OpenCC.

Words alone are converted: text, labels and the alternatives of pictures; never addresses, markup or code.
The names of the taxonomies take the form that stands there for the edition's language, where one does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

import opencc

from corner.content.settings import Settings
from corner.content.taxonomies import FigureKind, Place, Taxonomies, Topic
from corner.content.types import HtmlSource, LocalizedContent, Section
from corner.storage import fingerprint

_FOREIGN = re.compile(r"[^\x00-\x7f]")
_TAG = re.compile(r"(<[^>]*>)")
_KEPT = ("<code", "<script", "<style", "<svg")
_WORDS = re.compile(r'( (?:alt|title|aria-label|content|placeholder|data-[a-z]+)=")([^"]*)"')
_ADDRESS = re.compile(r"\b(?:https?|mailto|tel):[^\s<>\"「」（），。、；]+")


_SHARED = frozenset(
    "兖冲决况凉减凑凛却厢厦厨厩厮吓启咏咤响墙姹岚峥幂强恒惧携撑晋栀椁橥橱殁毁沟渊溆滚滢滨潜潴烟猪猫猬珐瑶痈眦碱秆稆"
    "窃禀祢笋粮籼糇糍腭腼莹萤萦蓥虬蘖衅衮鞲韵鼹脉脔毡泪叠迹踪牦亘册删姗栅呐麽馀"
)
"""Characters that OpenCC takes for Simplified, though they are variants which Traditional texts hold, too."""


_Entry = TypeVar("_Entry", Topic, Place, FigureKind)


class Converter:
    """Turns words of one language into another's form."""

    def __init__(self, source: str, target: str, by: str, glossary: Mapping[str, str]) -> None:
        """Convert from locale `source` to locale `target`.

        Args:
            source: the locale of what is converted.
            target: the locale of the result.
            by: OpenCC's name of the conversion, such as `hk2s`.
            glossary: words with their fixed forms.
        """
        self.source = source
        self.target = target
        self._convert = opencc.OpenCC(by).convert
        # What comes out of itself needs no protection.
        self._fixed = {word: form for word, form in glossary.items() if self._convert(word) != form}
        longest = sorted(self._fixed, key=len, reverse=True)
        self._kept = re.compile("|".join([_ADDRESS.pattern, *map(re.escape, longest)]))
        self.digest = fingerprint.digest((by, source, target, sorted(self._fixed.items())))

    def text(self, text: str) -> str:
        """Return words converted."""
        if not self._fixed and ":" not in text:
            return str(self._convert(text))
        found, end = [], 0
        for match in self._kept.finditer(text):
            found.append(self._convert(text[end : match.start()]))
            found.append(self._fixed.get(match[0], match[0]))
            end = match.end()
        found.append(self._convert(text[end:]))
        return "".join(found)

    def html(self, html: str) -> str:
        """Return HTML with its words converted."""
        return "".join(self._pieces(html))

    def _pieces(self, html: str) -> Iterator[str]:
        kept = ""
        for piece in _TAG.split(html):
            if piece.startswith("<"):
                if kept:
                    kept = "" if piece.startswith(f"</{kept}") else kept
                elif piece.startswith(_KEPT):
                    kept = re.split(r"[\s>]", piece[1:], maxsplit=1)[0]
                yield self._tag(piece)
            elif kept or not _FOREIGN.search(piece):
                yield piece
            else:
                yield self.text(piece)

    def _tag(self, tag: str) -> str:
        if "lang=" in tag:
            tag = tag.replace(f'lang="{self.source}"', f'lang="{self.target}"')
        if not _FOREIGN.search(tag):
            return tag
        return _WORDS.sub(lambda match: f'{match[1]}{self.text(match[2])}"', tag)

    def words(self, words: Mapping[str, str]) -> dict[str, str]:
        """Return words by locale, with those of this language where it has none of its own."""
        if self.source not in words or self.target in words:
            return dict(words)
        return {**words, self.target: self.text(words[self.source])}

    def convert_taxonomies(self, taxonomies: Taxonomies) -> Taxonomies:
        """Return the taxonomies with names in this language."""
        bodies = {
            key: body.model_copy(
                update={
                    "names": tuple(
                        name.model_copy(update={"name": self.words(name.name), "short": self.words(name.short)})
                        for name in body.names
                    )
                }
            )
            for key, body in taxonomies.bodies.items()
        }
        return replace(
            taxonomies,
            bodies=bodies,
            topics={key: self._entry(entry) for key, entry in taxonomies.topics.items()},
            places={key: self._entry(entry) for key, entry in taxonomies.places.items()},
            figures={key: self._entry(entry) for key, entry in taxonomies.figures.items()},
        )

    def _entry(self, entry: _Entry) -> _Entry:
        told = {field: getattr(entry, field, None) for field in ("name", "description", "unit")}
        return entry.model_copy(update={field: self.words(words) for field, words in told.items() if words is not None})

    def text_of(self, text: LocalizedContent) -> LocalizedContent:
        """Return a text of news converted."""
        return replace(
            text,
            locale=self.target,
            title=self.text(text.title),
            description=self.text(text.description),
            passage=ConvertedPassage(text.passage, self),
            sections=tuple(
                Section(title=self.text(section.title), passage=ConvertedPassage(section.passage, self))
                for section in text.sections
            ),
            labels={name: self.text(label) for name, label in text.labels.items()},
        )


def find_simplified(characters: Sequence[str]) -> dict[str, str]:
    """Return those of some characters that are Simplified alone, each with its Traditional form."""
    forms = str(_to_traditional()("\n".join(characters))).split("\n")
    pairs = zip(characters, forms, strict=True)
    return {each: form for each, form in pairs if each != form and each not in _SHARED}


@cache
def _to_traditional() -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC("s2hk").convert
    return convert


def create_converters(settings: Settings, taxonomies: Taxonomies) -> dict[str, Converter]:
    """Return what makes each converted edition of a site, by locale."""
    return {
        locale: Converter(
            conversion.source,
            locale,
            conversion.by,
            {**_names(taxonomies, conversion.source, locale), **conversion.glossary},
        )
        for locale, conversion in settings.converted.items()
    }


def convert_texts(
    texts: Mapping[str, LocalizedContent], converters: Mapping[str, Converter]
) -> dict[str, LocalizedContent]:
    """Return texts by locale with those that are made from them by machine."""
    found = dict(texts)
    for locale, converter in converters.items():
        if converter.source in found:
            found[locale] = converter.text_of(found[converter.source])
    return found


def _names(taxonomies: Taxonomies, source: str, target: str) -> dict[str, str]:
    """Return the names of the taxonomies that have a form of their own in the target's language."""
    entries: list[Mapping[str, str]] = [entry.name for entry in taxonomies.topics.values()]
    entries += [entry.name for entry in taxonomies.places.values()]
    entries += [entry.name for entry in taxonomies.figures.values()]
    for body in taxonomies.bodies.values():
        for name in body.names:
            entries += [name.name, name.short]
    return {words[source]: words[target] for words in entries if source in words and target in words}


@dataclass(frozen=True, slots=True)
class ConvertedPassage:
    """A passage of another language, converted when it is asked for."""

    passage: HtmlSource
    converter: Converter

    @property
    def html(self) -> str:
        """The HTML."""
        return self.converter.html(self.passage.html)
