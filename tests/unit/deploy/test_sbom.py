"""The software bill of materials: CycloneDX's own program takes it, and it has what is installed."""

from __future__ import annotations

import importlib.metadata
import json
from datetime import UTC, datetime

from click.testing import CliRunner
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from corner.cli import main
from corner.deploy.sbom import build_sbom

NOW = datetime(2026, 11, 29, 8, tzinfo=UTC)


def test_the_schema_of_cyclonedx_takes_it_and_not_a_broken_one() -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    text = build_sbom(NOW)
    assert validator.validate_str(text) is None
    assert validator.validate_str(text.replace('"purl"', '"pull"')) is not None


def test_it_names_the_packages_with_version_licence_and_needs() -> None:
    document = json.loads(build_sbom(NOW))
    components = {component["name"]: component for component in document["components"]}
    assert {"mkdocs", "lxml", "click", "python-slugify", "pydantic-core"} <= components.keys()
    assert "pytest" not in components
    assert components["click"] == {
        "type": "library",
        "bom-ref": f"pkg:pypi/click@{importlib.metadata.version('click')}",
        "name": "click",
        "version": importlib.metadata.version("click"),
        "purl": f"pkg:pypi/click@{importlib.metadata.version('click')}",
        "description": importlib.metadata.metadata("click")["Summary"],
        "licenses": [{"expression": "BSD-3-Clause"}],
    }
    needs = {entry["ref"].partition("@")[0]: entry["dependsOn"] for entry in document["dependencies"]}
    assert any(need.startswith("pkg:pypi/pydantic-core@") for need in needs["pkg:pypi/pydantic"])
    assert document["metadata"]["component"]["name"] == "co-operation-corner"


def test_the_command_prints_the_same_for_the_same_moment() -> None:
    options = ["sbom", "--now", "2026-11-29T09:00+01:00"]
    first, second = (CliRunner().invoke(main, options).stdout for _ in range(2))
    assert first == second == build_sbom(NOW)
    assert json.loads(first)["metadata"]["timestamp"] == "2026-11-29T08:00:00Z"
