"""Where everything stands: the table of addresses in the design, and links that lead there."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urljoin

import lxml.html
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corner.content import links, markdown, urls
from corner.content.registry import built_in_types
from corner.content.urls import SiteUrls

TYPES = built_in_types()
SITE = SiteUrls("https://corner.example/base/", "en")


@pytest.mark.parametrize(
    ("made", "address"),
    [
        (TYPES.url_path("releases/2021/sme-seminar"), "news/2021/sme-seminar/"),
        (TYPES.url_path("summaries/2020-2022"), "summaries/2020-2022/"),
        (TYPES.asset_path("releases/2021/map.pdf"), "news/2021/map.pdf"),
        (urls.listing_path("all", ""), "news/"),
        (urls.listing_path("all", "", 3), "news/page/3/"),
        (urls.listing_path("year", "2021"), "news/2021/"),
        (urls.listing_path("year", "2021", 2), "news/2021/page/2/"),
        (urls.listing_path("topics", "trading"), "topics/trading/"),
        (urls.listing_path("topics", "trading", year="2021"), "topics/trading/2021/"),
        (urls.listing_path("bodies", "customs", 2), "bodies/customs/page/2/"),
        (urls.feed_path("all", ""), "feeds/all"),
        (urls.feed_path("topics", "trading"), "feeds/topics/trading"),
        (urls.archive_path("feeds/topics/trading", 2021), "feeds/topics/trading/2021"),
    ],
)
def test_an_address_never_changes_once_published(made: str, address: str) -> None:
    assert made == address


def test_an_edition_has_the_same_addresses_behind_its_prefix() -> None:
    assert SITE.edition_path("zh-Hant", "news/2021/a/") == "zh-Hant/news/2021/a/"
    assert SITE.edition_path("en", "news/2021/a/") == "news/2021/a/"
    assert (SITE.edition_path("zh-Hant"), SITE.edition_path("en")) == ("zh-Hant/", "")


def test_an_absolute_address_is_a_valid_url() -> None:
    assert SITE.absolute("news/2021/圖 1.png") == "https://corner.example/base/news/2021/%E5%9C%96%201.png"


@pytest.mark.parametrize(
    ("url", "path"),
    [("https://a.example/", "/"), ("https://a.example/b/c/", "/b/c/"), ("https://a.example", "/")],
)
def test_the_root_path_has_slashes_at_both_ends(url: str, path: str) -> None:
    assert SiteUrls(url, "en").root_path == path


NAMES = st.text(
    st.characters(exclude_characters="/\\\x00#?<>:*\n\r\"'()[]&;`", exclude_categories=["C", "Z"]), min_size=1
)


def _written(html: str) -> str:
    """Return the one address that a text leads to, as a browser reads it."""
    url: Any = lxml.html.fromstring(html).xpath("//@href | //@src")
    (address,) = url
    return str(address)


@given(NAMES.filter(lambda name: name.strip(".") == name))
def test_a_link_to_a_file_of_any_name_leads_to_the_file(name: str) -> None:
    name = f"x{name}.png"
    target = f"releases/2021/{name}"
    html, outline = markdown.render_markdown(f"[x](<{name}>)", "releases/2021", "")
    (link,) = outline.links
    assume(link.target == target)  # else Markdown or percent-encoding gives the name another meaning
    html = links.resolve_links(html, SITE.site_url, {target: TYPES.asset_path(target)}.__getitem__)
    assert unquote(_written(html)) == f"{SITE.site_url}news/2021/{name}"


@pytest.mark.parametrize("name", ["圖.png", "plan b.png", "a&b.png", "50%25.png", "it's.png"])
@pytest.mark.parametrize("text", ["[x](<{}>)", "![x](<{}>)"])
def test_a_link_within_the_corner_leads_to_its_address(text: str, name: str) -> None:
    target = f"releases/2021/{unquote(name)}"
    html, _ = markdown.render_markdown(text.format(name), "releases/2021", "")
    linked = links.resolve_links(html, "../../../", {target: TYPES.asset_path(target)}.__getitem__)
    url = urljoin("https://a.example/news/2021/fair/", _written(linked))
    assert unquote(url) == f"https://a.example/{TYPES.asset_path(target)}"


def test_a_link_keeps_its_fragment() -> None:
    html, _ = markdown.render_markdown("[x](../../summaries/2020.en.md#item-2)", "releases/2021", "")
    assert links.resolve_links(html, "../", {"summaries/2020": "zh-Hant/summaries/2020/"}.__getitem__) == (
        '<p><a href="../zh-Hant/summaries/2020/#item-2">x</a></p>\n'
    )


def test_what_only_reads_like_a_link_within_the_corner_stays_text() -> None:
    html, _ = markdown.render_markdown('`"corner:a"` and "corner:a"', "releases/2021", "")
    assert links.resolve_links(html, "../", {"a": "b"}.__getitem__) == html
