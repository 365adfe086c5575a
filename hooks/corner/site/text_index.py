"""What a check of some texts must know of all others, kept from one check to the next.

A check of the whole corner writes it. It holds no result for a text: a text is judged only by reading it again. It says
which files there are and whether they are as they were, which keys texts may name, and which texts a rule may
compare with each other.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Container, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corner.checks.context import OtherContent
from corner.checks.pairs import find_single_place
from corner.checks.repeated_releases import iter_appearances
from corner.checks.result import CheckedContent
from corner.content import theme_files
from corner.content.figures import list_value_keys
from corner.content.taxonomies import FigureKind
from corner.content.text_settings import select_text_settings
from corner.content.types import Content
from corner.diagnostics.problem import Problem, Severity
from corner.site import kept_index
from corner.site.kept_index import IndexedFiles
from corner.sources.file_names import find_key
from corner.sources.news_stamps import NewsStamps, read_stamps
from corner.sources.register_files import TAXONOMIES

if TYPE_CHECKING:
    from corner.content.settings import Settings
    from corner.site.load import LoadResult

SUFFIX = ".md"
"""The ending of the files that texts are in."""


class TextIndex(NamedTuple):
    """What is known of the texts of a corner."""

    settings: tuple[Any, ...]
    """The settings that texts are judged by, as plain values."""
    taxonomies: tuple[str, ...]
    """The files of taxonomies, by path in `news/`."""
    texts: dict[str, tuple[str, ...]]
    """The Markdown files of each piece of content, by its key."""
    unread: frozenset[str]
    """The keys of those of which no file could be parsed."""
    assets: frozenset[str]
    """The files that texts may show, link to or attach, by path in `news/`."""
    items: dict[str, tuple[str, ...]]
    """The keys of the items of each summary, by its key."""
    records: frozenset[str]
    """The keys of records."""
    faulty: frozenset[str]
    """The keys of content with an error."""
    has_faulty_data: bool
    """Whether a register or a file of records has an error."""
    marks: dict[int, tuple[str, ...]]
    """The keys of the content that has each mark."""

    def describe_others(self, keys: Container[str]) -> OtherContent:
        """Return what is known of all content but that of `keys`."""
        return OtherContent(
            items=frozenset(item for key, items in self.items.items() if key not in keys for item in items),
            records=self.records,
            has_errors=self.has_faulty_data or any(key not in keys for key in self.faulty),
        )


def save_index(root: Path, stamps: NewsStamps, loaded: LoadResult) -> bool:
    """Keep what the check of a whole corner knows of its texts; return whether that is all that rules may ask for.

    Args:
        root: the project's root.
        stamps: the stamps of the files of its news, from before they were read.
        loaded: what was loaded.
    """
    from corner.content import mkdocs_yml  # noqa: PLC0415 -- who only loads an index needs no models of settings

    settings = loaded.settings
    if not settings or settings.content_types:
        return False
    settings_digest = kept_index.digest_settings(root)
    folders = {folder: read_stamps(str(root / folder)) for folder in _list_folders(settings)}
    certain = {folder: known for folder, known in folders.items() if known and None not in known.values()}
    index = _create_index(stamps, loaded, settings)
    if (
        index is None
        or certain.keys() != folders.keys()
        or mkdocs_yml.read_settings(root / kept_index.SETTINGS)[0] != settings
    ):
        return False
    kept_index.save_index(root, IndexedFiles(settings_digest, certain, stamps), marshal.dumps(tuple(index)))
    return True


def _create_index(stamps: NewsStamps, loaded: LoadResult, settings: Settings) -> TextIndex | None:
    tree, result, rules = loaded.tree, loaded.checked, loaded.rules
    if not (tree and result and rules):
        return None
    read = {source.path.removeprefix("news/") for source in tree.sources}
    texts: dict[str, tuple[str, ...]] = {}
    for name in stamps:
        if name.endswith(SUFFIX):
            key = find_key(name)
            texts[key] = (*texts.get(key, ()), name)
    marks: dict[int, tuple[str, ...]] = {}
    for key, content in result.contents.items():
        for mark in list_marks(content, result.checked.get(key), rules.context.taxonomies.figures):
            marks[mark] = (*marks.get(mark, ()), key)
    return TextIndex(
        settings=select_text_settings(settings),
        taxonomies=tuple(name for name in map("{}.yml".format, TAXONOMIES) if name in stamps),
        texts=texts,
        unread=frozenset(key for key, names in texts.items() if read.isdisjoint(names)),
        assets=frozenset(tree.assets),
        items={key: content.item_keys for key, content in result.contents.items() if content.item_keys},
        records=frozenset(result.contents.keys() - result.originals.keys()),
        faulty=frozenset(key for key, checked in result.checked.items() if any(map(_is_error, checked.problems))),
        has_faulty_data=result.has_faulty_data,
        marks=marks,
    )


def list_marks(content: Content, checked: CheckedContent | None, kinds: Mapping[str, FigureKind]) -> set[int]:
    """Return the marks of content: rules compare only content that has a mark in common.

    Two marks may be one by chance, which costs time and nothing else.
    """
    marks: list[tuple[str, ...]] = [("title", *appearance) for _, appearance in iter_appearances(content, checked)]
    marks += [("figure", key) for key in list_value_keys(content, kinds)]
    if place := find_single_place(content, checked):
        marks.append(("single", *place))
    if content.content_type.check_together:
        marks.append(("type", content.content_type.name))
    return {zlib.crc32("\0".join(mark).encode()) for mark in marks}


def restore_index(values: bytes) -> TextIndex:
    """Return the index that was kept as values."""
    return TextIndex(*marshal.loads(values))  # noqa: S302 -- they are what `save_index` wrote


def _list_folders(settings: Settings) -> list[str]:
    """Return the folders in which the settings look for the files that they name."""
    host = settings.host
    return [host.docs_dir, str(theme_files.theme_folder()), *([host.custom_dir] if host.custom_dir else [])]


def _is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR
