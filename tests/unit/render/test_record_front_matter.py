"""The Markdown of a record: what its front matter says, read by PyYAML."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import yaml

from corner.render.markdown_pages import render_markdown_page
from corner.views.edition import Edition
from tests.support import corners
from tests.support.berths import BERTHS
from tests.support.corners import FAIR, Corner, release


def _read(edition: Edition, key: str) -> tuple[dict[str, Any], str]:
    """Return the front matter and the text of the Markdown of a record."""
    (page,) = (page for page in corners.pages(edition) if page.content and page.content.key == key)
    start, front, body = render_markdown_page(edition, page).decode().split("---\n", 2)
    assert start == ""
    return yaml.safe_load(front), body


def test_a_record_has_its_fields_status_validity_and_sources(corner: Corner) -> None:
    edition = corners.edition(corner({**BERTHS, FAIR: release(title="Fair", records="[berths/east]")}))
    fields, body = _read(edition, "berths/east")

    assert fields["type"] == {"key": "berths", "name": "Berth"}
    assert fields["status"] == {"key": "current", "name": "Open"}
    assert fields["valid"] == {"from": "2020-05-01", "until": "2026-06-01"}
    assert fields["replaced_by"]["title"] == "North berth"
    values = {field["key"]: field["values"] for field in fields["fields"]}
    assert values["length"] == [{"text": "12 m", "value": 12}]
    assert values["kind"] == [{"text": "Guests", "value": "guest"}]
    assert values["motto"] == [{"text": "All welcome"}]
    assert values["phone"] == [{"text": "+853 2871 1111", "url": "tel:+85328711111"}]
    assert fields["sources"] == [
        {
            "name": "Harbour plan",
            "url": "https://example.org/plan",
            "as_of": "2025-12-01",
            "grade": {"key": "A", "name": edition.messages("grade.A")},
        }
    ]
    assert [reference["title"] for reference in fields["references"]] == ["Fair", "North berth"]
    assert "## Note\n\nMind the *step*." in body


def test_the_status_follows_the_day(corner: Corner) -> None:
    edition = corners.edition(corner(BERTHS), now=datetime(2026, 6, 1, tzinfo=UTC))
    fields, _ = _read(edition, "berths/east")
    assert fields["status"]["key"] == "replaced"


def test_a_name_that_is_not_official_is_marked(corner: Corner) -> None:
    root = corner(BERTHS)
    assert "official_name" not in _read(corners.edition(root), "berths/east")[0]
    assert _read(corners.edition(root, "zh-Hant"), "berths/east")[0]["official_name"] is False
