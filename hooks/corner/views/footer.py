"""The footer of every page: text and links of the corner, where else it is, its copyright and its licence."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from corner.content.safe_html import clean_html
from corner.views.edition import Edition
from corner.views.types import LocalizedText

_TAG = re.compile(r"<[^>]*>")


class FooterLink(NamedTuple):
    """A link that leads out of the site."""

    name: LocalizedText
    url: str
    icon: str = ""
    """An icon of the theme beside it."""


class FooterView(NamedTuple):
    """What the footer has besides the menu."""

    text: LocalizedText | None
    links: tuple[FooterLink, ...]
    copyright: str
    """Safe HTML."""
    license: FooterLink | None


def footer_view(edition: Edition) -> FooterView:
    """Return what the footer of an edition's pages has besides the menu."""
    settings = edition.catalogue.settings
    license_ = settings.license
    social = (
        FooterLink(LocalizedText(link.name or _name_site(link.link)), link.link, link.icon)
        for link in settings.theme.social
    )
    return FooterView(
        text=edition.words(settings.footer.text) if settings.footer.text else None,
        links=(*(FooterLink(edition.words(link.name), link.url) for link in settings.footer.links), *social),
        copyright=clean_html(edition.language.copyright).html if edition.language.copyright else "",
        license=FooterLink(
            edition.words(license_.title) if license_.title else LocalizedText(license_.name), license_.url
        )
        if license_
        else None,
    )


def describe_rights(edition: Edition) -> str:
    """Return the notice of copyright and the licence of the texts as one text."""
    view = footer_view(edition)
    notice = " ".join(unescape(_TAG.sub("", view.copyright)).split())
    licence = f"{view.license.name.text}: {view.license.url}" if view.license else ""
    return " – ".join(filter(None, (notice, licence)))


def _name_site(url: str) -> str:
    """Return the name of the site that an address leads to, or the address that mail goes to."""
    parts = urlsplit(url)
    return parts.path if parts.scheme == "mailto" else (parts.hostname or url).removeprefix("www.")
