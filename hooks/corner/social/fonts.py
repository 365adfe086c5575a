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
ARABIC_FONT_FILES = ("DejaVuSans-Bold.ttf", "DejaVuSans.ttf")
"""DejaVu Sans, which has Arabic and Latin letters: Debian's `fonts-dejavu-core`."""
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "~/Library/Fonts")
_PACKAGE = "ttf_opensans"
"""The package that brings Open Sans. It is not imported, for it would load Pillow."""
_OPEN_SANS = re.compile("[\0-\u052f\u1e00-\u1eff\u2000-\u22ff]*")
"""Texts that Open Sans can draw: Latin, Greek and Cyrillic letters, punctuation and symbols."""

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_OTHER_SCRIPTS = re.compile("[\u0530-\u05ff\u0700-\u074f\u0780-\u089f\u0900-\u10ff\u1200-\u1dff]")
"""Letters of scripts that none of the fonts has, such as Hebrew, Devanagari and Thai."""


class Fonts(NamedTuple):
    """The files of a font."""

    bold: str
    regular: str


class FontSet(NamedTuple):
    """The fonts that there are."""

    open_sans: Fonts
    cjk: Fonts | None
    """Noto Sans CJK, if it is installed."""
    arabic: Fonts | None = None
    """DejaVu Sans, if it is installed."""

    def choose(self, text: str) -> Fonts | None:
        """Return the font that can draw a text; `None` if there is none, or nothing that joins Arabic letters."""
        if _OPEN_SANS.fullmatch(text):
            return self.open_sans
        if _OTHER_SCRIPTS.search(text):
            return None
        if _ARABIC.search(text):
            return self.arabic if self.arabic and can_join_letters() else None
        return self.cjk


def can_join_letters() -> bool:
    """Return whether Pillow can join Arabic letters and put them in order: with Raqm, which its wheels bring."""
    from corner.social import typeface  # noqa: PLC0415 -- few corners need it, and Pillow takes a while to load

    return typeface.has_raqm()


def find_fonts() -> FontSet:
    """Return the fonts that are installed."""
    spec = importlib.util.find_spec(_PACKAGE)
    assert spec is not None, f"{_PACKAGE} is a requirement"
    assert spec.origin is not None
    folder = Path(spec.origin).with_name("ttf")
    open_sans = Fonts(str(folder / "OpenSans-Bold.ttf"), str(folder / "OpenSans-Regular.ttf"))
    return FontSet(open_sans, _find_installed(CJK_FONT_FILES), _find_installed(ARABIC_FONT_FILES))


def _find_installed(names: tuple[str, str]) -> Fonts | None:
    """Return the files of a font, if both are installed."""
    for folder in map(os.path.expanduser, _FONT_FOLDERS):
        for _, entry in walk_files(folder):
            fonts = Fonts(*(f"{os.path.dirname(entry.path)}/{name}" for name in names))
            if entry.name == names[0] and os.path.exists(fonts.regular):
                return fonts
    return None
