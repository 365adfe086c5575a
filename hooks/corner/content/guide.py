"""The editors' guide and the tutorial, which come with the program: their files, and the editions that show them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corner.content import urls

if TYPE_CHECKING:
    from corner.content.settings import Settings

FALLBACK = "en"
"""The language that the default edition shows where there is no guide in its own."""
PAGES = {"guide": urls.GUIDE, "first-release": urls.TUTORIAL}
"""The address of each page in the default edition, by the name of its files."""


def guide_folder() -> Path:
    """Return the folder of the guide: inside the package where that is installed from a wheel, and else beside it."""
    package = Path(__file__).parents[1]
    installed = package / "guide"
    return installed if installed.is_dir() else package.with_name("guide")


@cache
def list_languages() -> frozenset[str]:
    """Return the languages that the guide is written in."""
    return frozenset(path.name.split(".")[1] for path in guide_folder().glob("guide.*.md"))


def find_language(settings: Settings, locale: str) -> str:
    """Return the language of the guide in an edition: its own or, in the default edition, English.

    Args:
        settings: the corner's settings.
        locale: the locale of the edition.

    Returns:
        The language; empty where the edition does not show the guide.
    """
    conversion = settings.converted.get(locale)
    if (conversion.source if conversion else locale) in list_languages():
        return locale
    return FALLBACK if locale == settings.default else ""
