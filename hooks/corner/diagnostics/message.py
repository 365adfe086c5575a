"""Messages for editors: English texts that remember what they were made from, so that they can be said in another language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

_FEWEST_JOINED = 2
_SEPARATOR = ", "
"""What separates the members of a list in a message; a translation may have another."""

PlainMessage = str | dict[str, Any]
"""A message as plain values: its English text, its template and plural, and the value of each field; or a plain text."""


class Message(str):
    """A message in English, made from a template and values; `localize` makes it in another language.

    A template has named fields, as `str.format` knows them. A value may be a message itself, or a list of messages.
    Adding to a message, or cutting it, gives plain text that cannot be translated: put the parts into a template.
    """

    __slots__ = ("plural", "template", "values")

    template: str
    """The English text with its fields, by which translations are found."""
    plural: str
    """The template for another number than one, in the field `count`; empty where there is none."""
    values: Mapping[str, Any]
    """The value of each field."""

    def __new__(cls, template: str, /, *, plural: str = "", **values: Any) -> Self:
        """Return the message in English."""
        chosen = plural if plural and values["count"] != 1 else template
        return cls.restore(_fill(chosen, values, str), template, plural, values)

    @classmethod
    def restore(cls, text: str, template: str, plural: str, values: Mapping[str, Any]) -> Self:
        """Return the message with an English text that was made before."""
        message = super().__new__(cls, text)
        message.template = template
        message.plural = plural
        message.values = values
        return message

    def __str__(self) -> Message:
        """Return the message itself: `str` of an error that holds one can still be translated."""
        return self

    def __reduce__(self) -> tuple[Callable[[Any], str], tuple[PlainMessage]]:
        """Return what another process makes the message from."""
        return from_plain, (to_plain(self),)

    def replace_text(self, text: str) -> Self:
        """Return the message with another English text, such as a shorter one; its translations stay."""
        return self.restore(text, self.template, self.plural, self.values)

    def localize(self, find: Callable[[str, str, int], str]) -> str:
        """Return the message in another language.

        Args:
            find: returns the translation of a template, given its plural and the number that chooses between them;
                the plural is empty where there is none.
        """

        def say(value: object) -> str:
            return value.localize(find) if isinstance(value, Message) else str(value)

        chosen = find(self.template, self.plural, self.values.get("count", 1) if self.plural else 1)
        return _fill(chosen, self.values, say, find(_SEPARATOR, "", 1))


def join_alternatives(values: Sequence[str]) -> str:
    """Return values of which one is meant, as a list with an “or” before the last."""
    if len(values) < _FEWEST_JOINED:
        return "".join(values)
    return Message("{others} or {last}", others=values[:-1], last=values[-1])


def to_plain(text: str) -> PlainMessage:
    """Return a message as plain values, which a cache or JSON can keep; `from_plain` makes the message of them."""
    if not isinstance(text, Message):
        return text[:]  # of `str` itself, also where the text is not
    values = {name: _to_plain_value(value) for name, value in text.values.items()}
    return {"text": text[:], "template": text.template, "plural": text.plural, "values": values}


def from_plain(plain: PlainMessage) -> str:
    """Return the message, or the text, of which `to_plain` returned the plain values."""
    if isinstance(plain, str):
        return plain
    values = {name: _from_plain_value(value) for name, value in plain["values"].items()}
    return Message.restore(plain["text"], plain["template"], plain["plural"], values)


def _to_plain_value(value: object) -> Any:
    if isinstance(value, list | tuple):
        return [_to_plain_value(member) for member in value]
    return value if isinstance(value, bool | int | float) else to_plain(str(value))


def _from_plain_value(value: Any) -> Any:
    if isinstance(value, list):
        return [_from_plain_value(member) for member in value]
    return from_plain(value) if isinstance(value, str | dict) else value


def _fill(template: str, values: Mapping[str, Any], say: Callable[[object], str], separator: str = _SEPARATOR) -> str:
    """Return a template with its fields filled."""
    if not values:
        return template.format() if "{" in template or "}" in template else template
    said = {
        name: separator.join(map(say, value))
        if isinstance(value, list | tuple)
        else say(value)
        if isinstance(value, Message)
        else value
        for name, value in values.items()
    }
    return template.format(**said)
