"""Content without faults, kept from one run to the next, so that only files that changed are checked.

It is pickled as plain values. What is read back may only be made of a few classes that hold data, because somebody may
have put the file there: nothing in it can call anything else.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta, timezone
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from corner.checks.context import CheckContext
from corner.checks.passages import create_body, create_section
from corner.checks.result import CheckedContent, digest_sources
from corner.content.compact_facts import CompactFacts, compact_type
from corner.content.dates import Moment, Period
from corner.content.frontmatter import FrontMatterModel
from corner.content.labels import Labels
from corner.content.links import MarkdownLink
from corner.content.markdown import Passage
from corner.content.types import Assembly, Content, HtmlSource, LocalizedContent, Section
from corner.i18n.script_conversion import ConvertedPassage, Converter
from corner.sources.frontmatter import SourceBody, SourceFile
from corner.storage import fingerprint

_OWN = "corner."
"""The modules of this package. Their code is part of the cache's version; a corner's own content types are not."""
_MODELS = "corner.content."
"""The modules of the models of facts."""
_CLASSES: dict[tuple[str, str], type] = {
    (kind.__module__, kind.__qualname__): kind
    for kind in (Moment, Period, ZoneInfo, date, datetime, time, timedelta, timezone)
}
"""The classes that content is kept as, besides those of `_MODELS`."""


class KeptContents:
    """What an earlier run found in the files of each piece of content: one record for each folder."""

    def __init__(self, context: CheckContext) -> None:
        """Keep content in the cache of `context`, for as long as what is known of the corner stays the same."""
        self._context = context
        known = (
            repr(context.settings),
            context.taxonomies.digest,
            [messages.digest for messages in context.messages.values()],
            [converter.digest for converter in context.converters.values()],
        )
        self._known = fingerprint.digest(known)
        self._targets = fingerprint.digest((sorted(context.keys), sorted(context.assets)))

    def find(self, groups: Mapping[str, Sequence[SourceFile]]) -> Iterator[CheckedContent]:
        """Yield what files came to, where they are as they were; `groups` are those of each piece of content, by key."""
        for folder, keys in groupby(sorted(groups, key=_find_folder), _find_folder):
            record = self._context.cache.get(self._name(folder))
            try:
                if record:
                    targets, _, packed = record
                    yield from self.unpack(packed, {key: groups[key] for key in keys}, targets)
            except Exception:  # noqa: BLE001 -- what somebody else put there can be wrong in any way
                self._context.cache.put(self._name(folder), _NO_RECORD)

    def keep(self, checked: Iterable[CheckedContent]) -> None:
        """Keep the content that may be kept, in place of what the records of its folders hold."""
        kept = {one.original.key: one for one in checked if self.may_keep(one)}
        for folder, keys in groupby(sorted(kept, key=_find_folder), _find_folder):
            contents = [kept[key] for key in keys]
            digests = "".join([one.digest for one in contents])
            targets = self._targets if any(one.links for one in contents) else ""
            targets_before, digests_before, _ = self._context.cache.get(self._name(folder)) or _NO_RECORD
            if (targets_before, digests_before) != (targets, digests):
                self._context.cache.put(self._name(folder), (targets, digests, self.pack(contents)))

    def may_keep(self, checked: CheckedContent) -> bool:
        """Return whether content can be kept: it has no faults, and no type of the corner's own."""
        if checked.problems or not checked.has_all_sources or checked.content is None:
            return False
        build = checked.content.content_type.build
        return bool(build and build.__module__.startswith(_OWN))

    def pack(self, checked: Iterable[CheckedContent]) -> bytes:
        """Return content that may be kept, pickled."""
        buffer = io.BytesIO()
        _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(
            [_list_values(one, one.content) for one in checked if one.content]
        )
        return buffer.getvalue()

    def unpack(
        self, packed: bytes, groups: Mapping[str, Sequence[SourceFile]], targets: str | None = None
    ) -> Iterator[CheckedContent]:
        """Yield the content among that which was pickled whose files are as they were.

        Args:
            packed: the content.
            groups: the files of each piece of content, by key.
            targets: the fingerprint of what its links could lead to, if others than those of this run.
        """
        kept = {values[0]: values for values in _Unpickler(io.BytesIO(packed)).load()}
        has_same_targets = targets in {self._targets, None}
        for key, sources in groups.items():
            values = kept.get(digest_sources(sources))
            # What a link leads to may be gone the next time.
            if values and (has_same_targets or not values[2]):
                yield self._restore(key, values, sources)

    def _name(self, folder: str) -> str:
        """Return what the content of a folder is kept under."""
        return f"content {self._known} {folder}"

    def _restore(self, key: str, values: _Values, sources: Sequence[SourceFile]) -> CheckedContent:
        """Return content from what was kept of it."""
        digest, original, links, facts, texts, converted = values
        content_type = self._context.content_types.find(key)
        assert content_type is not None, "the reader knows files by their content types"
        assert content_type.build is not None, "only what is built from Markdown is kept"
        by_locale = {
            source.locale: self._restore_text(source, *text) for source, text in zip(sources, texts, strict=True)
        }
        for locale, text in converted:
            converter = self._context.converters[locale]
            by_locale[locale] = self._convert_text(by_locale[converter.source], converter, *text)
        assembly = Assembly(
            content_type=content_type,
            key=key,
            original=sources[original].locale,
            texts=by_locale,
            digest=" ".join([source.digest for source in sources]),
            facts=facts,
        )
        checked = CheckedContent(list(sources), sources[original], digest, content=content_type.build(assembly))
        if links:
            checked.links = [(sources[position], MarkdownLink(*link)) for position, *link in links]
        return checked

    def _restore_text(
        self,
        source: SourceFile,
        title: str,
        description: str,
        labels: _Labels,
        targets: tuple[str, ...],
        translated: Moment | None,
        html: str | None,
        sections: Sequence[tuple[str, str | None]],
    ) -> LocalizedContent:
        """Return the text of a source from what `_list_text` made of it."""
        if html is None:
            body = create_body(SourceBody(source), source, self._context)
        else:
            body = create_body("", source, self._context, html, " 0")
        restored = [
            Section(title=heading, passage=create_section(number, "", source, self._context, text))
            for number, (heading, text) in enumerate(sections, 1)
        ]
        parts = Labels(*labels), tuple(restored), targets, translated
        # Arguments with names take three times as long.
        return LocalizedContent(source.locale, source.path, title, description, body, *parts)

    def _convert_text(
        self,
        written: LocalizedContent,
        converter: Converter,
        title: str,
        description: str,
        labels: _Labels,
        headings: Sequence[str],
    ) -> LocalizedContent:
        """Return the conversion of a text, of which the words were kept."""
        body = ConvertedPassage(written.passage, converter)
        sections = [
            Section(title=heading, passage=ConvertedPassage(section.passage, converter))
            for heading, section in zip(headings, written.sections, strict=True)
        ]
        parts = Labels(*labels), tuple(sections), written.targets, written.translated
        return LocalizedContent(converter.target, written.path, title, description, body, *parts)


_NO_RECORD = "", "", b""
_Labels = tuple[tuple[str, ...], tuple[str, ...]]
_Values = tuple[str, int, Sequence[Any], Any, Sequence[Any], Sequence[Any]]
"""Content as plain values: the fingerprint of its files, the position of the original, links, facts, written texts, and words of converted ones."""


def _list_values(checked: CheckedContent, content: Content) -> _Values:
    """Return what must be kept of content; the rest follows from its files and from what is known of the corner."""
    positions = {id(source): position for position, source in enumerate(checked.sources)}
    written = [source.locale for source in checked.sources]
    return (
        checked.digest,
        positions[id(checked.original)],
        tuple((positions[id(source)], *link) for source, link in checked.links),
        content.facts,
        tuple(_list_text(content.texts[locale]) for locale in written),
        tuple(
            (locale, (text.title, text.description, _split_labels(text), [section.title for section in text.sections]))
            for locale, text in content.texts.items()
            if locale not in written
        ),
    )


def _list_text(text: LocalizedContent) -> tuple[Any, ...]:
    """Return what must be kept of a text, as plain values."""
    sections = tuple((section.title, _find_html(section.passage)) for section in text.sections)
    html = _find_html(text.passage)
    return text.title, text.description, _split_labels(text), text.targets, text.translated, html, sections


def _split_labels(text: LocalizedContent) -> _Labels:
    assert isinstance(text.labels, Labels), "what is written in Markdown has labels"
    return text.labels.parts


def _find_html(passage: HtmlSource) -> str | None:
    assert isinstance(passage, Passage), "what is written in Markdown is a passage"
    return passage.kept_html


def _find_folder(key: str) -> str:
    return key.rpartition("/")[0]


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How values are pickled that are not plain: as their class and what it is made from."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if not issubclass(kind, CompactFacts):
            raise KeyError(kind)
        # The class of compact facts has no name to be found by.
        reduce = self[kind] = lambda facts: (facts.model, (tuple(facts),))
        return reduce


class _Pickler(pickle.Pickler):
    """Writes content as plain values."""

    dispatch_table = _Reducers(
        {
            Moment: lambda moment: (Moment, (moment.at, moment.timed)),
            Period: lambda period: (Period, (period.start, period.end, period.text)),
            ZoneInfo: lambda zone: (ZoneInfo, (zone.key,)),
        }
    )


class _Unpickler(pickle.Unpickler):
    """Reads content as plain values."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class that facts are made of.

        Raises:
            UnpicklingError: it is another one, or no class.
        """
        known = _CLASSES.get((module, name))
        if known is None and module.startswith(_MODELS) and name.isidentifier():
            kind: Any = super().find_class(module, name)
            if isinstance(kind, type) and kind.__module__ == module and issubclass(kind, FrontMatterModel):
                known = _CLASSES[module, name] = compact_type(kind)
        if known is None:
            raise pickle.UnpicklingError(f"expected a class that holds facts, found {module}.{name}")
        return known
