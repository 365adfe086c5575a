"""The headers that servers send with the files of the site, as rules for hosts of static sites, nginx and Caddy.

All three hold the same rules. A later rule wins over an earlier one, header by header.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from corner.content import urls
from corner.content.file_types import ALLOWED_TYPES, DRAWING
from corner.render.policy import FILES_POLICY, page_policy
from corner.site.catalogue import Catalogue

_POLICY = "Content-Security-Policy"
_RESOURCE, _OPENER = "Cross-Origin-Resource-Policy", "Cross-Origin-Opener-Policy"
_READERS, _DISPOSITION = "Access-Control-Allow-Origin", "Content-Disposition"
_VARIABLES = {
    _POLICY: "corner_policy",
    _RESOURCE: "corner_resource_policy",
    _OPENER: "corner_opener_policy",
    _READERS: "corner_readers",
    _DISPOSITION: "corner_disposition",
}
"""The headers that differ from file to file, and the variables of nginx and Caddy that hold their values."""
_PAGE_VARIABLE = "corner_page_policy"
"""The variable with the policy of pages, for the page of an error."""
_FORBIDDEN_FEATURES = (
    "accelerometer camera display-capture geolocation gyroscope hid magnetometer microphone midi payment "
    "serial usb xr-spatial-tracking"
).split()
_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _FORBIDDEN_FEATURES),
}
"""The headers of every file."""
_SECURE_NAME, _SECURE_VALUE = "Strict-Transport-Security", "max-age=31536000"
_ADVICE = (
    "If this host and its certificate will always answer with https, browsers need not try http:",
    "remove the sign at the beginning of the next line. It cannot be taken back for a year.",
)
_PROGRAMS = "atom csv ics json jsonld md opml txt xml".split()
"""The endings of files that programs and feed readers on other sites read."""
_ACTIVE = "htm html mht mhtml shtml xht xhtml xml xsl xslt".split()
"""The endings of files that a browser would show as pages of the site, besides drawings; the build publishes none in `news/`."""
_ENDING = re.compile(r"[A-Za-z0-9]+")
_UNUSUAL = re.compile(r"[^A-Za-z0-9/_-]+")
_MOST_RULES = 100
"""The most rules that Cloudflare Pages reads."""


class HeaderRule(NamedTuple):
    """The headers of some files, in place of those of all files."""

    comment: str
    patterns: tuple[str, ...]
    """Regular expressions for absolute paths, in the words that nginx and Caddy share."""
    paths: tuple[str, ...]
    """The same files in `_headers`, where a path may have one asterisk."""
    headers: Mapping[str, str]
    """Their values; an empty one takes a header away."""


def write_headers(catalogue: Catalogue, names: Iterable[str], form_policy: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the rules in each language.

    Args:
        catalogue: what is published.
        names: the paths of all files of the site.
        form_policy: the policy of the form for editors; empty where there is none.
    """
    base = {_POLICY: page_policy(catalogue.settings), **_COMMON, _RESOURCE: "same-origin", _OPENER: "same-origin"}
    root_path = catalogue.addresses.root_path
    rules = [*_file_rules(catalogue, names, base), *_form_rules(root_path, form_policy)]
    if root_path == "/":
        # Hosts look for it in their own root only.
        yield urls.HEADERS, _write_host_rules(base, rules).encode()
    yield urls.NGINX_HEADERS, _write_nginx(base, rules).encode()
    yield urls.CADDY_HEADERS, _write_caddy(base, rules).encode()


def _form_rules(root_path: str, form_policy: str) -> Iterator[HeaderRule]:
    """Yield the rule for the form for editors, if there is one."""
    if form_policy:
        path = f"{root_path}{urls.FORM}"
        # Its window talks to the one in which an editor signs in.
        headers = {_POLICY: form_policy, _OPENER: "same-origin-allow-popups"}
        yield HeaderRule("The form for editors.", (f"^{_as_pattern(path)}",), (f"{path}*",), headers)


def _file_rules(catalogue: Catalogue, names: Iterable[str], base: Mapping[str, str]) -> Iterator[HeaderRule]:
    """Yield the rules for what is no page, in order."""
    endings = sorted(filter(_ENDING.fullmatch, {name.rpartition(".")[2] for name in names}))
    sections = sorted({kind.section for kind in catalogue.content_types if kind.files and kind.section})
    beside = f"^{_as_pattern(catalogue.addresses.root_path)}(?:{'|'.join(sections)})/.+"
    in_files = {_POLICY: FILES_POLICY, _RESOURCE: "cross-origin"}

    def list_paths(types: Collection[str]) -> tuple[str, ...]:
        return tuple(f"/*.{ending}" for ending in endings if ending.lower() in types)

    yield HeaderRule(
        "Attachments and pictures: nothing in them runs, and other sites may show them.",
        (_ending_pattern(ALLOWED_TYPES), rf"{beside}\.[^./]+$"),
        list_paths(ALLOWED_TYPES),
        in_files,
    )
    yield HeaderRule(
        "Drawings, and pages that the build did not make: pages show drawings, but opened alone they are saved.",
        (_ending_pattern([DRAWING]), beside + _ending_pattern(_ACTIVE)),
        list_paths([DRAWING]),
        {**in_files, _DISPOSITION: "attachment"},
    )
    yield HeaderRule("Pages.", (r"/index\.html$",), (), {**base, _DISPOSITION: ""})
    headers = {_RESOURCE: "cross-origin", _READERS: "*"}
    yield HeaderRule(
        "Feeds and data: programs of other sites may read them.",
        (_ending_pattern(_PROGRAMS),),
        list_paths(_PROGRAMS),
        headers,
    )


def _ending_pattern(endings: Iterable[str]) -> str:
    return rf"\.(?:{'|'.join(sorted(endings))})$"


def _as_pattern(path: str) -> str:
    """Return a pattern for a path, in which characters that servers may read in another way stand for any."""
    return _UNUSUAL.sub(".+", path)


def _write_host_rules(base: Mapping[str, str], rules: Iterable[HeaderRule]) -> str:
    """Return the file that Netlify and Cloudflare Pages read.

    For Netlify a later rule wins. Cloudflare Pages joins the values of all rules unless a line with an exclamation mark,
    which Netlify ignores, takes the earlier ones away.
    """
    blocks = [
        "# What browsers may do with the files of this site. The build writes this file.\n"
        + "".join(f"# {line}\n" for line in (*_ADVICE, f"  {_SECURE_NAME}: {_SECURE_VALUE}"))
        + "/*\n"
        + "".join(f"  {name}: {value}\n" for name, value in base.items())
    ]
    by_path: dict[str, dict[str, str]] = {}
    for rule in rules:
        for path in rule.paths:
            by_path[path] = {**by_path.pop(path, {}), **rule.headers}
    for path, headers in by_path.items():
        blocks.append(f"{path}\n" + "".join(f"  ! {name}\n  {name}: {value}\n" for name, value in headers.items()))
    return "\n".join(blocks[:_MOST_RULES])


def _write_nginx(base: Mapping[str, str], rules: Sequence[HeaderRule]) -> str:
    """Return what nginx includes in a `server` block."""
    lines = [
        "# What browsers may do with the files of this site, for the server block of nginx. The build writes this file.",
        f'set ${_PAGE_VARIABLE} "{base[_POLICY]}";',
        *(f'set ${variable} "{base.get(name, "")}";' for name, variable in _VARIABLES.items()),
    ]
    for rule in rules:
        lines += ["", f"# {rule.comment}"]
        for pattern in rule.patterns:
            lines += [f'if ($uri ~* "{pattern}") {{']
            lines += [f'    set ${_VARIABLES[name]} "{value}";' for name, value in _varying(rule)]
            lines += ["}"]
    lines += ["", *(f"add_header {name} ${variable} always;" for name, variable in _VARIABLES.items())]
    lines += [f'add_header {name} "{value}" always;' for name, value in _COMMON.items()]
    lines += ["", *(f"# {line}" for line in _ADVICE), f'# add_header {_SECURE_NAME} "{_SECURE_VALUE}" always;']
    return "\n".join(lines) + "\n"


def _write_caddy(base: Mapping[str, str], rules: Sequence[HeaderRule]) -> str:
    """Return what Caddy 2 imports in a site block: a table for each header, in which the first row that matches counts."""
    lines = [
        "# What browsers may do with the files of this site, for the site block of Caddy 2. The build writes this file.",
        f'map {{path}} {{{_PAGE_VARIABLE}}} {{\n\tdefault "{base[_POLICY]}"\n}}',
    ]
    for name, variable in _VARIABLES.items():
        lines += [f"map {{path}} {{{variable}}} {{"]
        for rule in reversed(rules):
            for pattern in rule.patterns if name in rule.headers else ():
                lines += [f'\t"~(?i){pattern}" "{rule.headers[name]}"']
        lines += [f'\tdefault "{base.get(name, "")}"', "}"]
        if name in base:
            lines += [f"header {name} {{{variable}}}"]
        else:
            lines += [f'@{variable} expression `{{{variable}}} != ""`', f"header @{variable} {name} {{{variable}}}"]
    lines += [f'header {name} "{value}"' for name, value in _COMMON.items()]
    lines += [*(f"# {line}" for line in _ADVICE), f'# header {_SECURE_NAME} "{_SECURE_VALUE}"']
    return "\n".join(lines) + "\n"


def _varying(rule: HeaderRule) -> Iterator[tuple[str, str]]:
    """Yield name and value of the headers of a rule that differ from file to file."""
    return ((name, value) for name, value in rule.headers.items() if name in _VARIABLES)
