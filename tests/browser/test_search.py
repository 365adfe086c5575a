"""Readers find every word: in Chinese and English, in a dialog and by address, with a keyboard, and at no cost before."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support import project
from tests.support.browsing import serving
from tests.support.built import Built
from tests.support.plain_scan import PlainScan, iter_blocks, iter_facts

_EDITIONS = [pytest.param("en", marks=pytest.mark.full), "zh-Hant", pytest.param("zh-Hans", marks=pytest.mark.full)]
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_FIND = """async ([folder, queries]) => {
  const { begin } = await import("/assets/search.js");
  const index = await begin({ dataset: { index: folder } });
  const found = {};
  for (const query of queries) {
    const { results } = await index.find(query, new Map());
    found[query] = results.map(({ id }) => id);
  }
  return found;
}"""


_Pages = dict[str, set[str]]
"""The addresses of the news for each query."""


def _find_pages(own: Built, page: Page, locale: str, queries: list[str]) -> dict[str, list[str]]:
    """Return the addresses of all pages that the search finds for each query, best first."""
    page.goto("/" + own.corner.at(locale))
    folder = own.corner.at(locale, "search/")
    addresses = {path.stem: _read_address(path) for path in (own.site.folder / folder).rglob("*.pf_fragment")}
    found: dict[str, list[str]] = page.evaluate(_FIND, [f"/{folder}", queries])
    return {query: [addresses[identity] for identity in results] for query, results in found.items()}


@cache
def _read_address(path: Path) -> str:
    """Return the address of the page that a file of an index has the text of."""
    _, _, data = gzip.decompress(path.read_bytes()).partition(b"pagefind_dcd")
    return str(json.loads(data)["url"])


def _find_news(own: Built, page: Page, locale: str, queries: list[str]) -> _Pages:
    """Return the news that the search finds for each query, by address."""
    found = _find_pages(own, page, locale, queries)
    news = tuple(own.corner.at(each, part) for each in own.corner.locales for part in ("news/", "summaries/"))
    return {query: {address for address in addresses if address.startswith(news)} for query, addresses in found.items()}


_QUERIES = {
    "English": """
        Guangdong|customs|CUSTOMS|expert group|“expert group”|"Greater Bay Area"|seminar|seminars SMEs|enquiry points
        co-operation|cooperation|co‑operation|co–operation|co—operation|ｃｏ－ｏｐｅｒａｔｉｏｎ|Co−operation|cóoperátion
        ＩＰＤ|Ｇｕａｎｇｄｏｎｇ　Ｃｕｓｔｏｍｓ|WIPO|２０２１|2021|September 2021|2020-2022|2020–2022|2021‑2035
        14 000|14,000|14000|１４ ０００|1 268|1 090|1090|14 000 items|Department's|Department’s|Department＇s
        Jiangmen|Qianhai|Jiangmen Qianhai|Foshan|Macao Customs|patent competition 2024|trade mark|joint operation April
        No Fakes Pledge|press release|“Hong Kong Customs” cases|Guangdong/Hong Kong|pan-Pearl River|Nanchang
        semin|guangd|enquir|xylophone|customs xylophone|seminarxyz|汕頭|汕头|“知識產權” 汕头|二○○八|education|IP education
    """,
    "Traditional": """
        研討會|知識產權|知識產權署|海關|聯合行動|粵港|粵港澳大灣區|專責小組|會議|廣州 會議|廣州，會議|「知識產權」 海關|發|後|里|干|台
        二○二一|二〇二一|二零二一|2021|２０２１|二○二一年|2021年|2021年9月|二○二一年九月|二○二三年 海關|2020至2022|十四五|「十四五」
        14 000|14,000|1 268|1090|1 090|1,090|前海|江門|前海 江門|佛山|南昌|培育布局大賽|問詢點|澳門海關|商標|專利|覆|複|著|版權 論壇
        ＩＰ|IP|WIPO|世界知識產權組織|SME|中小企業|正版正貨承諾|新聞稿|新聞稿 海關|公告|Nanchang|co-operation|木琴|海關 木琴
    """,
    "Simplified": """
        研讨会|知识产权|知识产权署|海关|联合行动|粤港|粤港澳大湾区|专责小组|会议|广州 会议|广州，会议|“知识产权” 海关|发|后|里|干|台
        二○二一|二〇二一|二零二一|2021年|２０２１年|二○二一年|二○二三年 海关|前海|江门|前海 江门|问询点|澳门海关|商标|专利|复|着
        培育布局大赛|世界知识产权组织|中小企业|正版正货承诺|新闻稿|新闻稿 海关|公告|版权 论坛|举行|广东省市场监督管理局|国家知识产权局
        香港海关|侵权 货物|网上 研讨会|讲者|讨论|经济贸易办事处|发展局|签署|合作协议|执法|情报|培训|考试|专利代理|发明奖|参加|参赛
    """,
}


def _differing(found: _Pages, expected: _Pages) -> dict[str, tuple[set[str], set[str]]]:
    """Return for each query what was found though it should not be, and what should be though it was not."""
    pairs = {query: (found[query] - pages, pages - found[query]) for query, pages in expected.items()}
    return {query: pair for query, pair in pairs.items() if any(pair)}


def test_news_that_has_a_phrase_is_listed_from_the_newest_to_the_oldest(own: Built, page: Page) -> None:
    queries = ["研討會", "海關", "“聯合行動” 港"]
    found = _find_pages(own, page, "zh-Hant", queries)
    # Summaries are in another bundle than releases, and stand where their period ends.
    dated = re.compile(r"(news/|summaries/[0-9]{4}-)([0-9]{4})/")
    for query in queries:
        matches = [match for address in found[query] if (match := dated.search(address))]
        years = [int(match[2]) for match in matches]
        assert len({match[1] for match in matches}) > 1, query
        assert len(set(years)) > 3, query
        assert years == sorted(years, reverse=True), query


@pytest.mark.parametrize("locale", _EDITIONS)
def test_queries_in_three_scripts_find_just_the_news_that_a_plain_scan_finds(
    own: Built, page: Page, locale: str
) -> None:
    queries = [query.strip() for text in _QUERIES.values() for query in re.split(r"[|\n]", text) if query.strip()]
    scan = PlainScan(own, locale)
    expected = {query: scan.find(query) for query in queries}
    assert _differing(_find_news(own, page, locale, queries), expected) == {}
    assert len(queries) > 180
    assert sum(map(bool, expected.values())) > (80 if locale == "en" else 120)


@pytest.mark.parametrize("script", ["zh-Hant", pytest.param("zh-Hans", marks=pytest.mark.full)])
@pytest.mark.parametrize("locale", _EDITIONS)
def test_every_word_of_one_to_six_chinese_characters_is_found_in_either_script(
    own: Built, page: Page, locale: str, script: str
) -> None:
    runs = sorted({run for _, text in iter_blocks(own, script) for run in _HAN.findall(text)})
    words = sorted({run[at : at + size] for run in runs for size in range(1, 7) for at in range(len(run) - size + 1)})
    queries = random.Random(4).sample(words, min(400, len(words)))
    assert {len(query) for query in queries} == {1, 2, 3, 4, 5, 6}
    scan = PlainScan(own, locale)
    expected = {query: scan.find(query) for query in queries}
    assert _differing(_find_news(own, page, locale, queries), expected) == {}


def test_english_words_are_found_just_where_they_stand(own: Built, page: Page) -> None:
    words = sorted({word for _, text in iter_blocks(own, "en") for word in re.findall(r"\b[a-z]{4,}\b", text)})
    queries = random.Random(4).sample(words, 200)
    scan = PlainScan(own, "en")
    expected = {query: scan.find(query) for query in queries}
    assert _differing(_find_news(own, page, "en", queries), expected) == {}


@pytest.mark.parametrize("locale", ["zh-Hant", "zh-Hans"])
def test_a_year_is_found_in_each_way_to_write_it(own: Built, page: Page, locale: str) -> None:
    queries = ["2021", "二○二一", "二〇二一", "二零二一", "２０２１", "2021年", "二○二一年"]
    found = _find_news(own, page, locale, queries)
    assert found == dict.fromkeys(queries, found["2021"])
    assert found["2021"]


def test_accents_make_no_difference_in_portuguese(second: Built, browser: Browser) -> None:
    queries = ["tripulações", "tripulacoes", "TRIPULAÇÕES", "tripulac\u0327o\u0303es"]
    crews = {
        second.corner.at("pt" if "pt" in content.fronts else content.original, content.address)
        for content in [*second.corner.releases.values(), *second.corner.summaries.values()]
        if "crews" in [*content.facts.get("topics", []), *content.facts.get("bodies", [])]
    }
    with serving(second.site.folder) as origin, browser.new_context(base_url=origin) as context:
        found = _find_news(second, context.new_page(), "pt", queries)
    assert {query: crews - pages for query, pages in found.items() if crews - pages} == {}
    assert crews


def test_a_corner_without_chinese_has_no_table_of_characters(second: Built) -> None:
    for locale in second.corner.locales:
        script = (second.site.folder / second.corner.at(locale, "search/settings.js")).read_text("utf-8")
        assert not re.search("variants|digits", script)


_HOME = {"en": "/", "zh-Hant": "/zh-Hant/", "zh-Hans": "/zh-Hans/"}
_QUERY = {"en": "seminar", "zh-Hant": "研討會", "zh-Hans": "研讨会"}
_NAME = {"en": "Search", "zh-Hant": "搜尋", "zh-Hans": "搜寻"}


@pytest.fixture(params=_EDITIONS)
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _count(own: Built, locale: str, query: str) -> int:
    return len({address for address, text in iter_blocks(own, locale) if query in text})


def test_the_key_opens_the_search_and_the_keyboard_alone_leads_to_a_result(own: Built, page: Page, locale: str) -> None:
    page.goto(_HOME[locale] + "news/")
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name=_NAME[locale])
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(_QUERY[locale])
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("listitem").first).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"\d+"))
    told = re.search(r"\d+", dialog.get_by_role("status").inner_text())
    assert told is not None
    assert int(told[0]) >= _count(own, locale, _QUERY[locale]) > 0
    links = dialog.get_by_role("listitem").get_by_role("link")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(links.nth(0)).to_be_focused()
    title = links.nth(0).inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


def test_the_button_opens_the_search_which_keeps_the_focus_and_gives_it_back_on_escape(page: Page) -> None:
    page.goto("/")
    button = page.get_by_role("banner").get_by_role("link", name="Search")
    button.click()
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("guangdong")
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(10)
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "() => document.activeElement === document.body || document.activeElement.closest('dialog')"
        )
    field.focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_the_key_is_left_to_a_field_in_which_somebody_writes(page: Page) -> None:
    page.goto("/search/")
    field = page.get_by_role("searchbox")
    field.fill("")
    field.press_sequentially("and/or")
    expect(field).to_have_value("and/or")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize(
    ("locale", "query", "marked"),
    [("zh-Hant", "知識產權", "知識產權"), ("en", "“expert group”", "expert group"), ("en", "知識產權", "知識產權")],
)
def test_an_excerpt_shows_the_text_as_it_is_with_what_was_looked_for_marked(
    own: Built, page: Page, locale: str, query: str, marked: str
) -> None:
    blocks = [*iter_blocks(own, locale), *iter_facts(own, locale)]
    page.goto(f"{_HOME[locale]}search/?q={query}")
    items = page.get_by_role("main").get_by_role("listitem")
    expect(items.locator("mark").first).to_be_visible()
    assert {re.sub("['’]s$", "", mark.casefold()) for mark in items.locator("mark").all_inner_texts()} == {marked}
    cut = set()
    for item in items.all():
        excerpt = item.locator(".corner-search__excerpt").inner_text()
        assert not re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", excerpt)
        address = urlsplit(str(item.get_by_role("link").get_attribute("href"))).path.removeprefix("/")
        texts = ["".join(text.split()) for where, text in blocks if where == address]
        # Those of standing pages are not at hand.
        if texts:
            # Between blocks there is a dot, or nothing after a sign.
            pieces = [
                "".join(piece.split()) for piece in re.split(r" · |(?<=[^\w\s]) |(?<=[。！？])", excerpt.strip("…"))
            ]
            assert [piece for piece in pieces if not any(piece in text for text in texts)] == []
            assert excerpt.startswith("…") or any(
                re.search(f"(^|[.!?。！？]){re.escape(pieces[0])}", text) for text in texts
            )
            assert excerpt.endswith(("…", *".!?。！？")) or any(text.endswith(pieces[-1]) for text in texts)
            cut.add(excerpt.endswith("…"))
    assert True in cut


def test_several_words_find_what_has_them_all(own: Built, page: Page) -> None:
    blocks = list(iter_blocks(own, "zh-Hant"))
    both = {address for address, text in blocks if "廣州" in text} & {
        address for address, text in blocks if "會議" in text
    }
    assert 0 < len(both) < _count(own, "zh-Hant", "會議")
    queries = ["廣州 會議", "廣州，會議"]
    assert _find_news(own, page, "zh-Hant", queries) == dict.fromkeys(queries, both)


def test_facets_narrow_the_results_and_stand_in_the_address(own: Built, page: Page) -> None:
    release = next(
        told for told in own.corner.releases.values() if "en" in told.fronts and "withdrawn" not in told.facts
    )
    facts, year = release.facts, release.address.split("/")[1]
    page.goto("/search/")
    page.get_by_text("Filters", exact=True).click()
    chosen = [("topic", facts["topics"][0]), ("year", year), ("type", facts["type"]), ("language", "en")]
    chosen += [("body", key) for key in facts.get("bodies", [])[:1]]
    for name, value in chosen:
        page.locator(f"input[name='{name}'][value='{value}']").check()
    held = {
        told.address
        for told in own.corner.releases.values()
        if facts["topics"][0] in told.facts["topics"]
        and told.address.startswith(f"news/{year}/")
        and told.facts["type"] == facts["type"]
        and "en" in told.fronts
        and set(facts.get("bodies", [])[:1]) <= set(told.facts.get("bodies", []))
    }
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{len(held)} result"))
    links = page.get_by_role("main").get_by_role("listitem").get_by_role("link")
    expect(links).to_have_count(len(held))
    shown = {urlsplit(str(link.get_attribute("href"))).path.removeprefix("/") for link in links.all()}
    assert shown == held
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {name: [value] for name, value in chosen}
    page.reload()
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{len(held)} result"))
    page.get_by_role("button", name="Clear filters").click()
    assert urlsplit(page.url).query == ""


def test_a_search_can_be_linked_and_says_how_many_results_each_facet_has(own: Built, page: Page) -> None:
    page.goto("/zh-Hant/search/?q=研討會&language=zh-Hant")
    expect(page.get_by_role("searchbox")).to_have_value("研討會")
    expect(page.get_by_role("checkbox", name="繁體中文")).to_be_checked()
    held = {
        address
        for address, text in iter_blocks(own, "zh-Hant")
        if "研討會" in text and address.startswith("zh-Hant/news/2021/")
    }
    expect(page.locator("label", has=page.locator("input[value='2021']"))).to_have_text(f"2021 {len(held)}")


def test_what_is_only_in_the_other_language_is_found_and_marked(own: Built, page: Page) -> None:
    single = next(told for told in own.corner.releases.values() if "en" not in told.fronts)
    page.goto(f"/search/?q={single.title('zh-Hant')}")
    link = page.get_by_role("link", name=single.title("zh-Hant"), exact=True)
    item = page.get_by_role("main").get_by_role("listitem").filter(has=link)
    expect(item.get_by_role("link")).to_have_attribute("lang", "zh-Hant")
    expect(item).to_contain_text("Chinese only")


def test_text_in_one_script_is_found_by_a_query_in_the_other_and_shown_as_it_is(own: Built, page: Page) -> None:
    assert _find_news(own, page, "zh-Hant", ["海关"]) == {"海关": PlainScan(own, "zh-Hant").find("海關")}
    page.goto("/zh-Hant/search/?q=海关")
    marks = page.get_by_role("main").get_by_role("listitem").locator("mark")
    expect(marks.first).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+"))
    assert set(marks.all_inner_texts()) == {"海關"}


def test_what_is_not_found_in_one_language_is_searched_for_in_another(own: Built, page: Page) -> None:
    words = {word for _, text in iter_blocks(own, "en") for word in re.findall(r"\b[a-z]{4,}\b", text)}
    scan = PlainScan(own, "zh-Hant")
    query = max((word for word in words if not scan.find(word)), key=lambda word: (len(word), word))
    page.goto(f"/zh-Hant/search/?q={query}")
    expect(page.get_by_role("status")).to_have_text(f"找不到與「{query}」相符的內容。")
    offered = page.locator(".corner-search__elsewhere a")
    assert [link.get_attribute("lang") for link in offered.all()] == ["en", "zh-Hans"]
    offered.nth(0).click()
    page.wait_for_url("**/search/?q=*")
    expect(page.get_by_role("searchbox")).to_have_value(query)
    expect(page.get_by_role("main").get_by_role("listitem").first).to_be_visible()
    expect(page.locator(".corner-search__elsewhere")).to_be_hidden()


_TITLES = {
    "en": "“seminar $&” · Search - ",
    "zh-Hant": "「seminar $&」 · 搜尋 - ",
    "zh-Hans": "「seminar $&」 · 搜寻 - ",
}


def test_the_tab_of_the_page_has_the_query_in_its_title(own: Built, page: Page, locale: str) -> None:
    page.goto(f"{_HOME[locale]}search/")
    plain = f"{_NAME[locale]} - {own.corner.site_names[locale]}"
    expect(page).to_have_title(plain)
    page.get_by_role("searchbox").fill("seminar $&")
    expect(page).to_have_title(_TITLES[locale] + own.corner.site_names[locale])
    page.get_by_role("searchbox").fill(" ")
    expect(page).to_have_title(plain)


def test_a_search_that_no_word_of_the_news_begins_with_finds_nothing(page: Page) -> None:
    page.goto("/search/?q=seminarxyz")
    expect(page.get_by_role("status")).to_have_text("Nothing was found for “seminarxyz”.")


def test_a_standing_page_is_find_news(page: Page) -> None:
    page.goto("/search/?q=accessibility&type=standing")
    links = page.get_by_role("main").get_by_role("listitem").get_by_role("link")
    expect(links.first).to_be_visible()
    assert "/accessibility/" in {urlsplit(str(link.get_attribute("href"))).path for link in links.all()}


def test_nothing_of_it_is_loaded_before_it_is_used_and_then_little_and_all_from_here(
    context: BrowserContext, origin: str, locale: str
) -> None:
    page = context.new_page()
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    page.goto(_HOME[locale])
    page.get_by_role("banner").get_by_role("link").first.hover()
    assert [url for url in requests if "search" in url] == []
    requests.clear()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(_QUERY[locale])
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()
    assert [url for url in requests if not url.startswith(origin + "/")] == []
    assert 8 < len(requests) <= 28


def test_without_scripts_the_page_leads_to_all_news(browser: Browser, origin: str, locale: str) -> None:
    with browser.new_context(base_url=origin, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(_HOME[locale])
        page.get_by_role("banner").get_by_role("link", name=_NAME[locale]).click()
        assert urlsplit(page.url).path == _HOME[locale] + "search/"
        expect(page.get_by_role("searchbox")).to_have_count(0)
        page.get_by_role("main").get_by_role("link").first.click()
        assert urlsplit(page.url).path == _HOME[locale] + "news/"


def test_a_search_fits_a_screen_320_pixels_wide(page: Page, locale: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{_HOME[locale]}search/?q={_QUERY[locale]}&year=2021")
    expect(page.get_by_role("main").get_by_role("listitem").first).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    page.get_by_role("banner").get_by_role("link").first.focus()
    page.goto(_HOME[locale])
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(_QUERY[locale])
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()
    assert page.evaluate("() => document.querySelector('dialog').scrollWidth <= 320")


@pytest.fixture
def edited(second: Built, tmp_path: Path) -> Path:
    """The root of a copy of the second corner and its built site, which a test may change."""
    project.copy_built(second.root, tmp_path / "corner")
    return tmp_path / "corner"


def _built_again(root: Path, epoch: int) -> dict[str, bytes]:
    run = project.build(root, "--strict", epoch=epoch)
    assert run.code == 0, run.output
    return project.contents(root / "site")


def _list_traces(files: dict[str, bytes]) -> tuple[list[str], list[str]]:
    """Return the files of the search, and the pages that lead to it."""
    names = [name for name in files if "search" in name or "pagefind" in name]
    pages = [
        name for name, text in files.items() if name.endswith(".html") and re.search(rb"search-open|/search/", text)
    ]
    return names, pages


def test_without_search_nothing_of_it_is_published(second: Built, edited: Path) -> None:
    assert all(_list_traces(project.contents(edited / "site")))
    project.edit(edited / "mkdocs.yml", "    feed_size: 2\n", "    feed_size: 2\n    search: false\n")
    assert _list_traces(_built_again(edited, second.corner.later)) == ([], [])


def test_an_index_is_put_back_from_caches_that_are_damaged(second: Built, edited: Path) -> None:
    before = project.contents(edited / "site")
    for pack in (edited / ".cache/corner/search").iterdir():
        pack.write_bytes(pack.read_bytes()[:-9])
    for folder in ("search", "pt/search"):
        shutil.rmtree(edited / "site" / folder)
    assert project.differing(before, _built_again(edited, second.corner.later)) == set()


def test_an_edit_leaves_the_index_of_the_other_language_alone(second: Built, edited: Path) -> None:
    before = project.contents(edited / "site")
    project.append(edited / "docs/keepers-home.en.md", "\nA word that nobody else has: xylophone.\n")
    after = _built_again(edited, second.corner.later)
    changed = {name for name in project.differing(before, after) if "search/" in name}
    assert changed
    assert not [name for name in changed if name.startswith("pt/")]
