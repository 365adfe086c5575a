"""The policy of pages: what a corner may add to it, and what follows from that."""

from __future__ import annotations

import pytest

from corner.render.policy import page_policy
from tests.support import corners
from tests.support.corners import MKDOCS, Corner


def _policies(corner: Corner, lines: str) -> list[dict[str, str]]:
    """Return the directives of the policy in headers and of that in pages."""
    settings = corners.catalogue(
        corner({"mkdocs.yml": MKDOCS.replace("        page_size", f"{lines}        page_size")})
    ).settings
    written = (page_policy(settings), page_policy(settings, in_meta=True))
    return [dict(part.split(" ", 1) for part in policy.split("; ")) for policy in written]


def test_pages_run_nothing_that_is_in_them_and_load_from_their_own_site(corner: Corner) -> None:
    in_header, in_meta = _policies(corner, "")
    assert in_header.pop("frame-ancestors") == "'none'"
    assert in_header == in_meta
    assert in_meta["default-src"] == in_meta["base-uri"] == in_meta["object-src"] == "'none'"
    assert in_meta["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert in_meta["style-src"] == in_meta["connect-src"] == in_meta["form-action"] == "'self'"
    assert (in_meta["require-trusted-types-for"], in_meta["trusted-types"]) == ("'script'", "default")


def test_without_a_search_nothing_is_compiled_and_no_policy_of_types_is_needed(corner: Corner) -> None:
    for policy in _policies(corner, "        search: false\n"):
        assert (policy["script-src"], policy["trusted-types"]) == ("'self'", "'none'")


def test_sources_are_added_and_replace_none(corner: Corner) -> None:
    lines = "        policy: {sources: {frame-src: ['https://*.example.org'], font-src: ['data:']}}\n"
    for policy in _policies(corner, lines):
        assert policy["frame-src"] == "https://*.example.org"
        assert policy["font-src"] == "'self' data:"
        assert policy["require-trusted-types-for"] == "'script'"


def test_a_script_from_elsewhere_may_write_html(corner: Corner) -> None:
    for policy in _policies(corner, "        policy: {sources: {script-src: ['https://s.example.org/a.js']}}\n"):
        assert policy["script-src"] == "'self' 'wasm-unsafe-eval' https://s.example.org/a.js"
        assert not policy.keys() & {"trusted-types", "require-trusted-types-for"}


@pytest.mark.parametrize(
    ("directive", "source"),
    [
        ("script-src", "'unsafe-inline'"),
        ("script-src", "'unsafe-eval'"),
        ("script-src", "*"),
        ("script-src", "https:"),
        ("script-src", "data:"),
        ("script-src", "http://www.example.org"),
        ("script-src", "https://www.example.org; object-src *"),
        ("script-src", "https://www.example.org, default-src *"),
        ("img-src", 'https://www.example.org/"x'),
        ("img-src", "https://www.example.org/$uri"),
        ("img-src", "https://www.example.org/{x}"),
        ("img-src", "https://www.example.org/\nX: y"),
        ("img-src", "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"),
        ("connect-src", "data:"),
        ("frame-src", "blob:"),
        ("style-src", "https://localhost"),
    ],
)
def test_a_source_that_opens_more_than_one_site_is_a_problem(corner: Corner, directive: str, source: str) -> None:
    quoted = source.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    lines = f'        policy:\n          sources:\n            {directive}: ["{quoted}"]\n'
    settings = MKDOCS.replace("        page_size", f"{lines}        page_size")
    (line,) = corners.found(corner({"mkdocs.yml": settings}))
    expected = f"expected for {directive} an address such as https://www.example.org, found"
    assert line.startswith(f"mkdocs.yml:9: extra.corner.policy.sources: {expected}")
    assert line.endswith("[wrong-value]")


def test_an_unknown_directive_is_a_problem_with_the_nearest_one(corner: Corner) -> None:
    lines = "        policy: {sources: {image-src: ['https://www.example.org']}}\n"
    settings = MKDOCS.replace("        page_size", f"{lines}        page_size")
    (line,) = corners.found(corner({"mkdocs.yml": settings}))
    assert line.startswith("mkdocs.yml:8: ")
    assert "found 'image-src'; did you mean 'img-src'?" in line
