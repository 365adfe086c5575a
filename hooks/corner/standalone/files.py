"""The files of `docs/` in one language, as static-i18n gives them to MkDocs: by suffix or by folder."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from corner.build.docs_paths import find_file_path, find_page_path, split_locale
from corner.content.settings import Settings
from corner.sources.docs import DocsPage, DocsTree

_INDEX = "index.html"
_FOLDER_PAGES = ("index", "README")
"""The names of the pages of a folder, before all others of it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StandingFile:
    """A page or another file of `docs/`, of the editors' guide or of the theme."""

    name: str
    """The path by which links name it: in `docs/`, for a file of that."""
    path: str
    """Its path in the site."""
    common_path: str
    """The path of the same file in the default edition."""
    file: Path
    page: DocsPage | None = None
    """What it holds, if it is a page."""
    lang: str | None = None
    """The language of its text, if it is a page of the editors' guide."""

    @property
    def address(self) -> str:
        """Its address in the site; that of a page ends with a slash or is empty."""
        return self.path.removesuffix(_INDEX) if self.page else self.path

    @property
    def stem(self) -> str:
        """The name without language and ending, from which a page has its title where it has no other."""
        folder, _, file = self.common_path.rpartition("/")
        name = PurePosixPath(self.name).name.partition(".")[0]
        return "index" if name in _FOLDER_PAGES else posixpath.basename(folder) if file == _INDEX else file

    def link_from(self, page: StandingFile) -> str:
        """Return the link from a page to this file."""
        link = posixpath.relpath(f"/{self.address}", f"/{page.address}")
        is_folder = not self.address or self.address.endswith("/")
        return quote(f"{link}/" if is_folder else link)


class LanguageFiles:
    """The files that the pages of one language have, and that their links may name."""

    def __init__(self, settings: Settings, language: str, files: Sequence[StandingFile]) -> None:
        """Hold the files of an edition in the order in which they are published."""
        self.language = language
        self.settings = settings
        self._files = {file.name: file for file in files}

    def add(self, file: StandingFile) -> None:
        """Add a file behind the others."""
        self._files[file.name] = file

    def __iter__(self) -> Iterator[StandingFile]:
        """Yield each file."""
        return iter(self._files.values())

    @property
    def pages(self) -> list[StandingFile]:
        """The pages."""
        return [file for file in self if file.page]

    def find(self, name: str) -> StandingFile | None:
        """Return the file that a link or the menu names, in this language where it does not name one."""
        path = PurePosixPath("index.md" if name in (".", "") else name)
        if not path.name or path.name == "..":
            return None
        return next((file for candidate in self._iter_names(path) if (file := self._files.get(candidate))), None)

    def _iter_names(self, path: PurePosixPath) -> Iterator[str]:
        """Yield the names of the files that `path` may mean, the likeliest first."""
        default = self.settings.default
        if not self.settings.host.has_language_folders:
            for locale in (self.language, default):
                yield path.with_suffix(f".{locale}{path.suffix}").as_posix()
        elif path.parts[0] in (self.language, default):
            yield path.as_posix()
            yield path.relative_to(path.parts[0]).as_posix()
            return
        else:
            yield (self.language / path).as_posix()
        yield path.as_posix()


def list_files(
    root: Path, tree: DocsTree, settings: Settings, theme_files: Mapping[str, Path]
) -> dict[str, LanguageFiles]:
    """Return the files of each language that is written, by its locale.

    Args:
        root: the project's root.
        tree: what `docs/` holds.
        settings: the corner's settings.
        theme_files: the files of the theme, by path in the site; those of `docs/` go before them.
    """
    pages = {page.name: page for page in tree.pages}
    files: dict[str, dict[str, StandingFile]] = {locale: {} for locale in settings.written}
    for name in sorted([*pages, *tree.files], key=order_files):
        page = pages.get(name)
        path = find_page_path(name, settings) if page else find_file_path(name, settings)
        locale = split_locale(posixpath.splitext(name)[0], settings)[1]
        own = files.get(locale, {})
        # A file that names its language goes before one that does not.
        if path and (path not in own or len(name) > len(own[path].name)):
            common = path if locale == settings.default else path.removeprefix(f"{locale}/")
            own[path] = StandingFile(
                name=name, path=path, common_path=common, file=root / tree.folder / name, page=page
            )
    default = files[settings.default]
    theme = [
        StandingFile(name=path, path=path, common_path=path, file=file)
        for path, file in theme_files.items()
        if path not in default
    ]
    return {locale: LanguageFiles(settings, locale, [*own.values(), *theme]) for locale, own in files.items()}


def order_files(name: str) -> tuple[tuple[str, ...], bool, str]:
    """Return what sorts files as MkDocs lists them: those of a folder before its subfolders, its own page first."""
    path = PurePosixPath(name)
    return path.parts[:-1], path.stem not in _FOLDER_PAGES, path.name


def find_alternates(files: Mapping[str, LanguageFiles], file: StandingFile) -> dict[str, str]:
    """Return the address of a page in each language that has it, by locale.

    Args:
        files: the files of each language.
        file: the page.
    """
    return {
        locale: other.address
        for locale, others in sorted(files.items())
        for other in others.pages
        # The guide in English for an edition in another language is no translation.
        if other.common_path == file.common_path and other.lang in (None, locale)
    }
