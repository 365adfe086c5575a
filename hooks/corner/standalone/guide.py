"""The editors' guide and the tutorial beside the pages of `docs/`, in a preview and where a corner publishes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corner.content import guide, urls
from corner.content.settings import Settings
from corner.content.urls import SiteUrls
from corner.sources.docs import DocsTree, parse_page
from corner.standalone.files import LanguageFiles, StandingFile

EXTENSIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("attr_list", {}),
    ("fenced_code", {}),
    ("tables", {}),
    ("toc", {}),
)
"""The extensions of Python-Markdown that the guide needs, whatever `docs/` uses."""
_SOURCE = "hooks/guide"
"""The folder of the guide in a checkout, which messages name."""


def add_guide(files: LanguageFiles, tree: DocsTree, settings: Settings) -> None:
    """Add the guide in a language, unless the corner has one of its own in `docs/`.

    Args:
        files: the files of the language.
        tree: what `docs/` holds.
        settings: the corner's settings.
    """
    locale = files.language
    language = guide.find_language(settings, locale)
    has_own = any(name.partition("/")[0].partition(".")[0] == "guide" for name in (*tree.page_names, *tree.files))
    if has_own or not language:
        return
    folder = guide.guide_folder()
    for name, address in guide.PAGES.items():
        files.add(_read_page(folder / f"{name}.{language}.md", f"{address}index.html", settings, locale, language))
    for file in sorted(folder.glob(f"assets/**/*.{language}.*")):
        name = file.relative_to(folder).as_posix()
        # All editions have the same pictures, each those of its language.
        path = urls.GUIDE + name
        files.add(StandingFile(name=f"{_SOURCE}/{name}", path=path, common_path=path, file=file))


def _read_page(file: Path, path: str, settings: Settings, locale: str, language: str) -> StandingFile:
    """Return a page of the guide in an edition."""
    name = f"{_SOURCE}/{file.name}"
    page, _ = parse_page(file.read_text(encoding="utf-8"), name, name)
    return StandingFile(
        name=name,
        path=SiteUrls(settings.site_url, settings.default).edition_path(locale, path),
        common_path=path,
        file=file,
        page=page,
        lang=language,
    )
