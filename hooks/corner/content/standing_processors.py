"""What a page of `docs/` needs of Python-Markdown besides its HTML: links that lead to pages, and its title.

It does what MkDocs does, so that a page is the same with it and without. It is imported when the first page is rendered.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

_LINKS = {"a": "href", "img": "src"}
"""The attribute with the link of each element that has one."""


class LinkProcessor(Treeprocessor):  # type: ignore[misc]
    """Replaces the links and pictures of a page by what a function returns for them."""

    def __init__(self, resolve: Callable[[str], str]) -> None:
        """Replace by what `resolve` returns."""
        super().__init__()
        self._resolve = resolve

    def register(self, engine: Markdown) -> None:
        """Run after the processors of all extensions."""
        engine.treeprocessors.register(self, "corner_links", 0)

    def run(self, root: Element) -> None:
        """Replace the links of a page."""
        for element in root.iter():
            name = _LINKS.get(element.tag) if isinstance(element.tag, str) else None
            url = element.get(name) if name else None
            # Addresses of e-mail are written in characters that Python-Markdown decodes later.
            if name and url is not None and AMP_SUBSTITUTE not in url:
                element.set(name, self._resolve(url))


class TitleProcessor(Treeprocessor):  # type: ignore[misc]
    """Finds the title of a page: the text of the heading of the first level that it begins with."""

    title = ""
    """As HTML writes it."""

    def register(self, engine: Markdown) -> None:
        """Run close to the end, but before links are replaced."""
        self._engine = engine
        engine.treeprocessors.register(self, "corner_title", 1)

    def run(self, root: Element) -> None:
        """Find the title."""
        first = next(iter(root), None)
        if first is None or first.tag != "h1":
            return
        heading = remove_fnrefs(copy.deepcopy(first))
        if len(heading) and heading[-1].tag == "a" and heading[-1].get("class") == "headerlink":
            heading.remove(heading[-1])
        for parent in list(heading.iter()):
            _replace_pictures(parent)
        self.title = strip_tags(render_inner_html(heading, self._engine))


def _replace_pictures(parent: Element) -> None:
    """Replace the pictures directly below an element by the words that stand for them."""
    previous: Element | None = None
    for child in list(parent):
        words = child.get("alt") if child.tag == "img" else None
        if not words:
            previous = child
            continue
        text = words + (child.tail or "")
        if previous is None:
            parent.text = (parent.text or "") + text
        else:
            previous.tail = (previous.tail or "") + text
        parent.remove(child)
