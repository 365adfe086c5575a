"""The life of news at one moment, what is due next, and the commands that tell of both."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner

from corner.cli import main
from corner.i18n.editor_language import EditorLanguage
from corner.site import schedule
from corner.site.load import load
from tests.support.corners import FAIR, FAIR_ZH, Corner, release

NOW = "2026-01-01T12:00+09:00"
FIELDS = {
    "draft": {"status": "draft", "publish_at": "2022-01-01"},
    "embargoed": {"publish_at": "2026-01-01 21:30"},
    "later": {"issued": "2026-02-01"},
    "published": {},
    "corrected": {"corrections": "[{date: 2021-04-01, note: Two.}]"},
    "withdrawn": {"corrections": "[{date: 2021-04-01, note: Two.}]", "withdrawn": "{date: 2021-05-01, reason: No.}"},
    "held": {"event": "{start: 2026-01-01}", "issued": "2021-06-01"},
}
FILES = {
    f"news/releases/{2026 if name == 'later' else 2021}/{name}.en.md": release(**fields)
    for name, fields in FIELDS.items()
}
STATES = {
    "releases/2021/embargoed": "embargoed",
    "releases/2026/later": "embargoed",
    "releases/2021/draft": "draft",
    "releases/2021/held": "published",
    "releases/2021/corrected": "corrected",
    "releases/2021/fair": "published",
    "releases/2021/published": "published",
    "releases/2021/withdrawn": "withdrawn",
    "summaries/2020": "published",
}
"""In the order that the table has: what is due, drafts, the rest, the newest first."""


def _run(root: Path, *words: str, now: str = NOW) -> str:
    result = CliRunner().invoke(main, [*words, "--root", str(root), "--now", now])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_table_tells_each_state_in_order(corner: Corner) -> None:
    told = json.loads(_run(corner(FILES), "status", "--format", "json"))
    assert [(row["key"], row["state"]) for row in told] == list(STATES.items())
    due = {row["key"]: row["due"] for row in told}
    assert due["releases/2021/embargoed"] == "2026-01-01T21:30:00+09:00"
    assert due["releases/2021/draft"] is None
    assert {row["key"]: row["languages"] for row in told}["releases/2021/fair"] == {
        "en": "original",
        "zh-Hant": "untracked",
    }


def test_the_state_changes_at_the_very_moment(corner: Corner) -> None:
    root = corner(FILES)
    for moment, expected in (("2026-01-01T21:29:59+09:00", "embargoed"), ("2026-01-01T12:30:00Z", "published")):
        told = json.loads(_run(root, "status", "--format", "json", now=moment))
        assert {row["key"]: row["state"] for row in told}["releases/2021/embargoed"] == expected


def test_the_table_is_text_or_csv_with_the_same_cells(corner: Corner) -> None:
    root = corner(FILES)
    rows = list(csv.reader(io.StringIO(_run(root, "status", "--format", "csv"))))
    assert rows[0] == ["key", "state", "due", "en", "zh-Hant"]
    assert [row[:2] for row in rows[1:]] == [list(pair) for pair in STATES.items()]
    *lines, next_due = _run(root, "status").splitlines()
    assert [line.split() for line in lines] == [[cell for cell in row if cell] for row in rows]
    assert next_due == "Next: 2026-01-01T21:30:00+09:00 releases/2021/embargoed: appears"


@pytest.mark.parametrize(
    ("now", "form", "told"),
    [
        (NOW, "text", "2026-01-01T21:30:00+09:00 releases/2021/embargoed: appears\n"),
        (NOW, "iso", "2026-01-01T21:30:00+09:00\n"),
        (NOW, "cron", "30 12 1 1 *\n"),
        ("2026-01-01T21:30+09:00", "text", "2026-01-02T00:00:00+09:00 releases/2021/held: its event is over\n"),
        ("2026-01-01T21:30+09:00", "cron", "0 15 1 1 *\n"),
        ("2026-02-01T00:00+09:00", "text", ""),
        ("2026-02-01T00:00+09:00", "cron", ""),
    ],
)
def test_what_is_due_next_is_told_in_each_form(corner: Corner, now: str, form: str, told: str) -> None:
    assert _run(corner(FILES), "due", "--format", form, now=now) == told


def test_a_timer_never_fires_before_what_is_due() -> None:
    assert schedule.format_cron(datetime(2026, 12, 31, 23, 59, 1, tzinfo=UTC)) == "0 0 1 1 *"
    assert schedule.format_cron(datetime(2026, 7, 5, 6, 0, tzinfo=timezone(timedelta(hours=8)))) == "0 22 4 7 *"


@pytest.mark.parametrize("command", ["status", "due"])
def test_with_errors_neither_is_told(corner: Corner, command: str) -> None:
    result = CliRunner().invoke(main, [command, "--root", str(corner({FAIR: release(topics="[boat]"), FAIR_ZH: None}))])
    assert result.exit_code == 1
    assert "[unknown-topic]" in result.stdout


def test_only_a_preview_is_handed_what_is_hidden(corner: Corner) -> None:
    root = corner(FILES)
    now = datetime.fromisoformat(NOW)
    public, preview = load(root, now).catalogue, load(root, now, preview=EditorLanguage()).catalogue
    assert public
    assert preview
    assert public.hidden is None
    assert set(preview.hidden or {}) == {"releases/2021/draft", "releases/2021/embargoed", "releases/2026/later"}
    assert preview.releases.keys() == public.releases.keys()
