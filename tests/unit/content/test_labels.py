"""Labels are a mapping like any other."""

from __future__ import annotations

import pytest

from corner.content.labels import Labels


def test_labels_are_what_they_are_made_of_in_the_same_order() -> None:
    words = {"source.name": "Press release", "event.venue": "Town Hall"}
    labels = Labels.from_mapping(words)
    assert labels == words
    assert list(labels.items()) == list(words.items())
    assert (labels["event.venue"], labels.get("event.end"), "event.end" in labels) == ("Town Hall", None, False)
    assert Labels(*labels.parts) == labels
    with pytest.raises(KeyError, match=r"event\.end"):
        labels["event.end"]


def test_texts_with_the_same_labels_share_them() -> None:
    assert Labels.from_mapping({"source.name": "A"})._names is Labels.from_mapping({"source.name": "B"})._names
