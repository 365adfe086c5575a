"""A real Caddy on loopback that serves a folder with the project's own settings."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.corners import REPOSITORY

_STARTED = "serving initial configuration"


@contextmanager
def serving(site: Path, folder: Path) -> Iterator[str]:
    """Serve `site`, with `folder` for what Caddy writes; yield the address, with a closing slash.

    Raises:
        RuntimeError: it did not start.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    settings = f"{{\n\tadmin off\n\tauto_https off\n}}\nimport {REPOSITORY}/deploy/Caddyfile\n"
    (folder / "Caddyfile").write_text(settings, "utf-8")
    environment = {**os.environ, "HOME": str(folder), "CORNER_HOST": address, "CORNER_SITE": str(site)}
    command = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with (
        (folder / "log").open("w+", encoding="utf-8") as log,
        subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as caddy,
    ):
        assert caddy.stderr is not None
        try:
            for line in caddy.stderr:
                log.write(line)
                if _STARTED in line:
                    break
            else:
                log.seek(0)
                raise RuntimeError(log.read())
            yield f"{address}/"
        finally:
            caddy.terminate()
