"""What hosts of static sites send with a file, by the file `_headers`, as each of them reads it."""

from __future__ import annotations

import re

_Rule = tuple[str, list[tuple[str, str | None]]]
"""The path, and the headers in order; `None` takes away what earlier rules gave."""


def read_rules(text: str) -> list[_Rule]:
    """Return the rules of the file."""
    rules: list[_Rule] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("/"):
            rules.append((line, []))
        elif line.strip().startswith("! "):
            rules[-1][1].append((line.strip()[2:], None))
        else:
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
    return rules


def send_from_cloudflare(text: str, path: str) -> dict[str, str]:
    """Return the headers that Cloudflare Pages sends with a path: equal names are joined, unless they were taken away."""
    headers: dict[str, str] = {}
    for pattern, lines in read_rules(text):
        if not re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), path):
            continue
        for name, value in lines:
            if value is None:
                headers.pop(name, None)
            else:
                headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def send_from_netlify(text: str, path: str) -> dict[str, str]:
    """Return the headers that Netlify sends with a path: the last of equal names counts."""
    headers: dict[str, str] = {}
    for pattern, lines in read_rules(text):
        if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), path, re.IGNORECASE):
            headers |= {name: value for name, value in lines if value is not None}
    return headers
