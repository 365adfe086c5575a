"""The reader of `mkdocs.yml`: the settings of a corner, read without MkDocs."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from corner.content import mkdocs_yml
from corner.content.settings import EditionLanguage, Settings
from corner.site.load import load
from tests.support import corners
from tests.support.corners import MKDOCS, Corner

GOOD = dedent(MKDOCS)


def _read(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    read, problems = mkdocs_yml.read_settings(tmp_path / "mkdocs.yml")
    assert read is not None, problems
    return read


def test_a_language_without_words_of_its_own_has_the_sites(tmp_path: Path) -> None:
    assert _read(tmp_path, GOOD).languages == (
        EditionLanguage(locale="en", name="English", site_name="Harbour Corner", description="News of the harbour."),
        EditionLanguage(locale="zh-Hant", name="繁體中文", site_name="港口專欄", description="港口的消息。"),
    )


def test_the_settings_under_extra_are_read(tmp_path: Path) -> None:
    read = _read(tmp_path, GOOD)
    assert (read.tag, read.time_zone, read.page_size) == ("corner.example,2026", ZoneInfo("Asia/Tokyo"), 2)
    assert read.feed_size == 3


def test_sizes_have_a_default(tmp_path: Path) -> None:
    read = _read(tmp_path, GOOD.replace("    page_size: 2\n", "").replace("    feed_size: 3\n", ""))
    assert (read.page_size, read.feed_size, read.key_figure_years) == (20, 20, 3)
    assert read.search
    assert read.parity


def test_cards_are_made_unless_the_settings_say_no(tmp_path: Path) -> None:
    assert _read(tmp_path, GOOD).cards
    assert not _read(tmp_path, GOOD.replace("    page_size: 2\n", "    page_size: 2\n    cards: false\n")).cards


@pytest.mark.parametrize("url", ["https://corner.example/base", "https://corner.example/base/"])
def test_the_sites_address_ends_with_one_slash(tmp_path: Path, url: str) -> None:
    assert _read(tmp_path, GOOD.replace("https://corner.example/base/", url)).site_url == "https://corner.example/base/"


def test_the_default_language_comes_first_in_any_order(tmp_path: Path) -> None:
    text = GOOD.replace("default: true, ", "").replace("{locale: zh-Hant, ", "{locale: zh-Hant, default: true, ")
    read = _read(tmp_path, text)
    assert (read.locales, read.default) == (("zh-Hant", "en"), "zh-Hant")


def test_a_language_that_is_not_built_is_left_out(tmp_path: Path) -> None:
    assert _read(tmp_path, GOOD.replace("{locale: zh-Hant, ", "{locale: zh-Hant, build: false, ")).locales == ("en",)


def test_plugins_may_be_written_as_a_mapping(tmp_path: Path) -> None:
    assert _read(tmp_path, GOOD.replace("  - i18n:", "  i18n:")).locales == ("en", "zh-Hant")


def test_what_other_tools_have_in_mkdocs_yml_is_passed_over(tmp_path: Path) -> None:
    more = "markdown_extensions:\n  - x: {y: !!python/name:material.z }\nuse_directory_urls: !ENV [A, true]\n"
    assert _read(tmp_path, GOOD + more).tag == "corner.example,2026"


def test_a_repeated_language_is_reported(corner: Corner) -> None:
    text = GOOD.replace("locale: zh-Hant", "locale: en")
    (first, *_) = load(corner({"mkdocs.yml": text}), corners.NOW).problems
    assert (first.path, first.code) == ("mkdocs.yml", "wrong-setting")


@hypothesis_settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("abz-_./@AB1 "), min_size=1, max_size=12))
def test_no_name_of_a_language_gives_a_traceback(tmp_path: Path, locale: str) -> None:
    if not (tmp_path / "mkdocs.yml").exists():
        corners.write(tmp_path, {})
    (tmp_path / "mkdocs.yml").write_text(GOOD.replace("locale: zh-Hant", f'locale: "{locale}"'), encoding="utf-8")
    assert load(tmp_path, corners.NOW).catalogue is None


def test_settings_for_another_address_keep_all_else(tmp_path: Path) -> None:
    read = _read(tmp_path, GOOD)
    moved = read.replace_site_url("http://127.0.0.1:8000")
    assert moved.site_url == "http://127.0.0.1:8000/"
    assert moved.model_dump(exclude={"site_url"}) == read.model_dump(exclude={"site_url"})


def test_a_converted_title_is_seen_even_after_the_languages_were_looked_up(tmp_path: Path) -> None:
    converted = "    converted:\n      zh-Hans: {from: zh-Hant, by: t2s, name: 简体中文}\n"
    read = _read(tmp_path, GOOD.replace("    page_size: 2\n", f"    page_size: 2\n{converted}"))
    assert read.names["zh-Hans"].site_name == ""
    assert read.convert_titles("zh-Hans", lambda text: f"<{text}>").names["zh-Hans"].site_name == "<港口專欄>"
