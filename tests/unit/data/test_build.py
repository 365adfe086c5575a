"""The data of a corner, as the readers of Data Packages, CSVW and JSON-LD read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from csvw import CSVW
from frictionless import Package
from pyld import jsonld

from corner.data.build import iter_data_files
from corner.storage.output_file import OutputFile, Spool
from corner.views import data
from tests.support import corners
from tests.support.corners import FAIR, Corner, release


def _files(root: Path, is_current: Callable[[str, str], bool] = lambda _path, _digest: False) -> dict[str, OutputFile]:
    return dict(iter_data_files(corners.edition(root).catalogue, "code", is_current, Spool()))


def _read(file: OutputFile) -> bytes:
    content = file.content() if callable(file.content) else file.content
    assert isinstance(content, bytes)
    return content


def _write(root: Path, folder: Path) -> Path:
    for path, file in _files(root).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_read(file))
    return folder / "data"


def test_frictionless_and_csvw_accept_the_data(corner: Corner, tmp_path: Path) -> None:
    folder = _write(corner({FAIR: release(bodies="[harbour-office]", title='A "fair", again')}), tmp_path / "out")
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten()
    tables = sorted(folder.glob("*.csv"))
    assert {path.stem for path in tables} >= {"releases", "summaries", "items", "bodies"}
    for path in tables:
        table = CSVW(str(path), md_url=f"{path}-metadata.json", validate=True)
        assert table.is_valid, (path.name, [str(warning.message) for warning in table.warnings])


def test_a_table_that_is_published_is_not_made(corner: Corner) -> None:
    root = corner({FAIR: release()})
    known = {path: file.fingerprint for path, file in _files(root).items()}
    second = _files(root, lambda path, digest: bool(digest) and known[path] == digest)
    assert {path for path, file in second.items() if file.content is None} == {
        path
        for path in known
        if path.endswith(".csv") or path in {p.replace(".csv", ".json") for p in known if p.endswith(".csv")}
    }
    (root / FAIR).write_text(release(title="Another title"), "utf-8")
    third = _files(root, lambda path, digest: bool(digest) and known[path] == digest)
    assert third["data/releases.csv"].content is not None
    assert third["data/bodies.csv"].content is None


def test_the_version_follows_the_content(corner: Corner) -> None:
    root = corner({FAIR: release(issued="2021-09-24")})
    first = data.data_view(corners.edition(root)).version
    assert first.startswith("2021-09-24-")
    assert data.data_view(corners.edition(root, "zh-Hant")).version == first
    (root / FAIR).write_text(release(issued="2021-09-24", title="Another title"), "utf-8")
    assert data.data_view(corners.edition(root)).version not in ("", first)


def test_drafts_and_what_is_not_due_are_no_data(corner: Corner) -> None:
    root = corner(
        {
            "news/releases/2021/draft.en.md": release(title="Secret", status="draft"),
            "news/releases/2021/later.en.md": release(title="Secret", publish_at="2030-01-01"),
        }
    )
    assert all(b"Secret" not in _read(file) for file in _files(root).values())


def test_the_data_set_is_json_ld_of_schema_org_and_dcat(corner: Corner) -> None:
    node = data.describe_dataset(corners.edition(corner({FAIR: release()})))
    assert json.loads(json.dumps(node)) == node
    node["@context"] = [{"@vocab": "https://schema.org/"}, node["@context"][1]]
    (expanded,) = jsonld.expand(node)
    assert expanded["@type"] == ["https://schema.org/Dataset", "http://www.w3.org/ns/dcat#Dataset"]
    downloads = expanded["https://schema.org/distribution"]
    urls = [download["http://www.w3.org/ns/dcat#downloadURL"][0]["@id"] for download in downloads]
    assert any(url.endswith("data/releases.csv") for url in urls)
