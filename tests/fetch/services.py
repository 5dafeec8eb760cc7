"""A server on this machine that speaks the interfaces of public statistics, with figures of made-up municipalities.

The world is small: three municipalities by number, years, and two contents. Every cell is worked out from its codes, so
that a test can say what must come without reading what it tests. `faults` are taken one for each call, before the
answer: a status with headers, a cut body, a slow one, a redirect.
"""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from math import prod
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

REGIONS = {"9901": "Nyby", "9902": "Storvik", "9903": "Nes", "EAK": "Hele landet"}
YEARS = ("2021", "2022", "2023", "2024")
CONTENTS = {"barn": ("Barn med tiltak", "antall", 0), "andel": ("Andel med plan", "prosent", 1)}


def figure(region: str, content: str, year: str) -> float | None:
    """The figure of a cell; one is secret."""
    if (region, year) == ("9902", "2022"):
        return None
    number = (list(REGIONS).index(region) + 1) * 100 + int(year) - 2000
    return number if content == "barn" else number / 10


@dataclass
class World:
    """What the services know and how they behave."""

    dimensions: dict[str, dict[str, str]] = field(default_factory=lambda: {
        "Region": dict(REGIONS), "ContentsCode": {code: told[0] for code, told in CONTENTS.items()},
        "Tid": {year: year for year in YEARS},
    })  # fmt: skip
    units: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {code: {"base": told[1], "decimals": told[2]} for code, told in CONTENTS.items()}
    )
    value: Callable[[str, str, str], Any] = figure
    mark: str = ":"
    updated: str = "2024-06-17T06:00:00Z"
    most_cells: int = 800_000
    page_size: int = 3
    calls: list[tuple[str, str, Any]] = field(default_factory=list)
    faults: list[Any] = field(default_factory=list)

    def jsonstat(self, chosen: dict[str, list[str]]) -> dict[str, Any]:
        """A data set of the chosen codes."""
        ids = list(self.dimensions)
        values, status = [], {}
        for codes in product(*(chosen[each] for each in ids)):
            at = dict(zip(ids, codes, strict=True))
            value = self.value(at["Region"], at["ContentsCode"], at["Tid"])
            if value is None and self.mark:
                status[str(len(values))] = self.mark
            values.append(value)
        return {
            "version": "2.0", "class": "dataset", "label": "Tabell 1", "updated": self.updated, "id": ids,
            "size": [len(chosen[each]) for each in ids], "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
            "dimension": {each: self.described(each, chosen[each]) for each in ids}, "value": values,
            **({"status": status} if status else {}),
        }  # fmt: skip

    def described(self, name: str, codes: list[str]) -> dict[str, Any]:
        """One dimension of a data set."""
        category: dict[str, Any] = {
            "index": {code: number for number, code in enumerate(codes)},
            "label": {code: self.dimensions[name][code] for code in codes},
        }
        if name == "ContentsCode":
            category["unit"] = {code: self.units[code] for code in codes}
        return {"label": name.lower(), "category": category, "extension": {"elimination": name == "Region"}}

    def all(self) -> dict[str, list[str]]:
        """Every code."""
        return {name: list(labels) for name, labels in self.dimensions.items()}


class Handler(BaseHTTPRequestHandler):
    """Answers as PxWebApi 1 under /v1, PxWebApi 2 under /v2, FHI under /fhi and Udir under /udir."""

    protocol_version = "HTTP/1.1"
    world: World

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._serve(None)

    def do_POST(self) -> None:
        self._serve(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _serve(self, body: Any) -> None:
        url = urlsplit(self.path)
        self.world.calls.append((self.command, self.path, body))
        if self.world.faults:
            fault = self.world.faults.pop(0)
            if fault is not None and fault(self):
                return
        asked = {key: values[0] for key, values in parse_qs(url.query).items()}
        parts = url.path.strip("/").split("/")
        answer = {"v1": self.pxweb1, "v2": self.pxweb2, "fhi": self.fhi, "udir": self.udir}[parts[0]]
        self.send(*answer(parts[1:], asked, body))

    def send(self, status: int, content: Any, headers: dict[str, str] | None = None) -> None:
        raw = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(raw)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def chosen(self, selection: dict[str, list[str]]) -> tuple[int, Any]:
        """Give a data set, or what a service says of too many cells and unknown codes."""
        for name, codes in selection.items():
            if not set(codes) <= self.world.dimensions.get(name, {}).keys():
                return 400, {"title": "Non-existent value", "status": 400}
        if prod(map(len, selection.values())) > self.world.most_cells:
            return 403, {"title": "Too many cells selected", "status": 403}
        return 200, self.world.jsonstat(selection)

    def pxweb1(self, parts: list[str], asked: Any, body: Any) -> tuple[int, Any]:
        if body is None:
            variables = [
                {"code": name, "text": name.lower(), "values": list(labels), "valueTexts": list(labels.values()),
                 **({"elimination": True} if name == "Region" else {}), **({"time": True} if name == "Tid" else {})}
                for name, labels in self.world.dimensions.items()
            ]  # fmt: skip
            return 200, {"title": "Tabell 1", "variables": variables}
        selection = {each["code"]: each["selection"]["values"] for each in body["query"]}
        if body["response"]["format"] == "csv3":
            return self.csv({**self.world.all(), **selection}, ",")
        return self.chosen({**self.world.all(), **selection})

    def csv(self, selection: dict[str, list[str]], delimiter: str) -> tuple[int, bytes]:
        lines = [delimiter.join((*(f'"{name}"' for name in selection), '"Tabell 1"'))]
        for codes in product(*selection.values()):
            at = dict(zip(selection, codes, strict=True))
            value = self.world.value(at["Region"], at["ContentsCode"], at["Tid"])
            lines.append(delimiter.join((*codes, self.world.mark if value is None else str(value))))
        return 200, "\n".join(lines).encode()

    def pxweb2(self, parts: list[str], asked: dict[str, str], body: Any) -> tuple[int, Any]:
        if parts[0] == "codelists":
            return 200, {"id": parts[1], "values": [{"code": "9901", "label": "Nyby i dag"}]}
        if parts[2] == "metadata":
            told = self.world.jsonstat(self.world.all())
            return 200, {key: value for key, value in told.items() if key not in ("value", "status")}
        if body is not None:
            selection = {each["variableCode"]: each["valueCodes"] for each in body["selection"]}
        else:
            chosen = {key: value for key, value in asked.items() if key.startswith("valueCodes[")}
            selection = {key[11:-1]: unquote(value).split(",") for key, value in chosen.items()}
        if asked["outputFormat"] == "csv":
            return self.csv({**self.world.all(), **selection}, ";")
        return self.chosen({**self.world.all(), **selection})

    def fhi(self, parts: list[str], asked: Any, body: Any) -> tuple[int, Any]:
        years = {f"{year}_{year}": year for year in self.world.dimensions["Tid"]}
        if body is None:
            land = {"value": "EAK", "label": "Hele landet", "children": [
                {"value": code, "label": name, "children": None}
                for code, name in self.world.dimensions["Region"].items() if code != "EAK"
            ]}  # fmt: skip
            flat = [{"value": code, "label": label} for code, label in self.world.dimensions["ContentsCode"].items()]
            return 200, b"\xef\xbb\xbf" + json.dumps({"dimensions": [
                {"code": "GEO", "label": "Geografi", "categories": [land]},
                {"code": "MEASURE_TYPE", "label": "Måltall", "categories": flat},
                {"code": "AAR", "label": "År", "categories": [{"value": k, "label": v} for k, v in years.items()]},
            ]}).encode()  # fmt: skip
        chosen = {each["code"]: each["values"] for each in body["dimensions"]}
        assert all(each["filter"] == "item" for each in body["dimensions"])
        if prod(map(len, chosen.values())) > self.world.most_cells:
            return 400, {"title": "maxRowCount"}
        names = {"GEO": "Region", "MEASURE_TYPE": "ContentsCode", "AAR": "Tid"}
        told = self.world.jsonstat({names[k]: [years.get(code, code) for code in v] for k, v in chosen.items()})
        back = {old: new for new, old in names.items()}
        told["id"] = [back[each] for each in told["id"]]
        told["dimension"] = {back[name]: each for name, each in told["dimension"].items()}
        for dimension in told["dimension"].values():
            dimension["category"].pop("unit", None)
        category = told["dimension"]["AAR"]["category"]
        category["index"] = {f"{code}_{code}": number for code, number in category["index"].items()}
        category["label"] = {f"{code}_{code}": label for code, label in category["label"].items()}
        told.pop("role"), told.pop("updated")
        return 200, b"\xef\xbb\xbf" + json.dumps(told).encode()

    def udir(self, parts: list[str], asked: dict[str, str], body: Any) -> tuple[int, Any]:
        if parts[1] == "filterVerdier":
            years = [{"id": int(year) * 100 + 12, "kode": f"{year}12", "navn": year} for year in YEARS]
            return 200, {"TidID": years, "EierformID": [{"id": -10, "kode": "-10", "navn": "Alle"}]}
        if "filter" not in asked:
            return 400, {"kode": 400, "feiltype": "Feil i forespørselen", "melding": "Filter må oppgis!"}
        chosen = dict(each.rstrip(")").split("(") for each in asked["filter"].split(")_"))
        years = [each[:4] for each in chosen["TidID"].split("_")]
        rows = [self.udir_row(code, name, year) for code, name in list(REGIONS.items())[:3] for year in years]
        size, page = self.world.page_size, int(asked["sideNummer"])
        page = min(page, -(-len(rows) // size))  # a page too many is the last one again
        shown = rows[(page - 1) * size : page * size]
        told = {"Sidenummer": page, "RaderSide": len(shown), "RaderTotalt": len(rows)}
        return 200, [{**row, **told} for row in shown]

    def udir_row(self, code: str, name: str, year: str) -> dict[str, Any]:
        share = self.world.value(code, "andel", year)
        score = "*" if share is None else str(share).replace(".", ",")
        year_name = f"{year}-{int(year[2:]) + 1}"
        return {"EnhetNavn": name, "Organisasjonsnummer": f"orgnr {code}", "Skoleaarnavn": year_name, "Score": score}


class QuietServer(ThreadingHTTPServer):
    """Says nothing of callers that have heard enough."""

    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            super().handle_error(*_)


@dataclass(frozen=True)
class Running:
    """A server that runs: its address, and its world, which a test may change."""

    address: str
    world: World


@contextmanager
def services(world: World | None = None) -> Iterator[Running]:
    """Run the services on a free port of this machine."""
    world = world or World()
    handler = type("OneHandler", (Handler,), {"world": world})
    server = QuietServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Running(f"http://127.0.0.1:{server.server_port}", world)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# --- faults: each is given the handler, and says whether it has answered ---


def status(code: int, text: str = "", **headers: str) -> Callable[[Handler], bool]:
    """Answer with a status."""

    def fault(handler: Handler) -> bool:
        handler.send(code, text.encode(), {name.replace("_", "-"): value for name, value in headers.items()})
        return True

    return fault


def cut(handler: Handler) -> bool:
    """Promise more than comes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"version": "2.0", "val')
    handler.close_connection = True
    return True


def half(handler: Handler) -> bool:
    """Send half an answer as though it were whole."""
    handler.send(200, b'{"version": "2.0", "class": "dataset", "id": ["Reg')
    return True


def gone(handler: Handler) -> bool:
    """Close the line without a word."""
    handler.close_connection = True
    return True


def in_chunks(size: int, count: int) -> Callable[[Handler], bool]:
    """Send many chunks without saying how many."""

    def fault(handler: Handler) -> bool:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        try:
            for _ in range(count):
                handler.wfile.write(f"{size:x}\r\n".encode() + b"x" * size + b"\r\n")
            handler.wfile.write(b"0\r\n\r\n")
        except OSError:  # the other end has heard enough
            handler.close_connection = True
        return True

    return fault
