"""Pages of content as Markdown, for programs that read: the facts as front matter, then the text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from corner.render.front_matter import render_front_matter
from corner.render.html_to_markdown import html_to_markdown
from corner.render.markdown_syntax import escape_markdown
from corner.render.page import Page
from corner.storage.output_file import OutputFile, Spool
from corner.views.edition import Edition


def markdown_file(
    edition: Edition, page: Page, path: str, fingerprint: str, is_current: Callable[[str, str], bool], spool: Spool
) -> OutputFile:
    """Return the Markdown beside a page of content; it is made at once, while what the page shows is at hand.

    Args:
        edition: the site in the page's language.
        page: the page.
        path: the path of the file.
        fingerprint: the page's fingerprint; its Markdown depends on nothing else.
        is_current: whether the file at a path, given a fingerprint, is published already.
        spool: where it waits for its publication.
    """
    if is_current(path, fingerprint):
        return OutputFile(None, page.source, fingerprint)
    return OutputFile(spool.keep(render_markdown_page(edition, page)), page.source, fingerprint)


def render_markdown_page(edition: Edition, page: Page) -> bytes:
    """Return the Markdown of a page of content."""
    assert page.content is not None, "only content has Markdown"
    text, site = page.content.texts[page.locale], edition.catalogue.addresses.site_url
    convert = partial(html_to_markdown, page=edition.absolute(page.address))
    blocks = [f"# {escape_markdown(text.title)}"]
    if page.content.is_withdrawn:
        # The page shows no more either.
        blocks.append(escape_markdown(text.description))
    else:
        blocks.append(convert(edition.html(text.passage.html, site)))
        headings = page.content.content_type.markdown_headings(edition, page.content) or [
            f"{number}. {section.title}" for number, section in enumerate(text.sections, 1)
        ]
        for heading, section in zip(headings, text.sections, strict=True):
            blocks.append(f"## {escape_markdown(heading)}")
            blocks.append(convert(edition.html(section.passage.html, site)))
    body = "\n\n".join(filter(None, blocks))
    return f"{render_front_matter(edition, page)}\n{body}\n".encode()
