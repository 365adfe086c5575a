"""All news, each year, topic and body has a listing in each edition, the newest first, over as many pages as it takes."""

from __future__ import annotations

from tests.support.built import Built
from tests.support.corner_files import Told


def _expected(built: Built) -> dict[str, list[Told]]:
    """Return the releases of each listing, by the address of its first page in the default edition."""
    found: dict[str, list[Told]] = {"news/": []}
    found |= {f"topics/{key}/": [] for key in built.corner.vocabularies["topics"]}
    for release in built.corner.releases.values():
        places = ["news/", f"news/{release.key.split('/')[1]}/"]
        places += [f"topics/{key}/" for key in release.facts["topics"]]
        places += [f"bodies/{key}/" for key in release.facts.get("bodies", [])]
        for place in places:
            found.setdefault(place, []).append(release)
    return found


def test_every_listing_holds_its_releases_newest_first_over_its_pages(built: Built) -> None:
    corner, site = built.corner, built.site
    keys = {corner.at(locale, told.address): told.key for told in corner.releases.values() for locale in told.fronts}
    for place, releases in _expected(built).items():
        for locale in corner.locales:
            listed: list[list[str]] = []
            page = site.pages.get(corner.at(locale, place))
            while page is not None:
                targets = [site.address(page, href) for href in page.find("//main//article//a/@href")]
                listed.append(list(dict.fromkeys(keys[target] for target in targets if target in keys)))
                page = site.pages.get(corner.at(locale, f"{place}page/{len(listed) + 1}/"))
            size = corner.page_size
            expected = [release.key for release in releases]
            assert listed == [expected[start : start + size] for start in range(0, max(1, len(expected)), size)], place


def test_the_pages_of_a_listing_lead_to_one_another(built: Built) -> None:
    site = built.site
    later = [page for page in site.pages.values() if "/page/" in page.address]
    assert later
    for page in later:
        first, _, number = page.address.rstrip("/").rpartition("page/")
        before = first if number == "2" else f"{first}page/{int(number) - 1}/"
        newer = page.find("//main//a[@rel='prev']/@href")
        assert [site.address(page, href) for href in newer] == [before]
        older = site.pages[before].find("//main//a[@rel='next']/@href")
        assert [site.address(site.pages[before], href) for href in older] == [page.address]


def test_the_front_page_shows_the_newest_releases_all_topics_and_the_latest_summary(built: Built) -> None:
    corner, site = built.corner, built.site
    for locale in corner.locales:
        page = site.pages[corner.at(locale)]
        targets = [site.address(page, href) for href in page.find("//main//a/@href")]
        newest = list(corner.releases.values())[:5]
        for told in newest:
            assert corner.at(locale if locale in told.fronts else told.original, told.address) in targets
        for key in corner.vocabularies["topics"]:
            assert corner.at(locale, f"topics/{key}/") in targets
        for told in [told for told in corner.summaries.values() if "items" in told.facts][-1:]:
            assert corner.at(locale if locale in told.fronts else told.original, told.address) in targets
