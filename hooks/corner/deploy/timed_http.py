"""Connections over HTTP whose answers end in time, although a server sends a byte of them from time to time for ever."""

from __future__ import annotations

import http.client
import socket
import threading
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.request import HTTPHandler, HTTPSHandler, Request


class LateError(Exception):
    """An answer did not begin in time."""


class _Clock:
    """Cuts a connection when its time is over."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self.is_late = False
        self._connection = connection
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        self.is_late = True
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)


class TimedResponse(http.client.HTTPResponse):
    """An answer that is cut when its time is over."""

    clock: _Clock | None = None

    @property
    def is_late(self) -> bool:
        """Whether the answer was cut, so that its end is not the real one."""
        return self.clock is not None and self.clock.is_late

    def close(self) -> None:
        """Close the answer."""
        if self.clock:
            self.clock.stop()
        super().close()


class _Connection(http.client.HTTPConnection):
    response_class = TimedResponse

    def __init__(self, *arguments: Any, seconds: float, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._seconds = seconds

    def getresponse(self) -> http.client.HTTPResponse:
        """Return the answer, whose headers are there.

        Raises:
            LateError: they did not end in time.
        """
        clock = _Clock(self.sock, self._seconds)
        try:
            answer = super().getresponse()
        except (OSError, http.client.HTTPException):
            clock.stop()
            if clock.is_late:
                raise LateError from None
            raise
        if clock.is_late or not isinstance(answer, TimedResponse):
            answer.close()
            raise LateError
        answer.clock = clock
        return answer


class _SecureConnection(_Connection, http.client.HTTPSConnection):
    pass


class TimedHandler(HTTPHandler):
    """Opens addresses of `http`."""

    def __init__(self, seconds: float) -> None:
        """Allow an answer so many seconds."""
        super().__init__()
        self._seconds = seconds

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        """Return the answer to a request."""
        return self.do_open(partial(_Connection, seconds=self._seconds), req)


class TimedSecureHandler(HTTPSHandler):
    """Opens addresses of `https`."""

    def __init__(self, seconds: float) -> None:
        """Allow an answer so many seconds."""
        super().__init__()
        self._seconds = seconds

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        """Return the answer to a request."""
        return self.do_open(partial(_SecureConnection, seconds=self._seconds), req)
