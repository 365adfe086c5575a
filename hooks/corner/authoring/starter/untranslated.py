"""What a new corner has in a language that the package has no words for: English marked as such, and words to fill in."""

from __future__ import annotations

import json

from corner.checks.placeholders import format_placeholder
from corner.i18n import messages


def mark_page(page: str, language: str) -> str:
    """Return an English page with a placeholder above its text, which the check finds until an editor deletes it."""
    _, head, body = page.split("---\n", 2)
    return (
        f"---\n{head}---\n{format_placeholder(f'Translate this page into {language}, and delete this line')}\n\n{body}"
    )


def mark_release(release: str) -> str:
    """Return an English release with each value and paragraph as a placeholder."""
    _, head, body = release.split("---\n", 2)
    entries = [line.split(": ", 1) for line in head.splitlines()]
    lines = [f"{name}: {json.dumps(_mark(value), ensure_ascii=False)}\n" for name, value in entries]
    paragraphs = [_mark(paragraph) for paragraph in body.strip().split("\n\n")]
    return f"---\n{''.join(lines)}---\n" + "\n\n".join(paragraphs) + "\n"


def _mark(text: str) -> str:
    """Return a text as a placeholder, which is one line and has no brackets."""
    return format_placeholder(" ".join(text.strip('"').split()).replace("[", "(").replace("]", ")"))


def render_missing_words(locale: str) -> dict[str, str]:
    """Return the file of words to fill in, by path; none where the package has all words of the language."""
    missing = messages.list_missing(locale)
    if not missing:
        return {}
    lines = [
        f"# Words of the pages in {locale}, which the program has not. Take away the sign # before a line and put the word in",
        "# your language in place of the English one. Keep what is in braces: {…} is filled in.",
        "# `corner check` lists the words that are still missing.",
    ]
    for name, english in missing.items():
        note = messages.explain_word(name)
        lines += [*([f"# {note}"] if note else []), f"# {name}: {json.dumps(english, ensure_ascii=False)}"]
    return {f"news/words/{locale}.yml": "\n".join(lines) + "\n"}
