"""Another co-operation uses the hooks unchanged: only its own names, languages and settings are in its site."""

from __future__ import annotations

from pathlib import Path

import feedparser

from tests.support import corner_files, crawl, project, second_corner
from tests.support.built import Built
from tests.support.crawl import plain

_TEXT = (".html", ".xml", ".js", ".css", ".svg", ".json")


def test_a_second_corner_builds_strictly_without_a_warning(second: Built) -> None:
    assert second.run.code == 0, second.run.output
    assert second.run.loud == []


def test_each_edition_bears_the_second_corners_own_name(second: Built) -> None:
    for page in second.site.pages.values():
        own, other = second_corner.ENGLISH_NAME, second_corner.PORTUGUESE_NAME
        if page.address.startswith("pt/"):
            own, other = other, own
        (title,) = page.find("/html/head/title")
        assert own in title.text_content(), page.address
        assert other not in page.text, page.address


def test_the_portuguese_edition_speaks_portuguese(second: Built) -> None:
    text = plain(second.site.pages["pt/news/"].tree.text_content())
    for words in ("Notícias", "Temas", "Comunicado de imprensa", "1 de junho de 2024", "3 notícias"):
        assert words in text + plain(second.site.pages["pt/news/page/2/"].tree.text_content()), words
    for english in ("News", "Topics", "Summaries", "Skip to content", "releases"):
        assert english not in text, english


def test_nothing_of_the_first_corner_is_in_the_second_ones_site(own: Built, second: Built) -> None:
    names = {
        name for kind in ("topics", "bodies", "places") for entry in own.corner.names(kind) for name in entry.values()
    }
    names |= {
        *own.corner.site_names.values(),
        own.corner.site_url,
        "zh-Hant",
        "Asia/Hong_Kong",
        "intellectual property",
    }
    found = {
        (file, name)
        for file in second.site.files
        if file.endswith(_TEXT) and not file.endswith((".css", ".js"))
        for text in [(second.site.folder / file).read_text("utf-8")]
        for name in names
        if name in text
    }
    assert found == set()


def test_the_hooks_name_no_topic_body_or_place_of_the_first_corner(own: Built) -> None:
    names = {name for kind in ("topics", "bodies") for entry in own.corner.names(kind) for name in entry.values()}
    names |= {
        *own.corner.site_names.values(),
        "co-operation-corner.example",
        "Guangdong",
        "intellectual property",
        "粵",
    }
    found = {
        (file.name, name)
        for file in sorted((own.root / "hooks").rglob("*"))
        if file.suffix in (".py", ".html", ".yml", ".css", ".js")
        for text in [file.read_text("utf-8")]
        for name in names
        if name in text
    }
    assert found == set()


def test_a_time_of_day_is_shown_and_fed_in_the_second_corners_own_zone(second: Built) -> None:
    # In May the Azores keep UTC; 23:30 there is the same day, unlike in Hong Kong.
    page = second.site.pages["news/2024/new-lens/"]
    assert "May 3, 2024 23:30" in plain(page.tree.text_content())
    feed = feedparser.parse((second.site.folder / "feeds/topics/lamps.xml").read_bytes())
    (entry,) = [entry for entry in feed.entries if entry.link.endswith("/new-lens/")]
    assert entry.published == "Fri, 03 May 2024 23:30:00 +0000"


def test_ids_in_feeds_are_of_the_second_corners_authority(second: Built) -> None:
    feed = feedparser.parse((second.site.folder / "pt/feeds/all.xml").read_bytes())
    assert {entry.id for entry in feed.entries} == {
        "tag:bulletin.example,2024:releases/2024/keepers-meeting",
        "tag:bulletin.example,2024:releases/2024/new-lens",
    }


def test_the_marks_of_html_in_a_teaser_are_shown_as_they_were_written(second: Built) -> None:
    page = second.site.pages["news/2024/new-lens/"]
    teaser = 'The lens weighs "three" tons & is <new>.'
    assert page.find("/html/head/meta[@name='description']/@content") == [teaser]
    assert teaser in plain(second.site.pages["topics/lamps/"].tree.text_content())


def test_pictures_and_downloads_beside_a_release_are_published_once_for_all_editions(second: Built) -> None:
    assert {file for file in second.site.files if file.endswith((".svg", ".pdf")) and "assets/" not in file} == {
        "news/2024/light.svg",
        "news/2024/plan.pdf",
    }
    for address, label in (("news/2024/new-lens/", "Plan of the lens"), ("pt/news/2024/new-lens/", "Planta da lente")):
        page = second.site.pages[address]
        (link,) = [link for link in page.links() if second.site.address(page, link.written) == "news/2024/plan.pdf"]
        assert link.element.text_content() == label


def test_a_link_to_a_release_in_one_language_leads_to_it_from_every_edition(second: Built) -> None:
    for address in ("news/2024/new-lens/", "pt/news/2024/new-lens/"):
        page = second.site.pages[address]
        targets = {second.site.address(page, href) for href in page.find("//main//article//p//a/@href")}
        assert "pt/news/2024/keepers-meeting/" in targets


def test_either_language_can_be_the_one_at_the_root(tmp_path: Path) -> None:
    root = second_corner.write(tmp_path / "corner", default="pt")
    corner = corner_files.read(root)
    run = project.build(root, "--strict", epoch=corner.later)
    assert run.code == 0, run.output
    pages = crawl.Site(root / "site", corner.site_url).pages
    assert {address: pages[address].tree.get("lang") for address in ("", "en/", "404.html", "en/404.html")} == {
        "": "pt",
        "en/": "en",
        "404.html": "pt",
        "en/404.html": "en",
    }
    assert pages["en/news/2024/new-lens/"].alternates == {
        "pt": f"{corner.site_url}news/2024/new-lens/",
        "en": f"{corner.site_url}en/news/2024/new-lens/",
        "x-default": f"{corner.site_url}news/2024/new-lens/",
    }


def test_pages_have_the_colours_the_logo_and_the_files_of_the_settings(second: Built) -> None:
    style = (second.site.folder / "assets/corner-settings.css").read_text("utf-8")
    assert "--corner-accent: #5b2a78;" in style
    for page in second.site.pages.values():
        sheets = [link.get("href") for link in page.find("//link[@rel='stylesheet']")]
        assert [sheet.rpartition("/")[2] for sheet in sheets][-3:] == [
            "corner.css",
            "corner-settings.css",
            "lights.css",
        ]
        assert page.find("//script[contains(@src, 'assets/lights.js')][@defer]"), page.address
        (logo,) = page.find("//a[@class='corner-name']/img")
        assert logo.get("src").endswith("assets/lamp.svg")


def test_the_footer_has_the_text_the_links_the_copyright_and_the_licence(second: Built) -> None:
    for page in second.site.pages.values():
        (footer,) = page.find("//footer")
        text = plain(footer.text_content())
        is_portuguese = page.address.startswith("pt/")
        words = ("Capitania do Porto, Cais 1", "Contacto") if is_portuguese else ("Harbour Office, Quay 1", "Contact")
        licence = "Creative Commons Atribuição 4.0" if is_portuguese else "Creative Commons Attribution 4.0"
        for expected in (*words, "Mastodon", "office@harbour.example", f"Copyright © 2024 The office · {licence}"):
            assert expected in text, page.address
        assert [link.get("href") for link in footer.xpath(".//a[@rel='license']")] == [
            "https://creativecommons.org/licenses/by/4.0/"
        ]


def test_feeds_json_ld_and_data_name_the_licence(second: Built) -> None:
    folder = second.site.folder
    rights = (
        "Copyright © 2024 The office – Creative Commons Attribution 4.0: https://creativecommons.org/licenses/by/4.0/"
    )
    assert feedparser.parse(folder / "feeds/all.atom").feed.rights == rights
    assert feedparser.parse(folder / "feeds/all.xml").feed.rights == rights
    assert '"license":"https://creativecommons.org/licenses/by/4.0/"' in (
        folder / "news/2024/new-lens/index.html"
    ).read_text("utf-8")
    assert '"CC-BY-4.0"' in (folder / "data/datapackage.json").read_text("utf-8")
