"""The files of the font of social cards."""

from __future__ import annotations

import os
from typing import NamedTuple

from corner.storage.walk import walk_files

FONT_FILES = ("NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc")
"""The font, in the forms of each language that is written with Chinese characters: Debian's `fonts-noto-cjk`."""
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "~/Library/Fonts")


class Fonts(NamedTuple):
    """The files of the font."""

    bold: str
    regular: str


def find_fonts() -> Fonts | None:
    """Return the files of the font, if both are installed."""
    for folder in map(os.path.expanduser, _FONT_FOLDERS):
        for _, entry in walk_files(folder):
            fonts = Fonts(*(f"{os.path.dirname(entry.path)}/{name}" for name in FONT_FILES))
            if entry.name == FONT_FILES[0] and os.path.exists(fonts.regular):
                return fonts
    return None
