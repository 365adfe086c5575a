"""Editors are spoken to in the language that they, or their system, name."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.i18n import editor_language
from corner.i18n.editor_language import TRANSLATED, VARIABLE, EditorLanguage, choose_language

LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def _no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (VARIABLE, *LOCALES):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", ["zh-Hant", "zh_HK.UTF-8", "zh_TW", "zh-MO", "zh-Hant-HK", "zh_Hant_HK", "ZH-HANT"])
def test_names_of_traditional_chinese(name: str) -> None:
    assert choose_language(name).tag == "zh-Hant"


@pytest.mark.parametrize(
    "name", ["en", "en_HK.UTF-8", "C.UTF-8", "POSIX", "zh", "zh_CN.UTF-8", "zh-Hans-HK", "da", "?", ""]
)
def test_all_others_are_spoken_to_in_english(name: str) -> None:
    assert choose_language(name).tag == "en"


def test_windows_has_names_of_its_own() -> None:
    assert choose_language("Chinese (Traditional)_Hong Kong SAR").tag == "zh-Hant"
    assert choose_language("Chinese (Simplified)_China").tag == "en"


@pytest.mark.parametrize("name", LOCALES)
def test_the_locale_counts_where_nothing_else_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "zh_HK.UTF-8")
    assert choose_language().tag == "zh-Hant"
    monkeypatch.setenv("LC_ALL", "C")
    assert choose_language().tag == "en"


def test_an_option_counts_before_the_variable_and_the_variable_before_the_locale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "zh_HK.UTF-8")
    monkeypatch.setenv(VARIABLE, "en")
    assert (choose_language().tag, choose_language("zh-Hant").tag) == ("en", "zh-Hant")


def test_a_problem_is_said_as_a_line() -> None:
    problem = Problem("a.md", 1, "b", "c", Message("{x}, again", x="\x1b"), Severity.WARNING, more=1200)
    assert EditorLanguage().say(problem) == "a.md:1: warning: b: \\x1b, again; and 1,200 more like it [c]"
    assert EditorLanguage("zh-Hant").say(problem) == "a.md:1: 警告：b: \\x1b, again；另有1,200個同類問題 [c]"


def test_text_that_is_no_message_stays_as_it_is() -> None:
    assert EditorLanguage("zh-Hant").say("expected") == "expected"


# The catalogues


@pytest.mark.parametrize("tag", TRANSLATED)
def test_catalogues_are_read_as_gettext_has_them(tag: str) -> None:
    expected: dict[str, str] = {}
    for path in sorted(Path(editor_language.__file__).with_name("translations").glob(f"{tag}*.po")):
        with path.open(encoding="utf-8") as file:
            entries = [entry for entry in read_po(file) if entry.id]
        # Chinese has one form for all numbers.
        expected |= {_choose_first(entry.id): _choose_first(entry.string) for entry in entries}
    assert editor_language._read_catalogue(tag) == expected


def test_an_entry_may_have_several_lines_and_escaped_characters() -> None:
    text = '# a "b"\nmsgid ""\nmsgstr "Language: x\\n"\n\n#~ msgid "old"\n\n'
    text += 'msgid ""\n"one\\n"\n"\\"two\\"\\t\\\\"\nmsgid_plural "many"\nmsgstr[0] "a"\n"b"\n'
    assert list(editor_language._iter_entries(text)) == [('one\n"two"\t\\', "ab")]


def _choose_first(text: str | tuple[str, ...] | list[str] | None) -> str:
    return text if isinstance(text, str) else text[0] if text else ""
