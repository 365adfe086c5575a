"""What a build is made from, as fingerprints of files and values."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corner.build import state
from corner.content.registry import import_content_types
from corner.social import fonts
from corner.sources.reader import DECLARATION, REGISTERS


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
    content_type_files: Iterable[str] = (),
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
    content_types, _ = import_content_types(root, tuple(content_type_files))
    text_folders = {*(content_type.name for content_type in content_types), REGISTERS}
    news = sorted((root / "news").iterdir()) if (root / "news").is_dir() else []
    paths = {*folders, *(root / name for name in content_type_files)}
    # The menu has the names of the registers.
    paths |= set((root / "news" / REGISTERS).glob(f"*/{DECLARATION}"))
    paths |= {content_type.templates for content_type in content_types if content_type.templates}
    paths |= {path for path in news if path.name not in text_folders}
    skeletons = state.digest_inputs(sorted(paths), (values, sys.version, fonts.find_fonts()))
    texts = [path for path in news if path.name in text_folders]
    return BuildInputs(skeletons, state.digest_inputs(texts, skeletons) if with_texts else "")
