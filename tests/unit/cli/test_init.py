"""`corner init`: what it asks, what it takes, what it refuses, and a corner without mistakes at the end."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from corner.authoring.starter import texts, writer
from corner.cli import init, main
from corner.cli.init_questions import find_time_zone
from corner.i18n.messages import read_messages
from corner.site.load import load

NOW = datetime(2026, 3, 1, 20, tzinfo=UTC)
COMPLETE = texts.list_languages()
"""The languages that have texts of their own."""
COMBINATIONS = [
    languages
    for languages in (("en", "da"), ("en", "pt"), ("fr",), ("zh-Hant", "en"), ("ar", "en"), ("en",))
    if set(languages) <= set(COMPLETE)
]
WORDS_OF_THE_DEMONSTRATION = re.compile(
    r"intellectual property|\bIP\b|Guangdong|Hong Kong|Macao|demonstration|知識產權|粵|香港|廣東|澳門|示範",
    re.IGNORECASE,
)


def _run(folder: Path, *options: str, lines: Sequence[str] = ()) -> Result:
    arguments = ["init", str(folder), "--now", NOW.isoformat(), *options]
    return CliRunner().invoke(main, arguments, input="".join(f"{line}\n" for line in lines), env={"CORNER_LANG": "en"})


def _write(folder: Path, languages: Sequence[str], *options: str) -> Path:
    result = _run(folder, "--yes", "--languages", ",".join(languages), *options)
    assert result.exit_code == 0, result.output
    return folder


def _list(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command take its input for that of somebody at a terminal."""
    monkeypatch.setattr(init, "is_attended", lambda: True)


@pytest.mark.parametrize("languages", COMBINATIONS, ids="+".join)
def test_a_corner_has_no_mistake_and_nothing_of_the_demonstration(tmp_path: Path, languages: Sequence[str]) -> None:
    converted = "zh-Hans" if "zh-Hant" in languages else "none"
    body = "harbour=" + "|".join(f"{locale} Office" for locale in languages)
    root = _write(tmp_path / "corner", languages, "--converted", converted, "--body", body)
    written = {path: (root / path).read_text("utf-8") for path in _list(root)}
    loaded = load(root, NOW)
    assert loaded.problems == ()
    assert loaded.settings
    assert loaded.settings.written == tuple(languages)
    assert loaded.settings.locales == (*languages, *([converted] if converted != "none" else []))
    names = ["README.md", *(f"README.{locale}.md" for locale in languages[1:]), "requirements.txt", "mkdocs.yml"]
    names += [f"docs/{page}.{locale}.md" for page in texts.PAGES for locale in languages]
    names += [f"news/releases/2026/welcome.{locale}.md" for locale in languages]
    names += [f"news/{name}.yml" for name in ("topics", "bodies", "places", "figures")]
    names += [".gitignore", ".pre-commit-config.yaml", ".vscode/settings.json", "schemas/release.json"]
    assert [name for name in names if name not in written] == []
    for path, text in written.items():
        assert WORDS_OF_THE_DEMONSTRATION.findall(text) == [], path
        assert re.findall(r"@\{\w+\}", text) == [], path


@pytest.mark.parametrize("locale", COMPLETE)
def test_each_language_has_the_texts_of_english_with_their_fields(locale: str) -> None:
    for name in ("welcome.md", "readme.md", *(f"docs/{page}.md" for page in texts.PAGES)):
        here, there = (set(re.findall(r"@\{\w+\}", texts.read_text(other, name))) for other in (locale, "en"))
        assert here == there, name
    phrases, english = texts.read_phrases(locale), texts.read_phrases("en")
    assert phrases.keys() == english.keys()
    assert phrases["topics"].keys() == english["topics"].keys()
    for name, text in english.items():
        if isinstance(text, str):
            assert set(re.findall(r"@\{\w+\}", phrases[name])) == set(re.findall(r"@\{\w+\}", text)), name


@pytest.mark.parametrize(
    ("locale", "wrong"),
    [
        ("fr", r"[^\u202f\n][;!?]|[^\u00a0\w]:(?!--)|«(?!\u00a0)|(?<!\u00a0)»|[^\W\d_]'[^\W\d_]"),
        ("ar", r"[ء-ي] ?[,;?]"),
        ("zh-Hant", r"[㐀-鿿][,;:?!]"),
    ],
)
def test_the_texts_of_a_language_have_its_punctuation(locale: str, wrong: str) -> None:
    phrases = "\n".join(text for text in texts.read_phrases(locale).values() if isinstance(text, str))
    pages = [texts.read_text(locale, name) for name in ("welcome.md", "readme.md")]
    pages += [texts.read_text(locale, f"docs/{page}.md") for page in texts.PAGES]
    for text in (phrases, *pages):
        prose = re.sub(r"```.*?```|`[^`]*`|https?://\S+|^[a-z_]+: ", "", text, flags=re.DOTALL | re.MULTILINE)
        assert re.findall(f".{{0,20}}(?:{wrong}).{{0,20}}", prose) == []


def test_the_first_release_is_a_draft_that_becomes_public(tmp_path: Path) -> None:
    root = _write(tmp_path / "corner", ("zh-Hant", "en"))
    original = root / "news/releases/2026/welcome.zh-Hant.md"
    assert "status: draft\n" in original.read_text("utf-8")
    original.write_text(original.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    loaded = load(root, NOW)
    assert loaded.problems == ()
    assert loaded.catalogue
    assert list(loaded.catalogue.contents["releases"]) == ["releases/2026/welcome"]


def test_options_give_all_that_the_settings_say(tmp_path: Path) -> None:
    options = ["--name", "Fish & *chips*|Yes", "--address", "News.Example.org/fish", "--time-zone", "Europe/Copenhagen"]
    options += ["--topic", "boats=Boats: old, new|Skibe", "--body", "quay=The Quay|Kajen", "--contact", "a@b.example"]
    result = _run(tmp_path / "a/b", "--yes", "--languages", "en,pt", "--host", "gitlab", *options)
    assert (result.exit_code, "was not given" in result.stderr) == (0, False)
    root = tmp_path / "a/b"
    settings = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    assert (settings["site_name"], settings["site_url"]) == ("Fish & *chips*", "https://News.Example.org/fish/")
    assert settings["extra"]["corner"]["tag"] == "news.example.org,2026"
    assert settings["extra"]["corner"]["time_zone"] == "Europe/Copenhagen"
    i18n = settings["plugins"][1]["i18n"]["languages"]
    assert [(entry["locale"], entry["name"], entry.get("site_name")) for entry in i18n] == [
        ("en", "English", None),
        ("pt", "Português", "Yes"),
    ]
    loaded = load(root, NOW)
    assert loaded.catalogue
    assert loaded.catalogue.taxonomies.name("topics", "boats", "en").text == "Boats: old, new"
    assert "Fish & \\*chips\\*" in (root / "docs/about.en.md").read_text("utf-8")
    assert "<a@b.example>" in (root / "docs/accessibility.en.md").read_text("utf-8")
    assert (root / ".gitlab-ci.yml").exists()
    assert not (root / ".github").exists()


def test_a_day_is_that_of_the_time_zone(tmp_path: Path) -> None:
    # It is 20:00 in UTC, and the next day in Auckland.
    root = _write(tmp_path / "corner", ("en",), "--time-zone", "Pacific/Auckland")
    assert "issued: 2026-03-02\n" in (root / "news/releases/2026/welcome.en.md").read_text("utf-8")


def test_without_an_answer_defaults_are_taken_and_named(tmp_path: Path) -> None:
    result = _run(tmp_path / "corner")
    assert result.exit_code == 0
    assert "--languages was not given: en is taken\n" in result.stderr
    assert "--address was not given: https://corner.example/ is taken\n" in result.stderr
    assert load(tmp_path / "corner", NOW).problems == ()


@pytest.mark.usefixtures("asked")
def test_a_wrong_answer_is_asked_again_and_the_others_are_kept(tmp_path: Path) -> None:
    lines = ["zh-Hant, english", "zh-Hant,en", "漁業專欄", "Fisheries", "htp:x", "fish.example", "漁船, 漁港", "Boats"]
    lines += ["Boats, ports", "", "Mars/Base", "Asia/Tokyo", "zh-Hans", "", "github"]
    result = _run(tmp_path / "corner", lines=lines)
    assert result.exit_code == 0, result.output
    assert result.stderr.count("Error: ") == 4
    for message in ("found english", "found htp:x", "those before (2), found 1", "found Mars/Base"):
        assert message in result.stderr
    loaded = load(tmp_path / "corner", NOW)
    assert loaded.problems == ()
    assert loaded.settings
    assert loaded.settings.locales == ("zh-Hant", "en", "zh-Hans")
    assert loaded.settings.site_url == "https://fish.example/"
    assert loaded.catalogue
    assert list(loaded.catalogue.taxonomies.topics) == ["boats", "ports"]
    assert (tmp_path / "corner/.github/workflows/corner.yml").exists()


@pytest.mark.usefixtures("asked")
def test_names_without_latin_letters_are_asked_for_keys(tmp_path: Path) -> None:
    lines = [
        "zh-Hant",
        "漁業專欄",
        "fish.example",
        "漁船, 漁港",
        "Boats",
        "boats",
        "boats",
        "ports",
        "",
        "",
        "",
        "",
        "",
    ]
    result = _run(tmp_path / "corner", lines=lines)
    assert result.exit_code == 0, result.output
    assert "found 'Boats'" in result.stderr
    assert "found boats again" in result.stderr
    assert list(yaml.safe_load((tmp_path / "corner/news/topics.yml").read_text("utf-8"))) == ["boats", "ports"]


@pytest.mark.usefixtures("asked")
def test_nothing_is_written_when_the_editor_leaves(tmp_path: Path) -> None:
    result = _run(tmp_path / "corner", lines=["en", "Fisheries"])
    assert result.exit_code == 2
    last = result.stderr.splitlines()[-1]
    assert last == "Error: expected an answer to 'Address of the published site', found none; nothing is written"
    assert "Usage" not in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--languages", "en,zh"], "--languages: expected zh-Hant (Traditional) or zh-Hans (Simplified), found zh"),
        (["--languages", ", "], "--languages: expected at least one language, such as en or zh-Hant, found none"),
        (
            ["--languages", "en,pt", "--name", "A"],
            "--name: expected a name in each of en, pt, with | between them, found A",
        ),
        (["--name", " "], "--name: expected a name of words on one line, with at most 2,000 characters, found ''"),
        (["--name", "=A1"], "--name: expected a name of words on one line, with at most 2,000 characters, found '=A1'"),
        (
            ["--name", "a" * 2001],
            f"--name: expected a name of words on one line, with at most 2,000 characters, found '{'a' * 56}...",
        ),
        (
            ["--address", "localhost"],
            "--address: expected the address of the site, such as https://www.example.org/, found",
        ),
        (["--address", "https://a.example/?b"], "--address: expected the address of the site"),
        (["--topic", "Boats"], "--topic: expected KEY=en, found Boats"),
        (
            ["--topic", "Big boats=Boats"],
            "--topic: expected a key in lower-case letters, digits and hyphens, found 'Big",
        ),
        (["--topic", "a=A", "--topic", "a=B"], "expected each key once, found a again"),
        (["--body", "a=A|B"], "--body: expected a name in each of en, with | between them, found A|B"),
        (["--time-zone", "Asia/Hongkong"], "Asia/Hongkong; did you mean 'Asia/Hong_Kong'?"),
        (
            ["--converted", "zh-Hans"],
            "--converted: expected an edition that a program makes from en (none), found zh-Hans",
        ),
        (["--contact", "me"], "--contact: expected an e-mail or web address, or nothing, found me"),
        (["--host", "sourcehut"], "--host: expected one of github, gitlab, none, found sourcehut"),
        (["--languages", "fi"], "expected --name, found none"),
        (["--languages", "fi", "--name", "A"], "expected --topic KEY=fi, found none"),
    ],
)
def test_an_option_that_cannot_be_used_is_named(tmp_path: Path, options: list[str], message: str) -> None:
    result = _run(tmp_path / "corner", "--yes", *options)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = _run(tmp_path, "--yes")
    assert result.exit_code == 2
    assert f"Error: expected a new or empty folder, found 'notes.txt' in {tmp_path}\n" in result.stderr
    assert _list(tmp_path) == ["notes.txt"]
    assert _run(tmp_path / "notes.txt", "--yes").exit_code == 2


def test_a_fresh_repository_with_an_environment_is_taken(tmp_path: Path) -> None:
    for name in (".git", ".venv"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config").write_text("mine")
    assert _run(tmp_path, "--yes").exit_code == 0
    assert load(tmp_path, NOW).problems == ()


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "new" / "corner"
    written: list[Path] = []
    write_files = writer.write_files

    def fail_later(root: Path, files: dict[str, str]) -> None:
        if root == folder:
            # A file is where a folder has to be.
            files = {**dict(list(files.items())[:9]), "README.md/more": ""}
            written.extend(root / name for name in files)
        write_files(root, files)

    monkeypatch.setattr(writer, "write_files", fail_later)
    assert _run(folder, "--yes").exit_code == 2
    assert folder / "README.md" in written
    assert list(tmp_path.iterdir()) == []


def test_a_language_without_words_says_so_everywhere(tmp_path: Path) -> None:
    root = tmp_path / "corner"
    result = _run(root, "--yes", "--languages", "en,fi", "--name", "Fish|Kala", "--topic", "boats=Boats|Veneet")
    assert result.exit_code == 0
    assert result.stderr.endswith("&& corner build\n")
    assert re.search(
        r"^news/words/fi\.yml: \d{3} words of the pages are to be translated;", result.stdout, re.MULTILINE
    )
    assert "[missing-words]" not in result.stdout
    assert "[[Translate this page into Finnish, and" in (root / "docs/about.fi.md").read_text("utf-8")
    loaded = load(root, NOW)
    assert loaded.catalogue
    marked = {problem.path for problem in loaded.problems if problem.code == "unfinished-text"}
    assert marked == {f"docs/{page}.fi.md" for page in texts.PAGES}
    problems = [problem for problem in loaded.problems if problem.code == "missing-words"]
    lines = (root / "news/words/fi.yml").read_text("utf-8").splitlines()
    commented = [line[2:].partition(":")[0] for line in lines if re.match(r"# [a-z_.A-Z0-9-]+: [\"']", line)]
    named = [name for problem in problems for name in problem.message.partition("found none for ")[2].split(", ")]
    assert named == commented
    assert len(named) > 300
    assert all(len(problem.message) < 600 and "…" not in problem.message for problem in problems)
    assert [lines[problem.line - 1].partition(":")[0] for problem in problems] == [f"# {p.field}" for p in problems]


@pytest.mark.parametrize(
    ("languages", "name", "words"),
    [("zh-Hans,en", "简体中文", "欢迎"), ("pt-BR,en", "Português (Brasil)", "Bem-vindo")],
)
def test_a_region_and_another_script_have_the_texts_of_their_language(
    tmp_path: Path, languages: str, name: str, words: str
) -> None:
    root = _write(tmp_path / "corner", languages.split(","))
    loaded = load(root, NOW)
    assert loaded.problems == ()
    assert loaded.settings
    assert loaded.settings.languages[0].name == name
    assert words in (root / f"news/releases/2026/welcome.{loaded.settings.default}.md").read_text("utf-8")
    assert not (root / "news/words").exists()


def test_a_region_has_its_own_order_of_day_and_month(tmp_path: Path) -> None:
    written = ("en-GB", "en-US", "da")
    root = _write(tmp_path / "corner", written)
    words, _ = read_messages(root, written)
    assert [words[locale]("date") for locale in written] == ["d MMMM y", "MMMM d, y", "d. MMMM y"]


def test_words_that_are_filled_in_are_no_longer_missing(tmp_path: Path) -> None:
    root = tmp_path / "corner"
    _run(root, "--yes", "--languages", "fi", "--name", "Kala", "--topic", "boats=Veneet")
    file = root / "news/words/fi.yml"
    text = file.read_text("utf-8")
    assert "# How a day is written" in text
    file.write_text(re.sub(r"^# ([a-z_.A-Z0-9-]+: [\"'])", r"\1", text, flags=re.MULTILINE), "utf-8")
    assert [problem for problem in load(root, NOW).problems if problem.code != "unfinished-text"] == []


def test_the_time_zone_of_the_machine_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Asia/Tokyo")
    assert find_time_zone() == "Asia/Tokyo"
    monkeypatch.setenv("TZ", "JST-9")
    monkeypatch.setattr(os.path, "realpath", lambda _path: "/usr/share/zoneinfo/Europe/Copenhagen")
    assert find_time_zone() == "Europe/Copenhagen"
    monkeypatch.setattr(os.path, "realpath", lambda _path: "/etc/localtime")
    assert find_time_zone() == "UTC"
