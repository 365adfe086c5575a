"""Golden cases: for each rule, files with a fault and the lines that an editor reads."""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.rules import load_rules
from corner.i18n.editor_language import EditorLanguage
from corner.site.load import LoadResult, load
from tests.hostile.cases import read_cases
from tests.support import corners, text_checks
from tests.support.corners import FAIR, FAIR_ZH, REPOSITORY, SUMMARY, Corner, release
from tests.support.golden_cases import CASES, list_expected, write_case

TESTED_ELSEWHERE = {
    "different-term": "unit/parity/test_consistency.py",
    "gone-link": "unit/authoring/test_link_checker.py",
    "moved-link": "unit/authoring/test_link_checker.py",
    "unreachable-link": "unit/authoring/test_link_checker.py",
    "lost-address": "unit/checks/test_permalinks.py",
    "missing-words": "unit/i18n/test_messages.py",
}
"""The rules that need more than files, and the tests that hold them."""
ENGLISH = re.compile(r"\b(?:expected|found|none|did you mean|such as|again|only here|which|another|warning)\b")
"""Words of messages in English, where nothing quotes them."""
UNDECIDED = "forbidden-name missing-field-facts unknown-key-other-names wrong-name wrong-name-languages wrong-name-pairs".split()
"""The cases with texts that only a check of the whole corner can judge."""
_QUOTED = re.compile("「[^「」]*」|『[^』]*』|[(（][^()（）]*[)）]|[“'][^”']*[”']")
_CODE_AT_END = re.compile(r" \[([a-z0-9-]+)\]$")


def find_english(line: str) -> list[str]:
    """Return the English words of a line that it does not quote."""
    text = line.split(": ", 2)[-1]
    while text != (text := _QUOTED.sub("", text)):
        pass
    return ENGLISH.findall(text)


@pytest.mark.parametrize("case", CASES)
def test_a_faulty_corner_is_reported_line_by_line_in_english_and_in_chinese(corner: Corner, case: str) -> None:
    if case == "forbidden-name" and sys.platform == "win32":
        pytest.skip("Windows makes no such files")
    root = write_case(corner, case)
    assert corners.found(root) == list_expected(case)
    loaded = load(root, corners.NOW)
    problems = loaded.problems
    assert list(map(str, problems)) == list_expected(case), "and no other with what the first check has kept"
    _assert_texts_alike(root, loaded, is_decided=case not in UNDECIDED)
    in_chinese = list(map(EditorLanguage("zh-Hant").say, problems))
    assert {line: words for line in in_chinese if (words := find_english(line))} == {}
    assert [line for line in in_chinese if not re.search("[一-鿿]", line)] == []


def _assert_texts_alike(root: Path, loaded: LoadResult, *, is_decided: bool) -> None:
    """Check that the faulty texts, and all texts together, are judged alike by themselves, where that can be."""
    if not text_checks.keep_index(root, loaded):
        return
    texts = text_checks.list_texts(root)
    faulty = sorted({problem.path for problem in loaded.problems} & {*texts})
    for paths in (texts, *([path] for path in faulty)):
        lines = text_checks.find_in_texts(root, paths)
        assert lines == text_checks.select_lines(loaded, paths) or (lines is None and not is_decided)


def test_english_words_are_found_unless_they_are_quoted() -> None:
    assert find_english("a.md:1: title: expected text, 現為「found」") == ["expected"]


def test_the_good_corner_has_no_problem(corner: Corner) -> None:
    assert corners.found(corner()) == []


def test_each_rule_has_a_case() -> None:
    lines = [line for case in CASES for line in list_expected(case)]
    lines += [line for case in read_cases() for line in case.problems.splitlines()]
    codes = {match[1] for line in lines if (match := _CODE_AT_END.search(line))}
    assert load_rules().keys() == codes | TESTED_ELSEWHERE.keys()
    assert codes & TESTED_ELSEWHERE.keys() == set()


@pytest.mark.parametrize("code", TESTED_ELSEWHERE)
def test_a_rule_without_a_case_is_expected_by_an_assertion_of_another_test(code: str) -> None:
    lines = _expected_texts(REPOSITORY / "tests" / TESTED_ELSEWHERE[code])
    assert code in {match[1] for line in lines if (match := _CODE_AT_END.search(line))}


def _expected_texts(path: Path) -> list[str]:
    """Return the texts that the tests of a module compare with, in assertions or in functions that they call."""
    statements = [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Assert | ast.Return)
    ]
    return [
        node.value
        for statement in statements
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_a_hundred_bad_files_make_one_sorted_report(corner: Corner) -> None:
    files = {f"news/releases/2021/r{n}.en.md": release(issued="2021-02-30", topics="[boat]") for n in range(100)}
    loaded = load(corner(files), corners.NOW)
    assert loaded.catalogue is None
    assert [(problem.path, problem.line, problem.code) for problem in loaded.problems] == [
        told for path in sorted(files) for told in ((path, 5, "wrong-date"), (path, 6, "unknown-topic"))
    ]


def test_all_faults_of_a_file_are_told_at_once(corner: Corner) -> None:
    text = release("# Top\n\n<b>x</b>\n\n[x](nowhere)", titel="x", issued="never", topics="[boat]", figures="[{}]")
    codes = {problem.code for problem in load(corner({FAIR: text}), corners.NOW).problems}
    assert codes >= {"unknown-key", "wrong-date", "missing-field", "top-heading", "raw-html", "unknown-link"}


def test_a_warning_alone_leaves_the_catalogue(corner: Corner) -> None:
    loaded = load(corner({"news/releases/2021/left.pdf": "x"}), corners.NOW)
    assert [problem.severity for problem in loaded.problems] == [Severity.WARNING]
    assert loaded.catalogue is not None


def test_either_language_can_be_the_original(corner: Corner) -> None:
    original = release("文。", title="消息", description="新消息。")
    english = corners.translation("Text.", title="News", description="What is new.")
    fair = corners.catalogue(corner({FAIR: english, FAIR_ZH: original})).releases["releases/2021/fair"]
    assert (fair.original, fair.texts["en"].title, fair.texts["zh-Hant"].title) == ("zh-Hant", "News", "消息")


@pytest.mark.parametrize(("path", "locale"), [(FAIR, "en"), (FAIR_ZH, "zh-Hant")])
def test_one_language_alone_is_enough(corner: Corner, path: str, locale: str) -> None:
    good = {FAIR: None, FAIR_ZH: None, path: release()}
    assert list(corners.catalogue(corner(good)).releases["releases/2021/fair"].texts) == [locale]


def test_links_lead_to_the_original_of_what_they_name(corner: Corner) -> None:
    text = release("[a](fair.zh-Hant.md) [b](../../summaries/2020.en.md#item-2) [c](map.pdf)")
    root = corner({"news/releases/2021/x.en.md": text, "news/releases/2021/map.pdf": "x"})
    english = corners.catalogue(root).releases["releases/2021/x"].texts["en"]
    assert english.targets == ("releases/2021/fair", "summaries/2020", "releases/2021/map.pdf")


# Whatever an editor, or a broken disk, puts into a file, a check answers with problems.

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates().map(str)
JSON = SCALARS | st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = (
    "title description type issued updated topics bodies places event items figures source related attachments "
    "status publish_at corrections withdrawn labels period left_out coverage"
).split()
FRONT = st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6)
TEXTS = st.text() | st.text(st.sampled_from("-:{}[]&*!|>'\"#\n ab1`"))
PATHS = st.sampled_from([FAIR, FAIR_ZH, SUMMARY, "news/topics.yml", "news/bodies.yml", "news/figures.yml"])
WORDS_AND_SETTINGS = st.sampled_from(["mkdocs.yml", "news/words/en.yml"])
NESTED = st.fixed_dictionaries(
    {},
    optional={
        "event": st.dictionaries(st.sampled_from(["start", "end", "venue", "online", "x"]), JSON),
        "figures": st.lists(st.dictionaries(st.sampled_from(["figure", "value", "qualifier", "period"]), JSON)),
        "source": st.dictionaries(st.sampled_from(["name", "url", "retrieved"]), JSON),
        "corrections": st.lists(st.dictionaries(st.sampled_from(["date", "note"]), JSON)),
        "items": st.lists(st.dictionaries(st.sampled_from(["key", "state", "topics", "figures"]), JSON)),
        "left_out": st.lists(st.dictionaries(st.sampled_from(["key", "state"]), JSON)),
        "coverage": st.sampled_from(["items", "some-items", "areas", "counts"]) | JSON,
        "issued": st.from_regex(r"\A\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?\Z"),
        "period": st.from_regex(r"\A\d{1,4}(-\d\d){0,2}(/\d{4}(-\d\d)?)?\Z"),
    },
)

robust = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _answers(root: Path, path: str, content: bytes) -> None:
    """Check that a load of the good corner with `content` at `path` tells problems and no more."""
    file = root / path
    old = file.read_bytes() if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    loaded = load(root, corners.NOW)
    assert all(isinstance(problem, Problem) and problem.line >= 1 for problem in loaded.problems)
    assert list(map(str, loaded.problems)) == [str(problem).replace("\n", " ") for problem in loaded.problems]
    if old is None:
        file.unlink()
    else:
        file.write_bytes(old)


def _yaml(value: object) -> str:
    """Return data as YAML on one line: JSON, but for the escapes of two halves."""
    return json.dumps(value, ensure_ascii=False, default=str)


@pytest.fixture
def root(corner: Corner) -> Path:
    return corner()


@robust
@given(path=PATHS | WORDS_AND_SETTINGS, content=st.binary())
def test_no_bytes_give_a_traceback(root: Path, path: str, content: bytes) -> None:
    _answers(root, path, content)


@robust
@given(path=PATHS | WORDS_AND_SETTINGS, text=TEXTS)
def test_no_text_gives_a_traceback(root: Path, path: str, text: str) -> None:
    _answers(root, path, text.encode("utf-8", "surrogatepass"))


@robust
@given(path=st.sampled_from([FAIR, FAIR_ZH, SUMMARY]), front=FRONT | NESTED, body=TEXTS)
def test_no_front_matter_gives_a_traceback(root: Path, path: str, front: dict[str, object], body: str) -> None:
    good = yaml.safe_load(corners.GOOD[path].split("---")[1])
    head = "".join(f"{name}: {_yaml(value)}\n" for name, value in {**good, **front}.items())
    _answers(root, path, f"---\n{head}---\n{body}".encode("utf-8", "surrogatepass"))


@robust
@given(path=st.sampled_from(["news/topics.yml", "news/bodies.yml", "news/figures.yml"]), value=JSON)
def test_no_taxonomy_gives_a_traceback(root: Path, path: str, value: object) -> None:
    _answers(root, path, _yaml({"boats": value, "tides": {"name": value, "names": [value]}}).encode())


@robust
@given(corner_settings=JSON, languages=JSON, plugin=JSON, url=JSON)
def test_no_settings_give_a_traceback(
    root: Path, corner_settings: object, languages: object, plugin: object, url: object
) -> None:
    plugins = [plugin, {"i18n": {"languages": languages}}]
    data = {"site_url": url, "extra": {"corner": corner_settings}, "plugins": plugins}
    _answers(root, "mkdocs.yml", _yaml(data).encode())
