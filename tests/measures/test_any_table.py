"""Whatever figures a table holds, every test gives a measurement with a sentence, and none gives a traceback."""

from decimal import Decimal
from math import isfinite

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditlib.criteria import Stance
from auditlib.measures import measure
from auditlib.tables import Outcome
from tests.builders import Nyby
from tests.measures.made import run

ROWS, COLUMNS = ("A", "B", "C"), ("2019", "2020", "2021", "2022")
CELLS = st.sampled_from(["", "0", "1", "2", "7", "40", "1000", "999999", "-3", "5000001", "12345678901234567890"])
TESTS = [
    'value {row: A, column: "2019"}',
    'change {row: A, from: "2019", to: "2020"}',
    'compare_values {row: A, other: B, column: "2019"}',
    'growth_ratio {row: A, other: B, from: "2019", to: "2020"}',
    'share {row: A, column: "2019", of_row: B}',
    'compare_proportions {row: A, other: B, column: "2019", of_column: "2020"}',
    'compare_rates {row: A, other: B, column: "2019", of_column: "2020"}',
    'compare_changes {row: A, other: B, from: "2019", to: "2020"}',
    'compare_changes {row: A, other: B, less: [C], from: "2019", to: "2020"}',
    'funnel {row: A, column: "2019", of_column: "2020", kind: share}',
    'funnel {row: A, column: "2019", of_column: "2020", kind: rate}',
    'trend {row: A, from: "2019", to: "2022"}',
    'norm_share {row: A, column: "2019", of_column: "2020", drawn: simple, population: 50}; criterion: K2',
    "family {tests: [T6, T7, T8, T9, T12], method: holm}",
]
PACKAGE = """\
name: nyby
resources:
  - name: tall
    title: Tall
    path: tall.csv
    sources: [Fagsystemet]
    status: final
    schema:
      fields:
        - {name: rad, type: string}
        - {name: "2019", type: integer, holds: KIND}
        - {name: "2020", type: integer, holds: KIND}
        - {name: "2021", type: integer, holds: KIND}
        - {name: "2022", type: integer, holds: KIND}
      primaryKey: rad
"""


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    cells=st.lists(CELLS, min_size=12, max_size=12),
    kind=st.sampled_from(["count", "count", "stock", "amount", "share"]),
)
def test_any_table_is_measured(nyby: Nyby, cells: list[str], kind: str) -> None:
    if not (nyby.root / "statistics/nyby/tall.csv").exists():
        run(nyby, "unavailable {reason: x}")
        nyby.write("indicators.yaml", "indicators:\n" + "".join(_indicator(*each) for each in enumerate(TESTS, 1)))
    nyby.write("statistics/nyby/datapackage.yaml", PACKAGE.replace("KIND", kind))
    lines = (f"{row};{';'.join(cells[4 * place : 4 * place + 4])}\n" for place, row in enumerate(ROWS))
    nyby.write("statistics/nyby/tall.csv", f"rad;{';'.join(COLUMNS)}\n{''.join(lines)}")
    measured, problems = measure(nyby.inputs())
    assert problems == []
    assert len(measured) == len(TESTS)
    for each in measured:
        assert each.sentence.endswith(".")
        assert "nan" not in each.sentence.lower()
        assert "utenfor det testen" not in each.reason  # the library was asked for what it refuses
        assert (each.outcome is Outcome.UNTESTED) is bool(each.reason)
        assert each.outcome is not Outcome.UNTESTED or each.stance is Stance.CONTEXT
        for number in (each.value, *(each.interval or ())):
            assert number is None or (isinstance(number, Decimal) and isfinite(number))
        if each.p is not None:
            assert 0 <= each.p <= 1
            assert each.formula
            assert each.method
            assert each.assumptions
            assert each.details["p-verdi"] in each.sentence.replace("\u00a0", " ")


def _indicator(number: int, written: str) -> str:
    test, _, rest = written.partition(" ")
    parameters, _, more = rest.partition("; ")
    table = "" if test == "family" else "table: tall, "
    return (
        f"  - {{id: T{number}, title: t, topic: svartid, {table}test: {test}, {more or 'note: n'}, "
        f"parameters: {parameters}}}\n"
    )
