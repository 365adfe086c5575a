"""The page of the data: its tables and columns in words, and what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from corner.views import data
from corner.views.types import LocalizedText
from tests.support import berths, corners
from tests.support.corners import FAIR, Corner, release


@pytest.fixture
def root(corner: Corner) -> Path:
    """Return a corner with a register."""
    return corner({**berths.BERTHS, FAIR: release(issued="2021-09-24")})


def _row(view: data.DataView, name: str) -> data.DataRow:
    (row,) = [row for row in view.rows if row.name == name]
    return row


def _column(view: data.DataView, table: str, name: str) -> data.DataColumn:
    (column,) = [column for column in _row(view, table).columns if column.name == name]
    return column


def test_each_table_has_its_name_sentence_files_and_size(root: Path) -> None:
    row = _row(data.data_view(corners.edition(root)), "berths")
    assert (row.title, row.about) == (LocalizedText("Berths"), "Where boats lie.")
    assert (row.csv, row.json, row.size, row.newest) == (
        "data/berths.csv",
        "data/berths.json",
        "2",
        "December 1, 2025",
    )


def test_columns_are_explained_in_the_language_of_the_edition(root: Path) -> None:
    english, chinese = (data.data_view(corners.edition(root, locale)) for locale in ("en", "zh-Hant"))
    assert _column(english, "berths", "kind").title == LocalizedText("Kind")
    kind = _column(chinese, "berths", "kind")
    assert kind.title == LocalizedText("類別")
    assert [(term.key, term.name.text) for term in kind.terms] == [("fishing", "漁船"), ("guest", "訪客")]
    assert _column(english, "berths", "length").about == "Its unit, with {value} for the number: {value} m"
    keeper = _column(chinese, "berths", "keeper")
    assert keeper.target == data.DataTarget(LocalizedText("機構"), "bodies")
    assert _column(english, "berths", "motto_zh_Hant").language == LocalizedText("繁體中文", "zh-Hant")
    assert _column(english, "berths", "phone").kind == "list: text"
    assert all(
        column.about or column.terms or column.target or table.name == "berths"
        for table in english.rows
        for column in table.columns
    )


def test_a_column_with_many_keys_leaves_the_last_ones_to_the_table_of_terms(corner: Corner) -> None:
    kinds = "\n".join(
        f"kind-{number:02}:\n  name: {{en: Kind {number}, zh-Hant: 第{number}種}}" for number in range(13)
    )
    fair = release(figures="[{figure: kind-00, value: 7, period: 2021}]", body="There were 7.")
    root = corner({"news/figures.yml": kinds, FAIR: fair, corners.FAIR_ZH: None})
    column = _column(data.data_view(corners.edition(root)), "figures", "figure")
    assert (len(column.terms), column.has_more_terms) == (12, True)


def test_the_version_follows_the_content_and_not_the_language(root: Path) -> None:
    first = data.data_view(corners.edition(root)).version
    assert first.startswith("2025-12-01-")
    assert data.data_view(corners.edition(root, "zh-Hant")).version == first
    (root / FAIR).write_text(release(issued="2021-09-24", title="Another title"), "utf-8")
    second = data.data_view(corners.edition(root)).version
    assert second.startswith("2025-12-01-")
    assert second != first


def test_changes_are_counted_by_day_and_table(root: Path) -> None:
    changes = data.data_view(corners.edition(root)).changes
    assert [(change.datetime, [(table.text, words) for table, words in change.tables]) for change in changes] == [
        ("2025-12-01", [("Berths", "newest source of that day (1)")]),
        ("2021-09-24", [("News", "published (1)")]),
    ]


def test_a_corner_with_registers_says_since_when_changes_of_records_are_listed(root: Path) -> None:
    assert "January 1, 2026" in data.data_view(corners.edition(root)).records_since


def test_a_corner_without_registers_does_not_speak_of_records(corner: Corner) -> None:
    assert data.data_view(corners.edition(corner())).records_since == ""


def test_machines_read_the_data_set_by_the_terms_of_schema_org(root: Path) -> None:
    node = data.describe_dataset(corners.edition(root, "zh-Hant"))
    assert (node["@type"], node["name"]) == ("Dataset", "港口專欄 – 數據")
    assert node["dateModified"] == "2025-12-01"
    assert node["temporalCoverage"] == "2020-01-01/2021-09-24"
    assert node["keywords"] == ["船", "潮汐"]
    assert "license" not in node
    urls = [download["contentUrl"] for download in node["distribution"]]
    assert "https://corner.example/base/data/berths.csv" in urls
