"""The files of the form for editors: Sveltia CMS from npm, published so that it loads nothing from other hosts.

`make admin` puts the package into the cache. Its program would load fonts and translations from other hosts; their
addresses are replaced by our own, and the page's policy forbids all hosts but that of the repository.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

from corner.authoring import cms_config
from corner.content import urls
from corner.content.settings import FormSettings
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.site.catalogue import Catalogue
from corner.storage.output_file import OutputFile

VERSION = "0.221.1"
_DIGEST = "2fc783907e1a4a70783f155cc28435c70b8f79792f2aab75e787984e84aa413a"
"""The SHA-256 of the program."""
FOLDER = ".cache/sveltia/package"
"""The folder into which `make admin` puts the package."""
_PAGE = Path(__file__).with_name("form.html")
_SCRIPT = Path(__file__).with_name("form.js")
_PREVIEW = Path(__file__).with_name("form_preview.css")
_STYLESHEET = re.compile(r"assets/(stylesheets/(main|palette)\..*|corner\..*)css")
"""The style sheets of the site's pages, whose names have a fingerprint."""
_THEME = "assets/stylesheets/"
"""The folder of the theme's style sheets, which come before the corner's own."""
_BUNDLED = "en-US"
"""The language whose words are part of the program."""
_PROGRAM = "dist/sveltia-cms.js"
_FONT = re.compile(rb"https://cdn\.jsdelivr\.net/fontsource/fonts/([a-z0-9-]+)(?::vf)?@[0-9.]+/[a-z0-9-]+\.woff2")
_PACKAGE = b"`https://unpkg.com/@sveltia/cms`"
_HOSTS = {"github": "https://api.github.com", "gitlab": "https://gitlab.com", "gitea": "https://gitea.com"}
"""The default host of each backend."""


def missing_problem(root: Path) -> Problem | None:
    """Return the problem with the program where it is missing or not the known version."""
    program = root / FOLDER / _PROGRAM
    if not program.is_file():
        state = "none"
    elif sha256(program.read_bytes()).hexdigest() != _DIGEST:
        state = "another"
    else:
        return None
    message = Message(
        "expected Sveltia CMS {version} in {folder}, where 'make admin' puts it, found {state}",
        version=VERSION,
        folder=FOLDER,
        state=state,
    )
    return Problem("mkdocs.yml", 1, "extra.corner.admin", "missing-file", message)


def iter_form_files(catalogue: Catalogue, root: Path, static_files: Iterable[str]) -> Iterator[tuple[str, OutputFile]]:
    """Yield the files of the form for editors by address.

    Args:
        catalogue: the catalogue of the corner.
        root: the root of the corner.
        static_files: the addresses of the site's static files, of which the preview takes the style sheets.

    Raises:
        FileNotFoundError: the program is missing; the message is the line of the problem.
    """
    problem = missing_problem(root)
    if problem:
        raise FileNotFoundError(str(problem))
    package = root / FOLDER
    settings = catalogue.settings
    languages = sorted(settings.written, key=lambda locale: locale != settings.default)
    configs = {locale: cms_config.build_config(catalogue, locale) for locale in languages}
    translations = dict(_iter_translations(package, languages))
    files: dict[str, bytes | Path] = {
        f"config.{locale}.json": json.dumps(config, ensure_ascii=False, indent=1).encode()
        for locale, config in configs.items()
    }
    stylesheets = sorted(
        filter(_STYLESHEET.fullmatch, static_files), key=lambda name: (not name.startswith(_THEME), name)
    )
    files |= {
        "index.html": form_page(configs, list(translations), stylesheets).encode(),
        "hints.json": json.dumps(cms_config.collect_hints(configs), ensure_ascii=False, indent=1).encode(),
        "form.js": _SCRIPT,
        "preview.css": _PREVIEW,
        "sveltia-cms.js": _localise_program(package / _PROGRAM),
        "cms/package.json": package / "package.json",
        "LICENSE.txt": package / "LICENSE.txt",
    }
    for font in sorted((package / "npm/assets").glob("*.woff2")):
        files[f"fonts/{font.name.split('-latin-')[0]}.woff2"] = font
    for license_ in sorted((package / "npm/assets").glob("*.LICENSE.txt")):
        files[f"fonts/{license_.name}"] = license_
    for name, path in translations.items():
        files[f"cms@{VERSION}/locales/{name}.json"] = path
    for name, content in files.items():
        yield urls.FORM + name, OutputFile(content, Message("the form for editors"))


def _iter_translations(package: Path, locales: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """Yield the translations of the program into the languages of the corner."""
    languages = {locale.split("-")[0] for locale in locales}
    for path in sorted((package / "locales").glob("*.json")):
        if path.stem.split("-")[0] in languages:
            yield path.stem, path


def form_policy(settings: FormSettings) -> str:
    """Return the Content Security Policy that a server sends with the form."""
    return f"{_write_policy(cms_config.backend_config(settings))}; frame-ancestors 'none'"


def _write_policy(backend: Mapping[str, Any]) -> str:
    """Return the policy for a backend of the form, whose program writes styles into its page."""
    addresses = (backend.get("api_root") or _HOSTS.get(backend["name"], ""), backend.get("base_url", ""))
    hosts = [f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, filter(None, addresses))]
    local_sources = "'self' blob: data:"
    return (
        f"default-src 'none'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src {local_sources}; "
        f"font-src 'self'; media-src {local_sources}; frame-src blob:; "
        f"connect-src {' '.join(dict.fromkeys([local_sources, *hosts]))}; "
        "form-action 'none'; base-uri 'self'; object-src 'none'"
    )


def form_page(configs: Mapping[str, dict[str, Any]], interfaces: Iterable[str], stylesheets: Iterable[str]) -> str:
    """Return the HTML page of the form.

    Args:
        configs: the configuration in each language; the first is that of browsers in other languages.
        interfaces: the languages of the program's own words.
        stylesheets: the addresses of the site's style sheets.
    """
    locale, config = next(iter(configs.items()))
    page = Template(_PAGE.read_text(encoding="utf-8"))
    values = {
        "locale": locale,
        "policy": _write_policy(config["backend"]),
        "title": config["app_title"],
        "locales": " ".join(configs),
        "interfaces": " ".join(dict.fromkeys([_BUNDLED, *interfaces])),
        "stylesheets": " ".join(f"../{address}" for address in stylesheets),
    }
    return page.substitute({name: html.escape(value) for name, value in values.items()})


def _localise_program(program: Path) -> bytes:
    """Return the program with our own addresses for its fonts and translations.

    Raises:
        ValueError: the program does not contain the known addresses.
    """
    changed, fonts = _FONT.subn(rb"fonts/\1.woff2", program.read_bytes())
    if fonts != 3 or changed.count(_PACKAGE) != 1:
        raise ValueError(
            Message(
                "expected three fonts and one package in {program}, found {fonts}, {count}",
                program=program,
                fonts=fonts,
                count=changed.count(_PACKAGE),
            )
        )
    return changed.replace(_PACKAGE, b"`cms`")
