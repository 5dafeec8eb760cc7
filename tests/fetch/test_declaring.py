"""The entry of a fetched table in datapackage.yaml, and the command line."""

import json
import re
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditlib.cli import main
from auditlib.fetch import pace
from auditlib.log import read_log
from auditlib.measures import measure
from auditlib.tables import Outcome
from auditlib.workspace import read_inputs
from tests.builders import AUDIT, codes
from tests.fetch.conftest import Fetching, simple
from tests.fetch.services import status

ENTRY = """\
  - name: barn_tabell
    title: Barn med tiltak
    path: barn_tabell.csv
    dialect:
      delimiter: ;
    sources:
      - Statistikkbyrået, tabell 12345 (CC BY 4.0)
    retrieved: '{day}'
    status: {status}
    footnotes:
      - 'contentscode: Barn med tiltak.'
    schema:
      fields:
        - name: kode
          type: string
          title: Kode
        - name: navn
          type: string
          title: region
        - name: '2022'
          type: integer
          unit: antall
          holds: stock
        - name: '2023'
          type: integer
          unit: antall
          holds: stock
        - name: '2024'
          type: integer
          unit: antall
          holds: stock
      primaryKey: navn
      missingValues:
        - ''
        - ':'
"""
MORE = "    holds: {barn: stock}\n    status: {final: 06-15}\n"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace.SystemClock, "sleep", lambda self, seconds: None)


def call(fetching: Fetching, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["fetch", AUDIT, *arguments, "-w", str(fetching.nyby.root)])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def rows(result: Result) -> list[dict[str, Any]]:
    return list(json.loads(result.stdout)["tables"])


def test_a_fetch_prints_the_entry_and_writes_it_when_asked(fetching: Fetching) -> None:
    fetching.declare(simple(more=MORE))
    done = call(fetching, "--online", "--as", "Kari", "-q")
    (row,) = rows(call(fetching, "--format", "json"))
    entry = ENTRY.format(day=row["retrieved"][:10], status="preliminary")
    assert done.stdout == (
        "statistics/nyby/barn_tabell.csv: 2 rows, 3 columns of figures, preliminary, marks :\n"
        "Not in statistics/nyby/datapackage.yaml as it is now; --declare puts it there:\n" + entry
    )
    assert (done.exit_code, done.stderr) == (0, "")
    before = (fetching.folder / "datapackage.yaml").read_text("utf-8")
    assert call(fetching, "--declare").stdout == done.stdout.splitlines()[0] + "\n"
    assert (fetching.folder / "datapackage.yaml").read_text("utf-8") == before + entry
    inputs, problems = read_inputs(fetching.nyby.root, AUDIT)
    assert problems == []
    assert inputs is not None
    assert inputs.tables["barn_tabell"].cell("Storvik", "2022") == ":"
    assert inputs.tables["barn_tabell"].number("Storvik", "2022") is None
    assert call(fetching).stdout == done.stdout.splitlines()[0] + "\n"  # declared as it is now


def test_the_log_says_who_fetched_what_and_only_when_something_was_fetched(fetching: Fetching) -> None:
    fetching.declare(simple())
    call(fetching, "--online", "--as", "Kari", "-q")
    call(fetching)
    (entry,) = read_log(fetching.nyby.root, AUDIT)
    (row,) = rows(call(fetching, "--format", "json"))
    assert (entry.act, entry.who, entry.about) == ("fetched", "Kari", ("barn",))
    assert entry.details["snapshot"] == row["snapshot"]


def test_the_columns_of_another_year_are_declared_and_own_words_are_kept(fetching: Fetching) -> None:
    fetching.declare(simple(more=MORE))
    call(fetching, "--online", "--as", "Kari", "-q", "--declare")
    path = fetching.folder / "datapackage.yaml"
    text = path.read_text("utf-8").replace("title: Barn med tiltak", "title: Barn i Nyby")
    path.write_text(text + "    reliability: [Registreringen var ufullstendig.]\n", "utf-8")
    fetching.declare(simple(more=MORE).replace('"2022", ', ""))
    call(fetching, "--online", "--as", "Kari", "-q", "--declare")
    inputs, problems = read_inputs(fetching.nyby.root, AUDIT)
    assert problems == []
    assert inputs is not None
    table = inputs.tables["barn_tabell"]
    assert [each.name for each in table.columns] == ["kode", "navn", "2023", "2024"]
    assert table.resource.title == "Barn i Nyby"
    assert table.resource.reliability == ("Registreringen var ufullstendig.",)
    assert {"svartid_tabell", "mapper"} < inputs.tables.keys()  # the others stand as they did


def test_a_missing_datapackage_is_made(fetching: Fetching) -> None:
    (fetching.folder / "datapackage.yaml").unlink()
    fetching.declare(simple())
    call(fetching, "--online", "--as", "Kari", "-q", "--declare")
    text = (fetching.folder / "datapackage.yaml").read_text("utf-8")
    assert text.startswith("name: nyby\nresources:\n  - name: barn_tabell\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("resources:\n  - {name: x}\nname: nyby\n", "does not end with a list of resources"),
        ("name: nyby\nresources: [{name: x}]\n", "does not end with a list of resources"),
        ("name: nyby\nresources: []\n", "does not end with a list of resources"),
        ("name: nyby\nresources:\n  - name: barn_tabell   # mitt\n    title: T\n", "has remarks that would be lost"),
        ("name: nyby\nresources:\n  - name: annen\n", "was left as it is, as it could not be read afterwards"),
    ],
)
def test_what_a_person_has_written_is_not_lost(fetching: Fetching, text: str, said: str) -> None:
    path = fetching.folder / "datapackage.yaml"
    path.write_text(text, "utf-8")
    fetching.declare(simple())
    done = call(fetching, "--online", "--as", "Kari", "-q", "--declare")
    assert (done.exit_code, path.read_text("utf-8")) == (2, text)
    assert said in done.stderr


def test_a_refusal_ends_with_one_and_leaves_no_trace(fetching: Fetching) -> None:
    fetching.declare(simple())
    fetching.running.world.faults = [status(404)]
    done = call(fetching, "--online", "--as", "Kari", "-q")
    assert (done.exit_code, done.stdout.count("S902")) == (1, 1)
    assert not (fetching.folder / "raw").exists()
    assert not (fetching.folder / "barn_tabell.csv").exists()
    assert read_log(fetching.nyby.root, AUDIT) == ()


def test_wrong_calls(fetching: Fetching) -> None:
    done = call(fetching)
    assert (done.exit_code, codes_of(done)) == (1, ["F001"])
    fetching.declare(simple())
    done = call(fetching, "bran")
    assert (done.exit_code, done.stderr) == (
        2, "auditlib: there is no fetch `bran` in fetch.yaml (did you mean barn?)\n",
    )  # fmt: skip
    done = CliRunner().invoke(main, ["fetch", "nyb", "-w", str(fetching.nyby.root)])
    assert (done.exit_code, "did you mean nyby?" in done.stderr) == (2, True)


def test_a_proxy_that_cannot_be_one(fetching: Fetching) -> None:
    fetching.declare(simple())
    for proxy in ("nei", "ftp://x.example", "http://[::1"):
        done = call(fetching, "--online", "--as", "Kari", "--proxy", proxy)
        assert (done.exit_code, done.stderr.startswith(f"auditlib: --proxy {proxy}: ")) == (2, True)


def codes_of(done: Result) -> list[str]:
    return [line.split(": ")[1].split(" ")[0] for line in done.stdout.splitlines()]


def test_progress_is_plain_lines_where_there_is_no_terminal(fetching: Fetching) -> None:
    fetching.declare(simple(), cells=2)
    done = call(fetching, "--online", "--as", "Kari")
    assert re.sub(r"[0-9.]+ s$", "s", done.stderr, flags=re.M) == "[1/3] barn s\n[2/3] barn s\n[3/3] barn s\n"


def test_a_killed_write_leaves_no_record(fetching: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditlib.fetch import store

    fetching.declare(simple())
    real = store.write_whole

    def killed(path: Any, content: bytes) -> None:
        if path.suffix == ".yaml":
            raise KeyboardInterrupt
        real(path, content)

    monkeypatch.setattr(store, "write_whole", killed)
    with pytest.raises(KeyboardInterrupt):
        fetching.run()
    assert not list((fetching.folder / "raw").glob("*.yaml"))
    monkeypatch.setattr(store, "write_whole", real)
    fetching.running.world.calls.clear()
    made, problems = fetching.run()
    assert (len(made), codes(problems)) == (1, [])
    assert [path for _, path, _ in fetching.running.world.calls] == [
        "/v2/tables/12345/metadata?lang=no&outputFormat=json-stat2"
    ]  # the figures had come


def test_a_figure_that_is_kept_secret_takes_no_part_in_a_test(fetching: Fetching) -> None:
    wide = simple().replace("[barn]", "[barn, andel]").replace("columns: [Tid]", "columns: [ContentsCode, Tid]")
    fetching.declare(wide + "    holds: {barn: count, andel: share}\n")
    call(fetching, "--online", "--as", "Kari", "-q", "--declare")
    tests = {
        "value": 'row: Storvik, column: "Barn med tiltak 2022"',
        "change": 'row: Storvik, from: "Barn med tiltak 2022", to: "Barn med tiltak 2024"',
        "share": 'row: Nyby, column: "Barn med tiltak 2022", of_row: Storvik',
        "compare_values": 'row: Nyby, other: Storvik, column: "Barn med tiltak 2022"',
        "compare_changes": 'row: Nyby, other: Storvik, from: "Barn med tiltak 2022", to: "Barn med tiltak 2024"',
        "growth_ratio": 'row: Nyby, other: Storvik, from: "Barn med tiltak 2022", to: "Barn med tiltak 2024"',
    }
    fetching.nyby.write("indicators.yaml", "indicators:\n" + "".join(
        f"  - {{id: M{number}, title: T, criterion: K1, table: barn_tabell, test: {test}, parameters: {{{given}}}}}\n"
        for number, (test, given) in enumerate(tests.items(), 1)
    ))  # fmt: skip
    measurements, problems = measure(fetching.nyby.inputs())
    assert problems == []
    measured = [each for each in measurements if each.id.startswith("M")]
    assert len(measured) == len(tests)
    for each in measured:
        assert (each.outcome, each.value) == (Outcome.UNTESTED, None)
        assert "tallet for Storvik, Barn med tiltak 2022 mangler i tabellen" in each.reason
