"""Conversion between scripts: text is converted, and nothing else."""

from __future__ import annotations

import pytest

from corner.i18n.script_conversion import Converter
from corner.views import release as articles
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, GOOD, MKDOCS, Corner, release, translation

# The Simplified forms are those of printed documents: FACTS, section on names.
NAMES = {
    "粵港保護知識產權合作專責小組": "粤港保护知识产权合作专责小组",
    "廣東省市場監督管理局（知識產權局）": "广东省市场监督管理局（知识产权局）",
    "粵港澳大灣區高價值知識產權培育布局大賽": "粤港澳大湾区高价值知识产权培育布局大赛",
    "粵港澳知識產權資料庫": "粤港澳知识产权资料库",
}
CONVERTED = "        converted:\n          zh-Hans: {from: zh-Hant, by: hk2s, name: 简体中文}\n"
SETTINGS = MKDOCS.replace("        page_size: 2\n", f"        page_size: 2\n{CONVERTED}")


@pytest.fixture(scope="module")
def converter() -> Converter:
    return Converter("zh-Hant", "zh-Hans", "hk2s", {"覆核": "复核", "專欄": "專欄"})


@pytest.mark.parametrize("name", NAMES)
def test_a_name_takes_its_printed_form(converter: Converter, name: str) -> None:
    assert converter.convert_text(name) == NAMES[name]


def test_the_glossary_replaces_the_conversion_everywhere(converter: Converter) -> None:
    assert converter.convert_text("覆核程序及專欄覆核") == "复核程序及專欄复核"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>見<a href="/國際/">國際</a>。</p>', '<p>见<a href="/國際/">国际</a>。</p>'),
        ("<p>以<code>國際</code>為準</p>", "<p>以<code>國際</code>为准</p>"),
        ("<pre><code>國\n際</code></pre>國", "<pre><code>國\n際</code></pre>国"),
        ('<img src="圖.png" alt="圖">', '<img src="圖.png" alt="图">'),
        ('<a aria-label="返回註釋1" href="#fnref-註">↩</a>', '<a aria-label="返回注释1" href="#fnref-註">↩</a>'),
        ("<p>https://例子.香港/條例 條例</p>", "<p>https://例子.香港/條例 条例</p>"),
        ("<p>http://a.example/條例#國 條例</p>", "<p>http://a.example/條例#國 条例</p>"),
        ("<p>mailto:國@a.example 國</p>", "<p>mailto:國@a.example 国</p>"),
        ("<p>tel:國1 國</p>", "<p>tel:國1 国</p>"),
        ("<p>時間:國 http:「國」</p>", "<p>时间:国 http:「国」</p>"),
        ('<span lang="zh-Hant">國</span>', '<span lang="zh-Hans">国</span>'),
        ("<p>1 &lt; 2，&amp;國</p>", "<p>1 &lt; 2，&amp;国</p>"),
        ("<p>Hong Kong</p>", "<p>Hong Kong</p>"),
    ],
)
def test_urls_markup_and_code_are_not_converted(converter: Converter, html: str, expected: str) -> None:
    assert converter.convert_html(html) == expected


def test_a_name_of_the_glossary_is_not_replaced_within_a_tag_nor_across_one() -> None:
    converter = Converter("zh-Hant", "zh-Hans", "hk2s", {"class": "級", "覆核": "复核"})
    assert converter.convert_html('<p class="a">class 國覆</p><p>核</p>') == '<p class="a">級 国覆</p><p>核</p>'


def test_a_form_with_signs_of_html_is_text() -> None:
    converter = Converter("zh-Hant", "zh-Hans", "hk2s", {"甲&乙": "<script>&", "市": '"'})
    assert converter.convert_html('<p title="市">甲&amp;乙市</p>') == '<p title="&quot;">&lt;script&gt;&amp;&quot;</p>'
    assert converter.convert_text("甲&乙市") == '<script>&"'


def test_placeholders_of_messages_are_not_converted() -> None:
    converter = Converter("zh-Hant", "zh-Hans", "hk2s", {"count": "數", "則": "{x}"})
    assert converter.convert_message("count {count} 個") == "數 {count} 个"
    assert converter.convert_message("{count}則") == "{count}則", "a form with braces would be a placeholder"


def test_a_converted_edition_has_the_texts_of_its_source(corner: Corner) -> None:
    root = corner({"mkdocs.yml": SETTINGS, FAIR_ZH: translation("國際**會議**。", title="「會議」舉行")})
    text = corners.catalogue(root).releases["releases/2021/fair"].texts["zh-Hans"]
    assert (text.locale, text.title) == ("zh-Hans", "「会议」举行")
    assert text.passage.html == "<p>国际<strong>会议</strong>。</p>\n"


def test_a_release_without_a_text_in_the_source_is_not_converted(corner: Corner) -> None:
    root = corner({"mkdocs.yml": SETTINGS, FAIR: release(), FAIR_ZH: None})
    assert set(corners.catalogue(root).releases["releases/2021/fair"].texts) == {"en"}


@pytest.mark.parametrize(
    ("original", "translated", "label"), [(FAIR, FAIR_ZH, "译自英文"), (FAIR_ZH, FAIR, "")], ids=["English", "Chinese"]
)
def test_a_converted_text_is_no_translation_of_its_source(
    corner: Corner, original: str, translated: str, label: str
) -> None:
    root = corner({"mkdocs.yml": SETTINGS, original: release(), translated: translation()})
    edition = corners.edition(root, "zh-Hans")
    view = articles.release_view(edition, edition.catalogue.releases["releases/2021/fair"])
    assert view.translated == label


def test_names_take_the_form_that_the_taxonomies_have(corner: Corner) -> None:
    topics = GOOD["news/topics.yml"]
    assert isinstance(topics, str)
    written = topics.replace("zh-Hant: 船", "zh-Hant: 船隻, zh-Hans: 船儿", 1)
    assert written != topics
    root = corner({"mkdocs.yml": SETTINGS, "news/topics.yml": written, FAIR_ZH: translation("船隻與會議。")})
    news = corners.catalogue(root)
    assert news.taxonomies.name("topics", "boats", "zh-Hans").text == "船儿"
    assert news.releases["releases/2021/fair"].texts["zh-Hans"].passage.html == "<p>船儿与会议。</p>\n"


def test_a_name_without_a_form_of_its_own_is_converted(corner: Corner) -> None:
    news = corners.catalogue(corner({"mkdocs.yml": SETTINGS}))
    for kind in ("topics", "places"):
        for key in getattr(news.taxonomies, kind):
            assert news.taxonomies.name(kind, key, "zh-Hans").locale == "zh-Hans"


def test_messages_are_converted_except_those_that_the_package_has(corner: Corner) -> None:
    catalogue = corners.catalogue(corner({"mkdocs.yml": SETTINGS}))
    messages = catalogue.messages["zh-Hans"]
    assert (messages("news"), messages("topics"), messages("type.press-release")) == ("新闻", "专题", "新闻稿")
    assert messages("only", language=catalogue.formats["zh-Hans"].format_language("en")) == "只备英文版"
    assert messages("converted_original") == "閱讀繁體中文版"


def test_the_title_of_the_corner_is_converted(corner: Corner) -> None:
    news = corners.catalogue(corner({"mkdocs.yml": SETTINGS}))
    language = news.settings.names["zh-Hans"]
    assert (language.name, language.site_name, language.description) == ("简体中文", "港口专栏", "港口的消息。")
    assert news.settings.written == ("en", "zh-Hant")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("from: zh-Hant", "from: zh-Hand", "did you mean 'zh-Hant'?"),
        ("by: hk2s", "by: hk2z", "found 'hk2z'"),
        ("zh-Hans: {", "zh-Hant: {", "found 'zh-Hant'"),
        (", name: 简体中文", "", "extra.corner.converted.zh-Hans.name"),
    ],
)
def test_a_wrong_setting_is_a_problem(corner: Corner, old: str, new: str, expected: str) -> None:
    (line,) = corners.found(corner({"mkdocs.yml": SETTINGS.replace(old, new)}))
    assert line.startswith("mkdocs.yml:")
    assert expected in line


def test_a_file_in_a_language_that_is_made_by_machine_is_a_problem(corner: Corner) -> None:
    name = "news/releases/2021/fair.zh-Hans.md"
    (line,) = corners.found(corner({"mkdocs.yml": SETTINGS, name: translation()}))
    assert line.startswith(f"{name}:1: file: expected a language of the site (en, zh-Hant), found 'zh-Hans'")
