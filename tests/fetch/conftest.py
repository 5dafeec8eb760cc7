"""A workspace that fetches from a server on this machine, and a clock that does not wait."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditlib.fetch.asking import lines
from auditlib.fetch.making import Made
from auditlib.fetch.tables import Online, fetch_tables
from auditlib.fetch.transport import Patience
from auditlib.problems import Problem
from tests.builders import AUDIT, Nyby
from tests.fetch.services import Running, services

REGISTER = """\
title: Kommunenummer
source: Oppdiktet
complete: true
municipalities:
  - {code: "9801", name: Nyby, from: 2010-01-01, to: 2022-12-31, into: ["9901"]}
  - {code: "9802", name: Vik, from: 2010-01-01, to: 2022-12-31, into: ["9901"]}
  - {code: "9901", name: Nyby, from: 2023-01-01, to: open}
  - {code: "9902", name: Storvik, from: 2010-01-01, to: open}
  - {code: "9804", name: Øya, from: 2010-01-01, to: 2022-12-31, into: ["9902"]}
  - {code: "9903", name: Nes, from: 2010-01-01, to: open}
  - {code: "9805", name: Dal, from: 2010-01-01, to: 2022-12-31, into: ["9906", "9907"]}
  - {code: "9906", name: Nordal, from: 2023-01-01, to: open}
  - {code: "9907", name: Sørdal, from: 2023-01-01, to: open}
  - {code: "9808", name: Fjell, from: 2010-01-01, to: 2021-12-31, into: ["9809"]}
  - {code: "9809", name: Fjell, from: 2022-01-01, to: 2022-12-31, into: ["9908"]}
  - {code: "9908", name: Fjell, from: 2023-01-01, to: open}
"""


@dataclass
class FakeClock:
    """A clock that goes on when somebody waits, and `drift` seconds each time it is looked at."""

    time: datetime = datetime(2024, 9, 1, 12, tzinfo=UTC)
    drift: float = 0.0
    slept: list[float] = field(default_factory=list)
    passed: float = 0.0

    def now(self) -> datetime:
        return self.time + timedelta(seconds=self.passed)

    def seconds(self) -> float:
        self.passed += self.drift
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def running() -> Iterator[Running]:
    with services() as found:
        yield found


def service_text(address: str, interface: str, **more: object) -> str:
    """Write a service; FHI's address has the source in it."""
    path = {"pxweb1": "v1", "pxweb2": "v2", "fhi": "fhi", "udir": "udir"}[interface]
    told = {"cells": 800000, "calls_per_minute": 30} | more
    rest = ", ".join(f"{key}: {value}" for key, value in told.items())
    return (f"  - {{id: {interface}, interface: {interface}, base: '{address}/{path}', issuer: Statistikkbyrået, "
            f"licence: CC BY 4.0, {rest}}}\n")  # fmt: skip


FETCH = """\
  - id: barn
    service: {service}
    table: "12345"
    as: barn_tabell
    title: Barn med tiltak
    select: {{{region}: ["9901", "9902"], {contents}: [barn], {time}: ["2022", "2023", "2024"]}}
    rows: {region}
    columns: [{time}]
"""


@dataclass
class Fetching:
    """An audit's fetches, made with a server and a clock."""

    nyby: Nyby
    running: Running
    clock: FakeClock

    @property
    def folder(self) -> Path:
        return self.nyby.root / "statistics" / AUDIT

    def declare(self, fetch: str, interface: str = "pxweb2", **more: object) -> None:
        """Write fetch.yaml with one service and the fetches."""
        service = service_text(self.running.address, interface, **more)
        self.nyby.write(f"statistics/{AUDIT}/fetch.yaml", f"services:\n{service}fetches:\n{fetch}")

    def run(self, *ids: str, online: bool = True, patience: Patience | None = None) -> tuple[list[Made], list[Problem]]:
        """Fetch; give what was made and what is wrong."""
        problems: list[Problem] = []
        if not online:
            return fetch_tables(self.nyby.root, AUDIT, ids, None, problems), problems
        with lines(self.clock, patience) as opened:
            return fetch_tables(self.nyby.root, AUDIT, ids, Online(opened, "Kari", quiet=True), problems), problems

    def text(self, name: str = "barn_tabell.csv") -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def register(self, text: str = REGISTER) -> None:
        self.nyby.write("criteria/registers/municipalities.yaml", text)


@pytest.fixture
def fetching(nyby: Nyby, running: Running, clock: FakeClock) -> Fetching:
    return Fetching(nyby, running, clock)


def simple(service: str = "pxweb2", more: str = "", **names: str) -> str:
    """Write a fetch of three years of two municipalities."""
    found = {"region": "Region", "contents": "ContentsCode", "time": "Tid"} | names
    return FETCH.format(service=service, **found) + more
