"""The data of a corner, as the readers of Data Packages, CSVW and JSON-LD read it."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW
from frictionless import Package
from pyld import jsonld
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, XSD

from corner.data.build import iter_data_files
from corner.storage.output_file import OutputFile, Spool
from tests.support import berths, corners, second_corner
from tests.support.corners import FAIR, NOW, Corner, release

SITE = "https://corner.example/base/"


def _files(
    root: Path, is_current: Callable[[str, str], bool] = lambda _path, _digest: False, now: datetime = NOW
) -> dict[str, OutputFile]:
    return dict(iter_data_files(corners.edition(root, now=now).catalogue, "code", is_current, Spool()))


def _read(file: OutputFile) -> bytes:
    content = file.content() if callable(file.content) else file.content
    assert isinstance(content, bytes)
    return content


def _bytes(root: Path, now: datetime = NOW) -> dict[str, bytes]:
    return {path: _read(file) for path, file in _files(root, now=now).items()}


def _rows(root: Path, table: str, now: datetime = NOW) -> list[dict[str, Any]]:
    return list(json.loads(_bytes(root, now)[f"data/{table}.json"]))


def _package(root: Path) -> dict[str, Any]:
    return dict(json.loads(_bytes(root)["data/datapackage.json"]))


def _fields(package: Mapping[str, Any], table: str) -> dict[str, dict[str, Any]]:
    (resource,) = [resource for resource in package["resources"] if resource["name"] == table]
    return {field["name"]: field for field in resource["schema"]["fields"]}


def _graph(data: bytes) -> Graph:
    with warnings.catch_warnings():
        # rdflib (7.6) calls a class of its own that it warns of.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=data, format="json-ld")


def _write(root: Path, folder: Path) -> Path:
    for path, content in _bytes(root).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder / "data"


def _find_csvw_faults(folder: Path) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        tables = CSVW(str(folder / "csv-metadata.json"), validate=True)
        try:
            return [] if tables.is_valid else [str(warning.message) for warning in tables.warnings]
        except ValueError as error:
            return [str(error)]


def _has_package_faults(folder: Path) -> list[list[Any]]:
    return list(Package(str(folder / "datapackage.json")).validate().flatten(["type", "fieldName"]))


@pytest.fixture
def tricky(corner: Corner) -> Path:
    """Return a corner with a register and with words that are hard to write in CSV."""
    title = 'A =SUM(A1), "again" | and'
    records = (
        f"{str(berths.BERTHS[berths.RECORDS]).rstrip()}\n          sources: [{{name: 'Plan | 2', as_of: 2025-12-02}}]\n"
    )
    fair = release(type="event", event="{start: 2021-03-20}", bodies="[harbour-office]", title=f"'{title}'")
    return corner({**berths.BERTHS, berths.RECORDS: records, FAIR: fair})


def test_frictionless_and_csvw_accept_the_data(tricky: Path, tmp_path: Path) -> None:
    folder = _write(tricky, tmp_path / "out")
    assert _has_package_faults(folder) == []
    assert _find_csvw_faults(folder) == []
    tables = {path.stem for path in folder.glob("*.csv")}
    assert tables >= {"releases", "summaries", "items", "bodies", "berths", "topics", "places", "changes", "terms"}


def test_csvw_is_found_beside_each_table_and_describes_it(tricky: Path, tmp_path: Path) -> None:
    folder = _write(tricky, tmp_path / "out")
    metadata = json.loads((folder / "csv-metadata.json").read_bytes())
    assert [table["url"] for table in metadata["tables"]] == [
        f"{resource['name']}.csv" for resource in _package(tricky)["resources"]
    ]
    for table in metadata["tables"]:
        header = (folder / table["url"]).read_text("utf-8").splitlines()[0].split(",")
        assert [column["name"] for column in table["tableSchema"]["columns"]] == header


@pytest.mark.parametrize(
    ("table", "column", "value", "error"),
    [
        ("berths", "kind", "pirates", "constraint-error"),
        ("berths", "replaced_by", "south", "foreign-key"),
        ("berths", "quay", "moon", "foreign-key"),
        ("events", "key", "releases/2021/none", "foreign-key"),
        ("releases", "type", "rumour", "constraint-error"),
        ("releases", "issued", "soon", "type-error"),
    ],
)
def test_a_wrong_cell_is_refused(tricky: Path, tmp_path: Path, table: str, column: str, value: str, error: str) -> None:
    folder = _write(tricky, tmp_path / "out")
    file = folder / f"{table}.csv"
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    rows[0][column] = value
    with file.open("w", encoding="utf-8", newline="") as output:
        writer = csv.DictWriter(output, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert error in {kind for kind, _ in _has_package_faults(folder)}
    # In CSVW, a key that may be empty is no foreign key.
    assert bool(_find_csvw_faults(folder)) == (column != "replaced_by")


def test_keys_in_csvw_are_of_columns_that_are_always_filled(tricky: Path) -> None:
    metadata = json.loads(_bytes(tricky)["data/csv-metadata.json"])
    keys = {
        (table["url"], key["columnReference"], key["reference"]["resource"])
        for table in metadata["tables"]
        for key in table["tableSchema"].get("foreignKeys", [])
    }
    assert keys == {
        ("events.csv", "key", "releases.csv"),
        ("items.csv", "summary", "summaries.csv"),
        ("berths.csv", "quay", "places.csv"),
    }
    (berth,) = [table for table in metadata["tables"] if table["url"] == "berths.csv"]
    columns = {column["name"]: column for column in berth["tableSchema"]["columns"]}
    assert columns["keeper"]["dc:references"] == {"@id": "bodies.csv"}
    assert columns["beside"]["dc:references"] == {"@id": "berths.csv"}
    assert columns["kind"]["titles"] == {"en": "Kind", "zh-Hant": "類別"}


def test_choices_have_their_names_in_the_package_and_in_each_language_in_the_terms(tricky: Path) -> None:
    kind = _fields(_package(tricky), "berths")["kind"]
    assert kind["constraints"] == {"enum": ["fishing", "guest"]}
    assert kind["categories"] == [
        {"value": "fishing", "label": "Fishing boats"},
        {"value": "guest", "label": "Guests"},
    ]
    terms = {(row["table"], row["column"], row["key"]): row for row in _rows(tricky, "terms")}
    assert terms["berths", "kind", "guest"]["name_zh_Hant"] == "訪客"
    # The register has a word of its own for one state.
    assert [terms["berths", "status", key]["name_en"] for key in ("current", "replaced")] == ["Open", "Replaced"]
    assert ("releases", "type", "notice") in terms
    assert ("berths", "quay", "quay") not in terms, "places have a table of their own"
    assert {row["key"]: row["name_zh_Hant"] for row in _rows(tricky, "places")}["quay"]


def test_sources_have_a_column_for_each_language_and_stay_in_order(tricky: Path) -> None:
    rows = {row["key"]: row for row in _rows(tricky, "berths")}
    assert rows["east"]["sources_en"] == ["Harbour plan"]
    assert rows["east"]["sources_zh_Hant"] == ["港口圖"]
    # A name that is given once is the same in all languages; a bar in it is another one in the CSV.
    assert rows["north"]["sources_en"] == rows["north"]["sources_zh_Hant"] == ["Plan | 2"]
    written = list(csv.DictReader(io.StringIO(_bytes(tricky)["data/berths.csv"].decode())))
    assert {row["key"]: row["sources_en"] for row in written}["north"] == "Plan ¦ 2"


def test_a_table_that_is_published_is_not_made(corner: Corner) -> None:
    root = corner({FAIR: release()})
    known = {path: file.fingerprint for path, file in _files(root).items()}
    second = _files(root, lambda path, digest: bool(digest) and known[path] == digest)
    tables = {path for path in known if path.endswith(".csv")}
    tables |= {path.replace(".csv", ".json") for path in tables}
    assert {path for path, file in second.items() if file.content is None} == tables
    (root / FAIR).write_text(release(title="Another title"), "utf-8")
    third = _files(root, lambda path, digest: bool(digest) and known[path] == digest)
    assert third["data/releases.csv"].content is not None
    assert third["data/bodies.csv"].content is None


def test_the_same_content_gives_the_same_bytes(tricky: Path) -> None:
    first = _bytes(tricky)
    assert _bytes(tricky) == first
    # Nothing happens to the berths on the next day.
    assert _bytes(tricky, datetime(2026, 1, 2, tzinfo=UTC)) == first


def test_drafts_and_what_is_not_due_are_no_data(corner: Corner) -> None:
    root = corner(
        {
            "news/releases/2021/draft.en.md": release(title="Secret", status="draft"),
            "news/releases/2021/later.en.md": release(title="Secret", publish_at="2030-01-01"),
        }
    )
    for path, content in _bytes(root).items():
        assert b"Secret" not in content, path
        assert b"2021/draft" not in content, path
        assert b"2021/later" not in content, path


def test_a_corner_without_registers_has_no_trace_of_them_in_its_data(corner: Corner, tmp_path: Path) -> None:
    root = corner({FAIR: release()})
    written = _bytes(root)
    assert {path.removeprefix("data/") for path in written if path.endswith(".csv") and path.count("/") == 1} == {
        *("bodies.csv", "changes.csv", "items.csv", "places.csv", "releases.csv"),
        *("summaries.csv", "terms.csv", "topics.csv"),
    }
    assert [path for path, content in written.items() if b"record" in content.lower()] == []
    assert _has_package_faults(_write(root, tmp_path / "out")) == []


def test_changes_are_those_that_the_content_dates(corner: Corner) -> None:
    fair = release(
        issued="2021-09-24",
        updated="2021-10-01",
        corrections="[{date: 2021-10-05, note: The hall.}]",
        withdrawn="{date: 2021-11-01, reason: A mistake.}",
    )
    root = corner({FAIR: fair, corners.FAIR_ZH: None, **berths.BERTHS})
    key = "releases/" + FAIR.removeprefix("news/releases/").removesuffix(".en.md")

    def changes(table: str, now: datetime = NOW) -> list[tuple[str, str, str]]:
        return [
            (row["date"], row["row"], row["change"]) for row in _rows(root, "changes", now) if row["table"] == table
        ]

    assert [change for change in changes("releases") if change[1] == key] == [
        ("2021-11-01", key, "withdrawn"),
        ("2021-10-05", key, "corrected"),
        ("2021-10-01", key, "updated"),
        ("2021-09-24", key, "published"),
    ]
    # In force from 2020, before the corner began in 2026; replaced only on 1 June 2026.
    assert changes("berths") == [("2025-12-01", "east", "checked")]
    assert changes("berths", datetime(2026, 5, 31, 18, tzinfo=UTC)) == [
        ("2026-06-01", "east", "replaced"),
        ("2026-06-01", "north", "begun"),
        ("2025-12-01", "east", "checked"),
    ]


def test_each_figure_has_a_table_for_each_basis(corner: Corner) -> None:
    figures = """\
        visitors:
          name: {en: Visitors, zh-Hant: 訪客}
          unit: {en: "{value} people", zh-Hant: "{value}人"}
          bases:
            tickets: {en: Tickets sold, zh-Hant: 售票}
            counted: {en: Counted at the gate, zh-Hant: 入場點算}
        """
    values = (
        "[{figure: visitors, value: 30, period: 2021}, {figure: visitors, value: 20, basis: counted, period: 2021}]"
    )
    body = "Of 30 people with tickets, 20 came."
    root = corner({"news/figures.yml": figures, FAIR: release(figures=values, body=body), corners.FAIR_ZH: None})
    rows = {row["key"]: row for row in _rows(root, "figures")}
    assert {key for key in rows if key.startswith("visitors")} == {"visitors.2021", "visitors.counted.2021"}
    assert rows["visitors.counted.2021"]["basis_name_zh_Hant"] == "入場點算"
    assert rows["visitors.counted.2021"]["unit_en"] == "{value} people"
    assert _rows(root, "figures/visitors") == [rows["visitors.2021"]]
    assert _rows(root, "figures/visitors.counted") == [rows["visitors.counted.2021"]]


def test_the_settings_give_licence_publisher_and_sources(corner: Corner) -> None:
    settings = corners.MKDOCS.replace(
        "        feed_size: 3\n",
        """\
        feed_size: 3
        data:
          license: {name: CC-BY-4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
          publisher: {en: Harbour Club, zh-Hant: 港口會}
          sources: [{name: {en: Port Authority, zh-Hant: 港務局}, url: "https://port.example"}]
""",
    )
    package = _package(corner({"mkdocs.yml": settings}))
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    assert package["contributors"] == [{"title": "Harbour Club", "path": SITE, "roles": ["publisher"]}]
    assert package["sources"] == [{"title": "Port Authority", "path": "https://port.example"}]
    assert "Boats" in package["keywords"]


def test_without_settings_no_licence_is_named_and_the_site_publishes(corner: Corner) -> None:
    root = corner({FAIR: release()})
    package = _package(root)
    assert "licenses" not in package
    assert package["contributors"][0]["title"] == "Harbour Corner"
    graph = _graph(_bytes(root)["data/dcat.jsonld"])
    assert list(graph.objects(None, DCTERMS.license)) == []


def test_dcat_names_each_file_with_its_type_in_each_language(tricky: Path) -> None:
    written = _bytes(tricky)["data/dcat.jsonld"]
    graph = _graph(written)
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    downloads = set(map(str, graph.objects(None, DCAT.downloadURL)))
    assert downloads == {
        f"{SITE}data/{resource['name']}.{ending}"
        for resource in _package(tricky)["resources"]
        for ending in ("csv", "json")
    }
    berth = URIRef(f"{SITE}data/berths.csv")
    assert (dataset, DCAT.distribution, berth) in graph
    assert graph.value(berth, DCAT.mediaType) == URIRef("https://www.iana.org/assignments/media-types/text/csv")
    assert set(graph.objects(berth, DCTERMS.title)) == {Literal("Berths", "en"), Literal("泊位", "zh-Hant")}
    assert set(map(str, graph.objects(dataset, DCTERMS.language))) == {
        "http://id.loc.gov/vocabulary/iso639-1/en",
        "http://id.loc.gov/vocabulary/iso639-1/zh",
    }
    assert graph.value(dataset, DCTERMS.modified) == Literal("2025-12-02", datatype=XSD.date)
    period = graph.value(dataset, DCTERMS.temporal)
    assert graph.value(period, DCAT.startDate) is not None
    assert graph.value(dataset, URIRef(f"{DCAT}version")) == Literal(_package(tricky)["version"])
    # Another processor reads the same, and needs no context from elsewhere.
    (node,) = jsonld.expand(json.loads(written), {"documentLoader": None})
    assert len(node[str(DCAT.distribution)]) == len(downloads)


def test_the_second_corner_has_its_register_as_data(tmp_path: Path) -> None:
    root = second_corner.write(tmp_path / "corner")
    folder = _write(root, tmp_path / "out")
    assert _has_package_faults(folder) == []
    assert _find_csvw_faults(folder) == []
    rows = {row["key"]: row for row in _rows(root, "quotas")}
    cod = rows["cod-2022"]
    assert (cod["name_pt"], cod["stock"], cod["tonnes"], cod["status"], cod["replaced_by"]) == (
        "Bacalhau dos bancos do norte",
        "cod",
        1200,
        "replaced",
        "cod-2024",
    )
    assert cod["sources_pt"] == ["Aviso às embarcações"]
    stock = _fields(_package(root), "quotas")["stock"]
    assert stock["categories"][0] == {"value": "cod", "label": "Cod"}
    assert {row["name_pt"] for row in _rows(root, "terms") if row["column"] == "stock"} == {"Bacalhau", "Atum"}
    graph = _graph((folder / "dcat.jsonld").read_bytes())
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    assert Literal("Boletim dos Faróis – Dados", "pt") in set(graph.objects(dataset, DCTERMS.title))
