"""The font of social cards: where it is installed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

FONT_FILES = ("NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc")
"""The font, in the forms of each language that is written with Chinese characters: Debian's `fonts-noto-cjk`."""
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "~/Library/Fonts")


class Fonts(NamedTuple):
    """The files of the font."""

    bold: str
    regular: str


def find_fonts() -> Fonts | None:
    """Return the files of the font, if both are installed."""
    for told in _FONT_FOLDERS:
        for folder, _, files in os.walk(Path(told).expanduser()):
            if all(name in files for name in FONT_FILES):
                return Fonts(*(f"{folder}/{name}" for name in FONT_FILES))
    return None
