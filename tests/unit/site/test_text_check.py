"""The check of some texts: it says of them what the check of the whole corner says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from corner.parity.lexicon import read_lexicon
from corner.parity.runner import ComparedTexts, LanguageComparison
from corner.site import kept_index, text_index, text_rules
from corner.site.load import LoadResult, load
from corner.sources.news_stamps import NewsStamps
from corner.storage import kept_values
from tests.support import corners, text_checks
from tests.support.corners import NOW, SUMMARY, Files, release, summary, translation

_FOLDER = "news/releases/2021"
BOATS, DREDGER = f"{_FOLDER}/boats.en.md", f"{_FOLDER}/dredger.en.md"
BOATS_ZH = f"{_FOLDER}/boats.zh-Hant.md"
RACE, RACES_ZH, LATER = f"{_FOLDER}/race.en.md", f"{_FOLDER}/races.zh-Hant.md", f"{_FOLDER}/later.en.md"
NEXT = "news/summaries/2021.en.md"
_VISITORS = "[{figure: visitors, value: 7, period: 2020}]"
SEVERAL: Files = {
    BOATS: release(
        "Seven people came. See [it](dredger.en.md#section-1), [the fair](fair.en.md) and ![the boat](boat.png).",
        title="Boats",
        figures=_VISITORS,
        items="[dredging]",
        related="[releases/2021/dredger]",
        records="[laws/one]",
    ),
    BOATS_ZH: translation("有7人。見[此](dredger.zh-Hant.md#section-1)、[市集](fair.zh-Hant.md)及![船](boat.png)。"),
    DREDGER: release("## Work\n\nSeven people came.", title="Dredger", figures=_VISITORS),
    RACE: release("A race.", title="Race", issued="2021-04-01"),
    RACES_ZH: release("帆船賽。", title="帆船賽", description="比賽。", issued="2021-04-02"),
    LATER: release("Later.", title="Later", status="draft"),
    NEXT: summary(2021, "dredging completed", "lights continuing"),
    f"{_FOLDER}/boat.png": corners.from_base64(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    ),
    "news/registers/laws/register.yml": """\
        name: {en: Laws, zh-Hant: 法例}
        record: {en: Law, zh-Hant: 法例}
        description: {en: All laws., zh-Hant: 所有法例。}
        fields:
          number: {type: number, name: {en: Number, zh-Hant: 編號}}
        """,
    "news/registers/laws/records.yml": "one:\n  name: {en: One, zh-Hant: 一}\n",
}
"""Releases and summaries of which rules look at several at once."""


class Edit(NamedTuple):
    """An edit of a corner, and the codes of what it makes wrong in a text, which it may leave as it is."""

    name: str
    changes: tuple[tuple[str, str, str], ...]
    """File, old and new words of each change."""
    checked: str
    codes: str


EDITS = [
    Edit("nothing", (), BOATS, ""),
    Edit("a changed figure", ((DREDGER, "value: 7", "value: 8"),), DREDGER, "different-value unsaid-figure"),
    Edit("a figure that another reports too", ((BOATS, "value: 7", "value: 8"),), DREDGER, "different-value"),
    Edit("a part that another links to", ((DREDGER, "## Work", "Work"),), BOATS, "unknown-anchor"),
    Edit("a doubled title", ((DREDGER, "title: Dredger", "title: BOATS"),), DREDGER, "repeated-release"),
    Edit(
        "the title and the day of another",
        ((RACE, "title: Race", "title: Spring fair"), (RACE, "2021-04-01", "2021-03-01")),
        RACE,
        "repeated-release",
    ),
    Edit("a title that another has", ((BOATS, "title: Boats", "title: dredger"),), DREDGER, "repeated-release"),
    Edit("a target that is a draft now", ((DREDGER, "type:", "status: draft\ntype:"),), BOATS, "unpublished-link"),
    Edit("a target that is not due", ((DREDGER, "type:", "publish_at: 2030-01-01\ntype:"),), BOATS, "unpublished-link"),
    Edit("a draft made public", ((LATER, "draft", "published"), (LATER, "[boats]", "[boat]")), LATER, "unknown-topic"),
    Edit("a link to a draft", ((RACE, "A race.", "A [race](later.en.md)."),), RACE, "unpublished-link"),
    Edit("an edited translation", ((BOATS_ZH, "有7人", "有9人"),), BOATS_ZH, "different-number"),
    Edit("an edited original", ((BOATS, "Seven people", "Nine people"),), BOATS_ZH, "different-number"),
    Edit("a translation with a fact", ((BOATS_ZH, "title:", "topics: [tides]\ntitle:"),), BOATS_ZH, "repeated-fact"),
    Edit("an unknown item", ((BOATS, "[dredging]", "[dredgin]"),), BOATS, "unknown-item"),
    Edit(
        "an item that no summary has any more",
        ((SUMMARY, "key: dredging", "key: digging"), (NEXT, "key: dredging", "key: digging")),
        BOATS,
        "unknown-item",
    ),
    Edit(
        "an error elsewhere, with which items are not judged",
        ((BOATS, "[dredging]", "[dredgin]"), (RACE, "type:", "tipe:")),
        BOATS,
        "",
    ),
    Edit(
        "a state that an earlier summary forbids", ((SUMMARY, "state: new", "state: completed"),), NEXT, "wrong-state"
    ),
    Edit(
        "an item that a later summary lacks", ((NEXT, "key: lights", "key: lamps"),), NEXT, "missing-item wrong-state"
    ),
    Edit("an unknown record", ((BOATS, "laws/one", "laws/two"),), BOATS, "unknown-record"),
    Edit("an unknown file", ((BOATS, "boat.png", "bout.png"),), BOATS, "unknown-link"),
    Edit("another release", ((BOATS, "[releases/2021/dredger]", "[releases/2021/dredge]"),), BOATS, "unknown-release"),
    Edit("two languages of one day", ((RACES_ZH, "2021-04-02", "2021-04-01"),), RACES_ZH, "wrong-name"),
    Edit("a language of the day of another", ((RACE, "2021-04-01", "2021-04-02"),), RACES_ZH, "wrong-name"),
    Edit("a distant day", ((RACE, "2021-04-01", "2041-04-01"),), RACE, "distant-date wrong-year"),
    Edit("front matter that cannot be read", ((BOATS, "title: Boats", 'title: "Boats'),), BOATS, "wrong-yaml"),
    Edit("an original that cannot be read", ((BOATS, "title: Boats", 'title: "Boats'),), BOATS_ZH, ""),
    Edit("the only text, that cannot be read", ((RACE, "title: Race", 'title: "Race'),), RACE, "wrong-yaml"),
    Edit("a placeholder", ((RACE, "A race.", "A [[race]]."),), RACE, "unfinished-text"),
    Edit("an empty text", ((RACE, "A race.", ""),), RACE, "missing-body"),
]
WHOLE = [
    Edit("the only text of what others name", ((DREDGER, "title: Dredger", 'title: "Dredger'),), BOATS, "unknown-link"),
    Edit("a changed topic", (("news/topics.yml", "boats:", "ships:"),), BOATS, "unknown-topic"),
    Edit("a page of docs/, whose files settings may name", (("docs/index.en.md", "Welcome.", "Hello."),), RACE, ""),
    Edit("a changed setting", (("mkdocs.yml", "feed_size: 3", "feed_size: 4"),), BOATS, ""),
    Edit("a translation without an original", ((RACE, "issued: 2021-04-01\n", ""),), RACE, "missing-field"),
]
"""Edits after which only a check of the whole corner finds what is wrong."""


class Kept(NamedTuple):
    """A corner of which an index is kept."""

    root: Path
    loaded: LoadResult


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    root = corners.write(tmp_path_factory.mktemp("several"), SEVERAL)
    loaded = load(root, NOW)
    assert [problem for problem in loaded.problems if problem.path.endswith(".md")] == []
    return Kept(root, loaded)


@pytest.fixture
def root(kept: Kept) -> Path:
    assert text_checks.keep_index(*kept)
    return kept.root


def _apply(root: Path, changes: tuple[tuple[str, str, str], ...]) -> None:
    for path, old, new in changes:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def edited(root: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The corner after an edit, which is undone at the end."""
    changes: tuple[tuple[str, str, str], ...] = request.param.changes
    texts = {path: (root / path).read_bytes() for path, _, _ in changes}
    _apply(root, changes)
    yield root
    for path, text in texts.items():
        (root / path).write_bytes(text)


def _parametrize(edits: list[Edit]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("edited", "edit"), [pytest.param(edit, edit, id=edit.name) for edit in edits], indirect=["edited"]
    )


@_parametrize(EDITS)
def test_a_text_is_judged_after_an_edit_as_in_the_whole_corner(edited: Path, edit: Edit) -> None:
    lines = text_checks.find_in_texts(edited, [edit.checked])
    loaded = load(edited, NOW)
    assert {problem.code for problem in loaded.problems if problem.path == edit.checked} == set(edit.codes.split())
    assert lines == text_checks.select_lines(loaded, [edit.checked])
    for path, _, _ in edit.changes:
        assert text_checks.find_in_texts(edited, [path]) == text_checks.select_lines(loaded, [path])


@_parametrize(WHOLE)
def test_the_whole_corner_is_checked_where_what_was_kept_does_not_decide(edited: Path, edit: Edit) -> None:
    assert text_checks.find_in_texts(edited, [edit.checked]) is None


def test_only_the_texts_that_are_asked_for_are_compared(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, list[str]]] = []
    compare_texts = LanguageComparison.compare_texts

    def record(comparison: LanguageComparison, pending: Iterable[str]) -> list[ComparedTexts]:
        keys = list(pending)
        results = compare_texts(comparison, keys)
        compared.extend((key, list(texts)) for key, texts in zip(keys, results, strict=True))
        return results

    monkeypatch.setattr(LanguageComparison, "compare_texts", record)
    for paths, locales in ([BOATS], ["en"]), ([BOATS_ZH], ["zh-Hant"]), ([BOATS, BOATS_ZH], ["en", "zh-Hant"]):
        assert text_checks.find_in_texts(root, paths) == []
        assert compared == [("releases/2021/boats", locales)]
        compared.clear()


@pytest.mark.parametrize("name", ["releases/2021/more.en.md", "bodies.yml.orig"])
def test_the_whole_corner_is_checked_where_a_file_has_come(root: Path, name: str) -> None:
    file = root / "news" / name
    file.write_text("", "utf-8")
    try:
        assert text_checks.find_in_texts(root, [BOATS]) is None
    finally:
        file.unlink()
    assert text_checks.find_in_texts(root, [BOATS]) == []


def test_the_whole_corner_is_checked_by_other_code(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_index, "read_code_stamp", lambda: "another")
    assert text_checks.find_in_texts(root, [BOATS]) is None


@pytest.mark.parametrize("stamps", [None, {"index.en.md": None}])
def test_no_index_is_kept_where_the_files_of_settings_may_change_unseen(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, stamps: NewsStamps | None
) -> None:
    monkeypatch.setattr(text_index, "read_stamps", lambda _folder: stamps)
    assert not text_checks.keep_index(*kept)


def test_a_check_of_a_text_keeps_what_it_reads_of_languages(root: Path) -> None:
    languages = root / text_rules.LANGUAGES
    languages.unlink(missing_ok=True)
    kept_values._file = kept_values._KeptFile(None)
    read_lexicon.cache_clear()
    assert text_checks.find_in_texts(root, [BOATS]) == []
    assert languages.is_file()


@pytest.mark.parametrize(
    "change", [(RACE, "type:", "tipe:"), ("news/registers/laws/records.yml", "one:", "One:")], ids=["text", "record"]
)
def test_an_error_that_was_there_before_keeps_items_from_being_judged(kept: Kept, change: tuple[str, str, str]) -> None:
    root = kept.root
    texts = {path: (root / path).read_bytes() for path in (change[0], BOATS)}
    _apply(root, (change,))
    assert text_checks.keep_index(root, load(root, NOW))
    _apply(root, ((BOATS, "[dredging]", "[dredgin]"),))
    lines, whole = text_checks.find_in_texts(root, [BOATS]), load(root, NOW)
    for path, text in texts.items():
        (root / path).write_bytes(text)
    assert lines == text_checks.select_lines(whole, [BOATS])
    assert "unknown-item" not in {problem.code for problem in whole.problems}


@pytest.mark.full
@_parametrize(EDITS)
def test_each_text_is_judged_after_an_edit_as_in_the_whole_corner(edited: Path, edit: Edit) -> None:  # noqa: ARG001
    loaded = load(edited, NOW)
    for path in text_checks.list_texts(edited):
        lines = text_checks.find_in_texts(edited, [path])
        assert lines in (None, text_checks.select_lines(loaded, [path]))


def test_a_check_of_a_text_loads_nothing_that_makes_pages(root: Path) -> None:
    """What it does not need would take longer to load than the text to check."""
    script = f"""
import sys
from corner.sources import textfile
textfile._TICK = 0
from corner.cli import main
try:
    main(["check", "--root", {str(root)!r}, {str(root / BOATS)!r}])
finally:
    print(*(name for name in sys.modules if name.startswith("corner.")))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "No problems in" in run.stderr
    loaded = set(run.stdout.split())
    assert "corner.site.text_check" in loaded
    packages = {name.split(".")[1] for name in loaded}
    assert packages.isdisjoint({"render", "views", "feeds", "search", "social", "data", "standalone", "deploy"})
    others = {
        "corner.site.load",
        "corner.content.settings",
        "corner.content.registers",
        "corner.parity.pair_comparison",
    }
    assert loaded.isdisjoint(others)
