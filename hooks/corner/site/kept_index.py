"""The file that keeps the index of texts, and what has changed since: looked at while the rest of the program is loaded."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from corner.sources.news_stamps import NewsStamps, read_stamps
from corner.storage import fingerprint
from corner.storage.cache import CACHE_FOLDER, code_digest
from corner.storage.code_stamp import read_code_stamp
from corner.storage.sealed import read_sealed, write_sealed
from corner.workers.background import BackgroundResult

SETTINGS = "mkdocs.yml"
_FILE = CACHE_FOLDER / "check.index"


class IndexedFiles(NamedTuple):
    """The files that an index was made from, beside the code."""

    settings_digest: str
    """The fingerprint of `mkdocs.yml`."""
    folders: dict[str, NewsStamps]
    """The stamps of all files in the folders, relative to the root, that settings may name files of."""
    news: NewsStamps
    """The stamps of all files of `news/`."""


class KeptIndex(NamedTuple):
    """An index that an earlier check of the same code, settings and names of files has kept."""

    values: bytes
    """The index, for `marshal`."""
    changed: frozenset[str]
    """The files of `news/` that are not as they were."""
    code_digest: str
    """The fingerprint of the code, as that check computed it."""


def save_index(root: Path, files: IndexedFiles, values: bytes) -> None:
    """Keep an index for the next check.

    Args:
        root: the project's root.
        files: what it was made from, as it was before.
        values: the index.
    """
    with suppress(OSError):  # a read-only checkout is checked as well, only not as fast
        write_sealed(root / _FILE, marshal.dumps((tuple(files), values, code_digest())), read_code_stamp())


def start_reading_index(root: Path) -> Callable[[], KeptIndex | None]:
    """Begin to look at all files of a project; return what waits for the index, and gives `None` if there is none for them."""

    def find() -> bytes:
        kept = _read_index(root)
        return marshal.dumps(kept and tuple(kept))

    result = BackgroundResult(find)

    def wait() -> KeptIndex | None:
        values = marshal.loads(result.result())  # noqa: S302 -- from our own fork
        return values and KeptIndex(*values)

    return wait


def digest_settings(root: Path) -> str:
    """Return the fingerprint of a project's settings.

    Raises:
        OSError: they cannot be read.
    """
    return fingerprint.digest((root / SETTINGS).read_bytes())


def _read_index(root: Path) -> KeptIndex | None:
    """Return what an earlier check kept; `None` if it is missing, damaged, or of other code, settings or files."""
    data = read_sealed(root / _FILE, read_code_stamp())
    if data is None:
        return None
    # `marshal` trusts what it reads, so it reads only what was written here.
    known, values, digest = marshal.loads(data)  # noqa: S302 -- see above
    files = IndexedFiles(*known)
    if files.settings_digest != digest_settings(root):
        return None
    if any(read_stamps(str(root / folder)) != stamps for folder, stamps in files.folders.items()):
        return None
    news = read_stamps(str(root / "news"))
    if news is None or news.keys() != files.news.keys():
        return None
    changed = frozenset(name for name, stamp in news.items() if stamp is None or stamp != files.news[name])
    return KeptIndex(values, changed, digest)
