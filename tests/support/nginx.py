"""A real nginx on loopback that serves a folder with the project's own settings."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from textwrap import dedent

from tests.support.corners import REPOSITORY

_NGINX = "/usr/sbin/nginx"
_SITE = "/srv/corner/site/"
"""The folder in the project's settings that operators replace by their own."""

Serve = Callable[[Path, Path], AbstractContextManager[str]]
"""A function that serves a folder with a server of the project's settings."""


@contextmanager
def serving(site: Path, folder: Path) -> Iterator[str]:
    """Serve `site`, with `folder` for what nginx writes; yield the address, with a closing slash."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = (REPOSITORY / "deploy/nginx.conf").read_text("utf-8").replace(_SITE, f"{site}/")
    (folder / "corner.conf").write_text(settings, "utf-8")
    (folder / "nginx.conf").write_text(
        dedent(f"""\
            daemon on;
            pid {folder}/pid;
            error_log {folder}/error.log;
            user root;
            events {{}}
            http {{
              include /etc/nginx/mime.types;
              access_log {folder}/access.log;
              client_body_temp_path {folder}/body;
              proxy_temp_path {folder}/proxy;
              fastcgi_temp_path {folder}/fastcgi;
              uwsgi_temp_path {folder}/uwsgi;
              scgi_temp_path {folder}/scgi;
              server {{
                listen 127.0.0.1:{port};
                root {site};
                include {folder}/corner.conf;
              }}
            }}
            """),
        "utf-8",
    )
    # As a daemon it returns once it listens.
    command = [_NGINX, "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    subprocess.run(command, check=True)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        subprocess.run([*command, "-s", "quit"], check=True)
