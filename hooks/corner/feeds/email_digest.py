"""Write the e-mail digest: the entries of an edition since a day, in plain text and HTML."""

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
"""Only ASCII, which no mail server has to recode, so that a DKIM signature stays valid."""


def build_message(edition: Edition, since: datetime) -> bytes | None:
    """Return an e-mail with all entries of an edition since `since`, or `None` if there are none.

    It has no sender and no recipients: the mailing system adds them.
    """
    news: Sequence[FeedEntry] = [entry for entry in entries.iter_entries(edition) if entry.at >= since]
    if not news:
        return None
    rendered = [entries.render_entry(edition, entry) for entry in news]
    messages = edition.messages
    first = since.astimezone(edition.catalogue.settings.time_zone).date()
    title = messages("digest_title", site=edition.language.site_name, date=edition.formats.format_date(first))
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = title
    message["Date"] = news[0].at
    message.set_content(_render_text(edition, title, rendered))
    message.add_alternative(_render_html(edition, title, rendered), subtype="html")
    # A random boundary would give other bytes for the same news.
    message.set_boundary(f"=_{fingerprint.digest([title, [(entry.id, entry.digest) for entry in news]])}")
    message["Content-Language"] = edition.locale
    return message.as_bytes()


def _render_text(edition: Edition, title: str, rendered: list[RenderedEntry]) -> str:
    parts = [title]
    parts += [f"{entry.title}\n{_format_date(edition, entry)}\n{entry.summary}\n{entry.url}" for entry in rendered]
    return "\n\n".join([*parts, edition.absolute(edition.home)]) + "\n"


def _render_html(edition: Edition, title: str, rendered: list[RenderedEntry]) -> str:
    home = escape(edition.absolute(edition.home))
    head = f'<!doctype html>\n<html lang="{edition.locale}" dir="{edition.formats.text_direction}">\n<head><meta charset="utf-8">'
    items = [
        f'<h2><a href="{escape(entry.url)}">{escape(entry.title)}</a></h2>\n'
        f"<p>{escape(_format_date(edition, entry))}</p>\n<p>{escape(entry.summary)}</p>"
        for entry in rendered
    ]
    site = f'<p><a href="{home}">{escape(edition.language.site_name)}</a></p>'
    body = "\n".join([f"<h1>{escape(title)}</h1>", *items, site])
    return f"{head}<title>{escape(title)}</title></head>\n<body>\n{body}\n</body>\n</html>\n"


def _format_date(edition: Edition, entry: RenderedEntry) -> str:
    return edition.formats.format_date(entry.published.date())
