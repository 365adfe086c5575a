"""The stamp of the code that runs."""

from __future__ import annotations

import pytest

from corner.storage import code_stamp
from corner.storage.code_stamp import read_code_stamp


def test_a_change_of_the_code_gives_another_stamp_to_the_next_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = read_code_stamp()
    monkeypatch.setattr(code_stamp, "walk_files", lambda *_, **__: iter(()))
    assert read_code_stamp() == stamp
    assert read_code_stamp.__wrapped__() != stamp
