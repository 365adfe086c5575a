"""Publishing to the real object store: what is sent, what readers get, and what uploads that fail leave."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from click.testing import CliRunner

from corner.cli import main
from corner.content import urls
from corner.deploy.headers import headers_for, sort_phases
from corner.deploy.site_files import PUBLISHED
from tools.publishing.proxy import StoreProxy
from tools.publishing.seaweed import ACCESS_KEY, SECRET_KEY

REMOTE = "store:www"


class Measure(NamedTuple):
    """What one publication cost."""

    name: str
    seconds: float
    requests: str
    sent: int
    """Bytes of the files that were written."""
    files: int


def set_environment(endpoint: str) -> None:
    """Let rclone know the store by variables, as an operator does."""
    os.environ.pop("AWS_CA_BUNDLE", None)  # rclone 1.60 does not start with it
    settings = {"TYPE": "s3", "PROVIDER": "Other", "ENDPOINT": endpoint, "REGION": "us-east-1"}
    settings |= {"ACCESS_KEY_ID": ACCESS_KEY, "SECRET_ACCESS_KEY": SECRET_KEY}
    os.environ["RCLONE_CONFIG"] = ""
    os.environ.update({f"RCLONE_CONFIG_STORE_{name}": value for name, value in settings.items()})


def make_bucket() -> None:
    """Make the bucket, which publishing itself never does."""
    subprocess.run(["rclone", "mkdir", REMOTE], check=True)


class StorePublisher:
    """Publishes a site to the store and compares what readers get with it."""

    def __init__(self, root: Path, proxy: StoreProxy) -> None:
        self.root = root
        self.proxy = proxy
        self.wrong: list[str] = []
        self.measures: list[Measure] = []

    def publish(self, name: str, *options: str, writes_left: int = -1) -> tuple[int, str]:
        """Run `corner publish` and note what it cost; return its status and what it prints."""
        self.proxy.reset(writes_left)
        start = time.monotonic()
        result = CliRunner().invoke(main, ["publish", "--root", str(self.root), REMOTE, *options])
        seconds = time.monotonic() - start
        requests = ", ".join(f"{count} {method}" for method, count in sorted(self.proxy.count().items()))
        written = self.proxy.written()
        self.measures.append(Measure(name, seconds, requests, sum(file.size for file in written), len(written)))
        if result.exception and not isinstance(result.exception, SystemExit):
            self.wrong.append(f"{name}: {result.exception!r}")
        return result.exit_code, result.output

    def expect(self, name: str, fact: object, text: str) -> None:
        """Note what does not hold."""
        if not fact:
            self.wrong.append(f"{name}: {text}")

    def read_site(self) -> dict[str, bytes]:
        """Return the files of the site."""
        site = self.root / "site"
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    def check_readers(self, name: str, *allowed: dict[str, bytes]) -> None:
        """Note each file that readers do not get as one of the allowed sites has it, with its headers."""
        connection = HTTPConnection("127.0.0.1", self.proxy.store, timeout=60)
        for path in sorted(set().union(*allowed)):
            connection.request("GET", quote(f"/www/{path}"))
            answer = connection.getresponse()
            data = answer.read()
            expected = [site.get(path) for site in allowed]
            if (data if answer.status == 200 else None) not in expected:
                self.wrong.append(f"{name}: {path} answers {answer.status} with other bytes")
            names = ("Content-Type", "Cache-Control", "Content-Disposition")
            headers = tuple(answer.headers.get(name, "") for name in names)
            if answer.status == 200 and headers != headers_for(path):
                self.wrong.append(f"{name}: {path} has the headers {headers}")
        connection.close()

    def check_order(self, name: str, before: dict[str, bytes]) -> None:
        """Note where a file was written before one of an earlier phase, or a deletion before the last file."""
        phases = sort_phases(self.read_site())
        written = [request.path for request in self.proxy.written()]
        ranks = [(phases[path], path in before) for path in written if path not in PUBLISHED]
        self.expect(name, ranks == sorted(ranks), "files were not sent in order")
        self.expect(name, written[0] == urls.UPLOAD, "the mark was not first")
        methods = [request.method for request in self.proxy.requests if request.method in ("PUT", "DELETE")]
        self.expect(name, methods == sorted(methods, reverse=True), "something was deleted before the end")

    def list_marks(self) -> bool:
        """Return whether the mark of an upload is there."""
        connection = HTTPConnection("127.0.0.1", self.proxy.store, timeout=60)
        connection.request("GET", f"/www/{urls.UPLOAD}")
        status = connection.getresponse().status
        connection.close()
        return status == 200


def try_storage(publisher: StorePublisher, edit: Callable[[str], None], chance: random.Random, cuts: int) -> None:
    """Publish from nothing, without a change, after an edit, and with the line cut at random files."""
    first = publisher.read_site()
    code, output = publisher.publish("first upload")
    publisher.expect("first upload", code == 0, output)
    publisher.check_order("first upload", {})
    publisher.check_readers("first upload", first)
    code, output = publisher.publish("nothing changed")
    publisher.expect("nothing changed", (code, output) == (0, "Nothing has changed.\n"), output)
    for number, name in enumerate(["one edit", *(f"line cut {cut + 1}" for cut in range(cuts))]):
        before = publisher.read_site()
        edit(f"Word{number}")
        after = publisher.read_site()
        if number:
            _cut(publisher, name, chance, before, after)
        code, output = publisher.publish(name if not number else f"{name}: next upload")
        publisher.expect(name, code == 0, output)
        if not number:
            publisher.check_order(name, before)
        publisher.expect(name, not publisher.list_marks(), "the mark is still there")
        publisher.check_readers(name, after)
        gone = [path for path in before.keys() - after.keys() if ".pf_" not in path]
        publisher.expect(name, not any(_is_there(publisher, gone)), "pages that are gone are still there")


def _cut(
    publisher: StorePublisher, name: str, chance: random.Random, before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    """Publish with a line that is cut after a random number of files."""
    changed = sum(before.get(path) != data for path, data in after.items())
    code, output = publisher.publish(name, writes_left=chance.randint(1, changed))
    publisher.expect(name, code == 1 and output.count("\n") == 1, f"expected one line, found {output!r}")
    publisher.proxy.reset()
    publisher.expect(name, publisher.list_marks(), "there is no mark of the upload")
    publisher.check_readers(name, before, after)


def _is_there(publisher: StorePublisher, paths: list[str]) -> Iterator[bool]:
    connection = HTTPConnection("127.0.0.1", publisher.proxy.store, timeout=60)
    for path in paths:
        connection.request("HEAD", quote(f"/www/{path}"))
        answer = connection.getresponse()
        answer.read()
        yield answer.status == 200
    connection.close()
