"""Drawings in SVG: what in them could run, or fetch from elsewhere."""

from __future__ import annotations

import re
from xml.parsers import expat

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem

_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = frozenset(
    "script foreignobject iframe object embed handler listener audio video canvas link meta base".split()
)
_HTML = "http://www.w3.org/1999/xhtml"
_ANIMATED = frozenset(("attributename", "to", "from", "by", "values", "begin"))
_ADDRESSES = frozenset(("href", "src", "base", "action", "formaction", "data"))
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_LINK = re.compile(r"https?://|mailto:", re.IGNORECASE)
_STYLE_LOADS = re.compile(
    r"@import|image-set|\b(?:image|src)\s*\(|expression\s*\(|-moz-binding|\\|url\s*\(\s*['\"]?(?!\s*['\"]?#)",
    re.IGNORECASE,
)
_STYLED = frozenset(
    ("style", "fill", "stroke", "filter", "mask", "clip-path", "marker", "marker-start", "marker-end", "cursor")
)


class _UnsafeError(Exception):
    """Ends the reading of a drawing at the first thing that it may not have."""


class _Reader:
    """Reads a drawing until the first thing that it may not have."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator="\n")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.ProcessingInstructionHandler = self._check_instruction
        self._parser.StartElementHandler = self._check_element
        self._parser.EndElementHandler = self._leave
        self._parser.CharacterDataHandler = self._read_style
        self._open: list[str] = []
        self._style = ""

    def find(self, data: bytes) -> tuple[int, str] | None:
        """Return line and description of the first thing that a drawing may not have, or `None`."""
        try:
            self._parser.Parse(data, True)
        except _UnsafeError as error:
            return self._parser.CurrentLineNumber, str(error)
        except expat.ExpatError as error:
            return error.lineno, Message("what is no drawing")
        except (UnicodeError, LookupError, ValueError):
            return 1, Message("another encoding than UTF-8")
        return None

    def _refuse_doctype(self, *_: object) -> None:
        raise _UnsafeError(Message("a DOCTYPE"))

    def _check_instruction(self, target: str, _data: str) -> None:
        raise _UnsafeError(f"<?{target}")

    def _check_element(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition("\n")
        if not self._open and (namespace, local) != (_SVG, "svg"):
            raise _UnsafeError(Message('<{name}> and no <svg xmlns="{namespace}">', name=local, namespace=_SVG))
        if self._open and self._open[-1] == "style":
            raise _UnsafeError(Message("<{name}> in a style", name=local))
        self._open.append(local.lower())
        if local.lower() in _ACTIVE or namespace == _HTML:
            raise _UnsafeError(f"<{local}>")
        for written, value in attributes.items():
            attribute = written.rpartition("\n")[2]
            if not _is_safe_attribute(local.lower(), attribute.lower(), value):
                raise _UnsafeError(Message("{attribute} of <{element}>", attribute=attribute, element=local))

    def _read_style(self, text: str) -> None:
        if self._open and self._open[-1] == "style":
            self._style += text

    def _leave(self, _name: str) -> None:
        if self._open.pop() == "style":
            style, self._style = self._style, ""
            if _STYLE_LOADS.search(style):
                raise _UnsafeError(Message("a style that loads another file"))


def _is_safe_attribute(element: str, name: str, value: str) -> bool:
    """Return whether an attribute can neither run anything nor load from elsewhere."""
    bare = re.sub(r"[\x00-\x20]+", "", value)
    if name.startswith("on"):
        return False
    if name in _ADDRESSES:
        is_link = element == "a" and name == "href" and _LINK.match(bare)
        return not bare or bare.startswith("#") or bool(_PICTURE.match(bare) or is_link)
    if name in _ANIMATED and element in ("set", "animate", "animatetransform", "animatemotion"):
        is_active = re.match(r"(?:[^:]*:)?href\Z|on|style\Z", bare, re.IGNORECASE) or _STYLE_LOADS.search(value)
        return not is_active and not re.search(r"script:|data:", bare, re.IGNORECASE)
    return not (name in _STYLED and _STYLE_LOADS.search(value))


def check_drawing(data: bytes, path: str) -> list[Problem]:
    """Return the problem of a drawing that could run something or fetch from elsewhere, on its line, if there is one."""
    fault = _Reader().find(data)
    if fault is None:
        return []
    line, what = fault
    return [
        Problem(
            path,
            line,
            "file",
            "unsafe-drawing",
            Message(
                "expected a drawing that runs and loads nothing, found {what}; "
                "save it without scripts and links to other files, or as PNG",
                what=what,
            ),
        )
    ]
