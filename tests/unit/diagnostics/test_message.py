"""Messages are English texts that can be said in another language."""

from __future__ import annotations

import marshal
import pickle

from corner.diagnostics.message import Message, from_plain, to_plain

TRANSLATIONS = {
    "expected {known}, found {found}": "應為{known}，現為{found}",
    "a day": "日期",
    "{count} file": "{count}個檔案",
    ", ": "、",
}


def find(template: str, _plural: str, _count: int) -> str:
    return TRANSLATIONS.get(template, template)


def test_a_message_is_its_english_text() -> None:
    assert Message("expected {known}, found {found}", known="a day", found="{x}") == "expected a day, found {x}"


def test_values_that_are_messages_are_translated_too() -> None:
    message = Message("expected {known}, found {found}", known=Message("a day"), found="a day")
    assert message.localize(find) == "應為日期，現為a day"


def test_lists_have_the_separator_of_the_language() -> None:
    message = Message("expected {known}, found {found}", known=[Message("a day"), "x"], found=1)
    assert message == "expected a day, x, found 1"
    assert message.localize(find) == "應為日期、x，現為1"


def test_a_number_chooses_the_form() -> None:
    one, many = (Message("{count} file", plural="{count} files", count=count) for count in (1, 2))
    assert (one, many, many.localize(find)) == ("1 file", "2 files", "2個檔案")


def test_errors_and_other_processes_keep_messages() -> None:
    message = Message("expected {known}, found {found}", known=Message("a day"), found="x")
    through = pickle.loads(pickle.dumps(str(ValueError(message))))
    assert isinstance(through, Message)
    assert through.localize(find) == "應為日期，現為x"


def test_a_message_without_a_translation_stays_english() -> None:
    assert Message("{{en: …}} is missing").localize(find) == "{en: …} is missing"


def test_a_message_that_is_shortened_keeps_its_translation() -> None:
    message = Message("expected {known}, found {found}", known=Message("a day"), found="x").replace_text("short")
    through = pickle.loads(pickle.dumps(message))
    assert isinstance(through, Message)
    assert (through, through.localize(find)) == ("short", "應為日期，現為x")


def test_caches_keep_messages_as_plain_values() -> None:
    files = Message("{count} file", plural="{count} files", count=3)
    message = Message("expected {known}, found {found}", known=[Message("a day"), "x"], found=files)
    kept = from_plain(marshal.loads(marshal.dumps(to_plain(message), 2)))
    assert isinstance(kept, Message)
    assert (kept, kept.localize(find)) == ("expected a day, x, found 3 files", "應為日期、x，現為3個檔案")
    assert from_plain(to_plain("plain")) == "plain"
