"""Content without faults, kept from one run to the next, so that only files that changed are checked.

It is pickled as plain values. What is read back may only be made of a few classes that hold data, because somebody may
have put the file there: nothing in it can call anything else.
"""

from __future__ import annotations

import io
import pickle
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from corner.checks.context import CheckContext
from corner.checks.passages import create_body, create_section
from corner.checks.result import CheckedContent
from corner.content.compact_facts import CompactFacts, compact_type
from corner.content.dates import Moment, Period
from corner.content.frontmatter import FrontMatterModel
from corner.content.labels import Labels
from corner.content.links import MarkdownLink
from corner.content.markdown import Passage
from corner.content.types import Assembly, Content, HtmlSource, LocalizedContent, Section
from corner.i18n.script_conversion import ConvertedPassage
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
"""The classes that facts are made of, besides those of `_MODELS`."""
_LONGEST_KEY = 40
"""The most characters of a text that may be the key of something, which many facts share."""


PackedContent = tuple[str, bytes]
"""The fingerprint of what its links may lead to, if it has links, and the pickled content."""


class KeptContents:
    """What an earlier run found in the files of each piece of content."""

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

    def find(self, key: str, sources: Sequence[SourceFile]) -> CheckedContent | None:
        """Return what the files of one piece of content came to, if they are as they were."""
        kept = self._context.cache.get(self.name(key, sources))
        if kept is None:
            return None
        targets, data = kept
        if targets and targets != self._targets:
            return None
        try:
            return self._restore(key, _Unpickler(io.BytesIO(data)).load(), sources)
        except Exception:  # noqa: BLE001 -- what somebody else put there can be wrong in any way
            return None

    def name(self, key: str, sources: Sequence[SourceFile]) -> str:
        """Return what a piece of content is kept under."""
        return fingerprint.digest(
            [self._known, key, *(part for source in sources for part in (source.path, source.digest))]
        )

    def keep(self, key: str, checked: CheckedContent) -> bool:
        """Keep a piece of content, unless it has faults or a type of the corner's own; return whether it is kept."""
        content_type = self._context.content_types.find(key)
        if checked.problems or not checked.has_all_sources or content_type is None or checked.content is None:
            return False
        if not (content_type.build and content_type.build.__module__.startswith(_OWN)):
            return False
        buffer = io.BytesIO()
        _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(_list_values(checked, checked.content))
        # What a link leads to may be gone the next time.
        packed = self._targets if checked.links else "", buffer.getvalue()
        self._context.cache.put(self.name(key, checked.sources), packed)
        return True

    def _restore(self, key: str, values: _Values, sources: Sequence[SourceFile]) -> CheckedContent:
        """Return content from what was kept of it."""
        original, links, facts, texts, converted = values
        content_type = self._context.content_types.find(key)
        assert content_type is not None, "the reader knows files by their content types"
        assert content_type.build is not None, "only what is built from Markdown is kept"
        by_locale = {
            source.locale: self._restore_text(source, *text) for source, text in zip(sources, texts, strict=True)
        }
        for locale, text in converted:
            by_locale[locale] = self._convert_text(by_locale, locale, *text)
        assembly = Assembly(
            content_type=content_type,
            key=key,
            original=sources[original].locale,
            texts=by_locale,
            digest=" ".join([source.digest for source in sources]),
            facts=facts,
        )
        checked = CheckedContent(list(sources), sources[original], content=content_type.build(assembly))
        checked.links = [(sources[position], MarkdownLink(*link)) for position, *link in links]
        return checked

    def _restore_text(
        self,
        source: SourceFile,
        title: str,
        description: str,
        labels: dict[str, str],
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
        return LocalizedContent(
            locale=source.locale,
            path=source.path,
            title=title,
            description=description,
            passage=body,
            sections=tuple(
                Section(title=heading, passage=create_section(number, "", source, self._context, text))
                for number, (heading, text) in enumerate(sections, 1)
            )
            if sections
            else (),
            labels=Labels(labels),
            targets=targets,
            translated=translated,
        )

    def _convert_text(
        self,
        texts: dict[str, LocalizedContent],
        locale: str,
        title: str,
        description: str,
        labels: dict[str, str],
        headings: Sequence[str],
    ) -> LocalizedContent:
        """Return a converted text of which the words were kept."""
        converter = self._context.converters[locale]
        written = texts[converter.source]
        # To copy it with `replace` takes twice as long.
        return LocalizedContent(
            locale=locale,
            path=written.path,
            title=title,
            description=description,
            labels=Labels(labels),
            passage=ConvertedPassage(written.passage, converter),
            sections=tuple(
                Section(title=heading, passage=ConvertedPassage(section.passage, converter))
                for heading, section in zip(headings, written.sections, strict=True)
            ),
            targets=written.targets,
            translated=written.translated,
        )


_Values = tuple[int, Sequence[Any], Any, Sequence[Any], Sequence[Any]]
"""Content as plain values: the position of the original, links, facts, written texts, and words of converted ones."""


def _list_values(checked: CheckedContent, content: Content) -> _Values:
    """Return what must be kept of content; the rest follows from its files and from what is known of the corner."""
    positions = {id(source): position for position, source in enumerate(checked.sources)}
    written = [source.locale for source in checked.sources]
    return (
        positions[id(checked.original)],
        tuple((positions[id(source)], *link) for source, link in checked.links),
        content.facts,
        tuple(_list_text(content.texts[locale]) for locale in written),
        tuple(
            (locale, (text.title, text.description, dict(text.labels), [section.title for section in text.sections]))
            for locale, text in content.texts.items()
            if locale not in written
        ),
    )


def _list_text(text: LocalizedContent) -> tuple[Any, ...]:
    """Return what must be kept of a text, as plain values."""
    sections = tuple((section.title, _find_html(section.passage)) for section in text.sections)
    html = _find_html(text.passage)
    return text.title, text.description, dict(text.labels), text.targets, text.translated, html, sections


def _find_html(passage: HtmlSource) -> str | None:
    assert isinstance(passage, Passage), "what is written in Markdown is a passage"
    return passage.kept_html


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

    def persistent_id(self, value: Any) -> str | None:
        """Return a text that many facts may have, so that it is read back as one."""
        return value if type(value) is str and len(value) <= _LONGEST_KEY and " " not in value else None


class _Unpickler(pickle.Unpickler):
    """Reads content as plain values."""

    persistent_load = staticmethod(sys.intern)

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
