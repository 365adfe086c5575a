"""The cache of drawn social cards, by fingerprint of what they show.

`corner.social.draw`, which draws, is imported only when a card is missing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache, cached_property, partial
from pathlib import Path

from corner.social import cards
from corner.social.cards import Card
from corner.social.fonts import Fonts, FontSet
from corner.storage import fingerprint
from corner.storage.output_file import OutputFile
from corner.storage.sealed import read_sealed, write_sealed
from corner.storage.versions import read_engine_versions
from corner.views.edition import Edition

CARDS_FOLDER = "cards"
"""The folder of cards, in the folder of caches."""
_POOL_FROM = 100
"""The number of cards from which it is worth starting processes to draw them."""
_DRAWING_MODULES = ("draw.py", "linebreaks.py", "png.py", "typeface.py")


class CardCache:
    """Drawn cards in a folder, which may be deleted or damaged at any time."""

    def __init__(self, folder: Path) -> None:
        """Keep cards in `folder`."""
        self._folder = folder
        self._requested: dict[str, tuple[Card, Fonts]] = {}
        self._retained: set[str] = set()
        self._digest_fonts = cache(_digest_fonts)
        self._has_drawn = False

    @cached_property
    def _drawing_digest(self) -> str:
        """The fingerprint of what draws: our code and the versions of the required packages."""
        modules = [(Path(__file__).parent / name).read_text(encoding="utf-8") for name in _DRAWING_MODULES]
        return fingerprint.digest((modules, read_engine_versions()))

    def request(self, card: Card, fonts: Fonts) -> str:
        """Note that a card, drawn with `fonts`, belongs to this build; return its fingerprint."""
        key = fingerprint.digest((self._drawing_digest, self._digest_fonts(fonts), card))
        self._requested[key] = card, fonts
        return key

    def retain(self, key: str) -> None:
        """Note that the card with a fingerprint belongs to this build, which need not draw it."""
        self._retained.add(key)

    def list_missing(self, keys: Iterable[str]) -> list[str]:
        """Return those of `keys` whose cards are not kept, each once; they are to be drawn in this build."""
        kept = self._list_keys()
        missing = [key for key in dict.fromkeys(keys) if key not in kept]
        self._has_drawn = self._has_drawn or bool(missing)
        return missing

    def draw_all(self, keys: Iterable[str]) -> None:
        """Draw cards, and keep them."""
        for key in keys:
            _draw_and_store((*self._requested[key], self._folder / key))

    def prepare(self, keys: Iterable[str], jobs: int) -> None:
        """Draw the cards of `keys` that are missing, in several new processes, if they are many."""
        missing = self.list_missing(keys)
        if len(missing) < _POOL_FROM or jobs < 2:
            return
        tasks = [(*self._requested[key], self._folder / key) for key in missing]
        # Where this process can be forked, workers have drawn the cards, and this is not loaded.
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
        from multiprocessing import get_context  # noqa: PLC0415

        # New processes, not forks: this process may have threads, which a fork would lack.
        with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
            for _ in pool.map(_draw_and_store, tasks, chunksize=50):
                pass

    def get(self, key: str) -> bytes:
        """Return a requested card as a PNG, drawn now if it is not kept yet."""
        path = self._folder / key
        data = read_sealed(path)
        if data is not None:
            return data
        self._has_drawn = True
        return _draw_and_store((*self._requested[key], path))

    def prune(self) -> None:
        """Delete the cards that this build did not request, if it drew any."""
        if self._has_drawn:
            for name in self._list_keys() - self._requested.keys() - self._retained:
                (self._folder / name).unlink(missing_ok=True)

    def _list_keys(self) -> set[str]:
        with suppress(OSError):
            return set(os.listdir(self._folder))
        return set()


class SocialCards:
    """The social cards of one build."""

    def __init__(self, folder: Path, fonts: FontSet) -> None:
        """Draw cards with `fonts`, and keep them in `folder`."""
        self._cache = CardCache(folder)
        self._fonts = fonts
        self._undrawn: list[str] = []
        self.files: dict[str, OutputFile] = {}
        """The files of the cards that were requested, by address."""

    def can_draw(self, edition: Edition) -> bool:
        """Return whether there is a font for the letters of an edition, judged by those of its name."""
        return self._fonts.choose(edition.language.site_name + edition.language.description) is not None

    def digest(self, edition: Edition, code: str, contents: str = "") -> str:
        """Return a fingerprint of what cards of an edition depend on.

        Args:
            edition: the edition.
            code: a fingerprint of what makes cards of content.
            contents: the fingerprint of some content; without it, the result is what all cards depend on.
        """
        return fingerprint.digest((code, self._font_digests, edition.digest, contents))

    @cached_property
    def _font_digests(self) -> list[str]:
        return [_digest_fonts(files) for files in self._fonts if files]

    def request(
        self,
        edition: Edition,
        code: str,
        find_fingerprint: Callable[[str], str],
        published: Mapping[str, str] | None = None,
    ) -> None:
        """Note the cards of an edition, whose `files` are then known; those that are published already are not drawn.

        The fingerprint of a file is that of all that its card depends on, which is known at once, and that of what the
        card shows, which editions with the same text share.

        Args:
            edition: the edition.
            code: a fingerprint of what makes cards of content.
            find_fingerprint: returns the fingerprint of the file that is published at an address, if there is one.
            published: the paths of cards that are known to be as they were published, by the key of their content; they
                get no files.
        """
        common = self.digest(edition, code)
        for path in (published or {}).values():
            both = find_fingerprint(path)
            self._cache.retain(both[len(both) // 2 :])
        for card in cards.iter_cards(edition, published or {}):
            depends, known = fingerprint.digest(common + card.digest), find_fingerprint(card.path)
            if known.startswith(depends):
                self._cache.retain(known.removeprefix(depends))
                self.files[card.path] = OutputFile(None, card.source, known)
                continue
            key = self._request_card(card.describe())
            content = None if known.endswith(key) else partial(self._cache.get, key)
            if content:
                self._undrawn.append(key)
            self.files[card.path] = OutputFile(content, card.source, depends + key)

    def _request_card(self, card: Card) -> str:
        """Note a card; return its fingerprint."""
        fonts = self._fonts.choose("".join(map(str, card))) or self._fonts.open_sans
        # Open Sans has one form of each letter, so editions with the same text share a card.
        return self._cache.request(card._replace(territory="") if fonts == self._fonts.open_sans else card, fonts)

    def list_missing(self) -> list[str]:
        """Return the keys of the cards that are to be drawn."""
        return self._cache.list_missing(self._undrawn)

    def draw_all(self, keys: Iterable[str]) -> None:
        """Draw the cards with these keys, and keep them."""
        self._cache.draw_all(keys)

    def draw(self, jobs: int) -> None:
        """Draw the missing cards at once where they are many; a few are drawn when their files are read."""
        self._cache.prepare(self._undrawn, jobs)

    def prune(self) -> None:
        """Delete the kept cards that this build did not request."""
        self._cache.prune()


def _digest_fonts(fonts: Fonts) -> str:
    """Return a fingerprint of the files of a font; their sizes differ between versions."""
    return fingerprint.digest([(os.path.basename(path), os.stat(path).st_size) for path in fonts])


def _draw_and_store(job: tuple[Card, Fonts, Path]) -> bytes:
    """Return a card as a PNG, and keep it in its file if that can be written."""
    from corner.social import draw  # noqa: PLC0415 -- a build that draws nothing need not load what draws

    card, fonts, path = job
    data = draw.draw_card(card, fonts)
    with suppress(OSError):
        write_sealed(path, data)
    return data
