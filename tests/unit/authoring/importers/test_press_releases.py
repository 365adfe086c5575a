"""What is around the text of a press release goes, and the numbers that somebody typed become lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from corner.authoring.importers.errors import DocumentError
from corner.authoring.importers.html import ImportedPage
from corner.authoring.importers.imported_release import ImportedRelease, ImportRequest, read_release
from corner.authoring.importers.metadata import detect_language
from corner.cli import prompts
from tests.support import corners

LOCALES = ("en", "zh-Hant", "pt", "da", "fr", "ar", "zh-Hans")
Import = Callable[..., ImportedRelease]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Import:
    """Return a function that imports a text in the corner of Hong Kong's time zone."""
    root = tmp_path_factory.mktemp("corner")
    corners.write(root, {"mkdocs.yml": corners.MKDOCS.replace("Asia/Tokyo", "Asia/Hong_Kong")})
    context = prompts.open_draft(root)

    def read_text(text: str, locale: str = "", ending: str = ".txt", **options: Any) -> ImportedRelease:
        file = root / f"document{ending}"
        file.write_text(text, encoding="utf-8")
        locales = (locale,) if locale else ("en", "zh-Hant")
        request = ImportRequest(file, locales, bool(locale), context.taxonomies)
        answer: Mapping[str, Any] = read_release(request._replace(time_zone=ZoneInfo("Asia/Hong_Kong"), **options))
        return ImportedRelease(**answer)

    return read_text


ENGLISH = "The Harbour Authority lit 3 lights."
CHINESE = "港務局設置三盞燈。"


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        (f"PRESS RELEASE\n\nNew light\n\n20 November 2026\n\n{ENGLISH}\n\nEnds\n", "2026-11-20"),
        (f"For immediate release\nNew light\n\n{ENGLISH}\n\n- Ends -\n\nNovember 20, 2026\n", "2026-11-20"),
        (f"Press Release: New light\n\nHong Kong, 20 November 2026 – {ENGLISH}\n\n###\n", "2026-11-20"),
        (f"New light\n\nHONG KONG, November 20, 2026 -- {ENGLISH} (End)\n", "2026-11-20"),
        (f"New light\n\n(Hong Kong, 20 November 2026) {ENGLISH}\n\nNNNN\n", "2026-11-20"),
        (f"New light\n\n20 November 2026, Hong Kong - {ENGLISH}\n\n- 30 -\n", "2026-11-20"),
        (f"New light\n\n{ENGLISH}\n\nEnds/Friday, November 20, 2026\nIssued at HKT 18:30\nNNNN\n", "2026-11-20 18:30"),
        (f"New light\n\n{ENGLISH}\n\nEnd\n\nIssued at 6.30 p.m. on 20 November 2026\n", "2026-11-20 18:30"),
        (f"Harbour Authority\n\nNEWS RELEASE / 新聞公報\n\nNew light\n\n{ENGLISH}\n", ""),
    ],
    ids=lambda text: text[:40] if isinstance(text, str) else "",
)
def test_what_is_around_an_english_text_goes(read: Import, text: str, issued: str) -> None:
    release = read(text)
    assert (release.locale, release.title, release.text) == ("en", "New light", ENGLISH)
    assert (release.issued, release.leads) == (issued, (ENGLISH,))


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        (f"新聞稿\n\n新燈\n\n二〇二六年十一月二十日\n\n{CHINESE}\n\n完\n", "2026-11-20"),
        (f"新聞公報\n即時發布\n\n新燈\n\n{CHINESE}\n\n（完）\n\n二零二六年十一月二十日（星期五）\n", "2026-11-20"),
        (f"新聞稿：新燈\n\n（香港 — 2026年11月20日）{CHINESE}（完）\n", "2026-11-20"),
        (f"新燈\n\n【香港，２０２６年１１月２０日】\n\n{CHINESE}\n\n全文完\n", "2026-11-20"),
        (f"新燈\n\n2026年11月20日，香港──{CHINESE}\n", "2026-11-20"),
        (f"新燈\n\n中華民國115年11月20日\n\n{CHINESE}\n", "2026-11-20"),
        (f"新燈\n\n民國一一五年十一月二十日\n\n{CHINESE}\n", "2026-11-20"),
        (f"新燈\n\n　　{CHINESE}\n\n完／2026年11月20日（星期五）\n香港時間18時30分\n", "2026-11-20 18:30"),
        (f"新燈\n\n{CHINESE}\n\n完\n\n發稿時間：2026年11月20日下午6時30分\n", "2026-11-20 18:30"),
        (f"新燈\n\n{CHINESE}\n\n完\n\n2026年11月20日\n北京時間17時30分\n", "2026-11-20 17:30"),
        (f"新燈\n\n{CHINESE}\n\n完\n\n2026年11月20日\n東京時間19時30分\n", "2026-11-20 18:30"),
        (f"新燈\n\n{CHINESE}\n\n完\n\n2026年11月20日\n澳門時間18:30\n", "2026-11-20 18:30"),
    ],
    ids=lambda text: text[:20] if isinstance(text, str) else "",
)
def test_what_is_around_a_chinese_text_goes(read: Import, text: str, issued: str) -> None:
    release = read(text)
    assert (release.locale, release.title, release.text) == ("zh-Hant", "新燈", CHINESE)
    assert (release.issued, release.leads) == (issued, (CHINESE,))


@pytest.mark.parametrize(
    ("locale", "text", "title", "body"),
    [
        (
            "pt",
            "COMUNICADO DE IMPRENSA\n\nNova luz\n\nMacau, 20 de novembro de 2026 – A luz foi acesa.\n\nFIM\n",
            "Nova luz",
            "A luz foi acesa.",
        ),
        (
            "fr",
            "COMMUNIQUÉ DE PRESSE\n\nUn feu neuf\n\nBrest, le 20 novembre 2026 – Le feu est allumé.\n\nFIN\n",
            "Un feu neuf",
            "Le feu est allumé.",
        ),
        (
            "da",
            "PRESSEMEDDELELSE\n\nNyt fyr\n\nKøbenhavn, den 20. november 2026 – Fyret er tændt.\n\nSLUT\n",
            "Nyt fyr",
            "Fyret er tændt.",
        ),
        (
            "ar",
            "بيان صحفي\n\nمنارة جديدة\n\nمسقط، 20 نوفمبر 2026 – أُضيئت المنارة.\n\n- انتهى -\n",
            "منارة جديدة",
            "أُضيئت المنارة.",
        ),
        (
            "ar",
            "للنشر الفوري\n\nمنارة جديدة\n\nفي ٢٠ تشرين الثاني ٢٠٢٦\n\nأُضيئت المنارة.\n\nانتهى\n",
            "منارة جديدة",
            "أُضيئت المنارة.",
        ),
    ],
)
def test_what_is_around_a_text_in_another_language_goes(
    read: Import, locale: str, text: str, title: str, body: str
) -> None:
    release = read(text, locale)
    assert (release.title, release.issued, release.text) == (title, "2026-11-20", body)


def test_a_year_of_the_republic_needs_no_name_where_the_corner_says_so(read: Import) -> None:
    text = f"新燈\n\n115年11月20日\n\n{CHINESE}\n"
    assert read(text, "zh-Hant").issued == ""
    assert read(text, "zh-Hant", era_years=frozenset(["zh-Hant"])).issued == "2026-11-20"


@pytest.mark.parametrize(
    "text",
    [
        "The lights were lit on 20 November 2026 – a day of wind.",
        "On 20 November 2026 – a day of wind – the lights were lit.",
        "The news ends here, and the press release is read.",
        "Date: 5 December 2026\n\nTime: 2.30 pm\n\nVenue: the quay, where boats are",
        "新聞公報已經寫完，即時發布。",
        "日期：2026年12月5日\n\n時間：下午2時30分\n\n地點：碼頭",
    ],
)
def test_what_only_looks_like_it_stays(read: Import, text: str) -> None:
    locale = "en" if text.isascii() or "–" in text else "zh-Hant"
    assert read(
        f"<h1>New light</h1><p>Boats came.</p><p>{'</p><p>'.join(text.split(chr(10) * 2))}</p>", locale, ".html"
    ).text == (f"Boats came.\n\n{text}")


def _page(*paragraphs: str) -> str:
    return "<h1>T</h1>" + "".join(text if text.startswith("<") else f"<p>{text}</p>" for text in paragraphs)


@pytest.mark.parametrize(
    ("paragraphs", "markdown"),
    [
        (["1. One.", "2.\tTwo."], "1. One.\n2. Two."),
        (["(1) One.", "(2) Two."], "1. One.\n2. Two."),
        (["１．甲。", "２．乙。"], "1. 甲。\n2. 乙。"),
        (["一、甲。", "二、乙。", "三、丙。"], "1. 甲。\n2. 乙。\n3. 丙。"),
        (["（一）甲。", "（二）乙。"], "1. 甲。\n2. 乙。"),
        (["①甲。", "②乙。"], "1. 甲。\n2. 乙。"),
        (["(i) One.", "(ii) Two."], "1. One.\n2. Two."),
        (["(a) One.", "(b) Two."], "1. One.\n2. Two."),
        (["1. One:", "(a) x;", "(b) y.", "2. Two."], "1. One:\n   1. x;\n   2. y.\n2. Two."),
        (["一、甲：", "（一）子；", "（二）丑。", "二、乙。"], "1. 甲：\n   1. 子；\n   2. 丑。\n2. 乙。"),
        (["1. One.", "More of it.", "2. Two."], "1. One.\n\nMore of it.\n\n2. Two."),
        (["<p><b>1.</b> One.</p>", "2. Two."], "1. One.\n2. Two."),
        (["<p><b>一、甲</b></p>", "子。", "<p><b>二、乙</b></p>", "丑。"], "## 甲\n\n子。\n\n## 乙\n\n丑。"),
        (["<h2>1. One</h2>", "x.", "<h2>2. Two</h2>", "y."], "## One\n\nx.\n\n## Two\n\ny."),
        (["1. One.", "Text."], "1\\. One.\n\nText."),
        (["2. Two.", "3. Three."], "2\\. Two.\n\n3\\. Three."),
        (["1.5 million.", "2.5 million."], "1.5 million.\n\n2.5 million."),
        (["一、甲。", "文。"], "一、甲。\n\n文。"),
        (["I. M. Pei came.", "He left."], "I. M. Pei came.\n\nHe left."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_manual_numbers_become_lists(paragraphs: list[str], markdown: str) -> None:
    page = ImportedPage(_page(*paragraphs))
    page.convert_numbers()
    assert page.markdown() == markdown


def test_numbered_lines_of_a_plain_text_are_items(read: Import) -> None:
    text = "New light\n\nThe lights shine as far as these boats come in by night:\n1. north\n2. south, in the\nyear 1931\n3. east\n"
    assert read(text, "en").text.endswith("night:\n\n1. north\n2. south, in the year 1931\n3. east")


@pytest.mark.parametrize(
    ("text", "locales", "language"),
    [
        ("The light of the quay is for boats and for tides.", ("en", "pt"), "en"),
        ("A luz do cais é para os barcos e para as marés.", ("en", "pt"), "pt"),
        ("Lyset på kajen er til både, og det er nyt.", ("da", "en", "fr"), "da"),
        ("La lumière du quai est pour les bateaux et les marées.", ("da", "en", "fr"), "fr"),
        ("港務局為船隻設置新燈，燈光明亮。", ("zh-Hans", "zh-Hant", "en"), "zh-Hant"),
        ("港务局为船只设置新灯，灯光明亮。", ("zh-Hans", "zh-Hant", "en"), "zh-Hans"),
    ],
)
def test_the_language_is_found_by_script_and_words(text: str, locales: tuple[str, ...], language: str) -> None:
    assert detect_language(ImportedPage(f"<p>{text}</p>"), locales) == language


def test_a_language_that_is_not_clear_is_asked_for() -> None:
    with pytest.raises(DocumentError, match="expected --languages"):
        detect_language(ImportedPage("<p>Hotel Lisboa</p>"), ("en", "pt"))
