"""The Markdown beside each page of content, and the lists of it, against the pages: by PyYAML, markdown-it and lxml."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from tests.support import crawl
from tests.support.built import Built
from tests.support.crawl import Page

_ENGINE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_LINKED = "/html/head/link[@rel='alternate'][@type='text/markdown']/@href"
_LINK = re.compile(r"\]\(([^)\s]+)\)|<(https?:[^>]+)>")


def _content_pages(built: Built) -> dict[str, Page]:
    """Return the pages of releases and summaries, by the address of their Markdown."""
    corner = built.corner
    keys = {told.address: told for told in (*corner.releases.values(), *corner.summaries.values())}
    addresses = {
        corner.at(locale, address)
        for address, told in keys.items()
        for locale in (*told.fronts, *(made for made in corner.made if "zh-Hant" in told.fronts))
    }
    return {f"{address}index.md": built.site.pages[address] for address in addresses}


def _read(built: Built, name: str) -> tuple[dict[str, Any], str]:
    """Return the front matter of a Markdown file, and its text."""
    start, front, body = (built.site.folder / name).read_text("utf-8").split("---\n", 2)
    assert start == ""
    return yaml.load(front, yaml.CSafeLoader), body


def _json_ld(page: Page) -> list[dict[str, Any]]:
    (script,) = page.find("//script[@type='application/ld+json']/text()")
    return list(json.loads(script)["@graph"])


def _squeeze(text: str) -> str:
    return "".join(text.split())


def test_each_page_of_content_links_to_its_markdown_and_no_other_page_to_any(built: Built) -> None:
    pages = _content_pages(built)
    found = {page.address: page.find(_LINKED) for page in built.site.pages.values()}
    linked = {address: hrefs for address, hrefs in found.items() if hrefs}
    assert linked == {address: [f"{built.site.url}{address}index.md"] for address in linked}
    # Besides these, items and records of registers have Markdown: what is neither news nor a summary.
    news = {address for address in linked if re.match(r"([A-Za-z-]+/)?(news|summaries)/", address)}
    assert news == {page.address for page in pages.values()}
    moved = {
        f"{page.address}index.md" for page in built.site.pages.values() if page.find("//meta[@http-equiv='refresh']")
    }
    assert {file for file in built.site.files if file.endswith(".md")} == {
        f"{address}index.md" for address in linked
    } | moved


def test_the_facts_are_those_that_the_page_gives_to_machines(built: Built) -> None:
    for name, page in _content_pages(built).items():
        front, _ = _read(built, name)
        node, *more = _json_ld(page)
        assert front["title"] == node["headline"], name
        assert front["url"] == node["@id"] == page.find("//link[@rel='canonical']/@href")[0], name
        assert front["language"] == node["inLanguage"] == page.tree.get("lang"), name
        if "withdrawn" not in front:
            assert front["description"] == node["description"], name
        assert front.get("issued") == node.get("datePublished"), name
        assert front.get("updated", front.get("issued")) == node.get("dateModified"), name
        assert front.get("original_language") == node.get("translationOfWork", {}).get("inLanguage"), name
        others = {
            locale: url for locale, url in page.alternates.items() if locale not in ("x-default", page.tree.get("lang"))
        }
        assert {entry["language"]: entry["url"] for entry in front.get("translations", [])} == others, name
        based, source = node.get("isBasedOn", {}), front.get("source", {})
        assert (source.get("name"), source.get("url")) == (based.get("name"), based.get("url")), name
        assert [(c["date"], c["note"]) for c in front.get("corrections", [])] == [
            (c["datePublished"], c["text"]) for c in node.get("correction", [])
        ], name
        assert ("withdrawn" in front) == ("creativeWorkStatus" in node), name
        if front["type"]["key"] == "summary":
            assert "{start}/{end}".format(**front["period"]) == node["temporalCoverage"], name
            titles = [section.text_content() for section in page.find("//nav[@class='corner-contents']//a")]
            assert [item["title"] for item in front.get("items", [])] == titles, name
            continue
        assert [topic["name"] for topic in front["topics"]] == node["keywords"], name
        topics = [thing for thing in node["about"] if "url" in thing]
        assert [topic["url"] for topic in front["topics"]] == [thing["url"] for thing in topics], name
        event: dict[str, Any] = next((thing for thing in more if thing["@type"] == "Event"), {})
        if event:
            assert front["event"]["start"] == event["startDate"], name
            assert front["event"].get("end") == event.get("endDate"), name
            assert front["event"].get("venue") == event.get("location", {}).get("name"), name


def test_the_facts_are_those_that_the_page_shows(built: Built) -> None:
    for name, page in _content_pages(built).items():
        front, _ = _read(built, name)
        made = page.tree.get("lang") in built.corner.made
        assert ("converted_from" in front) == made == bool(page.find("//aside[@class='corner-converted']")), name
        links = {
            (crawl.plain(link.text_content()), built.site.follow(page, link.get("href")))
            for link in page.find("//main//a")
        }
        items = front.get("items", []) if "period" in front else []
        named = [("name", body) for body in front.get("bodies", [])]
        named += [("title", entry) for field in ("related", "attachments") for entry in front.get(field, [])]
        named += [("title", release) for item in items for release in item.get("releases", [])]
        named += [("name", topic) for item in items for topic in item["topics"]]
        for field, entry in named:
            assert (crawl.plain(entry[field]), built.site.follow(page, entry["url"])) in links, (name, entry)
        shown = [
            (crawl.plain(row.findtext("dt/a")), crawl.plain(row.findtext("dd")))
            for row in page.find("//dl[@class='corner-figures']/div")
        ]
        told = [*front.get("figures", []), *(figure for item in items for figure in item.get("figures", []))]
        assert [(crawl.plain(figure["name"]), crawl.plain(figure["amount"])) for figure in told] == shown, name
        text = crawl.plain(page.find("//main")[0].text_content())
        for place in front.get("places", []):
            assert place["name"] in text, name


def test_the_text_is_that_of_the_page(built: Built) -> None:
    for name, page in _content_pages(built).items():
        _, body = _read(built, name)
        if "data-footnote-ref" in page.text:
            continue  # markdown-it knows no footnotes
        rendered = crawl.fragment(_ENGINE.render(body))
        (heading,) = rendered.findall("h1")
        assert crawl.plain(heading.text_content()) == crawl.plain(page.find("//main//h1")[0].text_content()), name
        heading.drop_tree()
        (article,) = (copy.deepcopy(element) for element in page.find("//div[@class='corner-body']"))
        for added in article.xpath(
            ".//*[@class='corner-chips' or @class='corner-figures' or @class='corner-reports' or @class='corner-new'"
            " or @class='corner-onward-item']"
        ):
            added.drop_tree()
        for number in article.xpath(".//a[@class='corner-anchor']"):
            number.text += "."  # the Markdown has «7.» where the page has a link
        assert _squeeze(rendered.text_content()) == _squeeze(article.text_content()), name
        tags = [element.tag for element in rendered.iter("h2", "h3", "li", "table", "td", "strong", "em", "a", "img")]
        shown = article.iter("h2", "h3", "li", "table", "td", "strong", "em", "a", "img")
        assert tags == [element.tag for element in shown if element.get("class") != "corner-anchor"], name


def test_each_link_leads_to_what_is_there(built: Built) -> None:
    followed = 0
    for name, page in _content_pages(built).items():
        front, body = _read(built, name)
        urls = [first or second for first, second in _LINK.findall(body)]
        urls += re.findall(r'"url": ?"([^"]*)"', json.dumps(front))
        for url in urls:
            assert re.match(r"https?://|mailto:|tel:", url), (name, url)
            target = built.site.follow(page, url)
            if target is None:
                continue
            followed += 1
            assert not target[0].startswith(crawl.BROKEN), (name, url)
            if target[1]:
                assert target[1] in built.site.pages[target[0]].ids, (name, url)
    assert followed


def _lists(built: Built) -> dict[str, str]:
    """Return the text of each llms.txt by path."""
    names = [name for name in built.site.files if name.rpartition("/")[2] == "llms.txt"]
    return {name: (built.site.folder / name).read_text("utf-8") for name in sorted(names)}


def test_each_link_of_a_list_leads_to_what_is_there(built: Built) -> None:
    home = built.site.pages[""]
    for name, text in _lists(built).items():
        urls = [first or second for first, second in _LINK.findall(text)]
        assert urls
        for url in urls:
            assert url.startswith(built.site.url), (name, url)
            assert not built.site.address(home, url).startswith(crawl.BROKEN), (name, url)


def test_the_lists_of_an_edition_have_all_its_news(built: Built) -> None:
    corner, lists = built.corner, _lists(built)
    for locale in (*corner.locales, *corner.made):
        prefix = corner.at(locale)
        years = {name: text for name, text in lists.items() if re.fullmatch(f"{prefix}news/[0-9]{{4}}/llms.txt", name)}
        assert all(f"({built.site.url}{name})" in lists[f"{prefix}llms.txt"] for name in years)
        listed = [url for text in years.values() for url, _ in _LINK.findall(text)]
        written = "zh-Hant" if locale in corner.made else locale
        expected = {
            built.site.url + corner.at(locale if written in told.fronts else told.original, f"{told.address}index.md")
            for told in corner.releases.values()
        }
        assert sorted(listed) == sorted(expected)
        main = [url for url, _ in _LINK.findall(lists[f"{prefix}llms.txt"])]
        newest = [url for url in main if url.endswith("index.md") and "/news/" in url]
        assert len(newest) == min(corner.feed_size, len(expected))
        assert sum("/summaries/" in url and url.endswith("index.md") for url in main) == len(corner.summaries)


def test_a_list_has_the_form_of_llmstxt_org(built: Built) -> None:
    for name, text in _lists(built).items():
        tree = crawl.fragment(_ENGINE.render(text))
        tags = [element.tag for element in tree]
        assert tags[0] == "h1", name
        assert tags.count("h1") == 1, name
        if name.count("/") <= 1:
            assert tags[1] == "blockquote", name
        sections = tags[tags.index("h2") :]
        assert sections == ["h2", "ul"] * (len(sections) // 2), name
        for item in tree.iter("li"):
            assert item[0].tag == "a", name
            assert not item.text, name


@pytest.mark.parametrize("word", ["guide/", "first-release/", "search/", "status/", "404"])
def test_a_list_has_no_page_that_is_not_for_programs_that_read(own: Built, word: str) -> None:
    urls = [url for text in _lists(own).values() for url, _ in _LINK.findall(text)]
    assert [url for url in urls if url.removeprefix(own.site.url).removeprefix("zh-Hant/").startswith(word)] == []
