"""The life of news in a site: no word of a draft, or of what is not due, is in it; what was withdrawn stays and says so."""

from __future__ import annotations

import gzip
import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tests.support import corners, project
from tests.support.corners import FAIR, FAIR_ZH, MKDOCS

DUE = int(datetime.fromisoformat("2026-03-02T09:30+09:00").timestamp())
NUMBER = 98765431
"""A figure that is reported nowhere else."""
CONVERTED = """\
        converted:
          zh-Hans: {from: zh-Hant, by: hk2s, name: 简体中文}
    theme:
"""


def _news(word: str, han: str, **facts: str) -> dict[str, str]:
    """Return a release in both languages that says `word` and `han` wherever words stand."""
    written = "".join(f"{name}: {value}\n" for name, value in facts.items())
    stem = f"news/releases/2026/{word}"
    return {
        f"{stem}.en.md": (
            f"---\ntitle: The {word} title\ndescription: The {word} teaser.\ntype: event\nissued: 2026-01-05\n"
            f"topics: [boats]\nbodies: [harbour-office]\nevent: {{start: 2026-03-20, venue: The {word} hall}}\n"
            f"source: {{name: The {word} source}}\nitems: [dredging]\nplaces: [quay]\n"
            f"figures: [{{figure: visitors, value: {NUMBER}, period: 2026}}]\n"
            f"attachments: [{{file: {word}.txt, label: The {word} file}}]\n"
            f"{written}---\nThe {word} text.\n"
        ),
        f"{stem}.zh-Hant.md": (
            f"---\ntitle: 題{han}\ndescription: 簡{han}。\nlabels:\n  event.venue: 廳{han}\n  source.name: 源{han}\n"
            f"  attachments.{word}.txt: 檔{han}\n---\n文{han}。\n"
        ),
        f"{stem}.txt": f"Of the {word}.\n",
    }


EMBARGOED = ("zanzibarium", "鱷", "鳄")
"""Words that stand nowhere else: in English, and a character in its Traditional and Simplified form."""
DRAFT = ("quixotomy", "鱘", "鲟")
SECRET = ("xylographer", "鱺", "鲡")
FILES = {
    "mkdocs.yml": MKDOCS.replace("    theme:\n", CONVERTED, 1),
    "docs/index.en.md": "---\ntemplate: home.html\n---\n# Harbour Corner\n",
    "docs/index.zh-Hant.md": "---\ntemplate: home.html\n---\n# 港口專欄\n",
    **_news(*EMBARGOED[:2], publish_at="2026-03-02 09:30"),
    **_news(*DRAFT[:2], status="draft"),
    "news/summaries/2025.en.md": (
        f"---\ntitle: The {SECRET[0]} summary\ndescription: Of {SECRET[0]}.\npublish_at: 2026-03-02 09:30\n"
        f"period: {{start: 2025-01-01, end: 2025-12-31}}\nitems: [{{key: {SECRET[0]}, state: new, topics: [tides]}}]\n"
        "left_out: [{key: dredging, state: not-reported}, {key: lights, state: not-reported}]\n"
        f"---\nThe {SECRET[0]}.\n\n## The {SECRET[0]} item\n\nText.\n"
    ),
    "news/summaries/2025.zh-Hant.md": f"---\ntitle: 題{SECRET[1]}\ndescription: 簡。\n---\n文。\n\n## 項{SECRET[1]}\n\n文。\n",
    "news/releases/2021/gone.en.md": corners.release(
        "Lost words.",
        corrections="[{date: 2021-03-05, note: The day was corrected.}]",
        withdrawn="{date: 2021-03-09, reason: Issued by mistake.}",
    ),
    "news/releases/2021/gone.zh-Hant.md": corners.translation(
        "逸文。", labels="{corrections.2021-03-05: 更正日期。, withdrawn.reason: 發布有誤。}"
    ),
    "news/registers/logs/register.yml": (
        "name: {en: Logs, zh-Hant: 日誌}\nrecord: {en: Log, zh-Hant: 日誌}\ndescription: {en: Of boats., zh-Hant: 船。}\n"
        "columns: [news, points, valid, status]\nfilters: [points]\norder: [points]\nfields:\n"
        "  news: {type: content, many: true, name: {en: News, zh-Hant: 新聞}}\n"
        "  points: {type: item, many: true, name: {en: Items, zh-Hant: 項目}}\n"
        "json_ld: {type: CreativeWork, properties: {about: points, citation: news}}\n"
    ),
    # What the public sees names what it may not see yet.
    "news/registers/logs/records.yml": (
        f"first:\n  name: {{en: First log, zh-Hant: 日誌一}}\n  points: [{SECRET[0]}, lights]\n"
        f"  news: [releases/2026/{EMBARGOED[0]}, releases/2026/{DRAFT[0]}, summaries/2025, releases/2021/fair]\n"
        "  valid: {from: 2026-03-03}\n"
    ),
    FAIR: corners.release(
        issued="2021-03-01",
        related=f"[releases/2026/{EMBARGOED[0]}, releases/2026/{DRAFT[0]}, summaries/2025]",
        items=f"[{SECRET[0]}]",
    ),
    FAIR_ZH: corners.translation(),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corner with a draft and two things that are due at the same moment."""
    folder = tmp_path_factory.mktemp("embargo") / "corner"
    folder.mkdir()
    return corners.write(folder, FILES)


@pytest.fixture(scope="module")
def before(root: Path) -> dict[str, bytes]:
    """What each file of the site holds a second before they are due, unpacked."""
    return _built(root, DUE - 1)


@pytest.fixture(scope="module")
def after(root: Path, before: dict[str, bytes]) -> dict[str, bytes]:
    """The same at the moment itself, built over the site of before."""
    assert before
    return _built(root, DUE)


def _built(root: Path, epoch: int) -> dict[str, bytes]:
    run = project.build(root, epoch=epoch)
    assert run.code == 0, run.output
    packed = project.contents(root / "site")
    assert any(name.endswith(".pf_fragment") for name in packed)
    return {name: gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for name, data in packed.items()}


def _holding(files: dict[str, bytes], word: str) -> list[str]:
    """Return the files whose name or content holds a word, in any case, also as JSON or XML would write it."""
    escaped = (word.encode("ascii", style) for style in ("backslashreplace", "xmlcharrefreplace"))
    found = [form.lower() for form in {word.encode(), *escaped}]
    return sorted(name for name, data in files.items() if any(form in (name.encode() + data).lower() for form in found))


@pytest.mark.parametrize("word", [*EMBARGOED, *SECRET, *DRAFT])
def test_before_it_is_due_no_file_of_the_site_says_it(before: dict[str, bytes], word: str) -> None:
    assert _holding(before, word) == []


@pytest.mark.parametrize("number", [str(NUMBER), "98\u00a0765\u00a0431", "98&nbsp;765&nbsp;431"])
def test_nor_the_figures_that_it_reports(before: dict[str, bytes], number: str) -> None:
    assert _holding(before, number) == []


@pytest.mark.parametrize("word", DRAFT)
def test_a_draft_is_never_said(after: dict[str, bytes], word: str) -> None:
    assert _holding(after, word) == []


def test_when_it_is_due_it_is_wherever_it_belongs(after: dict[str, bytes]) -> None:
    english = _holding(after, EMBARGOED[0])
    page = f"news/2026/{EMBARGOED[0]}/"
    assert {f"{page}index.html", f"{page}event.ics", f"news/2026/{EMBARGOED[0]}.txt", "sitemap.xml"} <= set(english)
    assert {f"{page}index.md", "llms.txt", "news/2026/llms.txt"} <= set(english)
    assert {"index.html", "news/index.html", "topics/boats/index.html", "news/2021/fair/index.html"} <= set(english)
    assert {"feeds/all.xml", "feeds/all.atom", "feeds/all.json", "feeds/topics/boats.xml"} <= set(english)
    assert "calendars/all.ics" in english
    assert f"{page}index.html" in _holding(after, "98\u00a0765\u00a0431")
    # What results show is as it was written; what they are found by is in Simplified characters.
    for start, shown, indexed in (("", 0, 0), ("zh-Hant/", 1, 2), ("zh-Hans/", 2, 2)):
        for kind, word in (("pf_fragment", EMBARGOED[shown]), ("pf_index", EMBARGOED[indexed])):
            assert [name for name in _holding(after, word) if re.fullmatch(rf"{start}search/.*\.{kind}", name)], start
    assert f"zh-Hant/{page}index.html" in _holding(after, EMBARGOED[1])
    assert f"zh-Hans/{page}index.html" in _holding(after, EMBARGOED[2])
    assert f"zh-Hant/{page}index.md" in _holding(after, EMBARGOED[1])
    assert f"zh-Hans/{page}index.md" in _holding(after, EMBARGOED[2])
    assert {"summaries/2025/index.html", "summaries/2025/index.md", "llms.txt"} <= set(_holding(after, SECRET[0]))
    for word in (EMBARGOED[0], SECRET[0]):
        assert {"data/releases.csv", "data/logs.json", "logs/first/index.html"} <= set(_holding(after, word)), word


def test_the_state_of_drafts_is_no_page_of_the_site(after: dict[str, bytes]) -> None:
    assert [name for name in after if "status/" in name] == []


def test_what_became_due_is_built_as_if_from_nothing(root: Path, after: dict[str, bytes]) -> None:
    fresh = root.with_name("fresh")
    shutil.copytree(root, fresh, symlinks=True, ignore=shutil.ignore_patterns("site", ".cache"))
    assert project.differing(_built(fresh, DUE), after) == set()


def test_the_day_on_which_a_record_comes_into_force_is_built_as_if_from_nothing(
    root: Path, after: dict[str, bytes]
) -> None:
    """Its page, the table, the data and what searches find say another state; nothing else was edited."""
    assert after
    later, fresh = (root.with_name(f"later-{name}") for name in ("over", "fresh"))
    shutil.copytree(root, later, symlinks=True)
    shutil.copytree(root, fresh, symlinks=True, ignore=shutil.ignore_patterns("site", ".cache"))
    files = _built(later, DUE + 86400)
    assert project.differing(_built(fresh, DUE + 86400), files) == set()
    changed = project.differing(files, after)
    assert {"logs/index.html", "logs/first/index.html", "data/logs.csv"} <= changed
    assert [name for name in changed if re.fullmatch(r"search/.*\.pf_fragment", name)]


@pytest.mark.parametrize(
    ("prefix", "told", "lost"),
    [
        ("", ["March 5, 2021", "The day was corrected.", "March 9, 2021", "Issued by mistake."], "Lost words"),
        ("zh-Hant/", ["2021年3月5日", "更正日期。", "2021年3月9日", "發布有誤。"], "逸文"),
        ("zh-Hans/", ["2021年3月5日", "更正日期。", "2021年3月9日", "发布有误。"], "逸文"),
    ],
)
def test_what_was_withdrawn_keeps_its_address_and_tells_day_and_reason(
    after: dict[str, bytes], prefix: str, told: list[str], lost: str
) -> None:
    page = after[f"{prefix}news/2021/gone/index.html"].decode()
    assert [words for words in told if words not in page] == []
    markdown = after[f"{prefix}news/2021/gone/index.md"].decode()
    assert [words for words in (*told[1::2], "2021-03-05", "2021-03-09") if words not in markdown] == []
    assert lost not in page + markdown


def test_what_is_set_back_to_a_draft_leaves_no_word_of_what_was_published(root: Path, after: dict[str, bytes]) -> None:
    again = root.with_name("again")
    shutil.copytree(root, again, symlinks=True)
    for name in (f"news/releases/2026/{EMBARGOED[0]}.en.md", "news/summaries/2025.en.md"):
        project.edit(again / name, "publish_at: 2026-03-02 09:30", "status: draft")
    files = _built(again, DUE)
    words = [*EMBARGOED, *SECRET]
    assert [word for word in words if _holding(after, word)] == words
    assert [word for word in (*words, str(NUMBER)) if _holding(files, word)] == []
