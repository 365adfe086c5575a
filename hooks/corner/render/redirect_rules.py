"""The former addresses as rules for servers, which answer with 301 before the page at the former address is read.

Hosts without such rules serve that page, which leads on. A rule has only characters that mean nothing in the servers'
languages, and an address that has others has no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corner.content import urls

_PLAIN = re.compile(r"/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?")
"""A path without an empty segment: with one, `//host/`, a browser would leave the site."""
_MOST_LINES = 2000
"""The most rules without a placeholder that Cloudflare Pages reads."""


class Redirect(NamedTuple):
    """A former address and the present one, as absolute paths on the host."""

    former: str
    present: str


def write_rules(moved: Iterable[tuple[str, str]], root_path: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the rules in each language.

    Args:
        moved: the former and the present address of each file, from the site's root; pages first.
        root_path: the path of the site's root on its host, with slashes at both ends.
    """
    redirects = [
        redirect
        for former, present in moved
        if all(map(_PLAIN.fullmatch, redirect := Redirect(root_path + former, root_path + present)))
    ]
    yield urls.REDIRECTS, _write_redirects(redirects).encode()
    yield urls.NGINX_REDIRECTS, _write_nginx(redirects).encode()
    yield urls.CADDY_REDIRECTS, _write_caddy(redirects).encode()


def _write_redirects(redirects: list[Redirect]) -> str:
    """Return the file that Netlify, Cloudflare Pages and GitLab Pages read: as many rules as all of them read.

    Netlify prefers the page at a former address unless a rule ends with `!`; the others ignore such a rule.
    """
    kept = redirects[: _MOST_LINES // 2]
    lines = ["# Former addresses. Netlify reads the rules with an exclamation mark, other hosts those without."]
    if len(kept) < len(redirects):
        lines.append(f"# {len(redirects) - len(kept)} more have no rule here: the pages at these addresses lead on.")
    for former, present in kept:
        lines += [f"{former} {present} 301!", f"{former} {present} 301"]
    return "\n".join(lines) + "\n"


def _write_nginx(redirects: list[Redirect]) -> str:
    """Return what nginx includes in a `server` block."""
    lines = ["# Former addresses, for the server block of nginx."]
    lines += [f"location = {former} {{ return 301 {present}$is_args$args; }}" for former, present in redirects]
    return "\n".join(lines) + "\n"


def _write_caddy(redirects: list[Redirect]) -> str:
    """Return what Caddy 2 imports in a site block: a table, which costs a request less than a matcher for each address."""
    lines = ["# Former addresses, for the site block of Caddy 2."]
    if redirects:
        lines += ["map {path} {corner_present} {"]
        lines += [f"\t{former} {present}" for former, present in redirects]
        lines += [
            '\tdefault ""',
            "}",
            '@corner_former_query expression `{corner_present} != "" && {query} != ""`',
            "redir @corner_former_query {corner_present}?{query} 301",
            '@corner_former expression `{corner_present} != ""`',
            "redir @corner_former {corner_present} 301",
        ]
    return "\n".join(lines) + "\n"
