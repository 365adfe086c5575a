"""From the files of `news/` to releases and summaries, with everything that is wrong with them."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from corner.checks import markdown as proofreading
from corner.checks.content import check_names
from corner.checks.markdown import TextPart
from corner.checks.result import CheckedContent, CheckResult
from corner.content import links, markdown, markdown_blocks
from corner.content.frontmatter import ReleaseFacts, ReleaseOriginal, SummaryFacts, SummaryOriginal, Translation
from corner.content.release import Release, find_last_change
from corner.content.settings import Settings
from corner.content.summary import Summary
from corner.content.taxonomies import Taxonomies
from corner.content.types import LocalizedContent, Section
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import suggest
from corner.i18n.messages import Messages
from corner.i18n.script_conversion import Converter, convert_texts
from corner.sources import validation
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import SourceTree
from corner.storage.cache import Cache

_FACTS: dict[str, frozenset[str]] = {
    "releases": frozenset(ReleaseFacts.model_fields),
    "summaries": frozenset(SummaryFacts.model_fields),
}
_MARK = {"releases": "issued", "summaries": "period"}
"""The fact that every original has, by which it is known."""
_ORIGINALS: dict[str, type[ReleaseOriginal | SummaryOriginal]] = {
    "releases": ReleaseOriginal,
    "summaries": SummaryOriginal,
}

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(slots=True)
class _Draft:
    """A text on its way: its source and what is known of it."""

    source: SourceFile
    front: Any
    text: LocalizedContent | None = None


def check_tree(
    tree: SourceTree,
    settings: Settings,
    words: Mapping[str, Messages],
    vocabulary: Taxonomies,
    converters: Mapping[str, Converter],
    cache: Cache,
    before: CheckResult | None = None,
) -> CheckResult:
    """Judge every source of a tree.

    Args:
        tree: what `news/` holds.
        settings: the corner's settings.
        words: the interface's words by locale.
        vocabulary: the corner's vocabularies.
        converters: what makes the texts of editions made by machine, by locale.
        cache: what was found out about texts before.
        before: what was checked before with the same settings and words; what stands is not judged again.
    """
    order = {locale: position for position, locale in enumerate(settings.written)}
    sources = sorted(tree.sources, key=lambda source: (source.key, order[source.locale]))
    keys = frozenset(source.key for source in sources)
    checked = CheckResult(targets=(keys, frozenset(tree.assets)))
    known = before.judged if before else {}
    moved = before is None or before.targets != checked.targets
    for key, group in groupby(sources, key=lambda source: source.key):
        files = list(group)
        judged = known.get(key)
        if judged is None or not judged.has_same_sources(files) or key in tree.broken or (moved and judged.linked):
            judged = _assemble(key, files, settings, words, tree, keys, converters, cache)
            if judged is None:
                continue
        if key not in tree.broken:
            checked.judged[key] = judged
        checked.originals[key] = judged.original
        checked.problems += judged.problems
        checked.linked += judged.linked
        if isinstance(judged.content, Release):
            checked.releases[key] = judged.content
        elif judged.content:
            checked.summaries[key] = judged.content
    checked.problems += check_names(checked, tree, vocabulary, keys)
    return checked


def _assemble(
    key: str,
    group: list[SourceFile],
    settings: Settings,
    words: Mapping[str, Messages],
    tree: SourceTree,
    keys: Container[str],
    converters: Mapping[str, Converter],
    cache: Cache,
) -> CheckedContent | None:
    """Judge the files of one release or summary; `None` where what carries the facts could not be understood."""
    kind = key.partition("/")[0]
    if key in tree.broken and not any(_MARK[kind] in source.meta for source in group):
        return None  # it has been told of
    original = next((source for source in group if _MARK[kind] in source.meta), group[0])
    judged = CheckedContent(group, original)
    front, judged.problems = _validate(original, _ORIGINALS[kind], settings)
    drafts = {original.locale: _Draft(original, front)}
    for source in group:
        if source is not original:
            translation, more = _check_translation(source, original, kind, front, settings)
            drafts[source.locale] = _Draft(source, translation)
            judged.problems += more
    for source in group:
        draft = drafts[source.locale]
        sections = len(front.items) if isinstance(front, SummaryOriginal) else None
        labels = front.words() if source is original and front is not None else getattr(draft.front, "labels", {})
        draft.text, more = _check_text(
            draft, labels, sections, words[source.locale], tree.assets, keys, cache, judged.linked
        )
        judged.problems += more
    texts = {source.locale: drafts[source.locale].text for source in group}
    if front is None or any(text is None for text in texts.values()):
        return judged
    judged.problems += _check_publish_at(original, front)
    digest = " ".join(source.digest for source in group)
    whole = convert_texts({locale: text for locale, text in texts.items() if text is not None}, converters)
    if isinstance(front, ReleaseOriginal):
        if key.split("/")[1] != f"{front.issued.day.year:04}":
            message = f"expected the folder's year {key.split('/')[1]}, found {front.issued.day.isoformat()}"
            judged.problems.append(original.problem(("issued",), "wrong-year", message))
        judged.content = Release(
            key=key,
            original=original.locale,
            texts=whole,
            digest=digest,
            facts=front,
            issued=front.issued,
            changed=find_last_change(front),
        )
    elif isinstance(front, SummaryOriginal):
        judged.content = Summary(key=key, original=original.locale, texts=whole, digest=digest, facts=front)
    return judged


def _check_publish_at(original: SourceFile, facts: ReleaseFacts | SummaryFacts) -> Iterator[Problem]:
    """Yield a problem where news would be shown before it is issued: a slip in a date breaks an embargo."""
    issued, start = facts.issued, facts.publish_at
    if issued and start and (start.at < issued.at if issued.timed and start.timed else start.day < issued.day):
        message = (
            f"expected a moment not before the issue, {original.meta['issued']}, found {original.meta['publish_at']}"
        )
        yield original.problem(("publish_at",), "wrong-date", message)


def _validate(
    source: SourceFile, model: type[_Model], settings: Settings, meta: dict[str, Any] | None = None
) -> tuple[_Model | None, list[Problem]]:
    data = source.meta if meta is None else meta
    front, explained = None, list[validation.FieldError]()
    try:
        front = model.model_validate(data, context={"zone": settings.time_zone})
    except ValidationError as error:
        explained = list(validation.explain_errors(error, data, model))
    problems: list[Problem] = []
    if not source.is_complete:
        # Words that a comma cut in pieces are told of once.
        cut = {path for path, code, _ in explained if code == "wrong-value"}
        missing = (path for path in validation.find_empty_fields(data) if path not in cut and path[:-1] not in cut)
        problems += [source.problem(path, "missing-field", "expected a value, found none") for path in missing]
        problems += source.comment_problems()
    more = [source.problem(*fault) for fault in explained]
    told = {(problem.line, problem.field) for problem in more}
    return front, [*(each for each in problems if (each.line, each.field) not in told), *more]


def _check_translation(
    source: SourceFile, original: SourceFile, kind: str, front: Any, settings: Settings
) -> tuple[Translation | None, list[Problem]]:
    """Judge the front matter of a translation."""
    problems = []
    meta = dict(source.meta)
    for name in source.meta:
        if name in _FACTS[kind]:
            del meta[name]
            message = f"expected only words in a translation, for the facts stand in {original.path}, found '{name}'"
            problems.append(source.problem((name,), "repeated-fact", message))
    translation, more = _validate(source, Translation, settings, meta)
    if translation is None or front is None:
        return translation, problems + more
    known = front.words()
    for label in translation.labels:
        if label not in known:
            message = f"expected a label of the original, found '{label}'{suggest(label, known)}"
            problems.append(source.problem(("labels", label), "unknown-label", message))
    missing = {label: written for label, written in known.items() if label not in translation.labels}
    every = ", ".join(f"{label}: …" for label in missing)  # two lines `labels` would be another fault
    for label, written in missing.items():
        what = f"add '{label}: …' to labels" if "labels" in meta else f"write labels: {{{every}}}"
        message = f"expected '{written}' in this language, found no label '{label}'; {what}"
        problems.append(source.problem(("labels", label), "missing-label", message))
    return translation, problems


def _check_text(
    draft: _Draft,
    labels: Mapping[str, str],
    sections: int | None,
    words: Messages,
    assets: Container[str],
    keys: Container[str],
    cache: Cache,
    linked: list[tuple[SourceFile, links.Link]],
) -> tuple[LocalizedContent | None, list[Problem]]:
    """Render one body and judge it; `sections` is the number of items that a summary must have."""
    source = draft.source
    problems: list[Problem] = []
    folder = posixpath.dirname(source.key)
    back = words("back_to_text", number="{number}")
    if not source.is_complete and not source.body.strip():
        line = source.body_line
        message = "expected the text below the front matter, found none"
        problems.append(Problem(source.path, line, "body", "missing-body", message))
    parts: list[Section] = []
    read = partial(getattr, source, "body")
    body = markdown.Passage(read, folder, back, source.digest)
    read_parts = [TextPart(source, body, read)]
    if sections is not None:
        lead, found = markdown_blocks.split_sections(source.body)
        body = markdown.Passage(lead, folder, back, f"{source.digest} 0")
        read_parts = [TextPart(source, body, partial(str, lead))]
        if len(found) != sections:
            message = f"expected {sections} headings '## …', one for each item, found {len(found)}"
            problems.append(source.body_problem(max(0, source.body.find("## ")), "wrong-items", message))
        for number, (title, line, text) in enumerate(found, 1):
            passage = markdown.Passage(text, folder, back, f"{source.digest} {number}", f"item-{number}-section-")
            read_parts.append(TextPart(source, passage, partial(str, text), line + 1))
            if not title:
                message = "expected words for a heading, found none in '##'"
                problems.append(Problem(source.path, source.body_line + line, "body", "no-words", message))
            parts.append(Section(title=markdown.join_number_groups(title), passage=passage))
    targets: list[str] = []
    for part in read_parts:
        outline = part.passage.outline(cache)
        problems += proofreading.check_text(part, outline, assets, keys)
        linked += [(source, link) for link in outline.links if link.target is not None or link.written[:1] == "#"]
        targets += [link.target for link in outline.links if link.target]
    if draft.front is None:
        return None, problems
    return (
        LocalizedContent(
            locale=source.locale,
            path=source.path,
            title=markdown.join_number_groups(draft.front.title),
            description=markdown.join_number_groups(draft.front.description),
            passage=body,
            sections=tuple(parts),
            labels=labels,
            targets=tuple(targets),
            translated=getattr(draft.front, "translated", None),
        ),
        problems,
    )
