"""What a build is made from, as fingerprints of files and values."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corner.build import state
from corner.content.built_in import BUILT_IN
from corner.social import fonts
from corner.sources.register_files import DECLARATION, REGISTERS
from corner.storage import fingerprint

if TYPE_CHECKING:
    from corner.content.types import ContentType


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """Fingerprints of what a build is made from."""

    skeletons: str
    """Of everything but the texts of the news."""
    all: str
    """Of the texts, too; empty where they were not looked at."""


def read_inputs(
    root: Path,
    folders: Iterable[Path],
    values: object,
    content_type_files: Sequence[str] = (),
    *,
    with_texts: bool,
) -> BuildInputs:
    """Return the fingerprints of a project's files as they are now.

    Args:
        root: the project's root.
        folders: the folders and files, besides those of `news/`, that skeletons and static files are made from.
        values: the settings that they depend on, as plain values.
        content_type_files: the corner's own content types, relative to the root.
        with_texts: whether to look at the texts of the news, too.
    """
    own_types = _import_types(root, content_type_files)
    text_folders = {*BUILT_IN, *(content_type.name for content_type in own_types), REGISTERS}
    news = sorted((root / "news").iterdir()) if (root / "news").is_dir() else []
    paths = {*folders, *(root / name for name in content_type_files)}
    # The menu has the names of the registers.
    paths |= set((root / "news" / REGISTERS).glob(f"*/{DECLARATION}"))
    paths |= {content_type.templates for content_type in own_types if content_type.templates}
    paths |= {path for path in news if path.name not in text_folders}
    others = repr((fingerprint.digest(values), sys.version, fonts.find_fonts()))
    skeletons = state.digest_inputs(sorted(paths), others)
    texts = [path for path in news if path.name in text_folders]
    return BuildInputs(skeletons, state.digest_inputs(texts, skeletons) if with_texts else "")


def _import_types(root: Path, files: Sequence[str]) -> list[ContentType[Any]]:
    """Return the corner's own content types; the files of the package's are all in its folder."""
    if not files:
        return []
    from corner.content.registry import import_content_types  # noqa: PLC0415 -- few corners have types of their own

    content_types, _ = import_content_types(root, files)
    return list(content_types)
