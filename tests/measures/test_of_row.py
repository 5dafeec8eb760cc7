"""The audit's own indicators, measured for another row of their tables."""

import pytest

from auditlib.measures.of_row import measure_row
from auditlib.problems import UsageError
from auditlib.report.show import row, row_figures
from auditlib.stats import Funnel
from auditlib.workbench import Workbench
from tests.builders import Nyby
from tests.measures.test_years import run

INDICATORS = (
    'hendelser compare_years {row: Nord, from: "2020", to: "2021"}',
    'hendelser funnel {row: Nord, column: "2021", of_column: "2020", kind: rate, leave_out: [I alt, Vest]}',
    'tilsyn value {row: "2022", column: mangler}',
)


def test_indicators_are_measured_for_the_row(nyby: Nyby) -> None:
    run(nyby, *INDICATORS)
    inputs = nyby.inputs()
    (own,) = measure_row(inputs, "Vest")[:1]
    assert own.outcome == "untested"  # its figure of the first year is missing, and never nought
    found = measure_row(inputs, "Sør")
    assert [each.id for each in found] == ["T1", "T2"]
    assert found[0].sentence.startswith("Sør: 5 i 2020 og 6 i 2021.")


def test_a_row_that_no_table_has_is_refused(nyby: Nyby) -> None:
    run(nyby, *INDICATORS)
    with pytest.raises(UsageError, match="no table that an indicator reads has a row `Sør-Nord`"):
        measure_row(nyby.inputs(), "Sør-Nord")


def test_a_section_shows_the_row_and_hands_over_its_cases(nyby: Nyby) -> None:
    indicator = 'hendelser funnel {row: Nord, column: "2021", of_column: "2022", kind: rate, leave_out: [I alt]}'
    (measured,) = run(nyby, indicator)
    assert isinstance(measured.result, Funnel)
    bench = Workbench(nyby.mapped(), ())
    assert "<h2>Vest</h2>" in row(bench, "Vest").internal.markup
    figures = row_figures(bench, "Vest")._repr_mimebundle_()
    (handed,) = next(value for key, value in figures.items() if key.endswith("compared+json"))
    assert handed[0] == "tittel 1"
    assert handed[3:] == [4, 5, 100]
