"""The pages of texts that somebody has just edited, for a preview that shows them before it builds the site.

They are made from what the last build knew, so that it takes the same time in a large corner as in a small one. The
build that follows makes them once more, with everything else that the edit changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corner.build.saved_host import SavedSkeletons
from corner.checks.assemble import WORDS, check_files
from corner.content.types import Content
from corner.diagnostics.problem import Severity
from corner.render.markdown_pages import markdown_file
from corner.render.renderer import Renderer, Theme
from corner.render.skeleton import SkeletonSet
from corner.site.catalogue import Catalogue
from corner.site.listings import Listings
from corner.site.load import LoadResult
from corner.sources import textfile
from corner.sources.frontmatter import SourceFile, parse_source
from corner.sources.reader import parse_path
from corner.storage.output_file import Spool, read_content
from corner.views.edition import Edition

_MOST_TEXTS = 4
"""More edited texts than that wait for the build: git has brought them."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What a preview published last, as far as its pages need it."""

    root: Path
    """The project's root."""
    loaded: LoadResult
    catalogue: Catalogue
    listings: Listings
    skeletons: SavedSkeletons
    theme: Theme


def make_edited_pages(build: LastBuild, edited: Collection[Path]) -> dict[str, bytes]:
    """Return the pages of the texts in edited files and their Markdown, by path in the site.

    There are none of texts with errors, of texts that readers do not see, and where more than words has changed: what
    such an edit means for the other pages is not known yet.

    Args:
        build: the last build.
        edited: the files that were edited, whatever they are.
    """
    news, kinds = (build.root / "news").resolve(), build.loaded.content_types.file_kinds
    names = sorted(path.relative_to(news).as_posix() for path in edited if path.is_relative_to(news))
    keys = {identity[0] for identity in (parse_path(name, kinds) for name in names) if identity}
    pages: dict[str, bytes] = {}
    for key in sorted(keys) if len(keys) <= _MOST_TEXTS else ():
        if content := _check_edited(build, key):
            pages |= _render_pages(build, content)
    return pages


def _check_edited(build: LastBuild, key: str) -> Content | None:
    """Return the content in edited texts, if only its words are new."""
    loaded, before = build.loaded, build.catalogue.content(key)
    known = loaded.checked.checked.get(key) if loaded.checked else None
    if before is None or known is None or loaded.tree is None or loaded.rules is None:
        return None
    context = loaded.rules.context
    edited = [_read_edited(build.root, source) for source in known.sources]
    files = [source or old for source, old in zip(edited, known.sources, strict=True)]
    checked = check_files(key, files, loaded.tree, context) if any(edited) else None
    if checked is None or any(problem.severity is Severity.ERROR for problem in checked.problems):
        return None
    content = checked.content
    has_same_facts = content and _list_facts(content) == _list_facts(before)
    return content if has_same_facts else None


def _read_edited(root: Path, known: SourceFile) -> SourceFile | None:
    """Return the source in a file that has changed since it was read; `None` where it has not, or has faults."""
    data, problems = textfile.read_bytes(f"{root}/{known.path}", known.path)
    if data is None or problems:
        return None
    source, problems = parse_source(data, known.path, known.key, known.locale, known.parsed, str(root))
    return None if problems or source is None or source.digest == known.digest else source


def _list_facts(content: Content) -> list[Any]:
    """Return all of content that is no words in one language."""
    fields = content.content_type.model.model_fields
    return [sorted(content.texts), *(getattr(content.facts, name) for name in fields if name not in WORDS)]


def _render_pages(build: LastBuild, content: Content) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the page of content in each edition that has it, and of its Markdown."""
    kind, spool = content.content_type, Spool(keeps_files=False)
    contents = {**build.catalogue.contents, kind.name: {**build.catalogue.contents[kind.name], content.key: content}}
    catalogue = replace(build.catalogue, contents=contents)
    for locale in content.texts:
        edition, saved = Edition(catalogue, build.listings, locale), build.skeletons.skeletons[locale]
        page = kind.page(edition, content) if kind.page else None
        if page and saved.has_all([page.skeleton_key]):
            renderer = Renderer(edition, build.theme, SkeletonSet(saved.shared))
            for rendered in renderer.render([page], _is_current, spool):
                yield page.file, read_content(rendered.content)
                if page.markdown:
                    file = markdown_file(edition, page, page.markdown, rendered.fingerprint, _is_current, spool)
                    yield page.markdown, read_content(file.content)


def _is_current(_path: str, _fingerprint: str) -> bool:
    return False
