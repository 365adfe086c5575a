"""The Markdown beside a page, whole, written by hand; and what of the page it depends on."""

from __future__ import annotations

import yaml

from corner.i18n.editor_language import EditorLanguage
from corner.render.markdown_pages import markdown_file, render_markdown_page
from corner.storage.output_file import Spool
from corner.views.edition import Edition
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, MKDOCS, SUMMARY, Corner, Files, release, translation

SITE = "https://corner.example/base/"
CONVERTED = MKDOCS.replace(
    "    theme:\n", "        converted:\n          zh-Hans: {from: zh-Hant, by: hk2s, name: 简体中文}\n    theme:\n", 1
)
FULL: Files = {
    "mkdocs.yml": CONVERTED,
    FAIR: release(
        "See [last year](../2020/first.en.md#section-1), ![the quay](quay.png) and [the map](map.pdf).\n\n"
        "## Hours\n\nFrom 9[^1], [as above](#section-1).\n\n[^1]: Local time.",
        title="'\"Fair\": 1 090 visitors'",
        type="event",
        issued="2021-03-01 12:00",
        publish_at="2021-03-01 13:00",
        topics="[boats, tides]",
        bodies="[harbour-office]",
        places="[quay]",
        event="{start: 2021-03-20, end: 2021-03-21, venue: The old hall}",
        items="[lights]",
        figures="[{figure: visitors, value: 1090, qualifier: about, period: 2021-03}]",
        source="{name: The News, url: https://news.example/1, retrieved: 2021-03-02}",
        related="[releases/2020/first]",
        attachments="[{file: map.pdf, label: A map}]",
        corrections="[{date: 2021-03-05, note: The hour was wrong.}]",
        untranslated="[]",
    ),
    FAIR_ZH: translation(
        "九時[^1]見[去年](../2020/first.zh-Hant.md)。\n\n[^1]: 當地時間。",
        title="市集有1 090人",
        description="市集開幕。",
        labels="{source.name: 新聞報, event.venue: 舊會堂, attachments.map.pdf: 地圖, corrections.2021-03-05: 時間有誤。}",
        translated_from="0123456789abcdef",
        parity="[{ignore: '9', reason: Written as a word.}]",
    ),
    "news/releases/2021/quay.png": b"PNG",
    "news/releases/2021/map.pdf": b"PDF",
    "news/releases/2020/first.en.md": release("## Hours\n\nText.", title="First [fair]", issued="2020-03-01"),
}
ENGLISH = f"""\
---
title: "\\"Fair\\": 1\u00a0090 visitors"
description: "What is new."
url: "{SITE}news/2021/fair/"
language: "en"
translations:
  - {{"language":"zh-Hant","url":"{SITE}zh-Hant/news/2021/fair/"}}
  - {{"language":"zh-Hans","url":"{SITE}zh-Hans/news/2021/fair/"}}
issued: "2021-03-01T12:00:00+09:00"
updated: "2021-03-05"
type: {{"key":"event","name":"Event"}}
topics:
  - {{"key":"boats","name":"Boats","url":"{SITE}topics/boats/"}}
  - {{"key":"tides","name":"Tides","url":"{SITE}topics/tides/"}}
bodies:
  - {{"key":"harbour-office","name":"Harbour Authority","url":"{SITE}bodies/harbour-office/"}}
places:
  - {{"name":"The quay"}}
event: {{"start":"2021-03-20","end":"2021-03-21","venue":"The old hall","online":false}}
items:
  - {{"title":"Lights","url":"{SITE}items/lights/"}}
figures:
  - {{"key":"visitors","name":"Visitors","value":1090,"qualifier":"about","amount":"about 1\u00a0090 people","period":"2021-03"}}
attachments:
  - {{"title":"A map","url":"{SITE}news/2021/map.pdf"}}
related:
  - {{"title":"First [fair]","url":"{SITE}news/2020/first/"}}
source: {{"name":"The News","url":"https://news.example/1","retrieved":"2021-03-02"}}
corrections:
  - {{"date":"2021-03-05","note":"The hour was wrong."}}
---

# "Fair": 1\u00a0090 visitors

See [last year]({SITE}news/2020/first/#section-1), ![the quay]({SITE}news/2021/quay.png) and [the map]({SITE}news/2021/map.pdf).

## Hours

From 9[^1], [as above]({SITE}news/2021/fair/#section-1).

[^1]: Local time.
"""
SIMPLIFIED = f"""\
---
title: "市集有1\u00a0090人"
description: "市集开幕。"
url: "{SITE}zh-Hans/news/2021/fair/"
language: "zh-Hans"
converted_from: "zh-Hant"
original_language: "en"
outdated: true
translations:
  - {{"language":"en","url":"{SITE}news/2021/fair/"}}
  - {{"language":"zh-Hant","url":"{SITE}zh-Hant/news/2021/fair/"}}
issued: "2021-03-01T12:00:00+09:00"
updated: "2021-03-05"
type: {{"key":"event","name":"活动"}}
topics:
  - {{"key":"boats","name":"船","url":"{SITE}zh-Hans/topics/boats/"}}
  - {{"key":"tides","name":"潮汐","url":"{SITE}zh-Hans/topics/tides/"}}
bodies:
  - {{"key":"harbour-office","name":"港务局","url":"{SITE}zh-Hans/bodies/harbour-office/"}}
places:
  - {{"name":"码头"}}
event: {{"start":"2021-03-20","end":"2021-03-21","venue":"旧会堂","online":false}}
items:
  - {{"title":"灯","url":"{SITE}zh-Hans/items/lights/"}}
figures:
  - {{"key":"visitors","name":"访客","value":1090,"qualifier":"about","amount":"约1\u00a0090人","period":"2021-03"}}
attachments:
  - {{"title":"地图","url":"{SITE}news/2021/map.pdf"}}
related:
  - {{"title":"First [fair]","url":"{SITE}news/2020/first/","language":"en"}}
source: {{"name":"新闻报","url":"https://news.example/1","retrieved":"2021-03-02"}}
corrections:
  - {{"date":"2021-03-05","note":"时间有误。"}}
---

# 市集有1\u00a0090人

九时[^1]见[去年]({SITE}news/2020/first/)。

[^1]: 当地时间。
"""


def _edition(corner: Corner, files: Files, locale: str = "en") -> Edition:
    files = {"mkdocs.yml": MKDOCS.replace("        page_size", "        parity: false\n        page_size"), **files}
    return corners.edition(corner(files), locale)


def _markdown(edition: Edition, address: str = "news/2021/fair/") -> str:
    (page,) = (page for page in corners.pages(edition) if page.address == edition.at(address))
    assert page.markdown == f"{page.address}index.md"
    return render_markdown_page(edition, page).decode()


def _fields(text: str) -> dict[str, object]:
    fields = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(fields, dict)
    return fields


def test_a_release_with_all_facts(corner: Corner) -> None:
    files = {**FULL, "mkdocs.yml": CONVERTED.replace("        page_size", "        parity: false\n        page_size")}
    root = corner(files)
    assert _markdown(corners.edition(root)) == ENGLISH
    assert _markdown(corners.edition(root, "zh-Hans")) == SIMPLIFIED


def test_a_release_in_one_language_names_no_other(corner: Corner) -> None:
    edition = _edition(corner, {FAIR_ZH: None})
    text = _markdown(edition)
    assert text == (
        f'---\ntitle: "Spring fair"\ndescription: "The fair opens."\nurl: "{SITE}news/2021/fair/"\nlanguage: "en"\n'
        f'issued: "2021-03-01"\ntype: {{"key":"event","name":"Event"}}\n'
        f'topics:\n  - {{"key":"boats","name":"Boats","url":"{SITE}topics/boats/"}}\n'
        "---\n\n# Spring fair\n\nThe fair opens on the quay.\n"
    )
    other = Edition(edition.catalogue, edition.listings, "zh-Hant")
    assert [page.markdown for page in corners.pages(other) if "fair" in page.address] == []


def test_a_withdrawn_release_says_why_and_has_no_text(corner: Corner) -> None:
    facts = {
        "withdrawn": "{date: 2021-03-09, reason: Issued by mistake.}",
        "figures": "[{figure: visitors, value: 7654321}]",
    }
    text = _markdown(_edition(corner, {FAIR: release("Lost words.", **facts), FAIR_ZH: None}))
    assert _fields(text)["withdrawn"] == {"date": "2021-03-09", "reason": "Issued by mistake."}
    assert text.endswith("---\n\n# News\n\nWhat is new.\n")
    assert "7654321" not in text
    assert "Lost" not in text


def test_a_summary_has_its_items_as_facts_and_as_text(corner: Corner) -> None:
    files: Files = {FAIR: release(title="Fair", items="[lights]"), FAIR_ZH: None}
    text = _markdown(_edition(corner, files, "zh-Hant"), "summaries/2020/")
    assert text == (
        f'---\ntitle: "二○二○年概要"\ndescription: "二○二○年的工作。"\nurl: "{SITE}zh-Hant/summaries/2020/"\n'
        f'language: "zh-Hant"\noriginal_language: "en"\ntranslations:\n'
        f'  - {{"language":"en","url":"{SITE}summaries/2020/"}}\ntype: {{"key":"summary","name":"合作項目摘要"}}\n'
        'period: {"start":"2020-01-01","end":"2020-12-31"}\nitems:\n'
        f'  - {{"number":1,"title":"疏浚","url":"{SITE}zh-Hant/summaries/2020/#item-1","key":"dredging","state":"continuing",'
        f'"topics":[{{"key":"tides","name":"潮汐","url":"{SITE}zh-Hant/topics/tides/"}}]}}\n'
        f'  - {{"number":2,"title":"燈","url":"{SITE}zh-Hant/summaries/2020/#item-2","key":"lights","state":"new",'
        f'"topics":[{{"key":"boats","name":"船","url":"{SITE}zh-Hant/topics/boats/"}}],'
        f'"releases":[{{"title":"Fair","url":"{SITE}news/2021/fair/","language":"en"}}]}}\n'
        "---\n\n# 二○二○年概要\n\n兩個項目。\n\n## 1. 疏浚\n\n海港更深。\n\n## 2. 燈\n\n燈是新的。\n"
    )


def test_signs_of_yaml_in_words_are_only_words(corner: Corner) -> None:
    title = """A: b # c \\ \\N "… — {d} [e]"""
    text = _markdown(_edition(corner, {FAIR: release(title=f"'{title}'"), FAIR_ZH: None}))
    assert _fields(text)["title"] == title


def test_what_the_public_may_not_see_has_none(corner: Corner) -> None:
    root = corner(
        {
            FAIR: release(status="draft"),
            SUMMARY: corners.GOOD[SUMMARY].replace("period:", "status: draft\n        period:"),
        }
    )
    from corner.build.plan import plan_build  # noqa: PLC0415

    plan = plan_build(root, corners.NOW, SITE, preview=EditorLanguage())
    pages = {page.address: page for page in plan.pages("en")}
    assert pages["news/2021/fair/"].content is not None
    assert [page.markdown for page in pages.values() if page.markdown] == []


def test_a_page_as_it_was_needs_no_markdown_again(corner: Corner) -> None:
    edition = _edition(corner, {})
    page = next(page for page in corners.pages(edition) if page.markdown)
    published, spool = {("news/2021/fair/index.md", "as it was")}, Spool()
    assert (
        markdown_file(edition, page, page.markdown, "as it was", lambda *file: file in published, spool).content is None
    )
    file = markdown_file(edition, page, page.markdown, "changed", lambda *file: file in published, spool)
    assert callable(file.content)
    assert (file.content(), file.source, file.fingerprint) == (_markdown(edition).encode(), FAIR, "changed")


def test_an_item_has_its_periods_among_its_facts_and_as_headings(corner: Corner) -> None:
    later = corners.summary(2021, "dredging", left_out="[{key: lights, state: completed}]")
    text = _markdown(_edition(corner, {"news/summaries/2021.en.md": later}), "items/lights/")
    assert '  - {"start":"2021-01-01","end":"2021-12-31","state":"completed","summary":{"title":' in text
    assert (
        f'"state":"new","number":2,"summary":{{"title":"Summary of 2020","url":"{SITE}summaries/2020/#item-2"}}' in text
    )
    assert "\n## 2020: Item 2 (New)\n\nThe lights are new.\n" in text
