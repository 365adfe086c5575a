"""Texts of releases for tests of the comparison of languages."""

from __future__ import annotations

from corner.sources.frontmatter import SourceFile


def create_text(locale: str, body: str, title: str = "") -> SourceFile:
    """Return a file with a title and a body, and nothing else."""
    return SourceFile(
        path=f"a.{locale}.md",
        key="releases/2021/a",
        locale=locale,
        parsed=("", {"title": title, "description": ""}, True, True),
        parts=(f"title: {title}\n", body),
    )
