"""Theme pages with slots, filled for each page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corner.render.skeleton import Skeleton, slot_marker

TEXT = st.text(st.characters(exclude_characters="\x02\x03", exclude_categories=["Cs"]))


@given(before=TEXT, between=TEXT, after=TEXT, head=TEXT, content=TEXT)
def test_a_filled_skeleton_is_the_page_rendered_whole(
    before: str, between: str, after: str, head: str, content: str
) -> None:
    def theme(head: str, content: str) -> str:
        return f"{before}{head}{between}{content}{after}"

    skeleton = Skeleton.cut(theme(slot_marker("head"), slot_marker("content")))
    assert skeleton.fill({"head": head.encode(), "content": content.encode()}) == theme(head, content).encode()


def test_a_slot_may_be_used_twice() -> None:
    assert Skeleton.cut(f"{slot_marker('a')}-{slot_marker('a')}").fill({"a": b"x"}) == b"x-x"


def test_a_page_without_slots_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a page with slots"):
        Skeleton.cut("<html></html>")


def test_a_part_that_is_missing_is_refused() -> None:
    with pytest.raises(KeyError):
        Skeleton.cut(slot_marker("content")).fill({})


def test_equal_skeletons_have_equal_digests_and_others_have_not() -> None:
    first, same, other = (Skeleton.cut(f"{text}{slot_marker('content')}") for text in ("a", "a", "b"))
    assert first.digest == same.digest != other.digest
