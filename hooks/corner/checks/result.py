"""What the checks found: the content that could be understood, and all problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import is_

from corner.content import links
from corner.content.types import Content
from corner.diagnostics.problem import Problem
from corner.sources.frontmatter import SourceFile
from corner.storage import fingerprint


@dataclass(slots=True, eq=False)
class CheckedContent:
    """What the files of one piece of content came to."""

    sources: list[SourceFile]
    original: SourceFile
    digest: str
    """The fingerprint of the paths and the content of the files."""
    problems: list[Problem] = field(default_factory=list)
    links: list[tuple[SourceFile, links.MarkdownLink]] = field(default_factory=list)
    content: Content | None = None
    has_all_sources: bool = True
    """Whether each of its files could be read."""

    def has_same_sources(self, sources: list[SourceFile]) -> bool:
        """Return whether it was made from these very sources."""
        return len(sources) == len(self.sources) and all(map(is_, sources, self.sources))


@dataclass(slots=True, eq=False)
class CheckResult:
    """The content that could be understood, and all problems."""

    contents: dict[str, Content] = field(default_factory=dict)
    """All content, drafts too, by key."""
    problems: list[Problem] = field(default_factory=list)
    originals: dict[str, SourceFile] = field(default_factory=dict)
    """The file that carries the facts, by key."""
    links: list[tuple[SourceFile, links.MarkdownLink]] = field(default_factory=list)
    """Each link to content, a file or a part of the same page, with the text that it is in."""
    checked: dict[str, CheckedContent] = field(default_factory=dict)
    """What the files of each key came to, for the next run in this process."""
    targets: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    """The keys and files that links may lead to."""
    has_faulty_data: bool = False
    """Whether a register or a file of records has an error."""


def digest_sources(sources: Iterable[SourceFile]) -> str:
    """Return the fingerprint of the paths and the content of files."""
    return fingerprint.digest("\0".join([part for source in sources for part in (source.path, source.digest)]))
