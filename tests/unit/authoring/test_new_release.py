"""`corner new`: the files of a draft, which are right from the beginning and cannot be published by mistake."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from corner.authoring import new_release
from corner.cli import main
from corner.content.frontmatter import ReleaseOriginal, Translation
from corner.site.load import load
from corner.sources import yaml as yamltext
from tests.support import corners
from tests.support.corners import Corner

TOLD = ["--title", 'The harbour\'s "new" light: on', "--type", "notice", "--topics", "boats,tides"]
LIGHT = "news/releases/2021/the-harbours-new-light-on"


def _new(root: Path, *options: str, answers: str = "") -> Result:
    words = ["new", *options, "--root", str(root), "--now", "2021-05-01T20:00Z"]
    return CliRunner().invoke(main, words, input=answers)


def _front(root: Path, path: str) -> dict[str, object]:
    front: dict[str, object] = yaml.safe_load((root / path).read_text(encoding="utf-8").split("---\n")[1])
    return front


def test_a_draft_has_every_fact_in_one_place_and_no_fault(corner: Corner) -> None:
    root = corner()
    result = _new(root, *TOLD, "--bodies", "harbour-office")
    assert (result.exit_code, result.stdout.split()) == (0, [f"{LIGHT}.en.md", f"{LIGHT}.zh-Hant.md"])
    assert corners.found(root) == []
    front = _front(root, f"{LIGHT}.en.md")
    assert (front["title"], front["type"], front["topics"]) == (TOLD[1], "notice", ["boats", "tides"])
    assert (front["bodies"], front["status"]) == (["harbour-office"], "draft")
    assert str(front["issued"]) == "2021-05-02", "the day in the corner's zone, nine hours ahead"
    assert set(_front(root, f"{LIGHT}.zh-Hant.md")) == {"title", "description"}
    assert "releases/2021/the-harbours-new-light-on" not in corners.catalogue(root).releases


def test_it_cannot_be_published_before_it_is_written(corner: Corner) -> None:
    root = corner()
    _new(root, *TOLD)
    original = root / f"{LIGHT}.en.md"
    original.write_text(original.read_text(encoding="utf-8").replace("status: draft", ""), encoding="utf-8")
    problems = [problem for problem in load(root, corners.NOW).problems if problem.code == "unfinished-text"]
    assert [problem.path for problem in problems] == [f"{LIGHT}.en.md", f"{LIGHT}.zh-Hant.md"]


def test_either_language_can_be_the_original_whose_comments_are_in_it(corner: Corner) -> None:
    root = corner()
    options = [
        "--title",
        "新燈",
        "--type",
        "event",
        "--topics",
        "boats",
        "--languages",
        "zh-Hant,en",
        "--slug",
        "light",
    ]
    assert _new(root, *options, "--date", "2021-03-05 09:30+01:00").exit_code == 0
    assert corners.found(root) == []
    text = (root / "news/releases/2021/light.zh-Hant.md").read_text(encoding="utf-8")
    assert 'title: "新燈"\n' in text
    assert "issued: 2021-03-05 09:30+01:00\n" in text
    assert "# 稿件類別" in text
    assert "issued" not in _front(root, "news/releases/2021/light.en.md")


def test_the_command_asks_for_missing_options_until_the_answer_is_right(corner: Corner) -> None:
    root = corner()
    answers = "zh,en\nzh-Hant\n新燈\nlamp\nnotice\nboat\n,\nboats\nharbor-office\n\n5 May\n2021-05-05\nnew-light\n"
    result = _new(root, answers=answers)
    assert result.exit_code == 0, result.output
    assert result.stdout == "news/releases/2021/new-light.zh-Hant.md\n"
    for said in (
        "found 'zh'",
        "found 'lamp'",
        "found 'boat'; did you mean 'boats'?",
        "expected at least one topic",
        "found 'harbor-office'; did you mean 'harbour-office'?",
        "found 5 May",
    ):
        assert said in result.stderr
    assert corners.found(root) == []


@pytest.mark.parametrize(
    ("given", "question"), [(0, "Languages, the original's first"), (2, "Key of the type"), (4, "Keys of topics")]
)
def test_without_an_answer_it_says_what_it_lacks_and_writes_nothing(corner: Corner, given: int, question: str) -> None:
    root = corner()
    before = sorted((root / "news").rglob("*"))
    result = _new(
        root, *["--title", "New light", "--type", "notice"][:given], *(["--languages", "en"] if given else [])
    )
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"expected an answer to '{question}" in result.stderr
    assert result.stderr.endswith("found none; nothing is written\n")
    assert sorted((root / "news").rglob("*")) == before


def test_signs_that_no_text_may_hold_are_left_out_of_the_title(corner: Corner) -> None:
    root = corner()
    assert _new(root, *TOLD, "--title", "New\x01 light\n", "--slug", "light").exit_code == 0
    assert corners.found(root) == []


@pytest.mark.parametrize("path", ["fair.en.md", "fair.zh-Hant.md"])
def test_no_file_is_overwritten(corner: Corner, path: str) -> None:
    root = corner({f"news/releases/2021/{path}": "mine"})
    result = _new(root, *TOLD, "--slug", "fair")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "expected a name that is free, found 'fair'" in result.stderr
    assert (root / "news/releases/2021" / path).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--topics", "boat"], "expected the key of a topic, found 'boat'; did you mean 'boats'?"),
        (["--bodies", "x"], "expected the key of a body, found 'x'"),
        (["--languages", "en,zh-Hans"], "expected languages of the site (en, zh-Hant), found 'zh-Hans'"),
        (["--date", "2021-02-30"], "expected a day of the calendar, found 2021-02-30"),
        (["--slug", "../fair"], "expected a name in lower-case letters, digits and hyphens, found '../fair'"),
        (
            ["--slug", "market"],
            "expected a name that was never used, found 'releases/2021/market', now releases/2021/f",
        ),
    ],
)
def test_a_wrong_option_is_reported_in_one_line_and_nothing_is_written(
    corner: Corner, options: list[str], said: str
) -> None:
    root = corner({"news/redirects.yml": "releases/2021/market: releases/2021/fair\n"})
    before = sorted((root / "news").rglob("*"))
    result = _new(root, *TOLD, *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert sorted((root / "news").rglob("*")) == before


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("2021 seminar on SMEs' development held", "2021-seminar-on-smes-development-held"),
        ("Mar’s café – “Faróis”", "mars-cafe-farois"),
        ("新燈", ""),
        ("IP週", ""),
        ("!!!", ""),
        ("a " * 100, "a-" * 29 + "a"),
    ],
)
def test_a_title_in_latin_letters_gives_the_name(title: str, slug: str) -> None:
    assert new_release.slugify_title(title)[:59] == slug[:59]


HINTS = sorted(path.stem for path in (Path(new_release.__file__).parent / "hints").glob("*.yml"))


@pytest.mark.parametrize("locale", HINTS)
def test_every_field_is_explained_in_its_order_and_each_example_is_right(locale: str) -> None:
    hints = new_release._read_hints(locale)
    assert set(hints["release"]) == set(ReleaseOriginal.model_fields)
    assert set(hints["translation"]) == set(Translation.model_fields)
    examples_by_field = {name: examples[0] for name, (_, *examples) in hints["release"].items() if examples}
    needed = {"title": "a", "description": "b", "type": "notice", "issued": "2026-01-31", "topics": "[a]"}
    lines = "".join(f"{name}: {value}\n" for name, value in {**needed, **examples_by_field}.items())
    ReleaseOriginal.model_validate(yamltext.parse_yaml(lines))
    words = {name: examples[0] for name, (_, *examples) in hints["translation"].items() if examples}
    lines = "".join(f"{name}: {value}\n" for name, value in {"title": "a", "description": "b", **words}.items())
    Translation.model_validate(yamltext.parse_yaml(lines))
