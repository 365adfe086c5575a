"""A Firefox without a window, driven by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/), which it speaks by itself.

Playwright drives only a Firefox of its own, and Debian has no geckodriver.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

FIREFOX = "firefox-esr"
_LIMIT = 30
"""Seconds after which what was waited for is taken not to come."""
_LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_PREFERENCES = {
    "app.update.disabledForTesting": True,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.ipc.processPrelaunch.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.prefs.recommended": True,
    "toolkit.telemetry.enabled": False,
}


class Firefox:
    """A running Firefox with one page."""

    def __init__(self, connection: ClientConnection) -> None:
        """Drive the Firefox at the other end of `connection`."""
        self._connection = connection
        self._numbers = count(1)
        self.messages: list[str] = []
        """What pages have written to the console, and errors of their scripts and of their policies, since it was emptied."""
        self.requests: list[str] = []
        """The URLs that pages have asked for since it was emptied."""
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._page = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def _send(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send a command and return its result.

        Raises:
            RuntimeError: Firefox refused the command.
        """
        number = next(self._numbers)
        self._connection.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._connection.recv(_LIMIT))
            if answer.get("id") == number:
                break
            self._note(answer)
        if answer["type"] == "error":
            raise RuntimeError(answer["message"])
        result: dict[str, Any] = answer["result"]
        return result

    def _note(self, event: dict[str, Any]) -> None:
        if event.get("method") == "log.entryAdded":
            self.messages.append(event["params"]["text"] or "")
        elif event.get("method") == "network.beforeRequestSent":
            self.requests.append(event["params"]["request"]["url"])

    def open(self, url: str) -> None:
        """Show a page, and wait until it is loaded."""
        self._send("browsingContext.navigate", context=self._page, url=url, wait="complete")

    def run(self, script: str) -> Any:
        """Return what an expression of JavaScript gives, a promise's value too, as JSON has it.

        Raises:
            RuntimeError: the script failed.
        """
        result = self._send(
            "script.evaluate",
            expression=f"Promise.resolve({script}).then(value => JSON.stringify(value ?? null))",
            target={"context": self._page},
            awaitPromise=True,
        )
        if result["type"] != "success":
            raise RuntimeError(result["exceptionDetails"]["text"])
        return json.loads(result["result"]["value"])


@contextmanager
def running(folder: Path) -> Iterator[Firefox]:
    """Run Firefox with `folder` for its profile.

    Raises:
        RuntimeError: it did not start.
    """
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _PREFERENCES.items()]
    (folder / "user.js").write_text("".join(lines), "utf-8")
    command = [FIREFOX, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            address = next((match[1] for line in process.stderr if (match := _LISTENS.search(line))), None)
            if address is None:
                raise RuntimeError("expected Firefox to listen, found that it ended")
            with connect(f"{address}/session", max_size=None, compression=None) as connection:
                yield Firefox(connection)
        finally:
            process.terminate()
