"""The navigation of an edition: its sections, and the menu with its standing pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from corner.content import urls
from corner.views import drafts
from corner.views.edition import Edition
from corner.views.sections import has_section, list_sections
from corner.views.verify import verify_link


class MenuLink(NamedTuple):
    """An entry of the menu."""

    title: str
    address: str
    section: str = ""
    """The section that it leads to."""
    footer: bool = False
    """Whether it is in the footer, as `menu: footer` of a standing page asks."""


def build_menu(edition: Edition, standing_pages: Iterable[MenuLink]) -> list[MenuLink]:
    """Return the menu: the front page, the sections, the standing pages and, in a preview, the pages for editors.

    Args:
        edition: the site in one language.
        standing_pages: the entries of standing pages in order, in the language that the edition's texts are written
            in; that of the front page is left out.
    """
    menu = [MenuLink(edition.messages("home"), edition.home, "home")]
    menu += [
        MenuLink(edition.messages(section), edition.at(f"{section}/"), section) for section in list_sections(edition)
    ]
    for content_type in edition.catalogue.content_types:
        title = content_type.menu_title(edition) if content_type.menu != "none" else ""
        if title:
            path = edition.at(f"{content_type.section}/")
            menu.append(MenuLink(title, path, content_type.section, content_type.menu == "footer"))
    if edition.listings.all.events:
        menu.append(MenuLink(edition.messages("events"), edition.at(urls.EVENTS), "events", footer=True))
    if edition.catalogue.tables:
        menu.append(MenuLink(edition.messages("data"), edition.at(urls.DATA), "data", footer=True))
    if has_section(edition, "timeline"):
        menu.append(MenuLink(edition.messages("timeline"), edition.at(urls.TIMELINE), "timeline", footer=True))
    if proof := verify_link(edition):
        menu.append(MenuLink(proof.title, proof.address, "verify", footer=True))
    for entry in standing_pages:
        address = edition.own(entry.address)
        if address != edition.home:
            menu.append(MenuLink(edition.convert(entry.title), address, "", entry.footer))
    if edition.catalogue.hidden is not None:
        menu.append(MenuLink(edition.messages("unpublished"), edition.at(urls.STATUS), "status", footer=True))
        guide = drafts.link_guide(edition)
        menu.append(MenuLink(guide.title, guide.address, footer=True))
    return menu
