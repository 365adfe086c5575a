"""The form's program, Sveltia CMS, as npm gives it: published from this site alone, so that it asks no other for anything.

`make admin` puts the package into the cache. It would load fonts and words from hosts of others; their addresses
are made our own, and the page's policy forbids all others but that of the repository.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corner.authoring import cms_config
from corner.diagnostics.problem import Problem
from corner.site.catalogue import Catalogue
from corner.storage.output_file import OutputFile

VERSION = "0.221.1"
_DIGEST = "2fc783907e1a4a70783f155cc28435c70b8f79792f2aab75e787984e84aa413a"
"""The SHA-256 of the program."""
FOLDER = ".cache/sveltia/package"
"""Where `make admin` puts it."""
FORM_PATH = "admin/"
"""Where it is published."""
_PROGRAM = "dist/sveltia-cms.js"
_FONT = re.compile(rb"https://cdn\.jsdelivr\.net/fontsource/fonts/([a-z0-9-]+)(?::vf)?@[0-9.]+/[a-z0-9-]+\.woff2")
_PACKAGE = b"`https://unpkg.com/@sveltia/cms`"
_HOSTS = {"github": "https://api.github.com", "gitlab": "https://gitlab.com", "gitea": "https://gitea.com"}
"""Where the program asks unless it is told another host."""


def missing_problem(root: Path) -> Problem | None:
    """Return the problem that the program is not there, or is another than the one that we know."""
    program = root / FOLDER / _PROGRAM
    if not program.is_file():
        found = "none"
    elif sha256(program.read_bytes()).hexdigest() != _DIGEST:
        found = "another"
    else:
        return None
    message = f"expected Sveltia CMS {VERSION} in {FOLDER}, where 'make admin' puts it, found {found}"
    return Problem("mkdocs.yml", 1, "extra.corner.admin", "missing-file", message)


def iter_form_files(catalogue: Catalogue, root: Path) -> Iterator[tuple[str, OutputFile]]:
    """Yield the files of the form for editors by address.

    Raises:
        FileNotFoundError: the program is not there; the message is the line of the problem.
    """
    problem = missing_problem(root)
    if problem:
        raise FileNotFoundError(str(problem))
    config = cms_config.build_config(catalogue)
    locales = catalogue.settings.written
    package = root / FOLDER
    text = json.dumps(config, ensure_ascii=False, indent=1).encode()
    files: dict[str, bytes | Path] = {
        "index.html": form_page(config).encode(),
        "config.json": text,
        "sveltia-cms.js": _own(package / _PROGRAM),
        "cms/package.json": package / "package.json",
        "LICENSE.txt": package / "LICENSE.txt",
    }
    for font in sorted((package / "npm/assets").glob("*.woff2")):
        files[f"fonts/{font.name.split('-latin-')[0]}.woff2"] = font
    for license_ in sorted((package / "npm/assets").glob("*.LICENSE.txt")):
        files[f"fonts/{license_.name}"] = license_
    spoken = {locale.split("-")[0] for locale in locales}
    for words in sorted((package / "locales").glob("*.json")):
        if words.stem.split("-")[0] in spoken:
            files[f"cms@{VERSION}/locales/{words.name}"] = words
    for name, content in files.items():
        yield FORM_PATH + name, OutputFile(content, "the form for editors")


def form_page(config: dict[str, Any]) -> str:
    """Return the page that the form stands on."""
    backend = config["backend"]
    asked = (backend.get("api_root") or _HOSTS.get(backend["name"], ""), backend.get("base_url", ""))
    hosts = [f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, filter(None, asked))]
    local = "'self' blob: data:"
    policy = (
        f"default-src 'self'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src {local}; "
        f"media-src {local}; frame-src blob:; connect-src {' '.join(dict.fromkeys([local, *hosts]))}"
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">
<title>{html.escape(config["app_title"])}</title>
<link href="config.json" type="application/json" rel="cms-config-url">
</head>
<body>
<script src="sveltia-cms.js"></script>
</body>
</html>
"""


def _own(program: Path) -> bytes:
    """Return the program with the addresses of its fonts and words made our own.

    Raises:
        ValueError: it does not hold them as they were known to stand there.
    """
    changed, fonts = _FONT.subn(rb"fonts/\1.woff2", program.read_bytes())
    if fonts != 3 or changed.count(_PACKAGE) != 1:
        raise ValueError(f"expected three fonts and one package in {program}, found {fonts}, {changed.count(_PACKAGE)}")
    return changed.replace(_PACKAGE, b"`cms`")
