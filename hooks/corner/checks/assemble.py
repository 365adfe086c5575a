"""From the files of `news/` to content, with everything that is wrong in each file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from corner.checks import dates as dates_check
from corner.checks import markdown as markdown_check
from corner.checks import pairs
from corner.checks.content import check_names
from corner.checks.context import CheckContext
from corner.checks.kept_content import KeptContents
from corner.checks.markdown import TextPart
from corner.checks.passages import create_body, create_section
from corner.checks.result import CheckedContent, CheckResult, digest_sources
from corner.content import links, markdown, markdown_blocks, own_code
from corner.content.frontmatter import Translation
from corner.content.labels import Labels
from corner.content.markdown import Passage
from corner.content.types import Assembly, ContentType, HtmlSource, LocalizedContent, Section
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import suggest
from corner.i18n.script_conversion import ConvertedPassage, convert_texts
from corner.sources import validation, yaml
from corner.sources.frontmatter import SourceBody, SourceFile
from corner.sources.reader import SourceTree
from corner.storage.output_file import Spool
from corner.workers.pool import count_jobs, divide, run_shares

WORDS = frozenset(("title", "description"))
"""The fields of an original that a translation has too."""

_CHECKING = 0.6
"""Milliseconds that it takes to check one piece of content."""
_CONTENTS = 100
"""Pieces of content that a worker checks in one share of the work."""

_Place = tuple[int, int]
"""Position and length in a spool."""

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(slots=True)
class _Draft:
    """A text on its way: its source and what is known of it."""

    source: SourceFile
    front: Any
    text: LocalizedContent | None = None


def check_tree(tree: SourceTree, context: CheckContext, before: CheckResult | None = None) -> CheckResult:
    """Check every file of a tree and make content of what has no faults.

    Args:
        tree: what `news/` holds.
        context: what is known of the corner.
        before: what was checked before with the same settings and names; unchanged content is not checked twice.
    """
    order = {locale: position for position, locale in enumerate(context.settings.written)}
    sources = sorted(tree.sources, key=lambda source: (source.key, order[source.locale]))
    groups = {key: list(group) for key, group in groupby(sources, key=attrgetter("key"))}
    result = CheckResult(targets=(context.keys, context.assets))
    checker = _Checker(tree, context, before)
    checker.find_known(groups)
    checker.check_in_workers(groups)
    for key, files in groups.items():
        checked = checker.known.get(key) or checker.check(key, files)
        if checked is None:
            continue
        result.checked[key] = checked
        result.originals[key] = checked.original
        result.problems += checked.problems
        result.links += checked.links
        if checked.content:
            result.contents[key] = checked.content
    if before is None:
        # A later check in this process has what it knows at hand.
        checker.kept.keep(result.checked.values())
    first = len(result.problems)
    _read_data_files(tree, context, result)
    result.has_faulty_data = any(problem.severity is Severity.ERROR for problem in result.problems[first:])
    result.problems += check_names(result, tree, context)
    return result


class _Checker:
    """Checks the files of one piece of content after the other, unless that was done before."""

    def __init__(self, tree: SourceTree, context: CheckContext, before: CheckResult | None) -> None:
        self._tree = tree
        self._context = context
        self._before = before
        self.kept = KeptContents(context)
        self.known: dict[str, CheckedContent] = {}
        """What needs no check any more, by key."""

    def find_known(self, groups: Mapping[str, list[SourceFile]]) -> None:
        """Find what was checked before, in this process or in an earlier run."""
        earlier = self._before.checked if self._before else {}
        has_moved_targets = self._before is None or self._before.targets != (self._context.keys, self._context.assets)
        others = {}
        for key, files in groups.items():
            known = earlier.get(key)
            if key in self._tree.broken:
                continue
            if known is None or not (known.has_all_sources and known.has_same_sources(files)):
                others[key] = files
            elif not (has_moved_targets and known.links):
                self.known[key] = known
        self.known |= {checked.original.key: checked for checked in self.kept.find(others)}

    def check(self, key: str, files: list[SourceFile]) -> CheckedContent | None:
        """Check the files; return what they came to, or `None` where the one with the facts could not be read."""
        checked = check_files(key, files, self._tree, self._context)
        if checked and self.kept.may_keep(checked):
            for source in files:
                source.forget_text()
        return checked

    def check_in_workers(self, groups: Mapping[str, list[SourceFile]]) -> None:
        """Let workers check what was not checked before, if it is much, and note what has no faults.

        They also render its texts, which wait in spools until pages show them.
        """
        pending = {key: files for key, files in groups.items() if key not in self.known}
        if len(pending) < _CONTENTS:
            return
        jobs = count_jobs(len(pending) * _CHECKING)
        spools = [Spool() for _ in range(jobs)]
        shares = [partial(self._check_part, dict(part), spools) for part in divide(list(pending.items()), _CONTENTS)]
        for outcome in run_shares(shares, jobs, own_code.pass_on):
            worker, packed, places = outcome.result
            for checked in self.kept.unpack(packed, {key: groups[key] for key in places}):
                key = checked.original.key
                self.known[key] = checked
                for passage, place in zip(_list_passages(checked), places[key], strict=True):
                    if place:
                        passage.find_html(spools[worker], *place)

    def _check_part(
        self, groups: Mapping[str, list[SourceFile]], spools: Sequence[Spool], worker: int
    ) -> tuple[int, bytes, dict[str, list[_Place | None]]]:
        """Check some content in a worker; return the worker, what can be kept of the content, and the places of its HTML by key."""
        # Each step is done for all of it before the next one: the whole program does not fit into a processor's cache.
        contents = [check_files(key, files, self._tree, self._context) for key, files in groups.items()]
        kept = [checked for checked in contents if checked and self.kept.may_keep(checked)]
        packed = self.kept.pack(kept)
        put = spools[worker].put
        places = {
            checked.original.key: [None if html is None else put(html.encode()) for html in _take_html(checked)]
            for checked in kept
        }
        spools[worker].flush()
        return worker, packed, places


def _list_passages(checked: CheckedContent) -> list[Passage | ConvertedPassage]:
    """Return the bodies of content in all languages, converted ones after those that they are made from."""
    texts = checked.content.texts.values() if checked.content else ()
    return [text.passage for text in texts if isinstance(text.passage, Passage | ConvertedPassage)]


def _take_html(checked: CheckedContent) -> list[str | None]:
    """Return the HTML of the bodies, each converted once for all that shows it; `None` where none need be kept."""
    rendered: dict[HtmlSource, str | None] = {}
    for body in _list_passages(checked):
        if isinstance(body, Passage):
            rendered[body] = body.take_html()
        else:
            html = rendered.get(body.passage)
            rendered[body] = None if html is None else body.converter.convert_html(html)
    return list(rendered.values())


def _read_data_files(tree: SourceTree, context: CheckContext, result: CheckResult) -> None:
    """Add the content of all data files to a result, and what is wrong in their declarations."""
    for declared in context.content_types:
        if declared.check_declaration:
            result.problems += declared.check_declaration(context)
    for data_file in tree.data_files:
        content_type = context.content_types.find(data_file.kind)
        if content_type and content_type.read_records:
            records = content_type.read_records(data_file, context)
            result.problems += records.problems
            for content in records.contents:
                other = result.contents.setdefault(content.key, content)
                if other is not content:
                    key = content.key.partition("/")[2]
                    message = Message(
                        "expected each key once in a register, found '{key}' in {path} too",
                        key=key,
                        path=other.text(other.original).path,
                    )
                    result.problems.append(data_file.problem((key,), "duplicate-key", message))


def check_files(key: str, group: list[SourceFile], tree: SourceTree, context: CheckContext) -> CheckedContent | None:
    """Check the files of one piece of content; return `None` where the one with the facts could not be read.

    Args:
        key: its key.
        group: its files, in the order of the languages.
        tree: what `news/` holds.
        context: what is known of the corner.
    """
    content_type = context.content_types.find(key)
    assert content_type is not None, "the reader knows files by their content types"
    is_broken = key in tree.broken
    marked = next((source for source in group if content_type.marker in source.meta), None)
    if is_broken and marked is None:
        return None  # the reader has reported it
    original = marked or group[0]
    checked = CheckedContent(group, original, digest_sources(group), has_all_sources=not is_broken)
    facts: Any
    facts, checked.problems = _validate(original, content_type.model, context)
    if marked is None and pairs.is_translation(original):
        checked.problems = pairs.explain_lone_translation(group, checked.problems, tree, content_type.marker)
        checked.has_all_sources = False  # files with other names decide
    drafts = {original.locale: _Draft(original, facts)}
    for source in group:
        if source is not original:
            translation, problems = _check_translation(source, original, content_type, facts, context)
            drafts[source.locale] = _Draft(source, translation)
            checked.problems += problems
    sections = content_type.count_sections(facts) if facts is not None else None
    for source in group:
        draft = drafts[source.locale]
        labels = facts.words() if source is original and facts is not None else getattr(draft.front, "labels", {})
        draft.text, problems = _check_text(draft, labels, sections, context, checked.links)
        checked.problems += problems
    texts = {source.locale: drafts[source.locale].text for source in group}
    if facts is None or any(text is None for text in texts.values()):
        return checked
    assert content_type.build is not None, "a type of Markdown files builds content"
    checked.content = content_type.build(
        Assembly(
            content_type=content_type,
            key=key,
            original=original.locale,
            texts=convert_texts(
                {locale: text for locale, text in texts.items() if text is not None}, context.converters
            ),
            digest=" ".join(source.digest for source in group),
            facts=facts,
        )
    )
    checked.problems += dates_check.check_publish_at(original, checked.content)
    for check in content_type.checks:
        checked.problems += check(original, facts)
    return checked


def _validate(
    source: SourceFile, model: type[_Model], context: CheckContext, meta: dict[str, Any] | None = None
) -> tuple[_Model | None, list[Problem]]:
    """Return front matter as its model, where it fits, and every problem in it."""
    data = source.meta if meta is None else meta
    front, errors = None, list[validation.FieldError]()
    try:
        front = model.model_validate(data, context={"zone": context.settings.time_zone})
    except ValidationError as error:
        errors = list(validation.explain_errors(error, data, model))
    problems: list[Problem] = []
    if not source.is_complete:
        # Words that a comma cut in pieces are reported once.
        cut = {path for path, code, _ in errors if code == "wrong-value"}
        missing = (path for path in yaml.find_empty_fields(data) if path not in cut and path[:-1] not in cut)
        problems += [source.problem(path, "missing-field", Message("expected a value, found none")) for path in missing]
        problems += source.comment_problems()
    invalid = [source.problem(*error) for error in errors]
    reported = {(problem.line, problem.field) for problem in invalid}
    return front, [*(problem for problem in problems if (problem.line, problem.field) not in reported), *invalid]


def _check_translation(
    source: SourceFile, original: SourceFile, content_type: ContentType[Any], facts: Any, context: CheckContext
) -> tuple[Translation | None, list[Problem]]:
    """Check the front matter of a translation."""
    problems = []
    meta = dict(source.meta)
    for name in list(meta):
        if name in content_type.model.model_fields and name not in WORDS:
            del meta[name]
            message = Message(
                "expected only words in a translation, as the facts are in {path}, found '{name}'",
                path=original.path,
                name=name,
            )
            problems.append(source.problem((name,), "repeated-fact", message))
    translation, invalid = _validate(source, Translation, context, meta)
    if translation is None or facts is None:
        return translation, problems + invalid
    known = facts.words()
    for label in translation.labels:
        if label not in known:
            message = Message(
                "expected a label of the original, found '{label}'{suggestion}",
                label=label,
                suggestion=suggest(label, known),
            )
            problems.append(source.problem(("labels", label), "unknown-label", message))
    missing = {label: written for label, written in known.items() if label not in translation.labels}
    labels = ", ".join(f"{label}: …" for label in missing)  # two lines `labels` would be another fault
    for label, written in missing.items():
        advice = (
            Message("add '{label}: …' to labels", label=label)
            if "labels" in meta
            else Message("write labels: {{{labels}}}", labels=labels)
        )
        message = Message(
            "expected '{written}' in this language, found no label '{label}'; {advice}",
            written=written,
            label=label,
            advice=advice,
        )
        problems.append(source.problem(("labels", label), "missing-label", message))
    return translation, problems


def _check_text(
    draft: _Draft,
    labels: Mapping[str, str],
    section_count: int | None,
    context: CheckContext,
    found_links: list[tuple[SourceFile, links.MarkdownLink]],
) -> tuple[LocalizedContent | None, list[Problem]]:
    """Render one body and check it.

    Args:
        draft: the text.
        labels: the words among the facts in its language.
        section_count: how many sections it must have; `None` for a text that has none of its own.
        context: what is known of the corner.
        found_links: where its links are added.
    """
    source = draft.source
    problems: list[Problem] = []
    if not source.is_complete and not source.body.strip():
        message = Message("expected the text below the front matter, found none")
        problems.append(Problem(source.path, source.body_line, "body", "missing-body", message))
    if section_count is None:
        read = SourceBody(source)
        body = create_body(read, source, context)
        parts, sections = [TextPart(source, body, read)], list[Section]()
    else:
        body, parts, sections = _split_sections(source, section_count, context, problems)
    targets: list[str] = []
    for part in parts:
        outline = part.passage.outline(context.cache)
        problems += markdown_check.check_text(part, outline, context.assets, context.keys)
        found_links += [(source, link) for link in outline.links if link.target is not None or link.written[:1] == "#"]
        targets += [link.target for link in outline.links if link.target]
    if draft.front is None:
        return None, problems
    text = LocalizedContent(
        locale=source.locale,
        path=source.path,
        title=markdown.join_number_groups(draft.front.title),
        description=markdown.join_number_groups(draft.front.description),
        passage=body,
        sections=tuple(sections),
        labels=Labels.from_mapping(labels),
        targets=tuple(targets),
        translated=getattr(draft.front, "translated", None),
    )
    return text, problems


def _split_sections(
    source: SourceFile, section_count: int, context: CheckContext, problems: list[Problem]
) -> tuple[markdown.Passage, list[TextPart], list[Section]]:
    """Return the lead of a text, its parts and its sections; a wrong number of sections is a problem."""
    lead, blocks = markdown_blocks.split_sections(source.body)
    body = create_body(lead, source, context, part=" 0")
    parts, sections = [TextPart(source, body, partial(str, lead))], []
    if len(blocks) != section_count:
        message = Message(
            "expected {expected} headings '## …', one for each item, found {count}",
            expected=section_count,
            count=len(blocks),
        )
        problems.append(source.body_problem(max(0, source.body.find("## ")), "wrong-items", message))
    for number, (title, line, text) in enumerate(blocks, 1):
        passage = create_section(number, text, source, context)
        parts.append(TextPart(source, passage, partial(str, text), line + 1))
        if not title:
            message = Message("expected words for a heading, found none in '##'")
            problems.append(Problem(source.path, source.body_line + line, "body", "no-words", message))
        sections.append(Section(title=markdown.join_number_groups(title), passage=passage))
    return body, parts, sections
