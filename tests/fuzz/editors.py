"""Targets of what editors write: front matter, Markdown, figures in words, redirects, and any file of a corner."""

from __future__ import annotations

from functools import cache
from xml.etree.ElementTree import Element

import html5lib

from corner.content import redirects
from corner.content.markdown import render_markdown
from corner.content.safe_html import clean_html
from corner.parity.lexicon import Lexicon, read_lexicon
from corner.parity.readers.reader import read_quantities
from corner.site import listings
from corner.site.load import load
from corner.sources.frontmatter import parse_source
from corner.views.edition import Edition
from tests.fuzz.target import assert_plain, create_corner, decode
from tests.support import corners

_LOCALES = ("en", "pt", "zh-Hant")
_RUNS = ("script", "iframe", "object", "embed", "base", "meta", "form", "link", "style")
_URLS = ("href", "src", "action", "formaction", "data", "poster", "srcset", "cite")
_FILES = (
    corners.FAIR,
    corners.FAIR_ZH,
    corners.SUMMARY,
    "news/topics.yml",
    "news/bodies.yml",
    "news/places.yml",
    "news/figures.yml",
    "news/redirects.yml",
    "news/words/en.yml",
    "mkdocs.yml",
    "docs/index.en.md",
)


def assert_harmless(html: str) -> None:
    """Check by another HTML parser that nothing in HTML runs a program."""
    root: Element = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag.rpartition("}")[2] not in _RUNS, html
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), html
            if name.rpartition("}")[2] in _URLS:
                assert not _is_program(value), html


def _is_program(url: str) -> bool:
    """Return whether a browser runs an address, which it reads without spaces and control characters."""
    plain = "".join(character for character in url if character > " ").lower()
    return plain.startswith(("javascript:", "vbscript:", "data:text", "data:image/svg"))


def check_front_matter(data: bytes) -> None:
    """Any bytes are a source with its text, or problems of one line."""
    source, problems = parse_source(data, "news/releases/2021/x.en.md", "releases/2021/x", "en")
    assert_plain(problems)
    assert (source is None) == bool(problems)
    if source:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        assert source.body in text
        assert_plain(list(source.comment_problems()))


def check_markdown(data: bytes) -> None:
    """No Markdown becomes HTML that runs a program, and the same text gives the same HTML."""
    text = decode(data)
    html, outline = render_markdown(text, "releases/2021", "Back to {number}")
    assert_harmless(html)
    assert (html, outline) == render_markdown(text, "releases/2021", "Back to {number}")


@cache
def _lexicons() -> dict[str, Lexicon]:
    return {locale: read_lexicon(locale) for locale in _LOCALES}


def check_quantities(data: bytes) -> None:
    """Each quantity that a text has is in the text, where the reader says."""
    text = decode(data)
    for lexicon in _lexicons().values():
        for quantity in read_quantities(text, lexicon).sort():
            assert 0 <= quantity.start <= len(text)
            assert quantity.written
            assert quantity.start + len(quantity.written.strip()) <= len(text) + 1


def check_redirects(data: bytes) -> None:
    """Each redirect leads to news that exists, from a key that does not, in one step."""
    keys = {"releases/2021/fair", "summaries/2020"}
    result, problems = redirects.read_redirects(decode(data), keys)
    assert_plain(problems)
    for old, new in result.moved.items():
        assert new in keys
        assert old not in keys


def check_any_file(data: bytes) -> None:
    """Any bytes in any file of a corner are shown, or are problems of one line; a check does not raise."""
    root = create_corner("any")
    path = root / _FILES[data[0] % len(_FILES)] if data else root / corners.FAIR
    before = path.read_bytes() if path.is_file() else None
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data[1:])
    try:
        loaded = load(root, corners.NOW)
        assert_plain(loaded.problems)
        if loaded.catalogue is not None:
            Edition(loaded.catalogue, listings.build_listings(loaded.catalogue), "en")
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


def check_docs(data: bytes) -> None:
    """No HTML in a page of docs/ runs a program after the cleaning, nor after another."""
    cleaned = clean_html(decode(data))
    assert_harmless(cleaned.html)
    assert_harmless(clean_html(cleaned.html).html)
