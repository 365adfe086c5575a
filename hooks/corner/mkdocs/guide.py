"""The editors' guide and the tutorial as pages of MkDocs, which renders them beside those of `docs/`."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from corner.content import guide, urls
from corner.content.settings import Settings
from corner.content.urls import SiteUrls

_SOURCE = "hooks/guide"
"""The folder of the guide in a checkout, which messages name."""
_EXTENSIONS = ("attr_list", "fenced_code", "tables", "toc")
"""The extensions of Python-Markdown that the guide needs, whatever `docs/` uses."""


class GuideFile(File):
    """A file of the guide, with what static-i18n keeps about its own files."""

    def __init__(self, path: Path, dest_uri: str, config: MkDocsConfig, locale: str) -> None:
        """Publish the file at `path` at `dest_uri`, in the edition in `locale`."""
        # Links between files of the guide are relative, wherever it is installed.
        source = f"{_SOURCE}/{path.relative_to(guide.guide_folder()).as_posix()}"
        super().__init__(source, None, config.site_dir, True, dest_uri=dest_uri, inclusion=InclusionLevel.NOT_IN_NAV)
        self.abs_src_path = str(path)
        self.locale = self.locale_alternate_of = locale
        self.alternates: Mapping[str, File] = {}
        """The file in each edition of its language."""


class GuidePage(Page):
    """A page of the guide."""

    lang = ""
    """The language of its text, where that is not the edition's."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the text as MkDocs does, with the guide's own extensions."""
        config = copy.copy(config)
        config.markdown_extensions = [*_EXTENSIONS]
        config.mdx_configs = {}
        super().render(config, files)


def add_guide(files: Files, config: MkDocsConfig, settings: Settings, locale: str) -> None:
    """Add the guide in the language that MkDocs builds now, unless the corner has one of its own in `docs/`.

    Args:
        files: the files of that language, after static-i18n.
        config: MkDocs' settings.
        settings: the corner's settings.
        locale: the language.
    """
    language = guide.find_language(settings, locale)
    has_own = any(path.name.partition(".")[0] == "guide" for path in Path(config.docs_dir).iterdir())
    if has_own or not language:
        return
    folder = guide.guide_folder()
    for name in guide.PAGES:
        file = _create_page_file(folder / f"{name}.{language}.md", config, settings, locale)
        files.append(file)
        GuidePage(None, file, config).lang = "" if language == locale else language
    for path in sorted(folder.glob(f"assets/**/*.{language}.*")):
        files.append(GuideFile(path, urls.GUIDE + path.relative_to(folder).as_posix(), config, locale))


def _create_page_file(path: Path, config: MkDocsConfig, settings: Settings, locale: str) -> GuideFile:
    """Return the file of a page in an edition."""
    addresses = SiteUrls(settings.site_url, settings.default)

    def create(edition: str) -> GuideFile:
        address = addresses.edition_path(edition, guide.PAGES[path.name.partition(".")[0]])
        return GuideFile(path, f"{address}index.html", config, edition)

    own = [edition for edition in settings.written if guide.find_language(settings, edition) == edition]
    file = create(locale)
    file.alternates = {edition: create(edition) for edition in own}
    return file
