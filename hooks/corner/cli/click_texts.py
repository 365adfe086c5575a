"""What click itself says, such as “Usage” and “No such option”, in the editor's language."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from corner.i18n.editor_language import ENGLISH, EditorLanguage

_DOMAIN = "messages"
"""The domain of gettext in which click looks its texts up."""


class _ClickTexts(gettext.NullTranslations):
    """The translations of click's texts, as gettext hands them out."""

    def __init__(self, language: EditorLanguage) -> None:
        super().__init__()
        self._language = language

    def gettext(self, message: str) -> str:
        """Return the translation of a text."""
        return self._language.find(message, "", 1)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation of a text with a number."""
        return self._language.find(msgid1, msgid2, n)


@contextmanager
def click_localized(language: EditorLanguage) -> Iterator[None]:
    """Let click speak a language in a `with` block."""
    if language.tag == ENGLISH:
        yield
        return
    find_translation, texts = gettext.translation, _ClickTexts(language)

    def find(domain: str, *others: Any, **options: Any) -> gettext.NullTranslations:
        return texts if domain == _DOMAIN else find_translation(domain, *others, **options)

    # gettext knows only catalogues in files, of the language that the environment names; `--lang` may name another.
    gettext.translation = find  # type: ignore[assignment]
    try:
        yield
    finally:
        gettext.translation = find_translation
