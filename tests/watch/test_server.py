"""What the browser is given: the frame, the pages and the events, at an address that nobody else can guess."""

import http.client
import json
import multiprocessing
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from auditlib.problems import UsageError
from auditlib.watch.run import watch
from auditlib.watch.server import Screen
from tests.builders import AUDIT, Nyby


@pytest.fixture
def screen() -> Iterator[Screen]:
    with Screen() as opened:
        yield opened


def get(address: str, name: str = "", host: str = "") -> tuple[int, str, http.client.HTTPMessage]:
    """Ask for something at an address."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    try:
        connection.request("GET", f"{parts.path}{name}", headers={"Host": host or parts.netloc})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()


def events(address: str) -> Iterator[dict[str, object]]:
    """Listen to the events."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("GET", f"{parts.path}events")
        answer = connection.getresponse()
        while line := answer.fp.readline():
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))
    finally:
        connection.close()


def test_the_frame_allows_only_its_own_script(screen: Screen) -> None:
    status, page, headers = get(screen.address)
    rules = headers["Content-Security-Policy"]
    nonce = rules.partition("'nonce-")[2].partition("'")[0]
    assert status == 200
    assert rules.startswith("default-src 'none'; script-src 'nonce-")
    assert page.count(f'nonce="{nonce}"') == page.count("<script") + page.count("<style") == 2
    assert get(screen.address)[2]["Content-Security-Policy"] != rules
    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")


def test_pages_and_events_come_as_they_are_shown(screen: Screen) -> None:
    heard = events(screen.address)
    assert next(heard) == {"version": 0, "pages": []}
    screen.show({"said": "Lager"})
    assert next(heard) == {"said": "Lager", "version": 0, "pages": []}
    screen.show({"said": "Ferdig"}, {"rapport.html": "<p>æ</p>"})
    assert next(heard) == {"said": "Ferdig", "version": 1, "pages": ["rapport.html"]}
    assert get(screen.address, "rapport.html?1")[:2] == (200, "<p>æ</p>")


@pytest.mark.parametrize("name", ["x.html", "../rapport.html", "rapport.html/", "/etc/passwd", "%2e%2e/x"])
def test_nothing_else_is_given(screen: Screen, name: str) -> None:
    screen.show({}, {"rapport.html": "hemmelig"})
    next(events(screen.address))
    assert get(screen.address, name)[:2] == (404, "")


@pytest.mark.parametrize("path", ["", "rapport.html", "events", "x/rapport.html", "%C3%A6/rapport.html", "/", "//"])
def test_whoever_does_not_know_the_word_gets_nothing(screen: Screen, path: str) -> None:
    screen.show({}, {"rapport.html": "hemmelig"})
    next(events(screen.address))
    parts = urlsplit(screen.address)
    assert get(f"http://{parts.netloc}/", path)[:2] == (404, "")


@pytest.mark.parametrize("host", ["example.org", "example.org:80", "127.0.0.1"])
def test_another_name_for_this_machine_gets_nothing(screen: Screen, host: str) -> None:
    screen.show({}, {"rapport.html": "hemmelig"})
    next(events(screen.address))
    assert get(screen.address, "rapport.html", host)[:2] == (404, "")


def test_only_this_machine_is_answered(screen: Screen) -> None:
    port = urlsplit(screen.address).port
    with socket.create_connection(("127.0.0.1", port or 0)):
        pass
    others = {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for each in others:
        if not str(each).startswith("127."):
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((each, port), timeout=2)


def test_the_server_ends_with_its_watcher() -> None:
    with Screen() as opened:
        address = opened.address
        assert get(address)[0] == 200
    assert multiprocessing.active_children() == []
    with pytest.raises(ConnectionRefusedError):
        get(address)


def test_a_port_that_is_taken_is_told(nyby: Nyby) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port}: Address already in use; give another"):
            watch(AUDIT, nyby.root, {}, port, print, print)
