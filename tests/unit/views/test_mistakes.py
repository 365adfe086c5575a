"""What a preview shows of texts that have errors: a page with what is wrong in place of each, and all else as it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corner.build.errors import BuildError
from corner.build.plan import BuildPlan, plan_build
from corner.i18n.editor_language import EditorLanguage
from corner.render.page import Page
from corner.sources.register_files import is_declaration
from corner.views.mistakes import MistakesView
from tests.support.corners import FAIR, FAIR_ZH, Corner, release, translation
from tests.support.golden_cases import CASES, write_case

NOW = datetime(2026, 1, 1, tzinfo=UTC)
REGATTA = "news/releases/2021/regatta.en.md"


def _plan(root: Path, language: str = "en") -> BuildPlan:
    return plan_build(root, NOW, "", preview=EditorLanguage(language))


def _pages(plan: BuildPlan, locale: str = "en") -> dict[str, Page]:
    return {page.address: page for page in plan.pages(locale)}


def _mistakes(page: Page) -> MistakesView:
    view = page.view and page.view()
    assert isinstance(view, MistakesView)
    return view


def test_a_release_with_an_error_is_left_out_and_its_mistakes_are_where_it_would_be(corner: Corner) -> None:
    files = {REGATTA: release(title="Regatta", topics="[boat]"), "news/releases/2021/regatta.zh-Hant.md": translation()}
    plan = _plan(corner(files))
    assert list(plan.catalogue.releases) == ["releases/2021/fair"]
    page = _pages(plan)["news/2021/regatta/"]
    assert (page.kind, page.title, page.indexed) == ("mistakes", "Mistakes in releases/2021/regatta", False)
    (mistake,) = _mistakes(page).mistakes
    assert mistake.place == f"{REGATTA}:6"
    assert mistake.text.startswith("topics.0: expected a key of news/topics.yml, found 'boat'; did you mean 'boats'?")
    assert mistake.code == "unknown-topic"
    assert _pages(plan, "zh-Hant")["zh-Hant/news/2021/regatta/"].kind == "mistakes"
    status = _pages(plan)["status/"].view
    assert status
    assert [link.address for link in status().faulty] == ["news/2021/regatta/"]


def test_mistakes_are_explained_in_the_language_of_the_editor(corner: Corner) -> None:
    view = _mistakes(_pages(_plan(corner({REGATTA: release(topics="[boat]")}), "zh-Hant"))["news/2021/regatta/"])
    assert view.lang == "zh-Hant"
    assert "expected" not in view.mistakes[0].text + view.intro
    assert "boats" in view.mistakes[0].text


@pytest.mark.parametrize(
    "files",
    [
        {FAIR_ZH: translation(issued="2021-03-01")},
        {FAIR: "---\ntitle: [Fair\n---\nText.\n"},
        {FAIR: release(body="[Nowhere](nosuch.md)")},
    ],
    ids=["in the translation", "not YAML", "in the text"],
)
def test_a_release_is_left_out_in_all_languages_wherever_its_error_is(corner: Corner, files: dict[str, str]) -> None:
    plan = _plan(corner(files))
    assert not plan.catalogue.releases
    assert {
        _pages(plan, locale)[f"{prefix}news/2021/fair/"].kind
        for locale, prefix in (("en", ""), ("zh-Hant", "zh-Hant/"))
    } == {"mistakes"}


def test_warnings_leave_nothing_out(corner: Corner) -> None:
    plan = _plan(corner({FAIR_ZH: translation(body="市集在碼頭開幕,明日見。")}))
    assert [problem.code for problem in plan.problems] != []
    assert plan.catalogue.faulty == {}
    assert list(plan.catalogue.releases) == ["releases/2021/fair"]


@pytest.mark.parametrize("path", ["mkdocs.yml", "news/topics.yml"])
def test_what_all_texts_depend_on_must_be_right(corner: Corner, path: str) -> None:
    with pytest.raises(BuildError) as caught:
        _plan(corner({path: "[\n"}))
    assert path in {problem.path for problem in caught.value.problems}


@pytest.mark.full
@pytest.mark.parametrize("case", CASES)
def test_a_preview_of_each_faulty_corner_shows_its_pages_or_says_what_all_depend_on(corner: Corner, case: str) -> None:
    try:
        plan = _plan(write_case(corner, case))
    except BuildError as error:
        problems = error.problems
    else:
        shown = [page.view() for locale in plan.locales for page in plan.pages(locale) if page.view]
        assert None not in shown
        return
    assert any(problem.path == "mkdocs.yml" or is_declaration(problem.path) for problem in problems)
