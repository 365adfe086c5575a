"""The syntax of Markdown: text, links, code, blocks and emphasis as they are written, so that readers see what is meant."""

from __future__ import annotations

import re
import unicodedata

SIGNS = "\\`*[]|~_&"
"""The characters that mean something in a line of Markdown, besides `<`."""
_SIGN = re.compile(r"[\\`*\[\]<|~&_](?:(?<![&_])|(?<=&)(?=#?[A-Za-z0-9]+;)|(?<=_)(?![^\W_])|(?<=_)(?<![^\W_]_))")
"""A sign to escape: not a lone `&`, nor a `_` within a word. That it begins with a class makes the search fast."""
_LINE_START = re.compile(r"^[ \t]*(?:(?=[-+>#=]|:-)|([0-9]{1,9})(?=[.)](?:\s|\Z))|(\[\^[^\]\n]*\])(?=:))")
"""What begins a list, a quotation, a heading, an underline, a delimiter row or a note where a line begins with it."""
_TICKS = re.compile(r"`+")
ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_UNSAFE = re.compile(r"[\s()<>]")
_SPACES = " \t\n\r\f"
MARKS = {"em": ("\ue000", "\ue001", "*"), "strong": ("\ue002", "\ue003", "**"), "del": ("\ue004", "\ue005", "~~")}
"""For each element the characters in place of its tags until the text around them is complete, and its delimiter."""
_ELEMENTS = {start: (name, delimiter) for name, (start, _, delimiter) in MARKS.items()}
_MARK = re.compile("([\ue000-\ue005])")
_DELIMITED = frozenset("$+<=>^`|~\ue000\ue001\ue002\ue003\ue004\ue005")
"""What counts as punctuation beside a delimiter, besides all that Unicode calls so: ASCII signs, and other delimiters."""
_STARS = frozenset("*\ue000\ue001\ue002\ue003")


def escape_markdown(text: str) -> str:
    """Return Markdown that shows plain text, such as in a heading or a link."""
    return _SIGN.sub(_escape_sign, text)


def _escape_sign(match: re.Match[str]) -> str:
    # With a template in its place, `re` would look for what it made of the template in each call.
    return "\\" + match[0]


def format_target(url: str, title: str = "") -> str:
    """Return the URL of a link, with its title, as it is written in the brackets after the link's text."""
    url = ENTITY.sub("&amp;", url)
    if not url or _UNSAFE.search(url):
        url = f"<{url}>"
    return f'{url} "{escape_markdown(title)}"'.replace('\\"', '"') if title else url


def format_code(code: str) -> str:
    """Return code within a line, between more backticks than it has."""
    ticks = "`" * (1 + max(map(len, _TICKS.findall(code)), default=0))
    # A space at both ends is not shown.
    pad = " " if code.strip() and (code[0] in " `" or code[-1] in " `") else ""
    return f"{ticks}{pad}{code}{pad}{ticks}"


def format_code_block(code: str, language: str) -> str:
    """Return a block of code between fences that are longer than any in it."""
    ticks = "`" * max(3, 1 + max(map(len, _TICKS.findall(code)), default=0))
    end = "\n" if code and not code.endswith("\n") else ""
    return f"{ticks}{'' if '`' in language else language}\n{code}{end}{ticks}"


def join_blocks(blocks: list[str], *, is_tight: bool) -> str:
    """Return blocks below each other; in a tight list, only a list may follow without an empty line."""
    text = blocks[0] if blocks else ""
    for block in blocks[1:]:
        text += ("\n" if is_tight and block.startswith(("- ", "1. ")) else "\n\n") + block
    return text


def indent_block(text: str, first: str, rest: str) -> str:
    """Return lines with something before the first one and the others."""
    head, *lines = text.split("\n")
    blank = rest.rstrip(_SPACES)
    return "\n".join([(first + head).rstrip(_SPACES), *(rest + line if line else blank for line in lines)])


def escape_line_starts(text: str) -> str:
    """Return a paragraph whose lines begin nothing else."""
    if "\n" in text:
        return "\n".join(map(escape_line_starts, text.split("\n")))
    match = _LINE_START.match(text)
    return f"{match[1] or match[2] or ''}\\{text[match.end() :]}" if match else text


def place_delimiters(text: str) -> str:
    """Return text with delimiters in place of the marks of emphasis, or tags where delimiters would not be read as such."""
    pieces = _MARK.split(text)
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for position in range(1, len(pieces), 2):
        if pieces[position] in _ELEMENTS:
            opened.append(position)
        elif opened:
            pairs.append((opened.pop(), position))
    for start, end in sorted(pairs):
        name, delimiter = _ELEMENTS[pieces[start]]
        if _can_delimit(pieces, start, end):
            pieces[start] = pieces[end] = delimiter
        else:
            pieces[start], pieces[end] = f"<{name}>", f"</{name}>"
    return "".join(pieces)


def _can_delimit(pieces: list[str], start: int, end: int) -> bool:
    """Return whether delimiters at both ends are read as such: left- and right-flanking by CommonMark 0.31."""
    before = pieces[start - 1][-1:] or (pieces[start - 2][-1] if start > 1 else " ")
    after = pieces[end + 1][:1] or (pieces[end + 2][0] if end + 2 < len(pieces) else " ")
    first = pieces[start + 1][:1] or pieces[start + 2][0]
    last = pieces[end - 1][-1:] or pieces[end - 2][-1]
    if pieces[start] in _STARS and not _STARS.isdisjoint((before, first, last, after)):
        return False  # two delimiters side by side are one to a reader
    return _is_flanking(before, first) and _is_flanking(after, last)


def _is_flanking(outside: str, inside: str) -> bool:
    """Return whether a delimiter is read between these characters; signs count as punctuation where that is the worse."""
    if inside.isspace():
        return False
    if inside not in _DELIMITED and unicodedata.category(inside)[0] not in "PS":
        return True
    return outside.isspace() or outside in _DELIMITED or unicodedata.category(outside)[0] == "P"
