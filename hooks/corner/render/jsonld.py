"""Structured data: what pages of content tell machines by schema.org's terms (JSON-LD) and the Open Graph protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from corner.content import urls
from corner.content.dates import Moment
from corner.content.item_history import ItemHistory
from corner.content.record import Record, target_register
from corner.content.registers import TAXONOMY_TYPES, EmbeddedRecords, FieldDeclaration, StructuredData, StructuredValue
from corner.content.release import Release
from corner.content.summary import Summary
from corner.content.types import Content, LocalizedContent
from corner.site.references import visible_values

if TYPE_CHECKING:
    from corner.render.head import HeadRenderer


class JsonLd(NamedTuple):
    """What the page of one piece of content tells machines."""

    node: dict[str, Any]
    """The node of the page itself, besides its `@id`, URL, description and language."""
    more: tuple[dict[str, Any], ...] = ()
    """Further nodes of the graph, such as an event."""
    trail: tuple[tuple[str, str], ...] = ()
    """Names and URLs of the steps between the section and the page, for its breadcrumbs."""


def describe_release(head: HeadRenderer, release: Release, text: LocalizedContent) -> JsonLd:
    """Return a release as a `NewsArticle`, with its event where it is about one."""
    facts = release.facts
    topics = [head.topic(key) for key in facts.topics]
    node: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": text.title,
        "mainEntityOfPage": head.url(release, text.locale),
        "datePublished": format_iso(release.issued),
        "dateModified": format_iso(release.changed),
        # The text is the corner's own; the document that it reports on is in `isBasedOn`.
        "author": head.publisher,
        "publisher": head.publisher,
        "about": topics,
        "keywords": [topic["name"] for topic in topics],
        **_describe_origin(head, release, text, "NewsArticle"),
    }
    if facts.corrections:
        node["correction"] = [
            {
                "@type": "CorrectionComment",
                "datePublished": correction.date.isoformat(),
                "text": text.labels[f"corrections.{correction.date}"],
            }
            for correction in facts.corrections
        ]
    if facts.withdrawn:
        node["creativeWorkStatus"] = "Withdrawn"
    event = _describe_event(head, release, text)
    if event:
        node["about"] = [*node["about"], {"@id": event["@id"]}]
    year_url = head.edition.absolute(head.edition.at(urls.listing_path("year", release.year)))
    return JsonLd(node, (event,) if event else (), ((release.year, year_url),))


def release_properties(head: HeadRenderer, release: Release) -> list[tuple[str, str]]:
    """Return the Open Graph properties of a release."""
    names = [head.topic(key)["name"] for key in release.facts.topics]
    return [
        ("article:published_time", format_iso(release.issued)),
        ("article:modified_time", format_iso(release.changed)),
        ("article:section", names[0]),
        *(("article:tag", name) for name in names),
    ]


def describe_withdrawal(head: HeadRenderer, release: Release) -> str:
    """Return the notice of a withdrawn release, which its head shows in place of its description."""
    withdrawn = release.facts.withdrawn
    if withdrawn is None:
        return ""
    return head.edition.messages("withdrawn_notice", date=head.edition.formats.format_date(withdrawn.date))


def describe_summary(head: HeadRenderer, summary: Summary, text: LocalizedContent) -> JsonLd:
    """Return a summary as a `Report`."""
    period = summary.facts.period
    node: dict[str, Any] = {
        "@type": "Report",
        "headline": text.title,
        "mainEntityOfPage": head.url(summary, text.locale),
        "temporalCoverage": f"{period.start}/{period.end}",
        "author": head.publisher,
        "publisher": head.publisher,
        **_describe_origin(head, summary, text, "Report"),
    }
    if summary.issued:
        node["datePublished"] = format_iso(summary.issued)
    if summary.changed:
        node["dateModified"] = format_iso(summary.changed)
    return JsonLd(node)


def describe_item(head: HeadRenderer, history: ItemHistory, text: LocalizedContent) -> JsonLd:
    """Return an item as a collection of what the reports of the periods say of it."""
    edition = head.edition
    node: dict[str, Any] = {
        "@type": "CollectionPage",
        "name": text.title,
        "about": [head.topic(key) for key in history.topics],
        "hasPart": [
            {
                "@type": "CreativeWork",
                "url": f"{head.url(period.summary, edition.locale)}#item-{period.number}",
                "position": period.number,
                "temporalCoverage": f"{period.summary.facts.period.start}/{period.summary.facts.period.end}",
                "creativeWorkStatus": edition.messages(f"item.{period.state}"),
                "isPartOf": {"@id": head.url(period.summary, edition.locale)},
            }
            for period in history.listed
        ],
    }
    return JsonLd(node, (), ((edition.messages("items"), edition.absolute(edition.at("items/"))),))


def describe_record(head: HeadRenderer, record: Record, text: LocalizedContent) -> JsonLd:
    """Return a record as its register's declaration says, or else as a `Thing`."""
    declaration = record.register.declaration
    edition = head.edition
    register_url = edition.absolute(edition.at(f"{record.register.address}/"))
    node: dict[str, Any] = {"@type": "Thing", "name": text.title}
    if declaration.json_ld:
        node = {"name": text.title, **_describe_fields(head, record, text, declaration.json_ld)}
    return JsonLd(node, (), ((edition.pick(declaration.name), register_url),))


def _describe_fields(
    head: HeadRenderer, record: Record, text: LocalizedContent, data: StructuredData
) -> dict[str, Any]:
    """Return a node with the properties that a declaration names and a record has values for."""
    node: dict[str, Any] = {"@type": data.type}
    for name, source in data.properties.items():
        values: list[Any]
        if isinstance(source, StructuredData):
            inner = _describe_fields(head, record, text, source)
            values = [inner] if len(inner) > 1 else []
        elif isinstance(source, EmbeddedRecords):
            values = _describe_embedded(head, record, source.register_)
        elif isinstance(source, StructuredValue):
            keys = _plain_values(head, record, text, source.field)
            values = [source.values[key] for key in keys if key in source.values]
        else:
            values = _plain_values(head, record, text, source)
        if values:
            node[name] = values if len(values) > 1 else values[0]
    return node


def _describe_embedded(head: HeadRenderer, record: Record, register: str) -> list[dict[str, Any]]:
    """Return the nodes of the records of a register that a page shows in full and that are in force."""
    edition = head.edition
    today = edition.catalogue.now.date()
    nodes = []
    for other in edition.catalogue.references.get(record.key, ()):
        if not isinstance(other, Record) or other.register.name != register or not other.embeds_in(record.key):
            continue
        data, text = other.register.declaration.json_ld, other.texts.get(edition.locale)
        if data and text and other.state(today) == "current":
            nodes.append({"name": text.title, **_describe_fields(head, other, text, data)})
    return nodes


def _plain_values(head: HeadRenderer, record: Record, text: LocalizedContent, key: str) -> list[Any]:
    """Return the values of a field as plain data: a term by its name, a record by its node, a state by its key."""
    if not record.facts.is_checked(key, head.edition.written):
        return []  # a machine would take it for certain
    if key == "status":
        return [record.state(head.edition.catalogue.now.date())]
    if key in ("name", "description"):
        return [getattr(text, "title" if key == "name" else key)]
    if key == "valid":
        days = (record.facts.valid.since, record.facts.valid.until)
        return [f"{days[0] or '..'}/{days[1] or '..'}"] if any(days) else []
    if key not in record.register.declaration.fields:
        return []
    field = record.register.declaration.fields[key]
    values = visible_values(head.edition.catalogue, record, key)
    return [_plain_value(head, record, field, value) for value in values]


def _plain_value(head: HeadRenderer, record: Record, field: FieldDeclaration, value: Any) -> Any:
    if field.type in TAXONOMY_TYPES:
        return head.edition.name(TAXONOMY_TYPES[field.type], value).text
    if field.type == "record":
        target = head.edition.catalogue.content(f"{target_register(record.register, field)}/{value}")
        return {"@id": head.url(target, head.edition.locale)} if target else value
    if field.type == "date":
        return value.isoformat()
    if field.type == "period":
        return value.text
    return head.edition.pick(value) if isinstance(value, dict) else value


def format_iso(moment: Moment) -> str:
    """Return a moment in ISO 8601, as closely as it was written."""
    return moment.at.isoformat() if moment.timed else moment.day.isoformat()


def _describe_event(head: HeadRenderer, release: Release, text: LocalizedContent) -> dict[str, Any] | None:
    """Return the event that a release is about; of one that was withdrawn nothing is sure."""
    facts, event = release.facts, release.facts.event
    kind = head.edition.catalogue.taxonomies.types[facts.type]
    if event is None or not kind.event or facts.withdrawn:
        return None
    url = head.url(release, text.locale)
    node: dict[str, Any] = {"@type": "Event", "@id": f"{url}#event", "name": text.title, "url": url}
    node["startDate"] = format_iso(event.start)
    if event.end:
        node["endDate"] = format_iso(event.end)
    if event.venue:
        node["location"] = {"@type": "Place", "name": text.labels["event.venue"]}
    modes = {(True, False): "Online", (False, True): "Offline", (True, True): "Mixed"}
    if mode := modes.get((event.online, bool(event.venue))):
        node["eventAttendanceMode"] = f"https://schema.org/{mode}EventAttendanceMode"
    return node


def _describe_origin(head: HeadRenderer, content: Content, text: LocalizedContent, kind: str) -> dict[str, Any]:
    """Return the other languages of content, and its source."""

    def translation(locale: str) -> dict[str, str]:
        return {"@type": kind, "@id": head.url(content, locale), "inLanguage": locale}

    node: dict[str, Any] = {}
    if license_ := head.edition.catalogue.settings.license:
        node["license"] = license_.url
    if text.locale != content.original:
        node["translationOfWork"] = translation(content.original)
    elif len(content.texts) > 1:
        node["workTranslation"] = [translation(locale) for locale in content.texts if locale != text.locale]
    source = content.facts.source
    if source:
        node["isBasedOn"] = {"@type": "CreativeWork", "name": text.labels["source.name"]}
        if source.url:
            node["isBasedOn"]["url"] = source.url
            entry = head.edition.catalogue.links.find(source.url)
            if entry and entry.archived:
                node["isBasedOn"]["archivedAt"] = entry.archived
    return node
