"""What a release or summary names by key: entries of the vocabularies, items, other news."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from corner.model import ReleaseFacts
from corner.problems import Problem, nearest
from corner.sources import Source
from corner.vocabulary import Vocabulary, unknown


def of(
    source: Source,
    facts: Any,
    vocabulary: Vocabulary,
    items: Collection[str] | None,
    keys: Collection[str],
    base: tuple[str | int, ...] = (),
) -> Iterator[Problem]:
    """Yield a problem for each key that nothing answers to."""
    yield from _keys(source, facts, vocabulary, base)
    if isinstance(facts, ReleaseFacts):
        yield from _ways(source, facts, items, keys)


def _keys(source: Source, facts: Any, vocabulary: Vocabulary, base: tuple[str | int, ...]) -> Iterator[Problem]:
    """Yield a problem for each key that its vocabulary does not hold."""
    for kind, rule in (("topics", "unknown-topic"), ("bodies", "unknown-body"), ("places", "unknown-place")):
        known = vocabulary.written[kind]
        for position, key in enumerate(getattr(facts, kind, ())):
            if key not in known and kind not in vocabulary.broken:
                yield source.problem((*base, kind, position), rule, unknown(key, kind, known))
    for position, figure in enumerate(facts.figures):
        if figure.figure not in vocabulary.written["figures"] and "figures" not in vocabulary.broken:
            yield source.problem(
                (*base, "figures", position, "figure"),
                "unknown-figure",
                unknown(figure.figure, "figures", vocabulary.written["figures"]),
            )


def _ways(
    source: Source, facts: ReleaseFacts, items: Collection[str] | None, keys: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for each item or release that is named but not there."""
    for position, key in enumerate(facts.items):
        if items is not None and key not in items:
            message = f"expected the key of an item of a summary, found '{key}'{nearest(key, items)}"
            yield source.problem(("items", position), "unknown-item", message)
    for position, key in enumerate(facts.related):
        if key not in keys:
            message = f"expected the key of a release or summary, found '{key}'{nearest(key, keys)}"
            yield source.problem(("related", position), "unknown-release", message)
        elif key == source.key:
            yield source.problem(("related", position), "unknown-release", "expected another release, found itself")
