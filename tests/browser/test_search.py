"""Readers find every word: in Chinese and English, in a dialog and by address, with a keyboard, and at no cost before."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import markdown
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support import crawl, project
from tests.support.built import Built

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_FIND = """async ([folder, queries]) => {
  const { begin } = await import("/assets/search.js");
  const index = await begin({ dataset: { index: folder } });
  const found = {};
  for (const query of queries) {
    const { results } = await index.find(query, new Map());
    found[query] = (await Promise.all(results.map((result) => result.data()))).map((data) => data.raw_url);
  }
  return found;
}"""


def _blocks(own: Built, locale: str) -> Iterator[tuple[str, str]]:
    """Yield address and text of each heading, paragraph, item and cell of all news as an edition lists it."""
    for told in [*own.corner.releases.values(), *own.corner.summaries.values()]:
        shown = locale if locale in told.fronts else told.original
        address = own.corner.at(shown, told.address)
        yield address, told.title(shown)
        yield address, told.fronts[shown]["description"]
        if "withdrawn" not in told.facts:
            tree = crawl.fragment(markdown.markdown(told.bodies[shown], extensions=["tables", "footnotes"]))
            for block in tree.xpath("//p | //h2 | //h3 | //td | //th | //li[not(p)]"):
                yield address, " ".join(block.text_content().split())


def _found(own: Built, page: Page, locale: str, queries: list[str]) -> dict[str, set[str]]:
    """Return the news that the search finds for each query, by address."""
    page.goto("/" + own.corner.at(locale))
    folder = "/" + own.corner.at(locale, "search/")
    found: dict[str, list[str]] = page.evaluate(_FIND, [folder, queries])
    news = tuple(own.corner.at(each, part) for each in own.corner.locales for part in ("news/", "summaries/"))
    return {query: {address for address in addresses if address.startswith(news)} for query, addresses in found.items()}


@pytest.mark.parametrize("locale", ["en", "zh-Hant", "zh-Hans"])
def test_every_word_of_one_to_six_chinese_characters_is_found_just_where_it_stands(
    own: Built, page: Page, locale: str
) -> None:
    blocks = list(_blocks(own, locale))
    runs = sorted({run for _, text in blocks for run in _HAN.findall(text)})
    words = sorted({run[at : at + size] for run in runs for size in range(1, 7) for at in range(len(run) - size + 1)})
    queries = random.Random(4).sample(words, min(400, len(words)))
    expected = {query: {address for address, text in blocks if query in text} for query in queries}
    assert {len(query) for query in queries} == {1, 2, 3, 4, 5, 6}
    assert _found(own, page, locale, queries) == expected


def test_english_words_are_found_wherever_they_stand(own: Built, page: Page) -> None:
    blocks = list(_blocks(own, "en"))
    words = sorted({word for _, text in blocks for word in re.findall(r"\b[a-z]{4,}\b", text)})
    queries = random.Random(4).sample(words, 200)
    found = _found(own, page, "en", queries)
    missed = {
        query: {address for address, text in blocks if re.search(rf"\b{query}\b", text)} - found[query]
        for query in queries
    }
    assert {query: addresses for query, addresses in missed.items() if addresses} == {}


_HOME = {"en": "/", "zh-Hant": "/zh-Hant/", "zh-Hans": "/zh-Hans/"}
_QUERY = {"en": "seminar", "zh-Hant": "研討會", "zh-Hans": "研讨会"}
_NAME = {"en": "Search", "zh-Hant": "搜尋", "zh-Hans": "搜寻"}


@pytest.fixture(params=["en", "zh-Hant", "zh-Hans"])
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _count(own: Built, locale: str, query: str) -> int:
    return len({address for address, text in _blocks(own, locale) if query in text})


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
    page.goto(f"{_HOME[locale]}search/?q={query}")
    items = page.get_by_role("main").get_by_role("listitem")
    expect(items.locator("mark").first).to_be_visible()
    assert {re.sub("['’]s$", "", mark.casefold()) for mark in items.locator("mark").all_inner_texts()} == {marked}
    spaces = re.compile(r"[\s·]+")
    cut = set()
    for item in items.all():
        told = item.locator(".corner-search__excerpt").inner_text()
        assert not re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", told)
        address = urlsplit(str(item.get_by_role("link").get_attribute("href"))).path.removeprefix("/")
        texts = [text for where, text in _blocks(own, locale) if where == address]
        # Those of standing pages are not at hand.
        if texts:
            before, shown, after = spaces.sub("", "".join(texts[1:])).partition(spaces.sub("", told.strip("…")))
            assert shown
            assert told.endswith("…") == bool(after and shown[-1] not in ".!?。！？")
            assert not told.startswith("…") or before
            cut.add(told.endswith("…"))
    assert True in cut


def test_several_words_find_what_has_them_all(own: Built, page: Page) -> None:
    blocks = list(_blocks(own, "zh-Hant"))
    both = {address for address, text in blocks if "廣州" in text} & {
        address for address, text in blocks if "會議" in text
    }
    assert 0 < len(both) < _count(own, "zh-Hant", "會議")
    assert _found(own, page, "zh-Hant", ["廣州 會議"]) == {"廣州 會議": both}
    assert _found(own, page, "zh-Hant", ["廣州，會議"]) == {"廣州，會議": both}


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
        for address, text in _blocks(own, "zh-Hant")
        if "研討會" in text and address.startswith("zh-Hant/news/2021/")
    }
    expect(page.locator("label", has=page.locator("input[value='2021']"))).to_have_text(f"2021 {len(held)}")


def test_what_is_only_in_the_other_language_is_found_and_marked(own: Built, page: Page) -> None:
    single = next(told for told in own.corner.releases.values() if "en" not in told.fronts)
    page.goto(f"/search/?q={single.title('zh-Hant')}")
    item = page.get_by_role("main").get_by_role("listitem").first
    expect(item.get_by_role("link")).to_have_text(single.title("zh-Hant"))
    expect(item.get_by_role("link")).to_have_attribute("lang", "zh-Hant")
    expect(item).to_contain_text("Chinese only")


def test_what_is_not_found_in_one_script_is_searched_for_in_another(page: Page) -> None:
    page.goto("/zh-Hant/search/?q=海关")
    expect(page.get_by_role("status")).to_have_text("找不到與「海关」相符的內容。")
    offered = page.locator(".corner-search__elsewhere a")
    assert [link.get_attribute("lang") for link in offered.all()] == ["en", "zh-Hans"]
    offered.nth(1).click()
    page.wait_for_url("**/zh-Hans/search/?q=*")
    expect(page.get_by_role("searchbox")).to_have_value("海关")
    expect(page.get_by_role("main").get_by_role("listitem").first).to_be_visible()
    expect(page.locator(".corner-search__elsewhere")).to_be_hidden()


def test_a_standing_page_is_found(page: Page) -> None:
    page.goto("/search/?q=accessibility&type=standing")
    links = page.get_by_role("main").get_by_role("listitem").get_by_role("link")
    expect(links.first).to_be_visible()
    assert "/accessibility/" in {urlsplit(str(link.get_attribute("href"))).path for link in links.all()}


def test_nothing_of_it_is_loaded_before_it_is_used_and_then_little_and_all_from_here(
    context: BrowserContext, page: Page, origin: str, locale: str
) -> None:
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
    assert 8 < len(requests) <= 24


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


def _built_again(root: Path, epoch: int) -> dict[str, bytes]:
    run = project.build(root, "--strict", epoch=epoch)
    assert run.code == 0, run.output
    return project.contents(root / "site")


def test_without_search_nothing_of_it_is_published(editable: Built) -> None:
    project.edit(editable.root / "mkdocs.yml", "feed_size: 20\n", "feed_size: 20\n    search: false\n")
    files = _built_again(editable.root, editable.corner.later)
    assert [name for name in files if "search" in name or "pagefind" in name] == []
    pages = [text for name, text in files.items() if name.endswith(".html")]
    assert [text for text in pages if b"search-open" in text or b"/search/" in text] == []


def test_an_index_is_put_back_from_caches_that_are_damaged(editable: Built) -> None:
    before = project.contents(editable.root / "site")
    for pack in (editable.root / ".cache/corner/search").iterdir():
        pack.write_bytes(pack.read_bytes()[:-9])
    for folder in ("search", "zh-Hant/search"):
        shutil.rmtree(editable.root / "site" / folder)
    assert project.differing(before, _built_again(editable.root, editable.corner.later)) == set()


def test_an_edit_leaves_the_index_of_the_other_language_alone(editable: Built) -> None:
    before = project.contents(editable.root / "site")
    project.append(editable.root / "docs/about.en.md", "\nA word that nobody else has: xylophone.\n")
    after = _built_again(editable.root, editable.corner.later)
    changed = {name for name in project.differing(before, after) if "search/" in name}
    assert changed
    assert not [name for name in changed if name.startswith("zh-Hant/")]
