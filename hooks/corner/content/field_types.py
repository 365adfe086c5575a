"""The types of fields: keys, texts on one line, web addresses and names of files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import show_value
from corner.sources.forbidden_names import is_device
from corner.sources.validation import create_fault

KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

LONGEST_KEY = 100
"""The highest number of characters of a key, which becomes the name of files and folders."""

_CONTROL = "\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029"
"""Line breaks and control characters but tabs."""
_ONE_LINE = re.compile(rf"([^=@＝＠+\-{_CONTROL}]|[+\-](?![^{_CONTROL}]*[(|]))[^{_CONTROL}]*")
"""A text on one line that spreadsheets, which open the tables of `/data/`, do not run as a formula."""

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=LONGEST_KEY)]
"""A key of a taxonomy: lower-case words joined by hyphens."""
CONTENT_KEY_PATTERN = r"^(releases/[0-9]{4}|summaries)/[a-z0-9]+(-[a-z0-9]+)*$"
RECORD_KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"
RecordKey = Annotated[str, StringConstraints(pattern=RECORD_KEY_PATTERN)]
"""The key of a record: its register, then its key there."""
ContentKey = Annotated[str, StringConstraints(pattern=CONTENT_KEY_PATTERN)]
"""The key of a release or summary: its path in `news/` without language and ending."""


def _check_one_line(value: str) -> str:
    # A pattern of pydantic's own is compiled for each field, which takes as long as reading a hundred releases.
    if not _ONE_LINE.fullmatch(value):
        message = Message(
            "expected a text on one line that is no formula of a spreadsheet, found {found}", found=show_value(value)
        )
        raise create_fault("value", message)
    return value


PlainText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(_check_one_line),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 2000}),
]
"""A text of one language on one line; a line break at its end, as YAML's `|` and `>` give it, does not count."""
URL_PATTERN = r"^https?://[^\s<>\"]+$"
Url = Annotated[str, StringConstraints(pattern=URL_PATTERN)]
"""An absolute web address."""
FileName = Annotated[str, StringConstraints(pattern=r"^[^/\\\s.][^/\\]*\.[A-Za-z0-9]+$")]
"""The name of a file beside the release."""


def explain_key(text: str) -> str:
    """Return what is expected of a key, where a text is none; else an empty text."""
    if not re.fullmatch(KEY_PATTERN, text):
        return Message("expected lower-case words and hyphens")
    if is_device(text):
        return Message("expected a key that is no device of Windows, for it names folders")
    return Message("expected a key of at most {most} characters", most=LONGEST_KEY) if len(text) > LONGEST_KEY else ""


def find_repeated(values: Iterable[str]) -> str:
    """Return the first value that is there a second time, or an empty text."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return ""
