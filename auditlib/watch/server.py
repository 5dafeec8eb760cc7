"""What the browser is given while an audit is watched: the last pages, and word when there are newer ones.

A process of its own, bound to this machine alone, which ends with the process that watches. Every address begins with
a word that cannot be guessed, so that no other user and no other page in the browser reads the report.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from multiprocessing.connection import Connection
from secrets import compare_digest
from types import TracebackType
from typing import Any, Self

from auditlib.watch.frame import frame_page, policy

_HOST = "127.0.0.1"
_ALIVE = 15.0


class Screen:
    """The watcher's side: a context manager that has the server's address and tells it what to show."""

    def __init__(self, port: int = 0) -> None:
        """Start the server, on a free port unless one is asked for; raise OSError when the port is taken."""
        context = get_context("spawn")
        self._told, theirs = context.Pipe()
        self._server = context.Process(target=serve, args=(theirs, port, secrets.token_urlsafe(16)), daemon=True)
        self._server.start()
        theirs.close()
        answer = self._told.recv()
        if isinstance(answer, OSError):
            self._server.join()
            raise answer
        self.address: str = answer

    def show(self, status: Mapping[str, Any], pages: Mapping[str, str] | None = None) -> None:
        """Tell what is going on, and show newer pages if there are some."""
        self._told.send((dict(status), None if pages is None else dict(pages)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the server."""
        self._told.close()
        self._server.join()


class _Shown:
    """What the server's threads share: the pages, the status, and a number that grows with each change."""

    def __init__(self, port: int, word: str) -> None:
        self.hosts = {f"{name}:{port}" for name in (_HOST, "localhost")}
        self.word = word
        self.news = threading.Condition()
        self.pages: dict[str, str] = {}
        self.status: dict[str, Any] = {}
        self.change = self.version = 0

    def update(self, status: dict[str, Any], pages: dict[str, str] | None) -> None:
        with self.news:
            self.status = status
            self.change += 1
            if pages is not None:
                self.pages = pages
                self.version += 1
            self.news.notify_all()

    def after(self, last: int) -> tuple[int, bytes]:
        """Wait for a change after the last; give its number, and the status as the browser's EventSource reads it."""
        with self.news:
            if not self.news.wait_for(lambda: self.change != last, timeout=_ALIVE):
                return last, b": \n\n"
            return self.change, self._event()

    def _event(self) -> bytes:
        told = {**self.status, "version": self.version, "pages": sorted(self.pages)}
        return f"data: {json.dumps(told, ensure_ascii=False)}\n\n".encode()


def serve(told: Connection, port: int, word: str) -> None:
    """Serve until the watcher hangs up."""
    try:
        server = ThreadingHTTPServer((_HOST, port), _Handler)
    except OSError as error:
        told.send(error)
        return
    port = server.server_address[1]
    shown = _Shown(port, word)
    server.shown = shown  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.send(f"http://{_HOST}:{port}/{word}/")
    while True:
        try:
            shown.update(*told.recv())
        except (EOFError, KeyboardInterrupt, OSError):
            os._exit(0)


class _Handler(BaseHTTPRequestHandler):
    """Answers for three addresses: the frame around the report, its pages, and the events."""

    protocol_version = "HTTP/1.1"
    server_version = "auditlib"
    sys_version = ""

    @property
    def _shown(self) -> _Shown:
        shown: _Shown = self.server.shown  # type: ignore[attr-defined]
        return shown

    def do_GET(self) -> None:
        """Answer a request from this machine's browser for an address it was given."""
        shown = self._shown
        _, word, name = (*self.path.partition("?")[0].split("/", 2), "", "")[:3]
        if self.headers.get("Host") not in shown.hosts or not compare_digest(word.encode(), shown.word.encode()):
            self._answer(404, b"", "text/plain")
        elif not name:
            nonce = secrets.token_urlsafe(16)
            self._answer(200, frame_page(nonce).encode(), "text/html; charset=utf-8", policy(nonce))
        elif name == "events":
            self._tell(shown)
        elif name in shown.pages:
            self._answer(200, shown.pages[name].encode(), "text/html; charset=utf-8")
        else:
            self._answer(404, b"", "text/plain")

    def _answer(self, status: int, content: bytes, form: str, rules: str = "") -> None:
        self.send_response(status)
        headers = {"Content-Type": form, "Content-Length": str(len(content)), "Cache-Control": "no-store"}
        headers |= {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
        for name, value in {**headers, **({"Content-Security-Policy": rules} if rules else {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _tell(self, shown: _Shown) -> None:
        """Send an event now and with each change, for as long as the browser listens."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.close_connection = True
        last = -1
        with suppress(OSError):  # the browser has gone away
            while True:
                last, message = shown.after(last)
                self.wfile.write(message)
                self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for what was made."""
