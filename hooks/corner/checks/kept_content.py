"""Content without faults, kept from one run to the next, so that only files that changed are checked.

It is pickled. What is read back may only be made of the classes of this package that hold data, because somebody may
have put the file there: nothing in it can call anything else.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from corner.checks.context import CheckContext
from corner.checks.result import CheckedContent
from corner.content.types import ContentType
from corner.i18n.script_conversion import ConvertedPassage, Converter
from corner.sources.frontmatter import SourceBody, SourceFile
from corner.storage import fingerprint

_OWN = "corner."
"""The modules of this package. Their code is part of the cache's version; a corner's own content types are not."""
_DATA_MODULES = "corner.content."
"""The modules whose classes hold data."""
_CLASSES: dict[tuple[str, str], type] = {
    (kind.__module__, kind.__qualname__): kind
    for kind in (CheckedContent, ConvertedPassage, SourceBody, date, datetime, time, timedelta, timezone)
}
"""The other classes that content is made of."""


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
        content_type = self._context.content_types.find(key)
        assert content_type is not None, "the reader knows files by their content types"
        try:
            return _Unpickler(data, content_type, sources, self._context).read()
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
        _create_pickler(buffer, checked.sources).dump(checked)
        # What a link leads to may be gone the next time.
        packed = self._targets if checked.links else "", buffer.getvalue()
        self._context.cache.put(self.name(key, checked.sources), packed)
        return True


def _refer(kind: str, value: object) -> NoReturn:  # noqa: ARG001 -- see below
    """Stand in what is kept for a value that each run has of its own; `_Unpickler` finds it."""
    raise AssertionError("it is never called by this name")


def _create_pickler(file: io.BytesIO, sources: Sequence[SourceFile]) -> pickle.Pickler:
    """Return what writes content, but for what each run has of its own."""
    positions = {id(source): position for position, source in enumerate(sources)}
    pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
    # By type: a function that is asked about each value would take longer than all else.
    pickler.dispatch_table = {
        SourceFile: lambda source: (_refer, ("source", positions[id(source)])),
        ContentType: lambda _: (_refer, ("type", 0)),
        Converter: lambda converter: (_refer, ("converter", converter.target)),
        ZoneInfo: lambda zone: (_refer, ("zone", zone.key)),
    }
    return pickler


class _Unpickler(pickle.Unpickler):
    """Reads content that was written for the same files."""

    def __init__(
        self, data: bytes, content_type: ContentType[Any], sources: Sequence[SourceFile], context: CheckContext
    ) -> None:
        super().__init__(io.BytesIO(data))
        self._content_type = content_type
        self._sources = sources
        self._context = context

    def read(self) -> CheckedContent:
        """Return the content."""
        checked: CheckedContent = self.load()
        return checked

    def _find(self, kind: str, value: Any) -> Any:
        """Return the value of this run that something stands for."""
        if kind == "source":
            return self._sources[value]
        if kind == "type":
            return self._content_type
        if kind == "converter":
            return self._context.converters[value]
        return ZoneInfo(value)

    def find_class(self, module: str, name: str) -> Any:
        """Return a class that holds data, or what finds the values of this run.

        Raises:
            UnpicklingError: it is another one, or no class.
        """
        if (module, name) == (__name__, _refer.__name__):
            return self._find
        known = _CLASSES.get((module, name))
        if known is None and module.startswith(_DATA_MODULES) and name.isidentifier():
            kind: Any = super().find_class(module, name)
            if isinstance(kind, type) and kind.__module__ == module:
                known = _CLASSES[module, name] = kind
        if known is None:
            raise pickle.UnpicklingError(f"expected a class that holds data, found {module}.{name}")
        return known
