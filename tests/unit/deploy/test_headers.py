"""What a server says of each file: its media type, how long browsers keep it, and whether it is saved."""

from __future__ import annotations

import pytest

from corner.content.file_types import ALLOWED_TYPES
from corner.deploy.headers import Headers, headers_for


def test_each_type_that_may_be_published_has_a_media_type() -> None:
    types = {ending: headers_for(f"news/2026/a.{ending}").content_type for ending in ALLOWED_TYPES}
    assert [ending for ending, media_type in types.items() if media_type == "application/octet-stream"] == []


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("news/2026/a.avif", Headers("image/avif", "public, max-age=86400", "")),
        ("news/2026/a.GIF", Headers("image/gif", "no-cache", "")),
        ("news/2026/a.gif", Headers("image/gif", "public, max-age=86400", "")),
        ("news/2026/a.mp3", Headers("audio/mpeg", "no-cache", "")),
        ("news/2026/a.vtt", Headers("text/vtt; charset=utf-8", "no-cache", "")),
        ("news/2026/a.svg", Headers("image/svg+xml", "no-cache", "attachment")),
        ("news/2026/a.unknown", Headers("application/octet-stream", "no-cache", "")),
        ("feeds/all.xml", Headers("application/xml; charset=utf-8", "public, max-age=900", "")),
    ],
)
def test_a_file_has_the_headers_of_its_type(path: str, headers: Headers) -> None:
    assert headers_for(path) == headers
