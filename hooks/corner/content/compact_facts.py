"""Facts in little memory: once a model has checked them, they are kept as tuples with the names of its fields."""

from __future__ import annotations

import sys
from functools import cache
from operator import itemgetter
from types import FunctionType
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from corner.content.frontmatter import FrontMatterModel

_LONGEST_KEY = 40
"""The most characters of a text that may be the key of something, which many facts share."""
_M = TypeVar("_M", bound=FrontMatterModel)


class CompactFacts(tuple[Any, ...]):
    """The values of a model's fields in their order, each also an attribute; methods and properties are the model's."""

    __slots__ = ()
    model: type[FrontMatterModel]
    """The model that checked them."""


def compact_facts(facts: _M) -> _M:
    """Return the same facts without dictionaries and sets, which take ten times the memory.

    The result has the attributes, properties and methods of the model, and nothing of pydantic.
    """
    # To all who read it, it is what the model is.
    return facts if isinstance(facts, CompactFacts) else cast("_M", _compact(facts))


def _compact(value: Any) -> Any:
    if isinstance(value, BaseModel):
        kind = type(value)
        return compact_type(kind)(_compact(getattr(value, name)) for name in kind.model_fields)
    if type(value) is tuple and value:
        return tuple(map(_compact, value))
    if type(value) is str and len(value) <= _LONGEST_KEY and " " not in value:
        return sys.intern(value)
    return value


@cache
def compact_type(model: type[Any]) -> type[CompactFacts]:
    """Return the class of the compact facts of a model."""
    members: dict[str, Any] = {"__slots__": (), "__doc__": model.__doc__, "model": model}
    for kind in reversed(model.__mro__):
        if issubclass(kind, FrontMatterModel):
            own = ((name, member) for name, member in vars(kind).items() if not name.startswith(("_", "model_")))
            members |= {name: member for name, member in own if isinstance(member, FunctionType | property)}
    members |= {name: property(itemgetter(position)) for position, name in enumerate(model.model_fields)}
    return type(model.__name__, (CompactFacts,), members)
