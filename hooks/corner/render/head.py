"""The head of a page: its Open Graph properties and its JSON-LD."""

from __future__ import annotations

from functools import cache, cached_property
from html import escape
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

from corner.content.links import SCHEME, find_picture
from corner.content.types import Content
from corner.render.jinja_engine import mark_safe
from corner.render.page import Page
from corner.social import cards
from corner.views import sections
from corner.views.edition import Edition


class HeadData(NamedTuple):
    """What the head of one page tells machines."""

    properties: tuple[tuple[str, str], ...]
    """Names and values of the `meta` elements, in order."""
    tags: Markup
    """The elements, as HTML: a template would take ten times as long to print them."""
    data: Markup
    """JSON-LD, safe inside a `script` element; empty where there is none."""


class HeadRenderer:
    """Renders what the heads of an edition's pages tell machines."""

    def __init__(self, edition: Edition, *, with_cards: bool, icon: str = "") -> None:
        """Render heads for `edition`, whose pages have social cards or not, on a site whose icon is at `icon`."""
        self.edition = edition
        self._with_cards = with_cards
        self._icon = icon if not icon or SCHEME.match(icon) else edition.absolute(icon)
        self.topic = cache(self._describe_topic)
        self._territory = {
            locale: messages.open_graph_locale for locale, messages in edition.catalogue.messages.items()
        }

    def render(self, page: Page) -> HeadData:
        """Return what the head of a page tells machines."""
        if not page.indexed:
            return HeadData((), Markup(), Markup())
        edition, content = self.edition, page.content
        url = edition.absolute(page.address)
        description = self._describe_page(page)
        properties = [
            ("og:type", "article" if content else "website"),
            ("og:title", page.title),
            ("og:description", description),
            ("og:url", url),
            ("og:site_name", edition.language.site_name),
            ("og:locale", self._territory[page.locale]),
            *(("og:locale:alternate", self._territory[other]) for other in page.alternates if other != page.locale),
        ]
        node: dict[str, Any] = {"@id": url, "url": url, "description": description, "inLanguage": page.locale}
        if self._with_cards:
            image, alternative = self._describe_card(page)
            width, height = cards.SIZE
            properties += [
                ("og:image", image),
                ("og:image:type", "image/png"),
                ("og:image:width", str(width)),
                ("og:image:height", str(height)),
                ("og:image:alt", alternative),
            ]
            node["image"] = {"@type": "ImageObject", "url": image, "width": width, "height": height}
        elif content and (image := self._find_image(page, content)):
            node["image"] = {"@type": "ImageObject", "url": image}
        properties.append(("twitter:card", "summary_large_image" if self._with_cards else "summary"))
        more: tuple[dict[str, Any], ...] = ()
        trail: tuple[tuple[str, str], ...] = ()
        if content:
            properties += content.content_type.head_properties(self, content)
            described, more, trail = content.content_type.json_ld(self, content, content.texts[page.locale])
            node |= described
        elif page.section == "home":
            node |= {"@type": "WebSite", "name": edition.language.site_name, "publisher": self.publisher}
        elif page.described:
            node |= page.described()
        else:
            node |= {"@type": "CollectionPage" if page.section else "WebPage", "name": page.title}
        graph = [node, *more]
        if page.section and page.section != "home":
            graph.append(self._breadcrumbs(page, url, trail))
        return HeadData(
            tuple(properties), _meta_tags(properties), _json_ld({"@context": "https://schema.org", "@graph": graph})
        )

    def url(self, content: Content, locale: str) -> str:
        """Return the URL of content in a language."""
        return self.edition.absolute(self.edition.catalogue.address(content, locale))

    @cached_property
    def publisher(self) -> dict[str, str]:
        """The organisation that publishes the corner."""
        edition = self.edition
        return {"@type": "Organization", "name": edition.language.site_name, "url": edition.absolute(edition.home)}

    def _describe_page(self, page: Page) -> str:
        content = page.content
        return (content.content_type.head_description(self, content) if content else "") or page.description

    def _describe_card(self, page: Page) -> tuple[str, str]:
        """Return the URL of a page's social card, and its alternative text."""
        edition, content = self.edition, page.content
        site = edition.language.site_name
        if content is None or content.content_type.card is None:
            return edition.absolute(cards.card_path(edition, None)), f"{site} – {edition.language.description}"
        return edition.absolute(cards.card_path(edition, content)), f"{content.texts[page.locale].title} – {site}"

    def _find_image(self, page: Page, content: Content) -> str:
        """Return the URL of the first picture that content shows, or else of the site's icon."""
        picture = find_picture(content.texts[page.locale].passage.html) if not content.is_withdrawn else ""
        address = self.edition.find_target(picture)
        return self.edition.absolute(address) if address else self._icon

    def _describe_topic(self, key: str) -> dict[str, str]:
        edition = self.edition
        url = edition.absolute(edition.listing_address("topics", key))
        return {"@type": "Thing", "name": edition.name("topics", key).text, "url": url}

    def _breadcrumbs(self, page: Page, url: str, trail: tuple[tuple[str, str], ...]) -> dict[str, Any]:
        """Return the steps from the front page to a page."""
        edition = self.edition
        steps = [(edition.messages("home"), edition.absolute(edition.home))]
        if page.section in sections.MENU:
            steps.append((edition.messages(page.section), edition.absolute(edition.at(f"{page.section}/"))))
        steps += trail
        if steps[-1][1] != url:
            steps.append((page.title, url))
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": item}
                for position, (name, item) in enumerate(steps, 1)
            ],
        }


def _meta_tags(properties: list[tuple[str, str]]) -> Markup:
    """Return `meta` elements, each on a line; the names hold nothing to escape."""
    tags = (
        f'\n    <meta {"name" if name == "twitter:card" else "property"}="{name}" content="{escape(value)}">'
        for name, value in properties
    )
    return mark_safe("".join(tags))


def _json_ld(data: object) -> Markup:
    """Return JSON in which nothing ends a `script` element or begins a comment."""
    return mark_safe(msgspec.json.encode(data).decode().replace("<", "\\u003c"))
