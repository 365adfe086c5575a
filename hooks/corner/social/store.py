"""The social cards that are drawn already, kept by what they show. It is only ever a cache.

`corner.social.draw`, which draws, is loaded only when a card is missing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import cached_property, partial
from importlib.metadata import version
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

from corner.social import cards
from corner.social.cards import Card
from corner.social.fonts import Fonts
from corner.storage import fingerprint
from corner.storage.output_file import OutputFile
from corner.views.edition import Edition

CARDS_FOLDER = "cards"
"""The folder of cards, in the folder of caches."""
_ENGINES = ("pillow", "budoux")
_POOL_FROM = 100
"""From how many cards on it is worth starting processes to draw them."""
_DIGEST_LENGTH = 32
"""Of a fingerprint: a kept card follows its own, by which damage shows."""


class CardCache:
    """The cards that are drawn already, in a folder: only ever a cache."""

    def __init__(self, folder: Path, fonts: Fonts) -> None:
        """Keep cards in `folder` and draw them with `fonts`."""
        self._folder = folder
        self._fonts = fonts
        self._wanted: dict[str, Card] = {}
        self._drawn = False

    @cached_property
    def _drawer(self) -> str:
        """A fingerprint of what draws: our code, the fonts, the versions of the engines."""
        own = [(Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("draw.py", "linebreaks.py")]
        sizes = [Path(path).stat().st_size for path in self._fonts]
        return fingerprint.digest((own, sizes, [version(engine) for engine in _ENGINES]))

    def key(self, card: Card) -> str:
        """Return the fingerprint of a card."""
        return fingerprint.digest((self._drawer, card))

    def want(self, card: Card) -> str:
        """Note that a card will be asked for; return its fingerprint."""
        key = self.key(card)
        self._wanted[key] = card
        return key

    def prepare(self, keys: Iterable[str]) -> None:
        """Draw the cards of `keys` that are missing, in as many processes as there are cores when they are many."""
        there = self._there()
        missing = [key for key in keys if key not in there]
        if len(missing) < _POOL_FROM:
            return
        jobs = [(self._wanted[key], self._fonts, self._folder / key) for key in missing]
        self._drawn = True
        # Fresh processes, for this one may have threads, which a copy of it would not have.
        with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
            for _ in pool.map(_draw_and_store, jobs, chunksize=50):
                pass

    def get(self, key: str) -> bytes:
        """Return a card as a PNG, drawn now if it is not kept yet."""
        path = self._folder / key
        with suppress(OSError):
            kept = path.read_bytes()
            data = kept[_DIGEST_LENGTH:]
            if kept[:_DIGEST_LENGTH] == fingerprint.digest(data).encode():
                return data
        self._drawn = True
        return _draw_and_store((self._wanted[key], self._fonts, path))

    def prune(self) -> None:
        """Forget the cards that this build did not want, if it drew any."""
        if self._drawn:
            for name in self._there() - self._wanted.keys():
                (self._folder / name).unlink(missing_ok=True)

    def _there(self) -> set[str]:
        with suppress(OSError):
            return set(os.listdir(self._folder))
        return set()


class SocialCards:
    """The social cards of one build."""

    def __init__(self, folder: Path, fonts: Fonts) -> None:
        """Draw cards with `fonts`, and keep them in `folder`."""
        self._cache = CardCache(folder, fonts)
        self._undrawn: list[str] = []

    def iter_files(
        self, editions: Iterable[Edition], is_current: Callable[[str, str], bool]
    ) -> Iterator[tuple[str, OutputFile]]:
        """Yield the card files of `editions` by address; a card is drawn unless it is published already.

        Args:
            editions: the editions.
            is_current: whether the file at an address, given a fingerprint, is published already.
        """
        for address, card, source in chain.from_iterable(map(cards.iter_cards, editions)):
            key = self._cache.want(card)
            if not is_current(address, key):
                self._undrawn.append(key)
            yield address, OutputFile(partial(self._cache.get, key), source, key)

    def draw(self) -> None:
        """Draw the missing cards at once where they are many; a few are drawn when their files are read."""
        self._cache.prepare(self._undrawn)

    def prune(self) -> None:
        """Delete the kept cards that this build did not ask for."""
        self._cache.prune()


def _draw_and_store(job: tuple[Card, Fonts, Path]) -> bytes:
    """Return a card as a PNG, and keep it in a file where that can be written."""
    from corner.social import draw  # noqa: PLC0415 -- a build that draws nothing need not load what draws

    card, fonts, path = job
    data = draw.draw_card(card, fonts)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        beside.write_bytes(fingerprint.digest(data).encode() + data)
        beside.replace(path)
    return data
