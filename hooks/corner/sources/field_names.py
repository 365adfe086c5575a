"""The fields that editors mean by other names, such as `tags` for `topics`."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("field_names.toml")


@cache
def _load_table() -> Mapping[str, list[str]]:
    """Return the other names of each field."""
    import tomllib  # noqa: PLC0415 -- most fields have their own names

    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _load_names() -> Mapping[str, tuple[str, ...]]:
    """Return the fields that each other name may mean."""
    fields: dict[str, tuple[str, ...]] = {}
    for field, names in _load_table().items():
        for name in names:
            fields[name] = (*fields.get(name, ()), field)
    return fields


def find_field(name: str, known: Container[str] | None = None) -> str:
    """Return the field that is meant by another name, or an empty text.

    Args:
        name: what an editor wrote.
        known: the fields that may be written there; without them, those of front matter.
    """
    fields = _load_names().get(name.strip().casefold().replace("-", "_").replace(" ", "_"), ())
    return next((field for field in fields if known is None or field in known), "")


def is_field(name: str) -> bool:
    """Return whether a word is the name of a field that has other names."""
    return name in _load_table()
