"""The social cards of one build: which are published already, and which are to be drawn.

Not a hook itself: `building.py` imports it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from corner.content.settings import Settings
from corner.social import cards
from corner.social import fonts as social_fonts
from corner.social.store import CardCache
from corner.storage import output_file
from corner.storage.cache import CACHE_FOLDER
from corner.views.edition import Edition

log = logging.getLogger("mkdocs.hooks.corner")

CARDS = "cards"
"""The folder of the cache folder that holds them."""


class SocialCards:
    """The social cards of one build."""

    def __init__(self, folder: Path, fonts: social_fonts.Fonts) -> None:
        """Keep what is drawn with `fonts` in `folder`."""
        self._cache = CardCache(folder, fonts)
        self._undrawn: list[str] = []

    @classmethod
    def of(cls, root: Path, settings: Settings) -> SocialCards | None:
        """Return the cards of a project, if its settings want them and they can be drawn."""
        if not settings.cards:
            return None
        fonts = social_fonts.find_fonts()
        if fonts is None:
            log.info("No social cards are made: expected the font Noto Sans CJK (Debian: fonts-noto-cjk), found none.")
            return None
        return cls(root / CACHE_FOLDER / CARDS, fonts)

    def entries(
        self, editions: Iterable[Edition], stands: Callable[[str, str], bool]
    ) -> Iterator[tuple[str, output_file.OutputFile]]:
        """Yield the cards of `editions` by address, to be drawn where they are not published already.

        Args:
            editions: the editions.
            stands: whether the file at an address, given a fingerprint, is published already.
        """
        for address, card, source in chain.from_iterable(map(cards.iter_cards, editions)):
            key = self._cache.want(card)
            if not stands(address, key):
                self._undrawn.append(key)
            yield address, output_file.OutputFile(partial(self._cache.get, key), source, key)

    def draw(self) -> None:
        """Draw those that are missing, where they are many; few are drawn when they are asked for."""
        self._cache.prepare(self._undrawn)

    def prune(self) -> None:
        """Forget the kept cards that this build did not want."""
        self._cache.prune()
