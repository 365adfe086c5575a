"""The tutorial never lies: what it says to do is done, what it says is said, and its pictures are there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest
from PIL import Image

from corner.cli import main
from tests.support import project
from tests.support.built import Built
from tests.support.crawl import Site
from tests.support.tutorial import ADDRESS, STEP, TUTORIALS, Picture, Story, pictures

_ADDRESS = "news/2021/online-seminar/"
_ASSETS = (project.ROOT / "docs/assets", project.GUIDE / "assets")
_PAPERS = (
    project.ROOT / "README.md",
    *sorted((project.ROOT / "docs").glob("*.md")),
    *sorted(project.GUIDE.glob("*.md")),
)
_SHOWN = re.compile(r"(?:!\[([^\]]*)\]\(|<img src=\"|\]\()(?:docs/)?assets/([^)\"]+)(?:\)|\"[^>]*alt=\"([^\"]*)\")")
_SCALE = 2
"""Pixels of a picture for each of CSS."""


@pytest.mark.parametrize(
    "locale",
    [pytest.param(locale, marks=[pytest.mark.full] if number else []) for number, locale in enumerate(TUTORIALS)],
)
def test_who_follows_it_to_the_letter_publishes_a_release_in_both_languages(
    own: Built, locale: str, tmp_path: Path
) -> None:
    marked = {}
    mark, prefix = {"en": ("This is a draft.", ""), "zh-Hant": ("這是草稿", "zh-Hant/")}[locale]

    def look(picture: Picture, story: Story) -> None:
        page = story.published / prefix / _ADDRESS / "index.html"
        preview = story.preview.get(prefix + _ADDRESS) if story.preview else None
        shown = preview or (page.read_text("utf-8") if page.is_file() else None)
        marked[Path(picture.name).name.partition(".")[0]] = shown and mark in shown

    story = Story(tmp_path, own.root / ".cache", locale)
    story.follow(TUTORIALS[locale].read_text("utf-8"), look)

    # Nothing before the preview, a draft in it, and what is published after it has been sent.
    assert marked == {
        **dict.fromkeys(("word", "draft", "check")),
        **dict.fromkeys(("preview", "status"), True),
        **dict.fromkeys(("form", "live", "list", "feed", "correction"), False),
    }
    site = Site(story.published, "https://co-operation-corner.example/")
    for prefix, note in (
        ("", "The co-organiser was added."),
        ("zh-Hant/", "補充協辦機構。"),
        ("zh-Hans/", "补充协办机构。"),
    ):
        page = site.pages[prefix + _ADDRESS]
        assert page.indexed
        assert note in page.text
        for place in ("news/2021/index.html", "feeds/topics/exchange.xml", "feeds/topics/trading.xml"):
            assert _ADDRESS in (story.published / prefix / place).read_text("utf-8"), place


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("```sh\ngit branch\n```\n\n```text\nmain\n```\n", "git branch said:"),
        ("```sh\ngit switch nowhere\ngit status\n```\n", "git switch nowhere failed:"),
        ("In `news/releases/2021/sme-seminar.en.md`, remove the line `status: draft`.\n", "status: draft"),
    ],
)
def test_a_tutorial_that_lies_is_found_out(text: str, told: str, tmp_path: Path) -> None:
    begin = f"```sh\ngit clone {ADDRESS}\ncd corner\n```\n\n"
    with pytest.raises((AssertionError, ValueError), match=told):
        Story(tmp_path).follow(begin + text, lambda _picture, _story: None)


@pytest.mark.parametrize("locale", TUTORIALS)
def test_who_only_practises_gets_the_news_back_and_keeps_their_own_files(locale: str, tmp_path: Path) -> None:
    away = re.findall(r"`(git stash [^`]+)`", TUTORIALS[locale].read_text("utf-8"))
    assert [words.split()[2] for words in away] == ["--include-untracked", "pop"]
    root = tmp_path / "corner"
    (root / "news").mkdir(parents=True)
    files = {root / name: name for name in ("news/topics.yml", "news/practice.en.md", "own.docx")}

    def run(command: str) -> None:
        own = ["-c", "user.name=E", "-c", "user.email=e@corner.example"]
        subprocess.run(["git", *own, *command.split()[1:]], cwd=root, check=True, capture_output=True)

    (root / "news/topics.yml").write_text("before", "utf-8")
    for command in ("git init", "git add .", "git commit -m Begin"):
        run(command)
    for path, text in files.items():
        path.write_text(text, "utf-8")
    run(away[0])
    assert [path.read_text("utf-8") if path.exists() else None for path in files] == ["before", None, "own.docx"]
    run(away[1])
    assert [path.read_text("utf-8") for path in files] == list(files.values())


def test_both_languages_have_the_same_steps() -> None:
    steps = [
        [
            (step["kind"], step["block"] if step["kind"] == "sh" else "", step["picture"])
            for step in STEP.finditer(path.read_text("utf-8").replace(f".{locale}.", ".LOCALE."))
            if step["kind"] or step["picture"]
        ]
        for locale, path in TUTORIALS.items()
    ]
    sections = [re.findall(r"^#+ .*\{(#.*)\}$", path.read_text("utf-8"), re.MULTILINE) for path in TUTORIALS.values()]
    assert steps[0] == steps[1]
    assert sections[0] == sections[1]


@pytest.mark.parametrize("locale", TUTORIALS)
def test_every_command_that_it_names_exists(locale: str) -> None:
    text = TUTORIALS[locale].read_text("utf-8")
    named = set(
        re.findall(
            r"\bcorner ([a-z]+)(?= |$)", "\n".join(re.findall(r"^\.venv/bin/.*$|`corner [^`]+`", text, re.MULTILINE))
        )
    )
    targets = set(re.findall(r"^([a-z]+):", (project.ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert isinstance(main, click.Group)
    assert named == {"import", "translated"}
    assert named <= set(main.list_commands(click.Context(main)))
    assert {"site", "check", "serve"} <= set(re.findall(r"^make ([a-z]+)$", text, re.MULTILINE)) <= targets


def test_every_picture_has_an_alternative_of_its_own_and_the_size_of_its_file() -> None:
    shown = [picture for path in TUTORIALS.values() for picture in pictures(path.read_text("utf-8"))]
    for picture in shown:
        with Image.open(project.GUIDE / picture.name) as image:
            assert image.size == (picture.width * _SCALE, picture.height * _SCALE), picture.name
    alternatives = [picture.alternative for picture in shown]
    assert min(map(len, alternatives)) > 9
    assert len(set(alternatives)) == len(alternatives)


def test_every_file_beside_the_papers_is_shown_there_and_every_picture_with_an_alternative() -> None:
    shown = [match for path in _PAPERS for match in _SHOWN.findall(path.read_text("utf-8"))]
    files = {path.relative_to(folder).as_posix() for folder in _ASSETS for path in folder.rglob("*") if path.is_file()}
    assert {name for _, name, _ in shown} == files
    named = {name for first, name, last in shown if first or last}
    assert {name for name in files if name.endswith((".webp", ".png"))} == named


def test_all_pictures_together_weigh_at_most_a_megabyte() -> None:
    paths = [path for folder in _ASSETS for path in folder.rglob("*.*") if path.suffix in (".webp", ".png")]
    assert sum(path.stat().st_size for path in paths) <= 1_000_000
