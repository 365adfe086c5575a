"""What heads tell machines, against expectations made by hand from ogp.me and schema.org."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyld import jsonld

from corner.render.head import HeadRenderer
from tests.support import corners
from tests.support.berths import BERTHS, RECORDS
from tests.support.corners import FAIR, FAIR_ZH, Corner, Files, release, translation

SITE = "https://corner.example/base/"
FULL = {
    FAIR: release(
        title="Fair",
        type="event",
        issued="2021-03-01 12:00",
        topics="[boats, tides]",
        source="{name: The News, url: https://news.example/1}",
        corrections="[{date: 2021-03-02, note: The time was wrong.}]",
    ),
    FAIR_ZH: translation(title="市集", labels="{source.name: 報, corrections.2021-03-02: 時間有誤。}"),
}


def _told(
    corner: Corner,
    files: Files,
    address: str = "news/2021/fair/",
    locale: str = "en",
    *,
    with_cards: bool = True,
    icon: str = "assets/icon.svg",
) -> tuple[list[tuple[str, str]], list[dict[str, Any]]]:
    """Return the properties of a page, and the things that its JSON-LD tells of."""
    edition = corners.edition(corner(files), locale)
    (page,) = (page for page in corners.pages(edition) if page.address == edition.at(address))
    meta = HeadRenderer(edition, with_cards=with_cards, icon=icon).render(page)
    return list(meta.properties), json.loads(meta.data)["@graph"] if meta.data else []


def test_the_properties_of_a_release(corner: Corner) -> None:
    properties, _ = _told(corner, FULL, locale="zh-Hant")
    assert properties == [
        ("og:type", "article"),
        ("og:title", "市集"),
        ("og:description", "新消息。"),
        ("og:url", f"{SITE}zh-Hant/news/2021/fair/"),
        ("og:site_name", "港口專欄"),
        ("og:locale", "zh_HK"),
        ("og:locale:alternate", "en_GB"),
        ("og:image", f"{SITE}zh-Hant/cards/news/2021/fair.png"),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "市集 – 港口專欄"),
        ("twitter:card", "summary_large_image"),
        ("article:published_time", "2021-03-01T12:00:00+09:00"),
        ("article:modified_time", "2021-03-02"),
        ("article:section", "船"),
        ("article:tag", "船"),
        ("article:tag", "潮汐"),
    ]


def test_the_article_of_an_original(corner: Corner) -> None:
    _, (article, trail) = _told(corner, FULL)
    url = f"{SITE}news/2021/fair/"
    assert article == {
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": "Fair",
        "description": "What is new.",
        "inLanguage": "en",
        "datePublished": "2021-03-01T12:00:00+09:00",
        "dateModified": "2021-03-02",
        "image": {"@type": "ImageObject", "url": f"{SITE}cards/news/2021/fair.png", "width": 1200, "height": 630},
        "author": {"@type": "Organization", "name": "Harbour Corner", "url": SITE},
        "publisher": {"@type": "Organization", "name": "Harbour Corner", "url": SITE},
        "about": [
            {"@type": "Thing", "name": "Boats", "url": f"{SITE}topics/boats/"},
            {"@type": "Thing", "name": "Tides", "url": f"{SITE}topics/tides/"},
        ],
        "keywords": ["Boats", "Tides"],
        "workTranslation": [{"@type": "NewsArticle", "@id": f"{SITE}zh-Hant/news/2021/fair/", "inLanguage": "zh-Hant"}],
        "isBasedOn": {"@type": "CreativeWork", "name": "The News", "url": "https://news.example/1"},
        "correction": [{"@type": "CorrectionComment", "datePublished": "2021-03-02", "text": "The time was wrong."}],
    }
    steps = [(step["position"], step["name"], step["item"]) for step in trail["itemListElement"]]
    assert steps == [(1, "Home", SITE), (2, "News", f"{SITE}news/"), (3, "2021", f"{SITE}news/2021/"), (4, "Fair", url)]


def test_the_article_of_a_translation_names_its_original(corner: Corner) -> None:
    _, (article, _) = _told(corner, FULL, locale="zh-Hant")
    assert article["translationOfWork"] == {"@type": "NewsArticle", "@id": f"{SITE}news/2021/fair/", "inLanguage": "en"}
    assert "workTranslation" not in article
    assert article["isBasedOn"]["name"] == "報"
    assert article["correction"][0]["text"] == "時間有誤。"
    assert [thing["name"] for thing in article["about"]] == ["船", "潮汐"]


def test_a_release_in_one_language_without_source_claims_neither(corner: Corner) -> None:
    properties, (article, _) = _told(corner, {FAIR: release(), FAIR_ZH: None})
    assert {
        "workTranslation",
        "translationOfWork",
        "isBasedOn",
        "correction",
        "creativeWorkStatus",
    } & article.keys() == set()
    assert "og:locale:alternate" not in dict(properties)


def test_a_withdrawn_release_says_so(corner: Corner) -> None:
    withdrawn = release(withdrawn="{date: 2021-04-01, reason: Wrong.}")
    properties, (article, _) = _told(corner, {FAIR: withdrawn, FAIR_ZH: None})
    assert dict(properties)["og:description"] == "This release was withdrawn on April 1, 2021."
    assert (article["creativeWorkStatus"], article["description"], article["dateModified"]) == (
        "Withdrawn",
        "This release was withdrawn on April 1, 2021.",
        "2021-04-01",
    )


@pytest.mark.parametrize(
    ("event", "properties"),
    [
        ("{start: 2021-04-05}", {"startDate": "2021-04-05"}),
        (
            "{start: 2021-04-05 10:00, end: 2021-04-06 18:00, venue: The quay}",
            {
                "startDate": "2021-04-05T10:00:00+09:00",
                "endDate": "2021-04-06T18:00:00+09:00",
                "location": {"@type": "Place", "name": "The quay"},
                "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            },
        ),
        (
            "{start: 2021-04-05, online: true}",
            {"startDate": "2021-04-05", "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode"},
        ),
        (
            "{start: 2021-04-05, online: true, venue: The quay}",
            {
                "startDate": "2021-04-05",
                "location": {"@type": "Place", "name": "The quay"},
                "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
            },
        ),
    ],
)
def test_a_release_on_an_event_is_about_it(corner: Corner, event: str, properties: dict[str, Any]) -> None:
    _, (article, found, _) = _told(corner, {FAIR: release(type="event", title="Fair", event=event), FAIR_ZH: None})
    url = f"{SITE}news/2021/fair/"
    assert found == {"@type": "Event", "@id": f"{url}#event", "name": "Fair", "url": url, **properties}
    assert article["about"][-1] == {"@id": f"{url}#event"}


def test_the_place_of_an_event_stands_in_the_language_of_the_page(corner: Corner) -> None:
    event = "{start: 2021-04-05, venue: The quay}"
    files = {FAIR: release(type="event", event=event), FAIR_ZH: translation(labels="{event.venue: 碼頭}")}
    _, (_, found, _) = _told(corner, files, locale="zh-Hant")
    assert (found["@id"], found["location"]["name"]) == (f"{SITE}zh-Hant/news/2021/fair/#event", "碼頭")


@pytest.mark.parametrize(
    "facts", [{"type": "notice"}, {"type": "event", "withdrawn": "{date: 2021-04-01, reason: Off.}"}]
)
def test_no_event_is_told_of_by_other_news_or_after_a_withdrawal(corner: Corner, facts: dict[str, str]) -> None:
    _, things = _told(corner, {FAIR: release(event="{start: 2021-04-05}", **facts), FAIR_ZH: None})
    assert [thing["@type"] for thing in things] == ["NewsArticle", "BreadcrumbList"]


def test_a_summary_is_a_report_of_its_period(corner: Corner) -> None:
    properties, (report, trail) = _told(corner, {}, "summaries/2020/")
    assert (report["@type"], report["temporalCoverage"]) == ("Report", "2020-01-01/2020-12-31")
    assert "datePublished" not in report
    assert report["author"] == {"@type": "Organization", "name": "Harbour Corner", "url": SITE}
    assert dict(properties)["og:type"] == "article"
    assert dict(properties)["og:image"] == f"{SITE}cards/corner.png"
    assert dict(properties)["og:image:alt"] == "Harbour Corner – News of the harbour."
    assert [step["name"] for step in trail["itemListElement"]] == ["Home", "Summaries", "Summary of 2020"]


@pytest.mark.parametrize(
    ("unchecked", "expected"),
    [
        ("[]", {"geo": {"@type": "GeoShape", "name": "All welcome"}, "publicAccess": "yes", "telephone": "+853 2871"}),
        ("[phone]", {"geo": {"@type": "GeoShape", "name": "All welcome"}, "publicAccess": "yes"}),
        ("[phone, motto.en, status]", {}),
        ("[phone, motto.zh-Hant, status]", {"geo": {"@type": "GeoShape", "name": "All welcome"}}),
    ],
)
def test_a_record_is_described_by_what_was_checked(corner: Corner, unchecked: str, expected: dict[str, Any]) -> None:
    records = f"""\
        east:
          name: {{en: East, zh-Hant: 東}}
          quay: quay
          phone: [+853 2871]
          motto: {{en: All welcome, zh-Hant: 歡迎}}
          unchecked: {unchecked}
        """
    _, (place, _trail) = _told(corner, {**BERTHS, RECORDS: records}, "berths/east/")
    assert {name: place.get(name) for name in ("geo", "publicAccess", "telephone") if name in place} == expected


def test_a_body_is_described_with_its_contacts_of_today(corner: Corner) -> None:
    files: Files = {
        "news/registers/bodies/register.yml": """\
            name: {en: Bodies, zh-Hant: 機構}
            record: {en: Body, zh-Hant: 機構}
            description: {en: All bodies., zh-Hant: 所有機構。}
            fields: {}
            json_ld: {type: Organization, properties: {contactPoint: {register: contacts}}}
            """,
        "news/registers/bodies/records.yml": "harbour-office: {}\n",
        "news/registers/contacts/register.yml": """\
            name: {en: Contacts, zh-Hant: 聯絡}
            record: {en: Contact, zh-Hant: 聯絡}
            description: {en: All contacts., zh-Hant: 所有聯絡。}
            fields:
              body: {type: body, embed: true, name: {en: Body, zh-Hant: 機構}}
              phone: {type: telephone, name: {en: Telephone, zh-Hant: 電話}}
            json_ld: {type: ContactPoint, properties: {telephone: phone}}
            """,
        "news/registers/contacts/records.yml": """\
            old: {name: {en: Old, zh-Hant: 舊}, body: harbour-office, phone: 2871 1111, valid: {until: 2020-01-01}}
            new: {name: {en: New, zh-Hant: 新}, body: harbour-office, phone: 2871 2222}
            """,
    }
    _, (body, _trail) = _told(corner, files, "bodies/harbour-office/")
    assert body["contactPoint"] == {"@type": "ContactPoint", "name": "New", "telephone": "2871 2222"}


@pytest.mark.parametrize(
    ("address", "steps"),
    [
        ("news/", ["Home", "News"]),
        ("news/2021/", ["Home", "News", "News of 2021"]),
        ("topics/", ["Home", "Topics"]),
        ("topics/boats/", ["Home", "Topics", "Boats"]),
        ("timeline/", ["Home", "Timeline"]),
    ],
)
def test_a_list_tells_the_way_to_it(corner: Corner, address: str, steps: list[str]) -> None:
    _, (thing, trail) = _told(corner, {}, address)
    assert thing["@type"] == "CollectionPage"
    assert [step["name"] for step in trail["itemListElement"]] == steps


def test_where_no_cards_are_made_no_page_names_one(corner: Corner) -> None:
    properties, (article, _) = _told(corner, FULL, with_cards=False)
    assert [name for name, _ in properties if name.startswith("og:image")] == []
    assert dict(properties)["twitter:card"] == "summary"
    assert article["image"] == {"@type": "ImageObject", "url": f"{SITE}assets/icon.svg"}


def _pictured(**facts: str) -> Files:
    """Return a release that shows two pictures, in two languages."""
    return {
        FAIR: release("A [list](list.txt). ![The quay](the%20quay.png) ![A boat](boat.png)", title="Fair", **facts),
        FAIR_ZH: translation("[表](list.txt)。 ![碼頭](the%20quay.png) ![船](boat.png)", title="市集"),
        **{f"news/releases/2021/{name}": b"1" for name in ("list.txt", "the quay.png", "boat.png")},
    }


def test_without_cards_the_first_picture_of_a_release_is_its_image(corner: Corner) -> None:
    _, (article, _) = _told(corner, _pictured(), locale="zh-Hant", with_cards=False)
    assert article["image"] == {"@type": "ImageObject", "url": f"{SITE}news/2021/the%20quay.png"}


def test_a_withdrawn_release_no_longer_shows_its_picture(corner: Corner) -> None:
    files = {**_pictured(withdrawn="{date: 2021-04-01, reason: Wrong.}"), FAIR_ZH: None}
    _, (article, _) = _told(corner, files, with_cards=False)
    assert article["image"]["url"] == f"{SITE}assets/icon.svg"


@pytest.mark.parametrize(
    ("icon", "image"),
    [
        ("https://static.example/icon.png", {"@type": "ImageObject", "url": "https://static.example/icon.png"}),
        ("", None),
    ],
)
def test_the_icon_may_be_on_another_host_or_missing(corner: Corner, icon: str, image: dict[str, str] | None) -> None:
    _, (article, _) = _told(corner, FULL, with_cards=False, icon=icon)
    assert article.get("image") == image


def test_a_page_that_search_engines_shall_not_know_tells_nothing(corner: Corner) -> None:
    assert _told(corner, {}, "404.html") == ([], [])


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!-- a -->", "]]> \"'& \\u003c"])
def test_no_title_ends_the_script_that_it_stands_in(corner: Corner, title: str) -> None:
    edition = corners.edition(corner({FAIR: release(title="'" + title.replace("'", "''") + "'"), FAIR_ZH: None}))
    (page,) = (page for page in corners.pages(edition) if page.kind == "release")
    data = HeadRenderer(edition, with_cards=True).render(page).data
    assert "<" not in data
    assert json.loads(data)["@graph"][0]["headline"] == page.title


def test_a_json_ld_processor_reads_the_same(corner: Corner) -> None:
    _, things = _told(corner, FULL)
    # The context as schema.org publishes it, in what matters here: all terms are of its vocabulary.
    context = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "mainEntityOfPage": {"@type": "@id"}}
    article, _ = jsonld.expand({"@context": context, "@graph": things})
    assert article["@type"] == ["https://schema.org/NewsArticle"]
    assert article["https://schema.org/headline"] == [{"@value": "Fair"}]
    (translated,) = article["https://schema.org/workTranslation"]
    assert translated["@id"] == f"{SITE}zh-Hant/news/2021/fair/"
    assert article["https://schema.org/mainEntityOfPage"] == [{"@id": article["@id"]}]
    (author,) = article["https://schema.org/author"]
    assert author["@type"] == ["https://schema.org/Organization"]
    assert author["https://schema.org/url"] == [{"@id": SITE}]


def test_a_json_ld_processor_takes_the_event_for_one_thing_with_its_articles_subject(corner: Corner) -> None:
    files = {FAIR: release(type="event", event="{start: 2021-04-05, online: true}"), FAIR_ZH: None}
    _, things = _told(corner, files)
    iri = {"@type": "@id"}
    context = {"@vocab": "https://schema.org/", "url": iri, "mainEntityOfPage": iri, "eventAttendanceMode": iri}
    nodes = {node["@id"]: node for node in jsonld.flatten({"@context": context, "@graph": things})}
    event = nodes[f"{SITE}news/2021/fair/#event"]
    assert event["@type"] == ["https://schema.org/Event"]
    assert event["https://schema.org/eventAttendanceMode"] == [{"@id": "https://schema.org/OnlineEventAttendanceMode"}]
    assert {"@id": event["@id"]} in nodes[f"{SITE}news/2021/fair/"]["https://schema.org/about"]
