"""What a page's head tells machines: the properties of the Open Graph protocol, and schema.org's terms as JSON-LD."""

from __future__ import annotations

from functools import cache, cached_property
from html import escape
from typing import Any, NamedTuple

import msgspec

from corner.content import urls
from corner.content.dates import Moment
from corner.content.release import Release
from corner.content.summary import Summary
from corner.content.types import LocalizedContent
from corner.render.routes import Page
from corner.social import cards
from corner.views.edition import Edition

INDEXES = ("news", "topics", "bodies", "summaries", "figures")
"""The parts of the site that have a page of their own, which stands above what belongs to them."""


class HeadData(NamedTuple):
    """What the head of one page tells machines."""

    properties: tuple[tuple[str, str], ...]
    """Names and values of the `meta` elements, in order."""
    tags: str
    """The elements, as HTML: a template would take ten times as long to print them."""
    data: str
    """JSON-LD that can stand in a `script` element as it is; empty where there is nothing to tell."""


class HeadRenderer:
    """Tells machines of the pages of one edition."""

    def __init__(self, edition: Edition, *, with_cards: bool) -> None:
        """Tell of `edition`, whose pages have social cards or not."""
        self._edition = edition
        self._with_cards = with_cards
        self._topic = cache(self._one_topic)
        self._territory = {locale: words.territory for locale, words in edition.catalogue.words.items()}

    def of(self, page: Page) -> HeadData:
        """Return what the head of a page tells."""
        if not page.indexed:
            return HeadData((), "", "")
        edition, content = self._edition, page.content
        url = edition.absolute(page.address)
        description = self._description(page)
        properties = [
            ("og:type", "article" if content else "website"),
            ("og:title", page.title),
            ("og:description", description),
            ("og:url", url),
            ("og:site_name", edition.language.site_name),
            ("og:locale", self._territory[page.locale]),
            *(("og:locale:alternate", self._territory[other]) for other in page.alternates if other != page.locale),
        ]
        image = None
        if self._with_cards:
            release = content if isinstance(content, Release) else None
            image = edition.absolute(cards.card_path(edition, release))
            site = edition.language.site_name
            shown = (
                f"{release.texts[page.locale].title} – {site}"
                if release
                else f"{site} – {edition.language.description}"
            )
            width, height = cards.SIZE
            properties += [
                ("og:image", image),
                ("og:image:type", "image/png"),
                ("og:image:width", str(width)),
                ("og:image:height", str(height)),
                ("og:image:alt", shown),
            ]
        properties.append(("twitter:card", "summary_large_image" if image else "summary"))
        thing: dict[str, Any] = {"@id": url, "url": url, "description": description, "inLanguage": page.locale}
        if image:
            width, height = cards.SIZE
            thing["image"] = {"@type": "ImageObject", "url": image, "width": width, "height": height}
        if isinstance(content, Release):
            properties += self._article(content)
            thing |= self._news_article(content, content.texts[page.locale])
        elif content:
            thing |= self._report(content, content.texts[page.locale])
        elif page.section == "home":
            thing |= {"@type": "WebSite", "name": edition.language.site_name, "publisher": self._publisher}
        else:
            thing |= {"@type": "CollectionPage" if page.section else "WebPage", "name": page.title}
        graph = [thing]
        if isinstance(content, Release) and (event := self._event(content, content.texts[page.locale])):
            thing["about"] = [*thing["about"], {"@id": event["@id"]}]
            graph.append(event)
        if page.section and page.section != "home":
            graph.append(self._trail(page, url))
        return HeadData(
            tuple(properties), _meta_tags(properties), _json_ld({"@context": "https://schema.org", "@graph": graph})
        )

    def _description(self, page: Page) -> str:
        withdrawn = page.content.facts.withdrawn if isinstance(page.content, Release) else None
        if withdrawn:
            return self._edition.words("withdrawn_notice", date=self._edition.words.date(withdrawn.date))
        return page.description

    def _article(self, release: Release) -> list[tuple[str, str]]:
        """Return the properties of a release."""
        names = [self._topic(key)["name"] for key in release.facts.topics]
        return [
            ("article:published_time", _format_iso(release.issued)),
            ("article:modified_time", _format_iso(release.changed)),
            ("article:section", names[0]),
            *(("article:tag", name) for name in names),
        ]

    def _news_article(self, release: Release, text: LocalizedContent) -> dict[str, Any]:
        """Return what is told of a release in one language."""
        facts = release.facts
        topics = [self._topic(key) for key in facts.topics]
        found: dict[str, Any] = {
            "@type": "NewsArticle",
            "headline": text.title,
            "mainEntityOfPage": self._url(release, text.locale),
            "datePublished": _format_iso(release.issued),
            "dateModified": _format_iso(release.changed),
            "publisher": self._publisher,
            "about": topics,
            "keywords": [topic["name"] for topic in topics],
            **self._shared(release, text),
        }
        if facts.corrections:
            found["correction"] = [
                {
                    "@type": "CorrectionComment",
                    "datePublished": each.date.isoformat(),
                    "text": text.labels[f"corrections.{each.date}"],
                }
                for each in facts.corrections
            ]
        if facts.withdrawn:
            found["creativeWorkStatus"] = "Withdrawn"
        return found

    def _event(self, release: Release, text: LocalizedContent) -> dict[str, Any] | None:
        """Return what is told of the event that a release is about; of one that was withdrawn nothing is sure."""
        facts, event = release.facts, release.facts.event
        if event is None or facts.type != "event" or facts.withdrawn:
            return None
        url = self._url(release, text.locale)
        found: dict[str, Any] = {"@type": "Event", "@id": f"{url}#event", "name": text.title, "url": url}
        found["startDate"] = _format_iso(event.start)
        if event.end:
            found["endDate"] = _format_iso(event.end)
        if event.venue:
            found["location"] = {"@type": "Place", "name": text.labels["event.venue"]}
        mode = {(True, False): "Online", (False, True): "Offline", (True, True): "Mixed"}
        if held := mode.get((event.online, bool(event.venue))):
            found["eventAttendanceMode"] = f"https://schema.org/{held}EventAttendanceMode"
        return found

    def _report(self, summary: Summary, text: LocalizedContent) -> dict[str, Any]:
        """Return what is told of a summary in one language."""
        period = summary.facts.period
        found: dict[str, Any] = {
            "@type": "Report",
            "headline": text.title,
            "mainEntityOfPage": self._url(summary, text.locale),
            "temporalCoverage": f"{period.start}/{period.end}",
            "publisher": self._publisher,
            **self._shared(summary, text),
        }
        if summary.facts.issued:
            found["datePublished"] = _format_iso(summary.facts.issued)
        if summary.changed:
            found["dateModified"] = _format_iso(summary.changed)
        return found

    def _shared(self, content: Release | Summary, text: LocalizedContent) -> dict[str, Any]:
        """Return what is told of releases and summaries alike: the other languages, and the source."""
        kind = "NewsArticle" if isinstance(content, Release) else "Report"

        def other(locale: str) -> dict[str, str]:
            return {"@type": kind, "@id": self._url(content, locale), "inLanguage": locale}

        found: dict[str, Any] = {}
        if text.locale != content.original:
            found["translationOfWork"] = other(content.original)
        elif len(content.texts) > 1:
            found["workTranslation"] = [other(locale) for locale in content.texts if locale != text.locale]
        source = content.facts.source
        if source:
            found["isBasedOn"] = {"@type": "CreativeWork", "name": text.labels["source.name"]}
            if source.url:
                found["isBasedOn"]["url"] = source.url
        return found

    def _url(self, content: Release | Summary, locale: str) -> str:
        return self._edition.absolute(self._edition.catalogue.address(content, locale))

    def _one_topic(self, key: str) -> dict[str, str]:
        edition = self._edition
        url = edition.absolute(edition.listing_address("topics", key))
        return {"@type": "Thing", "name": edition.name("topics", key).text, "url": url}

    @cached_property
    def _publisher(self) -> dict[str, str]:
        edition = self._edition
        return {"@type": "Organization", "name": edition.language.site_name, "url": edition.absolute(edition.home)}

    def _trail(self, page: Page, url: str) -> dict[str, Any]:
        """Return the way from the front page to a page."""
        edition = self._edition
        steps = [(edition.words("home"), edition.absolute(edition.home))]
        if page.section in INDEXES:
            steps.append((edition.words(page.section), edition.absolute(edition.at(f"{page.section}/"))))
        if isinstance(page.content, Release):
            year = page.content.key.split("/")[1]
            steps.append((year, edition.absolute(edition.at(urls.listing_path("year", year)))))
        if steps[-1][1] != url:
            steps.append((page.title, url))
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": item}
                for position, (name, item) in enumerate(steps, 1)
            ],
        }


def _format_iso(moment: Moment) -> str:
    return moment.at.isoformat() if moment.timed else moment.day.isoformat()


def _meta_tags(properties: list[tuple[str, str]]) -> str:
    """Return `meta` elements, each on a line; the names hold nothing to escape."""
    return "".join(
        f'\n    <meta {"name" if name == "twitter:card" else "property"}="{name}" content="{escape(value)}">'
        for name, value in properties
    )


def _json_ld(data: object) -> str:
    """Return JSON in which nothing ends a `script` element or begins a comment."""
    return msgspec.json.encode(data).decode().replace("<", "\\u003c")
