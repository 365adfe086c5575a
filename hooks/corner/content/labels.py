"""The words among the facts of a text, by label, in less memory than a dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache


class Labels(Mapping[str, str]):
    """Words by label, such as `event.venue`: two or three, of which many texts share the labels."""

    __slots__ = ("_names", "_words")

    def __init__(self, labels: tuple[str, ...], words: tuple[str, ...]) -> None:
        """Hold labels and the words of each, in their order."""
        self._names = _share_names(labels)
        self._words = words

    @classmethod
    def from_mapping(cls, words: Mapping[str, str]) -> Labels:
        """Return the labels of a mapping."""
        return cls(tuple(words), tuple(words.values()))

    @property
    def parts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The labels and their words, of which the same can be made again."""
        return self._names, self._words

    def __getitem__(self, label: str) -> str:
        """Return the words of a label.

        Raises:
            KeyError: there are none.
        """
        try:
            return self._words[self._names.index(label)]
        except ValueError:
            raise KeyError(label) from None

    def __iter__(self) -> Iterator[str]:
        """Yield the labels."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return the number of labels."""
        return len(self._words)


@lru_cache(1024)
def _share_names(names: tuple[str, ...]) -> tuple[str, ...]:
    return names
