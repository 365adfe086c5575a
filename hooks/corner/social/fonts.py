"""The fonts of social cards, and which of them can draw a text."""

from __future__ import annotations

import importlib.util
import os
import re
from pathlib import Path
from typing import NamedTuple

from corner.storage.walk import walk_files

CJK_FONT_FILES = ("NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc")
"""Noto Sans CJK, in the forms of each language that is written with Chinese characters: Debian's `fonts-noto-cjk`."""
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "~/Library/Fonts")
_PACKAGE = "ttf_opensans"
"""The package that brings Open Sans. It is not imported, for it would load Pillow."""
_OPEN_SANS = re.compile("[\0-\u052f\u1e00-\u1eff\u2000-\u22ff]*")
"""Texts that Open Sans can draw: Latin, Greek and Cyrillic letters, punctuation and symbols."""


class Fonts(NamedTuple):
    """The files of a font."""

    bold: str
    regular: str


class FontSet(NamedTuple):
    """The fonts that there are."""

    open_sans: Fonts
    cjk: Fonts | None
    """Noto Sans CJK, if it is installed."""

    def choose(self, text: str) -> Fonts | None:
        """Return the font that can draw a text; `None` if it is not installed."""
        return self.open_sans if _OPEN_SANS.fullmatch(text) else self.cjk


def find_fonts() -> FontSet:
    """Return the fonts that are installed."""
    spec = importlib.util.find_spec(_PACKAGE)
    assert spec is not None, f"{_PACKAGE} is a requirement"
    assert spec.origin is not None
    folder = Path(spec.origin).with_name("ttf")
    return FontSet(Fonts(str(folder / "OpenSans-Bold.ttf"), str(folder / "OpenSans-Regular.ttf")), _find_cjk_fonts())


def _find_cjk_fonts() -> Fonts | None:
    """Return the files of Noto Sans CJK, if both are installed."""
    for folder in map(os.path.expanduser, _FONT_FOLDERS):
        for _, entry in walk_files(folder):
            fonts = Fonts(*(f"{os.path.dirname(entry.path)}/{name}" for name in CJK_FONT_FILES))
            if entry.name == CJK_FONT_FILES[0] and os.path.exists(fonts.regular):
                return fonts
    return None
