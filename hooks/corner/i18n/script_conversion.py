"""Conversion between scripts, such as from Traditional to Simplified Chinese; the only module that knows OpenCC.

Text, labels and the alternatives of pictures are converted; URLs, markup and code are not.
The names of the taxonomies keep the form that the taxonomies have for the target's language, if they have one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, TypeVar

import opencc

from corner.content.labels import Labels
from corner.content.taxonomies import FigureKind, Place, ReleaseKind, Taxonomies, Topic
from corner.content.types import HtmlSource, LocalizedContent, Section
from corner.storage import fingerprint, kept_values

if TYPE_CHECKING:
    # A check of texts has `TextSettings` in its place.
    from corner.content.settings import Settings
    from corner.storage.output_file import Spool

_FOREIGN = re.compile(r"[^\x00-\x7f]")
_TAG = re.compile(r"(<[^>]*>)")
_UNCONVERTED_TAGS = ("<code", "<script", "<style", "<svg")
_PARTICULAR = (*_UNCONVERTED_TAGS, "lang=")
"""What HTML has whose tags must be looked at: text that stays as it is, or the name of a language."""
_FOREIGN_TAG = re.compile(r"<[^>]*[^\x00-\x7f>]")
_LATEST = 64
"""Converted texts that are kept: a page and its Markdown show the same ones, one after the other."""
_TEXT_ATTRIBUTE = re.compile(r'( (?:alt|title|aria-label|content|placeholder|data-[a-z]+)=")([^"]*)"')
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
_URL = re.compile(r"\b(?:https?|mailto|tel):[^\s<>\"「」（），。、；]+")
# A search is quick if it begins with one character.
_FOREIGN_URL = re.compile(
    r":(?:(?<=\bhttps:)|(?<=\bhttp:)|(?<=\bmailto:)|(?<=\btel:))[^\s<>\"「」（），。、；]*[^\x00-\x7f\s「」（），。、；]"
)
"""An address with letters that conversion would change."""


_SHARED = frozenset(
    "兖冲决况凉减凑凛却厢厦厨厩厮吓启咏咤响墙姹岚峥幂强恒惧携撑晋栀椁橥橱殁毁沟渊溆滚滢滨潜潴烟猪猫猬珐瑶痈眦碱秆稆"
    "窃禀祢笋粮籼糇糍腭腼莹萤萦蓥虬蘖衅衮鞲韵鼹脉脔毡泪叠迹踪牦亘册删姗栅呐麽馀"
)
"""Variants that OpenCC takes for Simplified characters, though Traditional texts have them, too."""


_CONTEXTUAL = (
    "沉沈渖 借藉 复覆 了瞭 苏甦 里哩 划画 恶𫫇 象像 具俱 仿彷 链炼 坏坯 背揹 夫伕 宁甯 熏薰 枪鎗 浚濬 柏栢 鳌鼇鰲 矿鑛 彝彜 妍姸 颖頴 "
    "村邨 只祇 钟锺 余馀 径迳 托讬 咨谘 巨钜 尽侭 线缐 曲麹 面麺 旋镟 昵暱 颚腭 鲇鲶 彩䌽 弥㳽 摆䙓 腼䩄 镢䦆"
)
"""Groups of characters that OpenCC converts into one another in some words only, in names, or in one direction."""
_HAN_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF))

_Entry = TypeVar("_Entry", Topic, Place, FigureKind, ReleaseKind)


class Converter:
    """Converts text from one locale to another."""

    def __init__(self, source: str, target: str, config: str, glossary: Mapping[str, str]) -> None:
        """Convert from locale `source` to locale `target`.

        Args:
            source: the locale of the text to convert.
            target: the locale of the result.
            config: OpenCC's name of the conversion, such as `hk2s`.
            glossary: names with their fixed forms.
        """
        self.source = source
        self.target = target
        self._convert = opencc.OpenCC(config).convert
        # A name that OpenCC converts rightly needs no protection.
        self._fixed = {name: form for name, form in glossary.items() if self._convert(name) != form}
        self._protected = _protect(self._fixed)
        self._fixed_html = {escape(name): escape(form) for name, form in self._fixed.items()}
        self._protected_html = _protect(self._fixed_html)
        self._has_plain_names = any(name.isascii() for name in self._fixed_html)
        self._convert_latest = lru_cache(_LATEST)(self._convert_html)
        self.digest = fingerprint.digest((config, source, target, sorted(self._fixed.items())))

    def convert_text(self, text: str) -> str:
        """Return converted text."""
        return self._convert_parts(text, self._protected, self._fixed)

    def convert_message(self, text: str) -> str:
        """Return a converted message of the interface, whose placeholders, such as `{count}`, stay as they are."""
        pieces = _PLACEHOLDER.split(text)
        converted = [piece if position % 2 else self.convert_text(piece) for position, piece in enumerate(pieces)]
        # A form with braces would be a placeholder.
        pairs = zip(pieces, converted, strict=True)
        return "".join(piece if piece.count("{") != form.count("{") else form for piece, form in pairs)

    def _convert_parts(self, text: str, protected: re.Pattern[str], fixed: Mapping[str, str]) -> str:
        # Most texts have nothing that stays as it is, which is soon found out.
        if not any(map(text.__contains__, fixed)) and not (":" in text and _FOREIGN_URL.search(text)):
            return str(self._convert(text))
        pieces, end = [], 0
        for match in protected.finditer(text):
            pieces.append(self._convert(text[end : match.start()]))
            pieces.append(fixed.get(match[0], match[0]))
            end = match.end()
        pieces.append(self._convert(text[end:]))
        return "".join(pieces)

    def convert_html(self, html: str) -> str:
        """Return HTML with its text converted."""
        return self._convert_latest(html)

    def _convert_html(self, html: str) -> str:
        # No word goes on behind a tag, so tags without letters to convert may stay among the text.
        if self._has_plain_names or any(map(html.__contains__, _PARTICULAR)) or _FOREIGN_TAG.search(html):
            return "".join(self._iter_pieces(html))
        return self._convert_markup(html)

    def _iter_pieces(self, html: str) -> Iterator[str]:
        open_tag = ""
        for piece in _TAG.split(html):
            if piece.startswith("<"):
                if open_tag:
                    open_tag = "" if piece.startswith(f"</{open_tag}") else open_tag
                elif piece.startswith(_UNCONVERTED_TAGS):
                    open_tag = re.split(r"[\s>]", piece[1:], maxsplit=1)[0]
                yield self._convert_tag(piece)
            elif open_tag or not _FOREIGN.search(piece):
                yield piece
            else:
                yield self._convert_markup(piece)

    def _convert_markup(self, text: str) -> str:
        """Return text of HTML converted, in which signs are written as HTML writes them."""
        return self._convert_parts(text, self._protected_html, self._fixed_html)

    def _convert_tag(self, tag: str) -> str:
        if "lang=" in tag:
            tag = tag.replace(f'lang="{self.source}"', f'lang="{self.target}"')
        if not _FOREIGN.search(tag):
            return tag
        return _TEXT_ATTRIBUTE.sub(lambda match: f'{match[1]}{self._convert_markup(match[2])}"', tag)

    def convert_names(self, names: Mapping[str, str]) -> dict[str, str]:
        """Return names by locale, with a converted one if the target's locale has none."""
        if self.source not in names or self.target in names:
            return dict(names)
        return {**names, self.target: self.convert_text(names[self.source])}

    def convert_taxonomies(self, taxonomies: Taxonomies) -> Taxonomies:
        """Return the taxonomies with names in this language."""
        bodies = {
            key: body.model_copy(
                update={
                    "names": tuple(
                        name.model_copy(
                            update={"name": self.convert_names(name.name), "short": self.convert_names(name.short)}
                        )
                        for name in body.names
                    )
                }
            )
            for key, body in taxonomies.bodies.items()
        }
        return replace(
            taxonomies,
            bodies=bodies,
            topics={key: self._convert_entry(entry) for key, entry in taxonomies.topics.items()},
            places={key: self._convert_entry(entry) for key, entry in taxonomies.places.items()},
            figures={key: self._convert_kind(kind) for key, kind in taxonomies.figures.items()},
            types={key: self._convert_entry(entry) for key, entry in taxonomies.types.items()},
        )

    def _convert_entry(self, entry: _Entry) -> _Entry:
        fields = {field: getattr(entry, field, None) for field in ("name", "description", "unit")}
        update = {field: self.convert_names(names) for field, names in fields.items() if names is not None}
        return entry.model_copy(update=update)

    def _convert_kind(self, kind: FigureKind) -> FigureKind:
        bases = {key: self.convert_names(names) for key, names in kind.bases.items()}
        return self._convert_entry(kind).model_copy(update={"bases": bases})

    def convert_content(self, text: LocalizedContent) -> LocalizedContent:
        """Return the text of content converted."""
        return text._replace(
            locale=self.target,
            title=self.convert_text(text.title),
            description=self.convert_text(text.description),
            passage=ConvertedPassage(text.passage, self),
            sections=tuple(
                Section(title=self.convert_text(section.title), passage=ConvertedPassage(section.passage, self))
                for section in text.sections
            ),
            labels=Labels.from_mapping({name: self.convert_text(label) for name, label in text.labels.items()}),
        )


def _protect(names: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of what is not converted: addresses, and names, the longest first."""
    return re.compile("|".join([_URL.pattern, *map(re.escape, sorted(names, key=len, reverse=True))]))


def find_simplified(characters: Sequence[str]) -> dict[str, str]:
    """Return the characters that only Simplified texts have, each with its Traditional form."""
    pairs = [(character, _find_traditional(character)) for character in characters if character not in _SHARED]
    return {character: form for character, form in pairs if character != form}


def _find_traditional(character: str) -> str:
    """Return the Traditional form of a character."""
    return kept_values.find_value(f"traditional {character}", lambda: str(_to_traditional()(character)))


@cache
def map_script_variants() -> Mapping[str, str]:
    """Return the character that stands for all variants of each character that has any: 发 for 發 and 髮.

    Whatever a word becomes in another script, its characters have the same ones that stand for them.
    """
    characters = [chr(code) for first, last in _HAN_RANGES for code in range(first, last + 1)]
    forms = "\n".join(characters)
    for config in ("hk2s", "tw2s"):
        forms = str(opencc.OpenCC(config).convert(forms))
    variants = dict(zip(characters, forms.split("\n"), strict=True))
    members: dict[str, list[str]] = {}
    for character, form in variants.items():
        members.setdefault(form, []).append(character)
    for group in _CONTEXTUAL.split():
        for character in group:
            if character not in variants:
                variants[character] = character
                members.setdefault(character, []).append(character)
        first, *others = dict.fromkeys(variants[character] for character in group)
        for other in others:
            joined = members.pop(other)
            variants.update(dict.fromkeys(joined, first))
            members[first] += joined
    return {character: form for character, form in variants.items() if character != form}


@cache
def _to_traditional() -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC("s2hk").convert
    return convert


def create_converters(settings: Settings, taxonomies: Taxonomies) -> dict[str, Converter]:
    """Return the converter of each converted edition of a site, by locale."""
    return {
        locale: Converter(
            conversion.source,
            locale,
            conversion.by,
            {**_collect_names(taxonomies, conversion.source, locale), **conversion.glossary},
        )
        for locale, conversion in settings.converted.items()
    }


def convert_texts(
    texts: Mapping[str, LocalizedContent], converters: Mapping[str, Converter]
) -> dict[str, LocalizedContent]:
    """Return texts by locale, with the converted ones."""
    converted = dict(texts)
    for locale, converter in converters.items():
        if converter.source in converted:
            converted[locale] = converter.convert_content(converted[converter.source])
    return converted


def _collect_names(taxonomies: Taxonomies, source: str, target: str) -> dict[str, str]:
    """Return the names of the taxonomies that have a form of their own in the target's language."""
    entries: list[Mapping[str, str]] = [entry.name for entry in taxonomies.topics.values()]
    entries += [entry.name for entry in taxonomies.places.values()]
    entries += [entry.name for entry in taxonomies.figures.values()]
    entries += [entry.name for entry in taxonomies.types.values()]
    for body in taxonomies.bodies.values():
        for name in body.names:
            entries += [name.name, name.short]
    return {names[source]: names[target] for names in entries if source in names and target in names}


class ConvertedPassage:
    """A passage in another script, converted when its HTML is read, unless that waits in a spool."""

    __slots__ = ("_spooled", "converter", "passage")

    def __init__(self, passage: HtmlSource, converter: Converter) -> None:
        """Convert `passage` with `converter`."""
        self.passage = passage
        self.converter = converter
        self._spooled: tuple[Spool, int, int] | None = None

    @property
    def html(self) -> str:
        """The HTML."""
        if self._spooled:
            spool, position, length = self._spooled
            return spool.get_text(position, length)
        return self.converter.convert_html(self.passage.html)

    def find_html(self, spool: Spool, position: int, length: int) -> None:
        """Take the HTML from a spool from now on."""
        self._spooled = spool, position, length
