"""Links between pages of `docs/` lead to where the pages are in the site, and those that lead nowhere are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from corner.content.mkdocs_yml import read_settings
from corner.sources.docs import read_docs
from corner.standalone.files import LanguageFiles, StandingFile, list_files
from corner.standalone.links import PageLinks, find_places
from tests.support import corners

_DOCS: corners.Files = {
    "docs/rules/index.en.md": "# Rules\n",
    "docs/rules/boats.en.md": "# Boats\n",
    "docs/rules/boats.zh-Hant.md": "# 船\n",
    "docs/plain.md": "# Plain\n",
    "docs/a map.svg": b"<svg/>",
    "docs/map.zh-Hant.svg": b"<svg/>",
}
_WARN = "validation: {absolute_links: warn, unrecognized_links: warn, anchors: warn}\n"


def _read(root: Path) -> dict[str, LanguageFiles]:
    settings, problems = read_settings(root / "mkdocs.yml")
    assert settings, problems
    theme = {"assets/corner.css": root / "hooks/theme/assets/corner.css"}
    return list_files(root, read_docs(root, "docs"), settings, theme)


def _links(files: LanguageFiles, name: str) -> PageLinks:
    page = files.find(name)
    assert isinstance(page, StandingFile)
    return PageLinks(page, files, files.settings)


@pytest.mark.parametrize(
    ("page", "url", "expected"),
    [
        ("index.md", "rules/boats.md", "rules/boats/"),
        ("index.md", "rules/boats.en.md?a=1#top", "rules/boats/?a=1#top"),
        ("index.md", "rules/index.md", "rules/"),
        ("index.md", "a%20map.svg", "a%20map.svg"),
        ("index.md", "assets/corner.css", "assets/corner.css"),
        ("index.md", ".", "./"),
        ("rules/boats.md", "../index.md", "../../"),
        ("rules/boats.md", "index.md#x", "../#x"),
        ("rules/index.md", "../plain.md", "../plain/"),
        ("rules/boats.md", "#top", "#top"),
        ("rules/boats.md", "https://harbour.example/a.md", "https://harbour.example/a.md"),
        ("rules/boats.md", "http://[", "http://["),
    ],
)
def test_a_link_to_a_file_leads_to_its_address(corner: corners.Corner, page: str, url: str, expected: str) -> None:
    links = _links(_read(corner(_DOCS))["en"], page)
    assert (links.resolve(url), links.problems) == (expected, [])


def test_a_link_leads_to_the_file_in_the_language_of_the_page(corner: corners.Corner) -> None:
    files = _read(corner(_DOCS))["zh-Hant"]
    links = _links(files, "index.md")
    assert links.resolve("rules/boats.md") == "rules/boats/"
    assert links.resolve("map.svg") == "map.svg"
    assert links.problems == []
    assert links.resolve("plain.md") == "plain.md"
    assert len(links.problems) == 1


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("nosuch.md", "unknown-link", "expected the path of a page or file in docs/, found 'nosuch.md'"),
        ("rules/boat.md", "unknown-link", "did you mean 'rules/boats.en.md'?"),
        ("../news/", "unknown-link", "found '../news/'"),
        ("/news/", "unknown-link", "found '/news/'"),
        ("rules/boats.md#lost", "unknown-anchor", "found 'rules/boats.md#lost'"),
    ],
)
def test_a_link_that_leads_nowhere_is_reported_in_its_line_and_left_as_it_is(
    corner: corners.Corner, url: str, code: str, words: str
) -> None:
    docs = {
        **_DOCS,
        "mkdocs.yml": corners.MKDOCS.rstrip() + f"\n    {_WARN}",
        "docs/index.en.md": f"# A\n\n[b]({url})\n",
    }
    links = _links(_read(corner(docs))["en"], "index.md")
    links.resolve(url)
    links.report_lost_anchors({"rules/boats/": frozenset({"top"})})
    (problem,) = links.problems
    assert (problem.path, problem.line, problem.code) == ("docs/index.en.md", 3, code)
    assert words in problem.message


def test_what_the_settings_do_not_ask_for_is_not_reported(corner: corners.Corner) -> None:
    links = _links(_read(corner(_DOCS))["en"], "index.md")
    for url in ("/news/", "../news/", "rules/boats.md#lost"):
        links.resolve(url)
    links.report_lost_anchors({"rules/boats/": frozenset()})
    assert links.problems == []


def test_places_are_the_ids_and_names_in_a_page() -> None:
    assert find_places('<h2 id="a">x</h2><a name="b">y</a><p class="c" id="d">') == {"a", "b", "d"}
