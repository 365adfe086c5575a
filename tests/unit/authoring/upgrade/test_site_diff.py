"""The difference between two built sites."""

from __future__ import annotations

from pathlib import Path

from corner.authoring.upgrade import site_diff
from corner.authoring.upgrade.site_diff import SiteDifference

PAGE = "<html><head><title>{title}</title><style>a{{}}</style></head><body><h1>A &amp; <b>b</b></h1><p class={css}>One\ntwo.</p>{more}</body></html>"


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def _sites(root: Path) -> tuple[Path, Path]:
    same = PAGE.format(title="Same", css="x", more="")
    before = {
        "index.html": PAGE.format(title="Home", css="x", more="<p>Old</p>"),
        "about/index.html": PAGE.format(title="About", css="x", more=""),
        "same/index.html": same,
        "old/index.html": "<p>Gone</p>",
        "feeds/all.xml": "<a/>",
        "a.css": "a{}",
    }
    after = {
        "index.html": PAGE.format(title="Home", css="y", more="<p>New</p><p>More</p>"),
        "about/index.html": PAGE.format(title="About", css="y", more="<script>x</script>"),
        "same/index.html": same,
        "feeds/all.xml": "<b/>",
        "a.css": "a{b}",
        "b.css": "",
    }
    return _write(root / "before", before), _write(root / "after", after)


def test_files_are_new_changed_or_gone(tmp_path: Path) -> None:
    difference = site_diff.compare_sites(*_sites(tmp_path))
    assert difference == SiteDifference(
        ("b.css",), ("a.css", "about/index.html", "feeds/all.xml", "index.html"), ("old/index.html",)
    )
    assert site_diff.count_by_kind(difference.changed) == [("html", 2), ("css", 1), ("xml", 1)]


def test_pages_show_the_words_that_differ_and_no_markup(tmp_path: Path) -> None:
    before, after = _sites(tmp_path)
    changes = list(site_diff.iter_page_changes(before, after, site_diff.compare_sites(before, after)))
    assert changes == [("/", ["-Old", "+New", "+More"]), ("/old/", ["-Gone"])]


def test_the_words_of_a_page_are_a_line_for_each_block(tmp_path: Path) -> None:
    before, _ = _sites(tmp_path)
    assert site_diff.read_page_lines(before / "index.html") == ["Home", "A & b", "One two.", "Old"]


def test_equal_sites_have_no_difference(tmp_path: Path) -> None:
    before, _ = _sites(tmp_path)
    assert site_diff.compare_sites(before, before).is_empty
