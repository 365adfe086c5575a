"""What browsers may load and run for pages and files: their Content Security Policy (CSP 3, with Trusted Types).

Pages have no script, style or handler inside them, so that none that somebody brings in runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corner.content.settings import Settings

_OWN = "'self'"
_NONE = "'none'"
_SEARCH = "'wasm-unsafe-eval'"
"""Lets WebAssembly run, in which Pagefind searches. Every page can search, in a dialog."""
_PAGES: Mapping[str, tuple[str, ...]] = {
    "default-src": (_NONE,),
    "script-src": (_OWN,),
    "style-src": (_OWN,),
    # Material's style sheets have their icons inside.
    "img-src": (_OWN, "data:"),
    "font-src": (_OWN,),
    "media-src": (_OWN,),
    "connect-src": (_OWN,),
    "manifest-src": (_OWN,),
    "form-action": (_OWN,),
    "base-uri": (_NONE,),
    "object-src": (_NONE,),
    "frame-ancestors": (_NONE,),
}
_TRUSTED_TYPES: Mapping[str, tuple[str, ...]] = {"require-trusted-types-for": ("'script'",)}
_ONLY_IN_HEADERS = ("frame-ancestors", "sandbox")
"""The directives that browsers ignore in a `meta` element."""
FILES_POLICY = (
    "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The policy of attachments and pictures, in which nothing runs. Chromium 156 and Firefox 153 show PDF files all the same."""


def page_policy(settings: Settings, *, in_meta: bool = False) -> str:
    """Return the policy of pages.

    Args:
        settings: the corner's settings, which may add sources.
        in_meta: whether it is for a `meta` element, which cannot hold all directives.
    """
    directives = dict(_PAGES)
    if settings.search:
        directives["script-src"] += (_SEARCH,)
    for name, sources in settings.policy.sources.items():
        before = [source for source in directives.get(name, ()) if source != _NONE]
        directives[name] = (*before, *sources)
    if "script-src" not in settings.policy.sources:
        # A script from elsewhere may write HTML, and would fail.
        directives |= _TRUSTED_TYPES
        # What `search.js` lets through: the address of Pagefind's worker.
        directives["trusted-types"] = ("default",) if settings.search else (_NONE,)
    return _write_policy(
        (name, value) for name, value in directives.items() if not in_meta or name not in _ONLY_IN_HEADERS
    )


def _write_policy(directives: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    return "; ".join(" ".join((name, *sources)) for name, sources in directives)
