"""`corner import` with two languages: two files make the pair, or one becomes the translation of a release."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from corner.cli import main
from tests.support import corners
from tests.support.corners import Corner

pytestmark = pytest.mark.usefixtures("document_readers")

ENGLISH = "New light for boats\n\nMarch 5, 2021\n\nThe Harbour Authority lit 3 new lights for boats. They shine.\n"
CHINESE = "船隻新燈\n\n2021年3月5日\n\n港務局為船隻設置3盞新燈。燈光明亮。\n"
PATH = "news/releases/2021/new-light-for-boats"


def _import(root: Path, files: dict[str, str], *options: str, answers: str = "") -> Result:
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    words = ["import", *(str(root / name) for name in files), "--root", str(root), "--now", "2021-06-01T00:00Z"]
    return CliRunner().invoke(main, [*words, *options], input=answers)


def _read(root: Path, path: str) -> tuple[dict[str, object], str]:
    _, front, body = (root / path).read_text(encoding="utf-8").split("---\n", 2)
    fields: dict[str, object] = yaml.safe_load(front)
    return fields, body


def test_two_files_are_one_release_in_two_languages(corner: Corner) -> None:
    root = corner()
    result = _import(root, {"b.txt": CHINESE, "a.txt": ENGLISH})
    assert result.exit_code == 0, result.output
    assert result.stdout.split() == [f"{PATH}.zh-Hant.md", f"{PATH}.en.md"]
    assert result.stderr == "Compared the texts in 'zh-Hant' and 'en': no difference.\n"
    front, body = _read(root, f"{PATH}.zh-Hant.md")
    assert (front["title"], front["description"], body) == (
        "船隻新燈",
        "港務局為船隻設置3盞新燈。",
        "港務局為船隻設置3盞新燈。燈光明亮。\n",
    )
    assert (str(front["issued"]), front["bodies"], front["topics"]) == ("2021-03-05", ["harbour-office"], ["boats"])
    front, body = _read(root, f"{PATH}.en.md")
    assert front == {
        "title": "New light for boats",
        "description": "The Harbour Authority lit 3 new lights for boats.",
    }
    assert body == "The Harbour Authority lit 3 new lights for boats. They shine.\n"
    assert corners.found(root) == []


def test_figures_of_the_vocabulary_are_comments_that_need_only_be_uncommented(corner: Corner) -> None:
    root = corner()
    english = ENGLISH.replace("They shine.", "The harbour had about 1 090 people as visitors.")
    chinese = CHINESE.replace("燈光明亮。", "海港約有1 090人，訪客眾多。")
    result = _import(root, {"a.txt": english, "b.txt": chinese})
    assert result.stderr.startswith(
        f"{root}/a.txt: found figures of the vocabulary (1); the draft has them as comments\n"
    )
    file = root / f"{PATH}.en.md"
    text = file.read_text(encoding="utf-8")
    assert "figures" not in _read(root, f"{PATH}.en.md")[0]
    file.write_text(
        text.replace("# figures:\n#   - {", "figures:\n  - {"),
        encoding="utf-8",
    )
    assert _read(root, f"{PATH}.en.md")[0]["figures"] == [{"figure": "visitors", "value": 1090, "qualifier": "about"}]
    assert corners.found(root) == []


def test_descriptions_report_the_same_figures(corner: Corner) -> None:
    root = corner()
    english = ENGLISH.replace("lit 3 new lights for boats.", "lit new lights. There are 3 for boats.")
    assert _import(root, {"a.txt": english, "b.txt": CHINESE}).exit_code == 0
    description = "The Harbour Authority lit new lights. There are 3 for boats."
    assert _read(root, f"{PATH}.en.md")[0]["description"] == description
    assert _read(root, f"{PATH}.zh-Hant.md")[0]["description"] == "港務局為船隻設置3盞新燈。"


def test_a_difference_between_two_files_is_reported_at_once(corner: Corner) -> None:
    root = corner()
    result = _import(root, {"a.txt": ENGLISH, "b.txt": CHINESE.replace("3盞", "4盞")})
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:2] == [f"{PATH}.en.md", f"{PATH}.zh-Hant.md"]
    assert any("'4'" in line and "different-number" in line for line in lines[2:]), lines
    assert result.stderr.endswith(" differences.\n")


def test_the_original_is_the_language_that_the_option_names(corner: Corner) -> None:
    root = corner()
    assert _import(root, {"a.txt": ENGLISH, "b.txt": CHINESE}, "--original", "zh-Hant").exit_code == 0
    assert "issued" in _read(root, f"{PATH}.zh-Hant.md")[0]
    assert "issued" not in _read(root, f"{PATH}.en.md")[0]


@pytest.mark.parametrize(
    ("files", "options", "reason"),
    [
        (
            {"a.txt": ENGLISH, "b.txt": ENGLISH},
            [],
            "expected two files in two languages, found 'en' in both; give the languages with --languages",
        ),
        (
            {"a.txt": ENGLISH, "b.txt": CHINESE},
            ["--original", "pt"],
            "expected --original with the language of a file (en, zh-Hant), found 'pt'",
        ),
        (
            {"a.txt": ENGLISH, "b.txt": CHINESE, "c.txt": CHINESE},
            [],
            "expected one file, or one for each of two languages, found 3",
        ),
        (
            {"a.txt": ENGLISH, "b.txt": CHINESE},
            ["--into", "releases/2021/fair"],
            "expected one file with --into, found 2",
        ),
        (
            {"a.txt": CHINESE},
            ["--into", "releases/2021/fare"],
            (
                "expected the key of a release, such as releases/2021/sme-seminar, found 'releases/2021/fare'; "
                "did you mean 'releases/2021/fair'?"
            ),
        ),
        (
            {"a.txt": CHINESE},
            ["--into", "releases/2021/fair"],
            f"expected a language that the release lacks, found {corners.FAIR_ZH}; delete it first to import it again",
        ),
        (
            {"a.txt": ENGLISH},
            ["--into", "releases/2021/fair"],
            f"expected a translation of {corners.FAIR}, found a text in its language, 'en'",
        ),
        (
            {"a.txt": ENGLISH},
            ["--into", "releases/2021/fair", "--language", "en"],
            "expected the language of a translation, found 'en', that of the original",
        ),
    ],
)
def test_what_cannot_be_a_pair_is_said_in_one_line(
    corner: Corner, files: dict[str, str], options: list[str], reason: str
) -> None:
    root = corner()
    before = sorted(root.glob("news/**/*.md"))
    result = _import(root, files, *options)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{root}/a.txt: {reason}\n")
    assert sorted(root.glob("news/**/*.md")) == before


VENUE = """\
    ---
    title: Spring fair
    description: The fair opens.
    type: event
    issued: 2021-03-01
    topics: [boats]
    event: {start: 2021-03-05, venue: The old quay}
    ---
    The fair opens on the quay with 9 boats.
    """


def test_a_file_becomes_the_translation_of_a_release(corner: Corner) -> None:
    root = corner({corners.FAIR: VENUE, corners.FAIR_ZH: None})
    text = "春季市集\n\n2021年3月2日\n\n市集在碼頭開幕，有8艘船。\n"
    result = _import(root, {"a.txt": text}, "--into", corners.FAIR)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == corners.FAIR_ZH
    assert any("different-number" in line for line in lines), lines
    assert result.stderr.startswith(
        f"{root}/a.txt: expected the day of issue of the original, 2021-03-01, found 2021-03-02; the original's holds\n"
    )
    front, body = _read(root, corners.FAIR_ZH)
    assert front == {
        "title": "春季市集",
        "description": "市集在碼頭開幕，有8艘船。",
        "labels": {"event.venue": "[[The old quay]]"},
    }
    assert body == "市集在碼頭開幕，有8艘船。\n"


def test_the_draft_that_was_left_empty_is_filled(corner: Corner) -> None:
    root = corner()
    assert _import(root, {"a.txt": ENGLISH}).exit_code == 0
    key = PATH.removeprefix("news/")
    result = _import(root, {"b.txt": CHINESE}, "--into", key)
    assert (result.exit_code, result.stdout) == (0, f"{PATH}.zh-Hant.md\n"), result.output
    assert result.stderr == "Compared the texts in 'en' and 'zh-Hant': no difference.\n"
    assert _read(root, f"{PATH}.zh-Hant.md")[0]["title"] == "船隻新燈"
    again = _import(root, {"b.txt": CHINESE}, "--into", key)
    assert again.exit_code == 2
    assert "delete it first" in again.stderr


def test_texts_are_compared_while_the_original_lacks_its_description(corner: Corner) -> None:
    root = corner()
    assert _import(root, {"a.txt": ENGLISH}).exit_code == 0
    assert str(_read(root, f"{PATH}.en.md")[0]["description"]).startswith("[[")
    result = _import(root, {"b.txt": CHINESE.replace("3盞", "4盞")}, "--into", PATH.removeprefix("news/"))
    assert result.exit_code == 1
    problems = result.stdout.splitlines()[1:]
    assert problems
    assert all("different-number" in line and "body: " in line for line in problems), problems


def test_nothing_stays_of_files_that_cannot_all_be_written(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corner()
    before = sorted(root.glob("news/**/*"))
    real = Path.open

    def refuse(path: Path, mode: str = "r", *words: object, **named: object) -> object:
        if mode == "x" and path.name.endswith(".zh-Hant.md"):
            raise PermissionError(13, "Permission denied")
        return real(path, mode, *words, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    result = _import(root, {"a.txt": ENGLISH, "b.txt": CHINESE})
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"{root}/a.txt: {PATH}.zh-Hant.md: expected to be able to write it, found: Permission denied\n"
    )
    assert sorted(root.glob("news/**/*")) == before
