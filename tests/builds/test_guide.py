"""The editors' guide is for editors: a site has nothing of it, or pages that no menu, search, sitemap or feed knows."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import project, second_corner
from tests.support.built import Built, build
from tests.support.crawl import BROKEN, Page, language

PAGES = [f"{edition}guide/{page}" for edition in ("", "zh-Hant/", "zh-Hans/") for page in ("", "first-release/")]
_FENCED = re.compile(r"^```.*?^```\n", re.MULTILINE | re.DOTALL)
_PROSE = re.compile(r"[\u4e00-\u9fff]{14,}|[a-z][a-z ,']{50,}")
"""What only the guide says: long pieces of its sentences."""


def _publish(root: Path) -> None:
    """Set in a corner that its site has the guide."""
    project.edit(root / "mkdocs.yml", "  corner:\n    tag:", "  corner:\n    publish_guide: true\n    tag:")


def _guide_pages(built: Built) -> Iterator[Page]:
    return (page for address, page in built.site.pages.items() if "guide/" in address)


def test_a_site_has_no_byte_of_the_guide(built: Built) -> None:
    names = sorted(name for name in built.site.files if "guide" in name or "first-release" in name)
    assert names == []
    pictures = {path.read_bytes() for path in (project.GUIDE / "assets").rglob("*.*")}
    assert len(pictures) > 20
    contents = project.contents(built.site.folder)
    assert [name for name, data in contents.items() if data in pictures] == []
    said = [
        words
        for path in project.GUIDE.glob("*.md")
        for words in _PROSE.findall(_FENCED.sub("", path.read_text("utf-8")))
    ]
    assert len(said) > 200
    # A line that many files have is looked through once; no piece has more than one.
    unpacked = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in contents.values())
    lines = b"\n".join({line for data in unpacked for line in data.splitlines()})
    assert [words for words in said if words.encode() in lines] == []


def test_a_published_guide_adds_its_pages_and_pictures_and_changes_no_other_byte(own: Built, with_guide: Built) -> None:
    # No menu, search index, sitemap, feed or list can know it, for none of these differs; the rules name types of files.
    changed = project.differing(project.contents(own.site.folder), project.contents(with_guide.site.folder))
    assets = {f"guide/{path.relative_to(project.GUIDE).as_posix()}" for path in project.GUIDE.glob("assets/**/*.*")}
    assert changed == {f"{page}index.html" for page in PAGES} | assets | {"_headers"}
    assert sum(name.startswith("search/") for name in own.site.files) > 5


def test_a_published_guide_is_hidden_from_search_engines_and_leads_to_its_translations(with_guide: Built) -> None:
    site = with_guide.site
    for address in PAGES:
        page = site.pages[address]
        assert not page.indexed, address
        assert page.find("//link[@rel='canonical'] | //meta[@property] | //script[@type='application/ld+json']") == []
        path = address[address.index("guide/") :]
        assert page.alternates == {
            "en": site.url + path,
            "x-default": site.url + path,
            **{locale: f"{site.url}{locale}/{path}" for locale in ("zh-Hant", "zh-Hans")},
        }


def test_the_links_and_pictures_of_a_published_guide_are_there(with_guide: Built) -> None:
    site = with_guide.site
    astray = []
    for address in PAGES:
        page = site.pages[address]
        for link in (*page.links(), *page.loaded()):
            followed = site.follow(page, link.written)
            if followed and (
                followed[0].startswith(BROKEN)
                or (followed[1] and followed[0] in site.pages and followed[1] not in site.pages[followed[0]].ids)
            ):
                astray.append((address, link.written))
    assert astray == []
    steps = site.pages["guide/"].find("//a[contains(@href, 'first-release/')]/@href")
    assert {"first-release/", "first-release/#send"} <= set(steps)


def test_the_setting_can_be_switched_on_and_off_again(second: Built, tmp_path: Path) -> None:
    root = tmp_path / "corner"
    shutil.copytree(second.root, root)
    before = project.contents(root / "site")
    _publish(root)
    run = project.build(root, "--strict", epoch=second.corner.later)
    assert run.code == 0, run.output
    added = project.differing(before, project.contents(root / "site"))
    assert {f"guide/{page}index.html" for page in ("", "first-release/")} <= added
    assert [name for name in added if not name.startswith("guide/")] == []
    project.edit(root / "mkdocs.yml", "    publish_guide: true\n", "")
    run = project.build(root, "--strict", epoch=second.corner.later)
    assert run.code == 0, run.output
    assert project.differing(before, project.contents(root / "site")) == set()


def test_an_edit_of_a_published_guide_is_published(tmp_path: Path) -> None:
    root = second_corner.write(tmp_path / "corner")
    project.copy_hooks(root)
    _publish(root)
    first = build(root)
    before = project.contents(root / "site")
    project.append(root / "hooks/guide/guide.en.md", "\nA sentence that was added.\n")
    run = project.build(root, "--strict", epoch=first.corner.later)
    assert run.code == 0, run.output
    assert project.differing(before, project.contents(root / "site")) == {"guide/index.html"}
    assert "A sentence that was added." in (root / "site/guide/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("default", "languages"),
    [pytest.param("en", {"": "en"}, marks=pytest.mark.full), ("pt", {"": "pt", "en/": "en"})],
    ids=["en", "pt"],
)
def test_a_corner_in_another_language_has_the_english_guide_marked_as_english(
    tmp_path: Path, default: str, languages: dict[str, str]
) -> None:
    root = second_corner.write(tmp_path / "corner", default=default)
    _publish(root)
    built = build(root)
    pages = {page.address: page for page in _guide_pages(built)}
    expected = {f"{edition}{path}": language for edition, language in languages.items() for path in PAGES[:2]}
    assert {address: str(page.tree.get("lang")) for address, page in pages.items()} == expected
    for address, page in pages.items():
        assert {language(text) for text in page.find("//main//*[self::h1 or self::p]")} == {"en"}, address
        assert language(page.find("/html/head/title")[0]) == "en", address
        alternates = {locale: url.removeprefix(built.site.url) for locale, url in page.alternates.items()}
        assert alternates == ({} if expected[address] == "en" else {"en": f"en/{address}"}), address
    if default == "pt":
        page = pages["guide/"]
        # No description is marked, so this one is in the language of the page.
        assert page.find("//meta[@name='description']/@content") == ["Notícias dos faróis de nove ilhas."]
        assert page.switch == {"pt": "../guide/", "en": "../en/guide/"}


def test_a_corner_with_a_guide_of_its_own_keeps_that(tmp_path: Path) -> None:
    root = second_corner.write(tmp_path / "corner")
    _publish(root)
    (root / "docs/guide.en.md").write_text("---\ntitle: To the lights\n---\nGo by boat.\n", "utf-8")
    project.edit(root / "mkdocs.yml", "  - keepers-home.md\n", "  - keepers-home.md\n  - guide.md\n")
    run = project.build(root)
    assert run.code == 0, run.output
    assert "Go by boat." in (root / "site/guide/index.html").read_text("utf-8")
    assert not (root / "site/guide/first-release").exists()


def test_links_of_the_guide_lead_to_files_where_the_repository_shows_it() -> None:
    texts = {
        path: re.sub(r"```.*?^```|`[^`]*`", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
        for path in project.GUIDE.glob("*.md")
    }
    links = [(path, link) for path, text in texts.items() for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)]
    assert len(links) > 30
    assert [(path.name, link) for path, link in links if not (path.parent / link).is_file()] == []
    # What each language links to is in that language.
    assert [(path.name, link) for path, link in links if f".{path.name.split('.')[1]}." not in link] == []
