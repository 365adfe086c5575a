"""The search index of an edition: its records, its division into bundles, and the cache of bundles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from corner.render.skeleton import Skeleton, StaticPage, slot_marker
from corner.search import bundles as search_bundles
from corner.search import index, pagefind, planning, words
from corner.search.bundles import Indexer
from corner.search.pagefind import IndexRun, SearchRecord
from corner.search.planning import Bundle
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, GOOD, SUMMARY, Corner, release


def _records(root: Path, locale: str = "en", *standing: tuple[StaticPage, Skeleton]) -> dict[str, SearchRecord]:
    """Return the records of an edition by address."""
    bundles = planning.plan_bundles(corners.edition(root, locale), standing)
    return {record.url: record for bundle in bundles for record in bundle.records()}


def _keys(root: Path, locale: str = "en", *standing: tuple[StaticPage, Skeleton]) -> list[str]:
    return [bundle.key for bundle in planning.plan_bundles(corners.edition(root, locale), standing)]


def test_the_text_of_html_has_a_dot_between_its_blocks() -> None:
    html = '<h2 id="a">A &amp; B</h2>\n<p>one <strong>t</strong>wo\nthree</p>\n<ul>\n<li>x</li>\n</ul>'
    assert index.extract_text(html) == "A & B · one two\nthree · x"


def test_a_record_has_all_that_a_result_shows_and_is_filtered_by(corner: Corner) -> None:
    root = corner(
        {FAIR: release(type="notice", issued="2021-03-02", topics="[boats, tides]", bodies="[harbour-office]")}
    )
    assert _records(root, "zh-Hant")["zh-Hant/news/2021/fair/"] == SearchRecord(
        url="zh-Hant/news/2021/fair/",
        content="春 季 市 集 · 市 集 開 幕 。 · 市 集 在 碼 頭 開 幕 。 · 公 告 · 2021 年 3 月 2 日 · 船 · 潮 汐 · 港 務 局",
        meta={"title": "春季市集", "date": "2021年3月2日", "type": "公告"},
        filters={
            "topic": ["boats", "tides"],
            "year": ["2021"],
            "type": ["notice"],
            "body": ["harbour-office"],
            "language": ["zh-Hant"],
        },
        date="2021-03-02",
    )


def test_what_is_in_another_language_only_is_found_under_its_own_words_and_marked(corner: Corner) -> None:
    record = _records(corner({FAIR_ZH: None}), "zh-Hant")["news/2021/fair/"]
    assert record.content.startswith("Spring fair · The fair opens.")
    assert (record.meta["lang"], record.meta["only"]) == ("en", "只備英文版")
    assert record.filters["language"] == ["en"]


def test_the_text_of_a_withdrawn_release_is_not_found_any_more(corner: Corner) -> None:
    withdrawn = release(withdrawn="{date: 2021-04-01, reason: Wrong.}") + "Secret words.\n"
    record = _records(corner({FAIR: withdrawn, FAIR_ZH: None}))["news/2021/fair/"]
    assert "Secret" not in record.content
    assert record.meta["withdrawn"] == "Withdrawn"


def test_a_release_is_found_by_the_facts_that_its_page_shows(corner: Corner) -> None:
    facts = {
        "bodies": "[harbour-office]",
        "places": "[quay]",
        "event": '{start: 2021-03-02T10:00, venue: "The old hall", online: true}',
        "updated": "2021-03-04",
        "figures": '[{figure: visitors, value: 12000, qualifier: over, period: "2021-03"}]',
        "source": "{name: The Gull}",
        "attachments": "[{file: map.pdf, label: A map}]",
        "corrections": "[{date: 2021-03-05, note: One stall fewer.}]",
    }
    root = corner({FAIR: release(type="event", **facts), FAIR_ZH: None, "news/releases/2021/map.pdf": b"%PDF-1"})
    record = _records(root)["news/2021/fair/"]
    assert record.content.split(" · ")[3:] == [
        *("Event", "March 1, 2021", "Boats", "Harbour Authority", "The quay"),
        *("The Gull", "The old hall", "A map", "One stall fewer.", "March 2, 2021 10:00"),
        *("Online", "March 4, 2021", "Visitors", "over 12\u2060000 people", "March 2021"),
    ]
    # Its page is in English; results show the names in the edition's language.
    assert _records(root, "zh-Hant")["news/2021/fair/"].content.endswith(
        " · 活 動 · 2021 年 3 月 1 日 · 船 · 港 務 局 · 碼 頭 · The Gull · The old hall · A map · One stall fewer."
    )


def test_a_summary_is_found_by_the_facts_of_its_items(corner: Corner) -> None:
    items = """\
        items:
          - key: dredging
            topics: [tides]
            bodies: [harbour-office]
            figures: [{figure: visitors, value: 7, period: "2020"}]
          - {key: lights, topics: [boats]}
        """
    text = dedent(GOOD[SUMMARY])
    start, end = text.index("items:"), text.index("---\nTwo")
    root = corner(
        {SUMMARY: text[:start] + dedent(items) + text[end:], FAIR: release(items="[dredging]", title="Spring fair")}
    )
    assert _records(root)["summaries/2020/"].content.split(" · ")[3:] == [
        *("Dredging", "The harbour is deeper.", "Tides", "Harbour Authority", "Visitors", "7 people", "2020"),
        *("Spring fair", "Lights", "The lights are new.", "Boats"),
        *("2020", "Summary"),
    ]


def test_summaries_are_found_with_their_items_and_standing_pages_with_their_text(corner: Corner) -> None:
    records = _records(corner(), "en", _page("Who we are"))
    assert "Dredging · The harbour is deeper." in records["summaries/2020/"].content
    assert records["summaries/2020/"].filters["type"] == ["summary"]
    assert records["about/"].content == "About · Who we are"
    assert records["about/"].meta["title"] == "About"


def test_pages_for_editors_are_not_found_and_change_no_bundle(corner: Corner) -> None:
    root = corner()
    page, skeleton = _page("[seminar](opening.jpg)")
    for_editors = page._replace(for_editors=True, address="guide/"), skeleton
    assert "about/" in _records(root, "en", (page, skeleton))
    assert _records(root, "en", for_editors) == _records(root)
    edition = corners.edition(root)
    keys = [[bundle.key for bundle in planning.plan_bundles(edition, pages)] for pages in ((), (for_editors,))]
    assert keys[0] == keys[1]


def _page(text: str) -> tuple[StaticPage, Skeleton]:
    html = f"<nav>Menu</nav><main id='content'>\n<h1>About</h1>\n<p>{text}</p>{slot_marker('content')}</main><footer>"
    return StaticPage("standing", "about/", "About", "", (), "", "docs/about.en.md"), Skeleton.cut(html)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bundles of about ten releases, and of about four of the newest and of all else."""
    monkeypatch.setattr(planning, "BUNDLE", 10)
    monkeypatch.setattr(planning, "NEWEST", 4)


def _many(*numbers: int, first: int = 2001) -> dict[str, str]:
    """Return files of so many releases in each year."""
    return {
        f"news/releases/{year}/r{n:03}.en.md": release(issued=f"{year}-{n // 28 + 1:02}-{n % 28 + 1:02}")
        for year, number in enumerate(numbers, first)
        for n in range(number)
    }


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("years", "sizes"),
    # There are four more at the end: the fair of 2021, a summary and its items.
    [
        ([5], {"newest": 9}),
        ([6], {"releases-2001": 4, "newest": 6}),
        ([35], {"releases-2001": 10, "releases-2001-2": 10, "releases-2001-3": 12, "newest": 7}),
        ([6, 6, 6, 6, 3], {"releases-2001": 12, "releases-2003": 6, "releases-2004": 6, "newest": 7}),
        (
            [16, 3, 3, 3, 3, 7],
            {
                "releases-2001": 10,
                "releases-2001-2": 6,
                "releases-2002": 9,
                "releases-2005": 3,
                "releases-2006": 4,
                "newest": 7,
            },
        ),
    ],
)
def test_old_releases_fill_bundles_of_some_years_and_few_of_the_newest_have_one(
    corner: Corner, years: list[int], sizes: dict[str, int]
) -> None:
    bundles = planning.plan_bundles(corners.edition(corner(_many(*years))), ())
    assert {bundle.name: bundle.size for bundle in bundles} == sizes
    records = [[*bundle.records()] for bundle in bundles]
    assert [len(part) for part in records] == [*sizes.values()]
    dates = [record.date for part in records for record in part if "/r" in record.url]
    assert len(dates) == sum(years)
    assert dates == sorted(dates)


@pytest.mark.parametrize("number", [6, 12, 18])
def test_many_releases_have_no_more_bundles_but_larger_ones(
    corner: Corner, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(planning, "BUNDLES", 3)
    monkeypatch.setattr(planning, "BUNDLE", 2)
    monkeypatch.setattr(planning, "NEWEST", 1)
    bundles = planning.plan_bundles(corners.edition(corner(_many(number))), ())
    assert [bundle.size for bundle in bundles if "releases" in bundle.name] == [number // 3] * 3


@pytest.mark.usefixtures("small")
def test_what_is_no_archive_has_a_bundle_of_its_own_where_there_is_more_than_a_little(corner: Corner) -> None:
    root = corner(_many(9))
    pages = [_page("")] * 2
    names = [bundle.name for bundle in planning.plan_bundles(corners.edition(root), pages)]
    assert names == ["releases-2001", "others", "newest"]
    assert "others" not in [bundle.name for bundle in planning.plan_bundles(corners.edition(root), pages[:1])]


@pytest.mark.usefixtures("small")
def test_an_edit_or_a_further_release_changes_one_bundle(corner: Corner, tmp_path: Path) -> None:
    files = _many(9, 9, 9)
    before = _named_keys(corner(files))
    assert [*before] == ["releases-2001", "releases-2002", "releases-2003", "newest"]
    edited = files | {"news/releases/2003/r008.en.md": release(issued="2003-01-09", title="Other")}
    old = files | {"news/releases/2001/r000.en.md": release(issued="2001-01-01", title="Other")}
    added_late = files | {"news/releases/2002/r100.en.md": release(issued="2002-01-05")}
    for number, (changed, name) in enumerate(
        [(edited, "newest"), (_many(9, 9, 10), "newest"), (old, "releases-2001"), (added_late, "releases-2002")]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        after = _named_keys(corners.write(folder, changed))
        assert [*after] == [*before]
        assert [name for name, key in after.items() if key != before[name]] == [name]


def _named_keys(root: Path) -> dict[str, str]:
    """Return the key of each bundle of the English edition, by the bundle's name."""
    return {bundle.name: bundle.key for bundle in planning.plan_bundles(corners.edition(root), ())}


@pytest.mark.usefixtures("small")
def test_a_new_title_of_a_release_changes_the_bundle_of_the_summary_that_shows_it(corner: Corner) -> None:
    files = _many(9)
    first = "news/releases/2001/r000.en.md"
    root = corner(files | {first: release(issued="2001-01-01", items="[dredging]")})
    plain = _named_keys(root)
    (root / first).write_text(release(issued="2001-01-01", items="[dredging]", title="Other"), "utf-8")
    renamed = _named_keys(root)
    assert plain.keys() == renamed.keys() == {"releases-2001", "newest"}
    assert plain["newest"] != renamed["newest"]


def test_a_bundle_changes_with_anything_that_its_records_show(corner: Corner) -> None:
    root = corner()
    plain = _keys(root)
    assert _keys(root, "zh-Hant") != plain
    assert _keys(root, "en", _page("")) != plain
    (root / "news/words").mkdir()
    (root / "news/words/en.yml").write_text("type.event: Happening\n", "utf-8")
    assert _keys(root) != plain


def test_facets_have_the_values_that_occur_with_names_in_the_editions_language(corner: Corner) -> None:
    root = corner({FAIR: release(topics="[tides]", bodies="[harbour-office]"), FAIR_ZH: None})
    values = {facet.name: facet.values for facet in index.build_facets(corners.edition(root, "zh-Hant"))}
    assert values["topic"] == (("tides", "潮汐", ""),)
    assert values["year"] == (("2021", "2021", ""),)
    assert [value for value, _, _ in values["body"]] == ["harbour-office"]
    assert values["language"] == (("en", "English", "en"), ("zh-Hant", "繁體中文", "zh-Hant"))
    assert ("summary", "合作項目摘要", "") in values["type"]


def test_the_script_has_bundles_facets_letters_and_words(corner: Corner) -> None:
    edition = corners.edition(corner(), "zh-Hant")
    script = index.settings_script(edition, ["newest"]).decode()
    data = json.loads(script.removeprefix("export default ").removesuffix(";\n"))
    assert data["bundles"] == ["newest"]
    assert data["letters"] == words.LETTERS
    assert not {"variants", "digits"} & data.keys()
    assert data["words"]["search"] == "搜尋"


_RECORD = SearchRecord("a/", "some words", {"title": "A"}, {"year": ["2021"]}, "2021-01-01")


class _BundleCounter:
    """Counts how often its bundles are made."""

    def __init__(self) -> None:
        self.times = 0

    def bundle(self, key: str = "k") -> Bundle:
        def records() -> Iterator[SearchRecord]:
            self.times += 1
            yield _RECORD

        return Bundle("newest", key, "en", 1, records)


def _read_files(indexer: Indexer, bundle: Bundle) -> Mapping[str, bytes]:
    return {name: read() for name, read in indexer.read(bundle).items()}


def _make_once(cache: Path, bundle: Bundle, *, exclusive: bool = True) -> Mapping[str, bytes]:
    """Return the files of a bundle as one run makes them."""
    indexer = Indexer(cache, exclusive=exclusive)
    try:
        files = _read_files(indexer, bundle)
        indexer.is_complete = True
        return files
    finally:
        indexer.close()


def test_a_bundle_is_made_once_and_then_read_from_the_cache(tmp_path: Path) -> None:
    counter = _BundleCounter()
    first = _make_once(tmp_path, counter.bundle())
    assert first == pagefind.build_index([_RECORD], "en") | {words.VARIANTS: b""}
    assert _make_once(tmp_path, counter.bundle()) == first
    assert counter.times == 1


def test_a_bundle_that_was_begun_is_the_same_and_made_once(tmp_path: Path) -> None:
    counter = _BundleCounter()
    indexer = Indexer(tmp_path, exclusive=True)
    bundle = counter.bundle()
    indexer.begin([bundle])
    assert indexer.running == 1
    assert indexer.list_missing([bundle]) == [bundle]
    assert _read_files(indexer, bundle) == pagefind.build_index([_RECORD], "en") | {words.VARIANTS: b""}
    assert indexer.running == 0
    assert indexer.list_missing([bundle]) == []
    indexer.close()
    assert counter.times == 1


def test_bundles_with_the_same_words_need_one_run_of_pagefind_and_are_as_if_each_had_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"zh-Hant": "發 展 局", "zh-Hans": "发 展 局", "other": "發 局"}
    records = {
        name: SearchRecord(f"{name}/a/", text, {"title": text}, {"language": [name]}, "2021-01-01")
        for name, text in texts.items()
    }
    group = [Bundle("newest", name, "und", 1, partial(iter, [record])) for name, record in records.items()]
    alone = {bundle.key: _make_once(tmp_path / bundle.key, bundle) for bundle in group}
    started: list[int] = []
    monkeypatch.setattr(IndexRun, "__init__", _count_calls(IndexRun.__init__, started))
    indexer = Indexer(tmp_path, exclusive=True)
    indexer.keep(group)
    assert {bundle.key: _read_files(indexer, bundle) for bundle in group} == alone
    assert len(started) == 2


def _count_calls(function: Callable[..., None], calls: list[int]) -> Callable[..., None]:
    def count(*args: Any) -> None:
        calls.append(1)
        function(*args)

    return count


def test_a_build_that_fails_keeps_all_bundles(tmp_path: Path) -> None:
    counter = _BundleCounter()
    first = _make_once(tmp_path, counter.bundle())
    Indexer(tmp_path, exclusive=True).close()
    assert _make_once(tmp_path, counter.bundle()) == first
    assert counter.times == 1


@pytest.mark.parametrize("damage", [b"", b"x" * 500, None])
def test_a_damaged_bundle_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    counter = _BundleCounter()
    first = _make_once(tmp_path, counter.bundle())
    file = tmp_path / search_bundles.SEARCH_FOLDER / "k"
    file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    assert _make_once(tmp_path, counter.bundle()) == first
    assert counter.times == 2


def test_the_script_has_the_characters_that_the_texts_of_all_bundles_are_found_by(corner: Corner) -> None:
    edition = corners.edition(corner(), "zh-Hant")
    script = index.settings_script(edition, [], ["发發髮 后後", "", "后後 台臺"]).decode()
    data = json.loads(script.removeprefix("export default ").removesuffix(";\n"))
    assert data["variants"] == "发發髮 台臺 后後"
    assert data["digits"][2] == "二兩两"


def test_the_table_of_characters_is_not_published_as_a_file(corner: Corner, tmp_path: Path) -> None:
    edition = corners.edition(corner(), "zh-Hant")
    indexer = Indexer(tmp_path / "cache", exclusive=True)
    (bundle,) = planning.plan_bundles(edition, ())
    files = dict(search_bundles.iter_index_files(edition, [bundle], indexer, {}))
    indexer.close()
    assert [path for path in files if "variants" in path] == []
    script = files["zh-Hant/search/settings.js"].content
    assert isinstance(script, bytes)
    assert "开開" in script.decode()
    assert "发發髮" not in script.decode()


def test_a_bundle_that_is_published_already_is_not_read_unless_a_file_of_it_is_missing(
    corner: Corner, tmp_path: Path
) -> None:
    edition = corners.edition(corner(), "zh-Hant")
    indexer = Indexer(tmp_path / "cache", exclusive=True)
    (bundle,) = planning.plan_bundles(edition, ())
    made = dict(search_bundles.iter_index_files(edition, [bundle], indexer, {}))
    script = made.pop("zh-Hant/search/settings.js")
    pack = tmp_path / "cache" / search_bundles.SEARCH_FOLDER / bundle.key
    pack.write_bytes(b"")
    published = {bundle.key: [*made, "zh-Hant/search/other/a.js"]}
    again = dict(search_bundles.iter_index_files(edition, [bundle], indexer, published))
    assert again.pop("zh-Hant/search/settings.js") == script
    assert again.keys() == made.keys()
    assert {(file.content, file.fingerprint) for file in again.values()} == {(None, bundle.key)}
    assert pack.read_bytes() == b""
    published = {bundle.key: [*made][1:]}
    again = dict(search_bundles.iter_index_files(edition, [bundle], indexer, published))
    assert again.keys() - made.keys() == {"zh-Hant/search/settings.js"}
    assert None not in {file.content for file in again.values()}
    indexer.close()


def test_bundles_that_are_not_used_are_removed_from_an_exclusive_cache(tmp_path: Path) -> None:
    counter = _BundleCounter()
    _make_once(tmp_path, counter.bundle("old"))
    _make_once(tmp_path, counter.bundle("new"), exclusive=False)
    assert {path.stem for path in (tmp_path / search_bundles.SEARCH_FOLDER).iterdir()} == {"old", "new"}
    _make_once(tmp_path, counter.bundle("new"))
    assert {path.stem for path in (tmp_path / search_bundles.SEARCH_FOLDER).iterdir()} == {"new"}
