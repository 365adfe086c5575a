"""What a check of some texts must know of all others, kept from one check to the next.

A check of the whole corner writes it. It holds no result for a text: a text is judged only by reading it again. It says
which files there are and whether they are as they were, which keys texts may name, and which texts a rule may
compare with each other.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Container, Mapping
from contextlib import suppress
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
from corner.sources.file_names import find_key
from corner.sources.news_stamps import NewsStamps, read_stamps
from corner.storage import fingerprint
from corner.storage.cache import CACHE_FOLDER
from corner.storage.code_stamp import read_code_stamp
from corner.storage.sealed import read_sealed, write_sealed

if TYPE_CHECKING:
    from corner.content.settings import Settings
    from corner.site.load import LoadResult

_SETTINGS = "mkdocs.yml"
_FILE = CACHE_FOLDER / "check.index"
SUFFIX = ".md"
"""The ending of the files that texts are in."""


class TextIndex(NamedTuple):
    """What is known of the texts of a corner."""

    settings_digest: str
    """The fingerprint of `mkdocs.yml`."""
    settings: tuple[Any, ...]
    """The settings that texts are judged by, as plain values."""
    folders: dict[str, NewsStamps]
    """The stamps of all files in the folders, relative to the root, that settings may name files of."""
    stamps: NewsStamps
    """The stamps of all files of `news/`."""
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


def create_index(root: Path, stamps: NewsStamps, loaded: LoadResult) -> TextIndex | None:
    """Return what the check of a whole corner knows of its texts; `None` where that is not all that rules may ask for.

    Args:
        root: the project's root.
        stamps: the stamps of its files, from before they were read.
        loaded: what was loaded.
    """
    from corner.content import mkdocs_yml  # noqa: PLC0415 -- who only loads an index needs no models of settings

    tree, result, rules, settings = loaded.tree, loaded.checked, loaded.rules, loaded.settings
    if not (tree and result and rules and settings) or settings.content_types:
        return None
    settings_digest = _digest_settings(root)
    folders = {folder: read_stamps(str(root / folder)) for folder in _list_folders(settings)}
    is_certain = all(known and None not in known.values() for known in folders.values())
    if not is_certain or mkdocs_yml.read_settings(root / _SETTINGS)[0] != settings:
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
        settings_digest=settings_digest,
        settings=select_text_settings(settings),
        folders={folder: known for folder, known in folders.items() if known},
        stamps=stamps,
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


def load_index(root: Path, code: str) -> TextIndex | None:
    """Return what an earlier check kept; `None` if it is missing, damaged, or of other code or settings.

    Args:
        root: the project's root.
        code: the stamp of the code that runs.
    """
    data = read_sealed(root / _FILE, code)
    # `marshal` trusts what it reads, so it reads only what was written here.
    index = None if data is None else TextIndex(*marshal.loads(data))  # noqa: S302 -- see above
    if index is None or index.settings_digest != _digest_settings(root):
        return None
    is_current = all(read_stamps(str(root / folder)) == known for folder, known in index.folders.items())
    return index if is_current else None


def save_index(root: Path, index: TextIndex) -> None:
    """Keep the index for the next check."""
    with suppress(OSError):  # a read-only checkout is checked as well, only not as fast
        write_sealed(root / _FILE, marshal.dumps(tuple(index)), read_code_stamp())


def _digest_settings(root: Path) -> str:
    return fingerprint.digest((root / _SETTINGS).read_bytes())


def _list_folders(settings: Settings) -> list[str]:
    """Return the folders in which the settings look for the files that they name."""
    host = settings.host
    return [host.docs_dir, str(theme_files.theme_folder()), *([host.custom_dir] if host.custom_dir else [])]


def _is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR
