"""External links that are gone lead to their archived copies, or nowhere, wherever the second corner has them."""

from __future__ import annotations

import json
import re

import yaml
from lxml import etree

from tests.support.built import Built

GONE, COPY = "https://gone.example/old?a=1&amp;b=2", "https://archive.example/2024?url=x&amp;y"
BODIES = {
    "": f'See <a href="{COPY}"><em>the</em> list (archived copy)</a>, the quay (no longer online) and '
    '<a href="https://here.example/">a page</a>.',
    "pt/": f'Ver <a href="{COPY}"><em>a</em> lista (cópia arquivada)</a>, o cais (já não está em linha) e '
    '<a href="https://here.example/">uma página</a>.',
}
NOTES = {
    "": "(archived copy; the original has not been online since June 1, 2021)",
    "pt/": "(cópia arquivada; o original não está em linha desde 1 de junho de 2021)",
}


def _read(built: Built, address: str) -> str:
    return (built.root / "site" / address).read_text("utf-8")


def _plain(html: str) -> str:
    return re.sub(r"</?span[^>]*>", "", html)


def test_no_page_or_feed_leads_to_what_is_gone(second: Built) -> None:
    for path in (second.root / "site").rglob("*"):
        if path.suffix in (".html", ".xml", ".atom", ".opml"):
            text = path.read_text("utf-8")
            assert 'href="https://gone.example' not in text, path
            assert "href=&quot;https://gone.example" not in text, path
            assert 'href="https://harbour.example' not in text, path


def test_the_text_and_the_source_of_a_release_lead_to_the_copy(second: Built) -> None:
    for prefix, body in BODIES.items():
        page = _read(second, f"{prefix}news/2024/new-lens/index.html")
        assert body in page
        name = "A Lâmpada" if prefix else "The Lamp"
        assert f'<a href="{COPY}" rel="external">{name}</a> {NOTES[prefix]}' in _plain(page)


def test_standing_pages_records_and_bodies_lead_to_the_copy_or_nowhere(second: Built) -> None:
    assert f'<a href="{COPY}">the old list (archived copy)</a>' in _read(second, "keepers-home/index.html")
    record = _plain(_read(second, "quotas/cod-2022/index.html"))
    assert re.search(
        re.escape(f'<a href="{COPY}" rel="external">Notice to boats</a>') + r"[^§]{1,120}?" + re.escape(NOTES[""]),
        record,
    )
    body = _plain(_read(second, "pt/bodies/harbour-office/index.html"))
    assert "<dd>https://harbour.example (não está em linha desde 3 de junho de 2021)</dd>" in body


def test_feeds_have_the_copy_in_their_texts_and_as_the_source(second: Built) -> None:
    for prefix, body in BODIES.items():
        feed = etree.fromstring(_read(second, f"{prefix}feeds/all.atom").encode())
        space = {"a": "http://www.w3.org/2005/Atom"}
        contents = [element.text or "" for element in feed.iterfind(".//a:content", space)]
        assert any(body in content and NOTES[prefix] in content for content in contents)
        sources = [element.get("href") for element in feed.iterfind(".//a:link[@rel='via']", space)]
        assert sources == ["https://archive.example/2024?url=x&y"]
        items = json.loads(_read(second, f"{prefix}feeds/all.json"))["items"]
        assert any(body in item["content_html"] for item in items)


def test_programs_learn_of_the_original_and_of_its_copy(second: Built) -> None:
    page = _read(second, "news/2024/new-lens/index.html")
    nodes = [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    ]
    text = json.dumps(nodes)
    assert '"url": "https://gone.example/old?a=1&b=2"' in text
    assert '"archivedAt": "https://archive.example/2024?url=x&y"' in text
    markdown = _read(second, "news/2024/new-lens/index.md")
    front = yaml.safe_load(markdown.split("---\n")[1])
    assert front["source"] == {
        "name": "The Lamp",
        "url": "https://gone.example/old?a=1&b=2",
        "archived": "https://archive.example/2024?url=x&y",
        "gone": "2021-06-01",
    }
    assert "[*the* list (archived copy)](https://archive.example/2024?url=x&y), the quay (no longer online)" in markdown
    front = yaml.safe_load(_read(second, "pt/quotas/cod-2022/index.md").split("---\n")[1])
    assert front["sources"][0]["archived"] == "https://archive.example/2024?url=x&y"
