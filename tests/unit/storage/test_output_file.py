"""What waits in a spool is there when it is asked for, and is made once."""

from __future__ import annotations

import ctypes
import pickle
from collections.abc import Callable

import pytest

from corner.storage import output_file, platform_calls
from corner.storage.output_file import Spool, SpooledBytes, SpooledTexts


def test_bytes_in_a_spool_are_found_also_by_what_was_pickled() -> None:
    spool = Spool()
    spool.put(b"before")
    found = SpooledBytes.put(spool, b"these")
    spool.put(b"after")
    assert found() == pickle.loads(pickle.dumps(found))() == b"these"


def test_a_text_is_made_once_for_each_spool() -> None:
    made: list[str] = []

    def make() -> str:
        made.append("made")
        return f"文 {len(made)}"

    texts = SpooledTexts()
    assert [texts.get("a", make) for _ in range(2)] == ["文 1", "文 2"]
    for number in (3, 4):
        spool = Spool()
        texts.use(spool)
        assert [texts.get("a", make) for _ in range(2)] == [f"文 {number}"] * 2
        texts.use(spool)
        assert texts.get("a", make) == f"文 {number}"


def test_the_first_texts_stay_in_memory_and_the_others_wait_in_the_spool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output_file, "MOST_IN_MEMORY", 2)
    texts, spool = SpooledTexts(), Spool()
    made = iter("甲乙丙丁")
    texts.use(spool)
    for _ in range(2):
        assert [texts.get(key, lambda: next(made)) for key in "abcd"] == list("甲乙丙丁")
    assert spool.put(b"")[0] == len("丙丁".encode())


def test_memory_is_given_back_where_the_library_of_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    platform_calls.release_memory()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    platform_calls.release_memory()


def test_an_empty_text_and_the_next_one_are_told_apart() -> None:
    spool = Spool()
    empty, text = spool.put(b""), spool.put("文".encode())
    assert [spool.get_text(*place) for place in (empty, text, empty)] == ["", "文", ""]


def test_a_spool_that_begins_again_has_nothing_of_before() -> None:
    spool = Spool()
    assert spool.get_text(*spool.put("甲".encode())) == "甲"
    spool.clear()
    assert spool.get_text(*spool.put("乙".encode())) == "乙"


def test_a_spool_keeps_a_few_of_the_texts_that_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output_file, "_RECENT_TEXTS", 2)
    spool, read = Spool(), list[int]()
    places = [spool.put(text.encode()) for text in "甲乙丙"]

    def get(position: int, length: int, get_bytes: Callable[[int, int], bytes] = spool.get) -> bytes:
        read.append(position)
        return get_bytes(position, length)

    monkeypatch.setattr(spool, "get", get)
    assert [spool.get_text(*places[number]) for number in (0, 1, 0, 1, 2, 2, 0)] == list("甲乙甲乙丙丙甲")
    assert read == [places[number][0] for number in (0, 1, 2, 0)]
