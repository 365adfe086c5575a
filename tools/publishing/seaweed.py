"""A real object store on loopback: SeaweedFS with its S3 gateway."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

WEED = Path(sys.executable).with_name("weed")
ACCESS_KEY, SECRET_KEY = "corner", "not-a-secret"
_PORTS = (
    "master.port",
    "master.port.grpc",
    "volume.port",
    "volume.port.grpc",
    "filer.port",
    "filer.port.grpc",
    "s3.port",
    "s3.port.grpc",
)
_SECONDS = 60
"""How long the store may take to start."""
_IDENTITIES = {
    "identities": [
        {
            "name": "publisher",
            "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
            "actions": ["Admin", "Read", "Write", "List"],
        },
        {"name": "anonymous", "actions": ["Read"]},
    ]
}
"""Who may do what: everybody reads, and one writes."""


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for free in sockets:
            free.bind(("127.0.0.1", 0))
        return [free.getsockname()[1] for free in sockets]


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """Run the store in an empty folder; yield the port of its S3 gateway.

    Raises:
        RuntimeError: it does not start.
    """
    (folder / "data").mkdir(parents=True)
    (folder / "identities.json").write_text(json.dumps(_IDENTITIES), "utf-8")
    ports = dict(zip(_PORTS, _free_ports(len(_PORTS)), strict=True))
    command = [str(WEED), f"-logdir={folder}", "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}/data"]
    command += [
        "-s3",
        f"-s3.config={folder}/identities.json",
        "-s3.iam=false",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
    ]
    command += ["-volume.max=20", "-master.volumeSizeLimitMB=64", *(f"-{name}={port}" for name, port in ports.items())]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as store:
        try:
            _wait(ports["s3.port"], store)
            yield ports["s3.port"]
        finally:
            store.terminate()
            store.wait()


def _wait(port: int, store: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and store.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("SeaweedFS does not answer; its log is beside its data")
