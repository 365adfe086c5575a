"""The digest: what was new in an edition since a day, as an e-mail in text and HTML for whatever sends it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from corner.feeds import entries
from corner.feeds.entries import FeedEntry, RenderedEntry
from corner.storage import fingerprint
from corner.views.edition import Edition

_POLICY = SMTP.clone(cte_type="7bit")
"""Lines of ASCII, which no server on the way has to write anew: a signature (DKIM) stays whole."""


def build_message(edition: Edition, since: datetime) -> bytes | None:
    """Return the e-mail that tells of all entries of an edition since `since`, or `None` where there are none.

    It has no sender and no addressees: the mailing system knows them.
    """
    found: Sequence[FeedEntry] = [entry for entry in entries.iter_entries(edition) if entry.at >= since]
    if not found:
        return None
    told = [entries.render_entry(edition, entry) for entry in found]
    messages = edition.messages
    first = since.astimezone(edition.catalogue.settings.time_zone).date()
    title = messages("digest_title", site=edition.language.site_name, date=edition.formats.format_date(first))
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = title
    message["Date"] = found[0].at
    message.set_content(_text(edition, title, told))
    message.add_alternative(_html(edition, title, told), subtype="html")
    # Else it is drawn by lot, and the same news would not give the same bytes.
    message.set_boundary(f"=_{fingerprint.digest([title, [(entry.id, entry.digest) for entry in found]])}")
    message["Content-Language"] = edition.locale
    return message.as_bytes()


def _text(edition: Edition, title: str, told: list[RenderedEntry]) -> str:
    parts = [title]
    parts += [f"{each.title}\n{_date(edition, each)}\n{each.summary}\n{each.url}" for each in told]
    return "\n\n".join([*parts, edition.absolute(edition.home)]) + "\n"


def _html(edition: Edition, title: str, told: list[RenderedEntry]) -> str:
    home = escape(edition.absolute(edition.home))
    head = f'<!doctype html>\n<html lang="{edition.locale}" dir="{edition.formats.text_direction}">\n<head><meta charset="utf-8">'
    items = [
        f'<h2><a href="{escape(each.url)}">{escape(each.title)}</a></h2>\n'
        f"<p>{escape(_date(edition, each))}</p>\n<p>{escape(each.summary)}</p>"
        for each in told
    ]
    site = f'<p><a href="{home}">{escape(edition.language.site_name)}</a></p>'
    body = "\n".join([f"<h1>{escape(title)}</h1>", *items, site])
    return f"{head}<title>{escape(title)}</title></head>\n<body>\n{body}\n</body>\n</html>\n"


def _date(edition: Edition, told: RenderedEntry) -> str:
    return edition.formats.format_date(told.published.date())
