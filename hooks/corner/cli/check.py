"""`corner check`: print the problems in the news."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corner.build.garbage import pause_garbage_collection
from corner.cli.language import find_language, say
from corner.cli.options import FORMAT, NOW, ROOT, format_report
from corner.cli.state_names import say_state
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity, sort_problems
from corner.i18n.editor_language import ENGLISH

if TYPE_CHECKING:
    from corner.site import load
    from corner.site.catalogue import Catalogue


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@FORMAT
@click.option("--explain", metavar="CODE", help="Explain a rule, and check nothing.")
@click.option("--since", metavar="REF", help="Also report addresses that this git revision had and that are lost now.")
@click.option("--consistency", is_flag=True, help="Also report terms that are translated in two ways.")
@NOW
@ROOT
def command(
    paths: tuple[Path, ...],
    root: Path,
    now: datetime,
    format_name: str,
    explain: str | None,
    since: str | None,
    *,
    strict: bool,
    consistency: bool,
) -> None:
    """Print the problems in the news, as a build does; with PATHs, only those in these files and folders.

    Exit status: 0 nothing, 1 problems, 2 cannot run.
    """
    if explain is not None:
        _print_rule(explain)
        return
    selected = [_relative_path(root, path) for path in paths]
    with pause_garbage_collection(process_ends=True):
        problems, counts = _find_problems(root, now, since, selected, consistency=consistency)
    report = format_report(problems, format_name)
    if report:
        print(report)
    if selected and not problems:
        print(say(Message("No problems in {paths}.", paths=selected)), file=sys.stderr)
    elif counts:
        print(say(counts), file=sys.stderr)
    failing = any(strict or problem.severity is Severity.ERROR for problem in problems)
    sys.exit(1 if failing else 0)


def _find_problems(
    root: Path, now: datetime, since: str | None, selected: list[str], *, consistency: bool
) -> tuple[tuple[Problem, ...], Message | None]:
    """Return the problems of the corner, or of some files and folders, and what a whole corner has of each type."""
    if selected and since is None and not consistency:
        problems = _check_texts(root, now, selected)
        if problems is not None:
            return problems, None
    problems, counts = _check_corner(root, now, since, consistency=consistency)
    if not selected:
        return problems, counts
    return tuple(problem for problem in problems if _is_selected(problem, selected)), None


def _check_texts(root: Path, now: datetime, selected: list[str]) -> tuple[Problem, ...] | None:
    """Return the problems of some texts, or `None` where only a check of the whole corner finds them."""
    from corner.site.kept_index import start_reading_index

    wait = start_reading_index(root)  # while the rest of the program is loaded
    from corner.site.text_check import check_texts

    return check_texts(root, now, selected, wait())


def _check_corner(
    root: Path, now: datetime, since: str | None, *, consistency: bool
) -> tuple[tuple[Problem, ...], Message | None]:
    """Return the problems of a whole corner, and what it has of each type if it can be published."""
    from corner.site import load
    from corner.site.text_index import save_index
    from corner.sources.news_stamps import read_stamps

    stamps = read_stamps(str(root / "news"))
    loaded = load.load(root, now)
    if stamps:
        save_index(root, stamps, loaded)
    problems = _add_covered_files(root, loaded)
    if since is not None and loaded.settings and loaded.tree and loaded.checked:
        from corner.checks import permalinks

        try:
            lost = list(
                permalinks.find_lost_urls(
                    root, since, loaded.tree, loaded.checked, loaded.content_types, loaded.settings, now
                )
            )
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--since") from None
        problems = sort_problems([*problems, *lost])
    if consistency and loaded.settings and loaded.tree and loaded.checked:
        from corner.parity.consistency import find_different_terms

        terms = find_different_terms(loaded.checked.contents, loaded.tree, loaded.settings.written)
        problems = sort_problems([*problems, *terms])
    return problems, _count_contents(loaded.catalogue) if loaded.catalogue else None


def _count_contents(catalogue: Catalogue) -> Message:
    """Return the line that says how much of each type is visible; registers have their names in the editor's language."""
    from corner.content.record import Record

    language = find_language()
    counts = []
    for name, contents in catalogue.contents.items():
        first = next(iter(contents.values()), None)
        names = first.register.declaration.name if isinstance(first, Record) and language else {}
        # English says keys, which editors type.
        shown = names.get(language.tag, name) if language and language.tag != ENGLISH else name
        counts.append(say(Message("{name}: {count}", name=say_state(shown), count=len(contents))))
    return Message("Visible {counts}.", counts=say(Message("; ")).join(counts))


def _add_covered_files(root: Path, loaded: load.LoadResult) -> tuple[Problem, ...]:
    """Return the problems of what was loaded, with the files of `docs/` at addresses that the news has."""
    from corner.build.docs_paths import may_be_covered

    if loaded.catalogue is None or loaded.docs is None or not may_be_covered(loaded.catalogue, loaded.docs):
        return loaded.problems
    from corner.build.docs_addresses import find_covered_files
    from corner.build.plan import BuildPlan

    return sort_problems([*loaded.problems, *find_covered_files(BuildPlan(root, loaded.catalogue), loaded.docs)])


def _relative_path(root: Path, path: Path) -> str:
    """Return a path as problems name it: relative to the project's root, with forward slashes."""
    relative = Path(os.path.relpath(path, root))
    if ".." in relative.parts:
        raise click.BadParameter(
            Message("expected a file or folder below {root}, found {path}", root=root, path=path), param_hint="PATH"
        )
    return relative.as_posix()


def _is_selected(problem: Problem, selected: list[str]) -> bool:
    """Return whether a problem is in one of the selected files and folders."""
    return any(path in (".", problem.path) or problem.path.startswith(f"{path}/") for path in selected)


def _print_rule(code: str) -> None:
    """Print the meaning of a rule."""
    from corner.diagnostics.rules import load_rules, translate_rule
    from corner.diagnostics.suggestions import suggest

    rules = load_rules()
    entry = rules.get(code)
    if entry is None:
        message = Message(
            "expected the code of a rule, found '{code}'{suggestion}", code=code, suggestion=suggest(code, rules)
        )
        raise click.BadParameter(message, param_hint="--explain")
    language = find_language()
    translated = translate_rule(code, language.tag) if language else entry
    message = Message(
        "{code} ({severity}): {meaning}\nWrong: {wrong}\nRight: {right}",
        code=code,
        severity=Message("error") if entry.severity is Severity.ERROR else Message("warning"),
        meaning=translated.meaning,
        wrong=translated.wrong,
        right=translated.right,
    )
    print(say(message))
