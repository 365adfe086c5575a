"""Content that is kept from one run to the next: the same as if it were checked, and harmless whoever put it there."""

from __future__ import annotations

import io
import os
import pickle
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corner.checks import assemble, kept_content
from corner.i18n.editor_language import EditorLanguage
from corner.i18n.script_conversion import Converter
from corner.site.load import load
from corner.sources import reader
from corner.storage.cache import CACHE_FOLDER, Cache
from tests.support import corners
from tests.support.corners import (
    FAIR,
    FAIR_ZH,
    MKDOCS,
    NOW,
    SUMMARY,
    SUMMARY_ZH,
    Corner,
    release,
    summary,
    translation,
)

CONVERTED = MKDOCS.replace(
    "        page_size: 2\n",
    "        page_size: 2\n        converted:\n          zh-Hans: {from: zh-Hant, by: hk2s, name: 简体中文}\n",
)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the keys of what is checked from now on."""
    keys: list[str] = []
    check = assemble.check_files

    def note(key: str, *rest: Any) -> Any:
        keys.append(key)
        return check(key, *rest)

    monkeypatch.setattr(assemble, "check_files", note)
    return keys


def _values(root: Path) -> dict[str, object]:
    news = corners.catalogue(root).releases.values()
    return {
        one.key: (one.facts, one.digest, one.issued, [(text.title, text.passage.html) for text in one.texts.values()])
        for one in news
    }


def test_what_did_not_change_is_not_checked_again_and_is_the_same(corner: Corner, checked: list[str]) -> None:
    root = corner({FAIR: release(), FAIR_ZH: translation(), "news/releases/2021/talk.en.md": release(title="Talk")})
    first = _values(root)
    assert {"releases/2021/fair", "releases/2021/talk"} <= set(checked)
    checked.clear()
    assert _values(root) == first
    assert checked == []


def test_an_edit_checks_what_it_touches(corner: Corner, checked: list[str]) -> None:
    root = corner({FAIR: release(), FAIR_ZH: translation(), "news/releases/2021/talk.en.md": release(title="Talk")})
    load(root, NOW)
    checked.clear()
    path = root / FAIR_ZH
    path.write_text(path.read_text("utf-8").replace("title:", "title: 新", 1), "utf-8")
    load(root, NOW)
    assert checked == ["releases/2021/fair"]
    checked.clear()
    edited = _values(root)
    assert checked == []
    shutil.rmtree(root / CACHE_FOLDER)
    assert _values(root) == edited


def test_content_of_a_folder_is_kept_when_other_content_of_it_is_deleted(corner: Corner, checked: list[str]) -> None:
    talk = "news/releases/2021/talk.en.md"
    root = corner({FAIR: release(), FAIR_ZH: translation(), talk: release(title="Talk")})
    load(root, NOW)
    (root / talk).unlink()
    checked.clear()
    first = _values(root)
    assert list(first) == ["releases/2021/fair"]
    assert _values(root) == first
    assert checked == []


def test_the_names_in_an_edited_text_are_looked_up_again(corner: Corner) -> None:
    root = corner({FAIR: release(), FAIR_ZH: translation()})
    assert load(root, NOW).problems == ()
    (root / FAIR).write_text(release(topics="[nosuch]"), "utf-8")
    assert [problem.code for problem in load(root, NOW).problems] == ["unknown-topic"]


def test_a_preview_takes_nothing_from_what_is_kept_for_the_next_build(corner: Corner, checked: list[str]) -> None:
    root = corner({FAIR: release(), FAIR_ZH: translation(), "news/releases/2021/talk.en.md": release(title="Talk")})
    loaded = load(root, NOW, preview=EditorLanguage())
    path = root / FAIR_ZH
    path.write_text(path.read_text("utf-8").replace("title:", "title: 新", 1), "utf-8")
    load(root, NOW, before=loaded, preview=EditorLanguage())
    checked.clear()
    load(root, NOW)
    assert checked == ["releases/2021/fair"]


def test_workers_find_what_one_process_finds(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, str | None] = {
        f"news/releases/2021/talk-{number}.en.md": release(
            title=f"Talk {number}", body=f"See [it](talk-{number + 1}.en.md)."
        )
        for number in range(9)
    }
    files |= {FAIR: release(), FAIR_ZH: translation(), "news/releases/2021/bad.en.md": release(topics="[nosuch]")}
    root = corner({**files, "news/releases/2021/worse.en.md": "---\ntitle: [\n---\n"})
    monkeypatch.setattr(assemble, "_CONTENTS", 2)
    monkeypatch.setattr(reader, "_FILES", 3)
    results = []
    for jobs in ("1", "3"):
        monkeypatch.setenv("CORNER_JOBS", jobs)
        shutil.rmtree(root / CACHE_FOLDER, ignore_errors=True)
        loaded = load(root, NOW)
        assert loaded.checked is not None
        texts = {
            key: [text.passage.html for text in content.texts.values()]
            for key, content in loaded.checked.contents.items()
        }
        results.append((texts, loaded.problems))
    assert results[0] == results[1]
    assert {problem.code for problem in results[0][1]} >= {"unknown-topic", "unknown-link", "wrong-yaml"}
    assert len(results[0][0]) >= 10


def test_what_is_checked_for_the_first_time_is_converted_once_for_all_pages(
    corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = {
        "news/releases/2021/talk.en.md": release(title="Talk"),
        "news/releases/2021/talk.zh-Hant.md": translation("國際", title="講座"),
    }
    root = corner({"mkdocs.yml": CONVERTED, FAIR: release(), FAIR_ZH: translation("**會議**"), **talk})
    monkeypatch.setattr(assemble, "_CONTENTS", 2)
    news = corners.catalogue(root).releases
    monkeypatch.delattr(Converter, "convert_html")
    converted = [news[f"releases/2021/{name}"].texts["zh-Hans"].passage.html for name in ("fair", "talk")]
    assert converted == ["<p><strong>会议</strong></p>\n", "<p>国际</p>\n"]


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "news/releases/2021/talk.en.md").unlink(),
        lambda root: (root / "news/releases/2021/talk.en.md").rename(root / "news/releases/2021/other.en.md"),
    ],
)
def test_a_link_is_judged_by_what_is_there_now(corner: Corner, change: Callable[[Path], object]) -> None:
    linking = release(body="See [the talk](talk.en.md).")
    root = corner({FAIR: linking, "news/releases/2021/talk.en.md": release(title="Talk"), FAIR_ZH: None})
    assert load(root, NOW).catalogue is not None
    change(root)
    assert "unknown-link" in {problem.code for problem in load(root, NOW).problems}


def test_a_summary_is_kept_whole_where_its_links_were_known_before_it_was_checked(
    corner: Corner, checked: list[str]
) -> None:
    root = corner({SUMMARY: summary(2020, "dredging", "lights"), SUMMARY_ZH: None})
    texts = []
    for name in ("Harbour", "Port", "Port"):
        settings = root / "mkdocs.yml"
        settings.write_text(
            re.sub("site_name: .*", f"site_name: {name}", settings.read_text("utf-8"), count=1), "utf-8"
        )
        checked.clear()
        loaded = load(root, NOW)
        assert loaded.checked is not None
        text = loaded.checked.contents["summaries/2020"].texts["en"]
        texts.append((text.passage.html, [(section.title, section.passage.html) for section in text.sections]))
        assert ("summaries/2020" in checked) == (len(texts) < 3)
    assert texts[0] == texts[1] == texts[2]
    assert "lights went on" in texts[2][1][1][1]


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("corner.content.markdown", "Passage"),
        ("corner.content.dates", "calendar"),
        ("corner.content.frontmatter", "find_repeated"),
        ("corner.content.frontmatter", "FrontMatterModel.model_validate"),
    ],
)
def test_nothing_is_read_back_but_dates_and_facts(module: str, name: str) -> None:
    with pytest.raises(pickle.UnpicklingError):
        kept_content._Unpickler(io.BytesIO(b"")).find_class(module, name)


class _Attack:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self.path,)


@pytest.mark.parametrize("damage", [lambda path: pickle.dumps(_Attack(path)), lambda _: b"", lambda _: b"\x80\x05N."])
def test_what_somebody_else_put_into_the_cache_runs_nothing_and_costs_time_alone(
    corner: Corner, tmp_path: Path, checked: list[str], damage: Callable[[str], bytes]
) -> None:
    root = corner({FAIR: release(), FAIR_ZH: translation()})
    first = _values(root)
    cache = Cache(root / CACHE_FOLDER / "texts")
    for name, value in cache._old.items():
        is_content = name.startswith("content ")
        cache.put(name, (*value[:2], damage(str(tmp_path / "attacked"))) if is_content else value)
    cache.save()
    checked.clear()
    assert _values(root) == first
    assert "releases/2021/fair" in checked
    assert not (tmp_path / "attacked").exists()
    checked.clear()
    assert _values(root) == first
    assert checked == []
