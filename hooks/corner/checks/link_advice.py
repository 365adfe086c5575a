"""The right addresses for links and pictures that are written from the root, as on a disk, or as on the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from urllib.parse import quote, unquote

from corner.content.links import MarkdownLink
from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import find_nearest

_PAGE_ENDING = re.compile(r"(?:/|/index\.html|(?:\.[A-Za-z0-9-]+)?\.(?:md|html))\Z")
_HOST = re.compile(r"www\.[\w-]+\.")
_SAFE = "/._-~()"


def explain_address(
    link: MarkdownLink, path: str, keys: Collection[str], assets: Collection[str], *, with_nearest: bool
) -> Message:
    """Return the end of the message for an address that leads nowhere: what to type, or an empty text.

    Args:
        link: the link.
        path: the file that it is in, relative to the project's root.
        keys: the keys of all content from Markdown files.
        assets: the other files of `news/`.
        with_nearest: whether to look for the nearest name, which takes long.
    """
    written, _, fragment = unquote(link.written).replace("\\", "/").partition("#")
    target = _find_by_end(written, assets) or _find_by_end(_PAGE_ENDING.sub("", written), keys)
    ending = f"#{fragment}" if fragment else ""
    if target:
        return Message("; type {address}", address=_format_address(target, path, keys) + ending)
    if _HOST.match(written) and not link.picture:
        return Message("; type {address}", address=f"https://{link.written}")
    if with_nearest and link.target is not None:
        names = {posixpath.basename(name): name for name in sorted({*keys, *assets})}
        nearest = find_nearest(posixpath.basename(link.target), names)
        if nearest:
            return Message("; did you mean '{name}'?", name=_format_address(names[nearest], path, keys) + ending)
    return Message("; put the picture beside this file and type its name") if link.picture else Message("")


def _find_by_end(written: str, names: Collection[str]) -> str:
    """Return the one name that has the longest end of an address, or an empty text."""
    parts = [part for part in written.split("/") if part not in ("", ".", "..")]
    for start in range(len(parts)):
        end = "/".join(parts[start:])
        matches = [name for name in names if name == end or name.endswith(f"/{end}")]
        if matches:
            return matches[0] if len(matches) == 1 else ""
    return ""


def _format_address(target: str, path: str, keys: Collection[str]) -> str:
    """Return the address of a file, or of content in the language of the text, from the file of the link."""
    folder, name = posixpath.split(path.removeprefix("news/"))
    locale = name.split(".")[-2] if name.endswith(".md") else ""
    relative = posixpath.relpath(target, folder or ".")
    return quote(f"{relative}.{locale}.md" if target in keys and locale else relative, safe=_SAFE, encoding="utf-8")
