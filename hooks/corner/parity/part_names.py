"""The names of parts of texts, as messages call them."""

from __future__ import annotations

from corner.diagnostics.message import Message

PART_NAMES = {
    "heading": Message("heading"),
    "paragraph": Message("paragraph"),
    "list": Message("list"),
    "item": Message("item"),
    "table": Message("table"),
    "row": Message("row"),
    "note": Message("note"),
    "picture": Message("picture"),
    "section": Message("section"),
    "headings": Message("headings"),
    "tables": Message("tables"),
    "lists": Message("lists"),
    "notes": Message("notes"),
    "pictures": Message("pictures"),
}
"""The name of each kind of part, by the word with which an editor may ignore it."""
LETTER_NAMES = {
    "Latin letters": Message("Latin letters"),
    "Chinese characters": Message("Chinese characters"),
    "kana": Message("kana"),
    "Hangul": Message("Hangul"),
    "Cyrillic letters": Message("Cyrillic letters"),
    "Greek letters": Message("Greek letters"),
    "Arabic letters": Message("Arabic letters"),
    "Hebrew letters": Message("Hebrew letters"),
    "Thai letters": Message("Thai letters"),
    "Devanagari letters": Message("Devanagari letters"),
    "Simplified characters": Message("Simplified characters"),
}
"""The name of each kind of letters, by the one in `scripts.yml`."""
