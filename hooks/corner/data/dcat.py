"""The data set as a `dcat:Dataset` of the Data Catalog Vocabulary (DCAT 3), in JSON-LD.

All terms are in the file's own context: a processor needs nothing from elsewhere to read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from corner.content import urls
from corner.data.descriptions import find_publisher, format_description, list_keywords
from corner.data.tables import Table
from corner.site.catalogue import Catalogue
from corner.views.data import find_newest, find_period

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-"
"""The languages of ISO 639-1 (two letters) and ISO 639-2 (three letters)."""
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def describe_catalogue(catalogue: Catalogue, tables: Sequence[Table], version: str) -> bytes:
    """Return the data set with each of its files."""
    settings, absolute = catalogue.settings, catalogue.addresses.absolute
    locales = settings.written
    dataset: dict[str, Any] = {
        "@context": _CONTEXT,
        "@id": absolute(f"{urls.DATA}#dataset"),
        "@type": "dcat:Dataset",
        "dct:title": [
            _text(f"{settings.names[key].site_name} – {catalogue.messages[key]('data')}", key) for key in locales
        ],
        "dct:description": [_text(catalogue.messages[key]("data_intro"), key) for key in locales],
        "dct:identifier": absolute(urls.DATA_PACKAGE),
        "dct:language": _languages(locales),
        "dct:publisher": {
            "@type": "foaf:Organization",
            "foaf:name": [_text(find_publisher(settings, key), key) for key in locales],
            "foaf:homepage": {"@id": absolute("")},
        },
        "dcat:keyword": [_text(word, key) for key in locales for word in list_keywords(catalogue, key)],
        "dcat:landingPage": {"@id": absolute(urls.DATA)},
        "dcat:version": version,
    }
    if newest := find_newest(catalogue):
        dataset["dct:modified"] = _day(newest.isoformat())
    if period := find_period(catalogue):
        first, last = (day.isoformat() for day in period)
        dataset["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(first),
            "dcat:endDate": _day(last),
        }
    license_ = {"dct:license": {"@id": settings.data_license.url}} if settings.data_license else {}
    if settings.data.sources:
        dataset["dct:source"] = [{"@id": source.url} for source in settings.data.sources]
    files = [node | license_ for table in tables for node in _iter_files(catalogue, table)]
    return format_description({**dataset, **license_, "dcat:distribution": files})


def _iter_files(catalogue: Catalogue, table: Table) -> Iterator[dict[str, Any]]:
    absolute = catalogue.addresses.absolute
    for ending, media in urls.DATA_FORMATS.items():
        url = absolute(urls.table_path(table.name, ending))
        node: dict[str, Any] = {
            "@id": url,
            "@type": "dcat:Distribution",
            "dct:title": [_text(title, locale) for locale, title in table.titles.items()],
            "dct:description": [_text(about, locale) for locale, about in table.about.items()],
            "dcat:accessURL": {"@id": absolute(urls.DATA)},
            "dcat:downloadURL": {"@id": url},
            "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}{media}"},
        }
        if ending == "csv":
            node["dct:conformsTo"] = {"@id": absolute(urls.DATA_TABLES)}
        yield node


def _languages(locales: Sequence[str]) -> list[dict[str, str]]:
    """Return the languages, without script or country, each once."""
    tags = dict.fromkeys(locale.partition("-")[0] for locale in locales)
    return [{"@id": f"{_LANGUAGES}{len(tag) - 1}/{tag}"} for tag in tags]


def _text(value: str, locale: str) -> dict[str, str]:
    return {"@value": value, "@language": locale}


def _day(value: str) -> dict[str, str]:
    return {"@value": value, "@type": "xsd:date"}
