"""The software bill of materials of a corner: what its site was made with, in CycloneDX 1.6 (ECMA-424)."""

from __future__ import annotations

import importlib.metadata
import json
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

_PROJECT = "co-operation-corner"
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?[^;]*(?:;(.*))?")
_SPDX = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def build_sbom(now: datetime) -> str:
    """Return the bill of materials of the installed program as JSON: each package that it needs, with what that needs.

    Args:
        now: the moment that the document is of, aware.
    """
    needs = {name: sorted(_iter_needs(name)) for name in sorted(_list_packages())}
    components = [_describe(name) for name in needs if name != _PROJECT]
    document: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "",
        "version": 1,
        "metadata": {
            "timestamp": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {**_describe(_PROJECT), "type": "application"},
        },
        "components": components,
        "dependencies": [
            {"ref": _name_reference(name), "dependsOn": [_name_reference(need) for need in needed if need in needs]}
            for name, needed in needs.items()
        ],
    }
    # The same packages at the same moment are the same document.
    document["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(document))}"
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _list_packages() -> set[str]:
    """Return the names of the program and of all installed packages that it needs."""
    names, pending = set[str](), [_PROJECT]
    while pending:
        name = pending.pop()
        if name not in names:
            names.add(name)
            pending += _iter_needs(name)
    return names


def _iter_needs(name: str) -> Iterator[str]:
    """Yield the installed packages that a package needs without its extras, but for that of `mkdocs build`."""
    for written in importlib.metadata.requires(name) or ():
        match = _REQUIREMENT.fullmatch(written)
        if match and ("extra" not in (match[2] or "") or (name == _PROJECT and "mkdocs" in match[2])):
            need = _normalize(match[1])
            try:
                importlib.metadata.version(need)
            except importlib.metadata.PackageNotFoundError:
                continue  # for another system or another Python
            yield need


def _normalize(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _describe(name: str) -> dict[str, Any]:
    """Return a package as a component."""
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": _name_reference(name),
        "name": name,
        "version": importlib.metadata.version(name),
        "purl": _name_reference(name),
    }
    metadata = importlib.metadata.metadata(name)
    if summaries := metadata.get_all("Summary"):
        component["description"] = str(summaries[0])
    if licences := _list_licences(metadata):
        component["licenses"] = licences
    return component


def _list_licences(metadata: importlib.metadata.PackageMetadata) -> list[dict[str, Any]]:
    """Return the licence as an SPDX expression where the package has one, or else by its names."""
    expressions = [str(value) for value in metadata.get_all("License-Expression") or ()]
    if expressions and _SPDX.fullmatch(expressions[0]):
        return [{"expression": expressions[0]}]
    classifiers = [str(value) for value in metadata.get_all("Classifier") or ()]
    names = [value.rpartition(" :: ")[2] for value in classifiers if value.startswith("License :: ")]
    return [{"license": {"name": name}} for name in names]


def _name_reference(name: str) -> str:
    """Return the package URL of an installed package."""
    return f"pkg:pypi/{name}@{importlib.metadata.version(name)}"
