"""Each page says truly which language it is in and where it is found in another."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support.built import Built
from tests.support.corner_files import Told
from tests.support.crawl import Page, language, plain

_CHINESE = re.compile("[\u4e00-\u9fff]")


def _locale(built: Built, page: Page) -> str:
    first = page.address.split("/")[0]
    return first if first in built.corner.others else built.corner.default


def test_every_page_is_well_formed(built: Built) -> None:
    assert {page.address: faults for page in built.site.pages.values() if (faults := page.faults())} == {}


def test_every_page_has_one_main_heading(built: Built) -> None:
    assert [page.address for page in built.site.pages.values() if len(page.find("//h1")) != 1] == []


def test_every_page_has_a_title_and_a_description_that_say_something(built: Built) -> None:
    for page in built.site.pages.values():
        assert len(page.find("/html/head/title[normalize-space()]")) == 1, page.address
        assert len(page.find("/html/head/meta[@name='description'][normalize-space(@content)]")) == 1, page.address


def test_every_page_is_marked_with_the_language_of_its_edition(built: Built) -> None:
    found = {page.address: page.tree.get("lang") for page in built.site.pages.values()}
    assert found == {page.address: _locale(built, page) for page in built.site.pages.values()}


def test_the_canonical_address_of_a_page_is_its_own_in_full(built: Built) -> None:
    for page in built.site.pages.values():
        expected = [built.site.url + page.address] if page.indexed else []
        assert page.find("/html/head/link[@rel='canonical']/@href") == expected, page.address


def test_the_only_page_kept_from_search_engines_is_the_404_page_of_each_language(built: Built) -> None:
    kept = {page.address for page in built.site.pages.values() if not page.indexed}
    assert kept == {built.corner.at(locale, "404.html") for locale in built.corner.locales}


def test_alternates_name_each_other_and_themselves(built: Built) -> None:
    site = built.site
    for page in site.pages.values():
        if page.alternates:
            assert page.alternates[_locale(built, page)] == site.url + page.address
        for url in page.alternates.values():
            other = site.pages[site.address(page, url)]
            assert other.alternates == page.alternates, (page.address, other.address)


def test_an_alternate_is_in_the_language_that_it_is_named_for(built: Built) -> None:
    site = built.site
    for page in site.pages.values():
        for locale, url in page.alternates.items():
            if locale != "x-default":
                assert site.pages[site.address(page, url)].tree.get("lang") == locale, page.address


def test_the_page_for_other_languages_is_the_default_editions(built: Built) -> None:
    for page in built.site.pages.values():
        default = page.alternates.get(built.corner.default)
        assert page.alternates.get("x-default") == default, page.address


def test_a_release_in_several_languages_names_all_of_them_as_alternates(built: Built) -> None:
    corner, site = built.corner, built.site
    several = [told for told in (*corner.releases.values(), *corner.summaries.values()) if len(told.fronts) > 1]
    assert several
    for told in several:
        for locale in told.fronts:
            alternates = site.pages[corner.at(locale, told.address)].alternates
            expected = {other: site.url + corner.at(other, told.address) for other in told.fronts}
            assert {key: url for key, url in alternates.items() if key != "x-default"} == expected


def test_a_release_in_one_language_has_one_page_and_claims_no_alternate(built: Built) -> None:
    corner, pages = built.corner, built.site.pages
    assert corner.single()
    for release in corner.single().values():
        assert pages[corner.at(release.original, release.address)].alternates == {}
        others = {corner.at(locale, release.address) for locale in corner.locales if locale != release.original}
        assert others & pages.keys() == set()


def test_the_language_switch_offers_every_language_on_every_page(built: Built) -> None:
    for page in built.site.pages.values():
        assert set(page.switch) == set(built.corner.locales), page.address


def test_the_language_switch_of_a_release_stays_on_the_release(built: Built) -> None:
    corner, site = built.corner, built.site
    for told in (*corner.releases.values(), *corner.summaries.values()):
        for locale in told.fronts:
            page = site.pages[corner.at(locale, told.address)]
            for other in told.fronts:
                assert site.address(page, page.switch[other]) == corner.at(other, told.address)


def test_the_language_switch_leads_to_the_alternate_or_else_to_the_other_front_page(built: Built) -> None:
    corner, site = built.corner, built.site
    for page in site.pages.values():
        for locale, written in page.switch.items():
            own = _locale(built, page) == locale
            elsewhere = page.alternates.get(locale, site.url + corner.at(locale))
            expected = page.address if own else site.address(page, elsewhere)
            assert site.address(page, written) == expected, page.address


_MARKS = pytest.mark.parametrize(
    ("which", "locale", "mark"),
    [
        ("own", "zh-Hant", "只備英文版"),
        ("own", "zh-Hans", "只备英文版"),
        ("own", "en", "Chinese only"),
        ("second", "pt", "Só em inglês"),
        ("second", "en", "Portuguese only"),
    ],
)


@_MARKS
def test_a_release_in_another_language_is_listed_under_its_own_title_marked_and_linked_to_the_original(
    which: str, locale: str, mark: str, request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(which)
    foreign = [release for release in built.corner.releases.values() if locale not in release.fronts]
    assert foreign
    for release in foreign:
        original = built.corner.at(release.original, release.address)
        for listing in _listings(built, release, locale):
            ((target, link, card),) = _cards(built, listing, release)
            assert target == original
            assert link.text_content() == release.title(release.original)
            assert language(link) == release.original
            assert mark in card.text_content()


@_MARKS
def test_a_release_that_has_a_text_in_the_language_is_listed_with_it_and_not_marked(
    which: str, locale: str, mark: str, request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(which)
    written = [release for release in built.corner.releases.values() if locale in release.fronts]
    for release in written:
        for listing in _listings(built, release, locale):
            ((target, link, card),) = _cards(built, listing, release)
            assert target == built.corner.at(locale, release.address)
            assert plain(link.text_content()) == plain(release.title(locale))
            assert language(link) == locale
            assert mark not in card.text_content()


def _listings(built: Built, release: Told, locale: str) -> list[list[Page]]:
    """Return the listings that a release belongs to, each as all of its pages in an edition."""
    bases = ["news/", f"news/{release.key.split('/')[1]}/"]
    bases += [f"topics/{key}/" for key in release.facts["topics"]]
    bases += [f"bodies/{key}/" for key in release.facts.get("bodies", [])]
    pages = built.site.pages
    found = []
    for base in bases:
        name = re.compile(re.escape(built.corner.at(locale, base)) + r"(page/\d+/)?")
        found.append([page for address, page in pages.items() if name.fullmatch(address)])
    return found


def _cards(built: Built, listing: list[Page], release: Told) -> list[tuple[str, Any, Any]]:
    """Return where a listing leads to a release, the link, and the article that it stands in."""
    addresses = {built.corner.at(locale, release.address) for locale in built.corner.locales}
    return [
        (target, link, link.xpath("ancestor::article[1]")[0])
        for page in listing
        for link in page.find("//main//article//a[@href]")
        if (target := built.site.address(page, link.get("href"))) in addresses
    ]


def test_headlines_teasers_and_names_are_marked_with_the_language_that_they_are_in(built: Built) -> None:
    words = {plain(text): locales for text, locales in built.corner.words().items()}
    false = {
        (page.address, text, said)
        for page in built.site.pages.values()
        for text, said in page.texts()
        if text in words and said not in words[text]
    }
    assert false == set()


def test_the_title_of_a_page_is_in_the_language_that_it_is_marked_with(built: Built) -> None:
    words = {plain(text): locales for text, locales in built.corner.words().items()}
    false = {}
    for page in built.site.pages.values():
        (title,) = page.find("/html/head/title")
        name = plain(title.text_content()).removesuffix(f" - {built.corner.site_names[_locale(built, page)]}")
        if name in words and language(title) not in words[name]:
            false[page.address] = name
    assert false == {}


def test_no_page_of_the_chinese_edition_has_an_english_heading_under_chinese(own: Built) -> None:
    false = {}
    for page in own.site.pages.values():
        (heading,) = page.find("//h1")
        if language(heading).startswith("zh") and not _CHINESE.search(heading.text_content()):
            false[page.address] = heading.text_content()
    assert false == {}


def test_no_chinese_character_of_the_news_stands_under_english(own: Built) -> None:
    standing = {own.corner.at("en", f"{key}/") for key in own.corner.standing}
    false = {
        (page.address, text)
        for page in own.site.pages.values()
        if page.address not in standing
        for text, said in page.texts()
        if said == "en" and _CHINESE.search(text)
    }
    assert false == set()


def test_brackets_and_colons_beside_chinese_words_have_the_chinese_form(own: Built) -> None:
    words = "//main//text()[not(ancestor::pre or ancestor::code or ancestor::script or ancestor::style)]"
    found = {}
    for page in own.site.pages.values():
        if _locale(own, page).startswith("zh"):
            read = re.sub(r"\s+", " ", "".join(page.find(words)))
            if beside := re.findall(r"[\u4e00-\u9fff] ?[(:;][^\u4e00-\u9fff]?|[):;] ?[\u4e00-\u9fff]", read):
                found[page.address] = beside
    assert found == {}
