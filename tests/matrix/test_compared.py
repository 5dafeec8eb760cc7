"""Figures that a section hands to the comparison."""

from decimal import Decimal

import pytest

from auditlib.problems import UsageError
from auditlib.report.compared import COMPARED, compared


def test_figures_are_written_the_norwegian_way_and_kept_exactly() -> None:
    shown = compared({"Saker": 1234, "Andel <%>": 0.285, "Sum": Decimal("-3.50"), "Svar": "ja"})._repr_mimebundle_()
    assert shown[COMPARED] == [
        ["Saker", "1\u00a0234", "1234"], ["Andel <%>", "0,3", "0.285"], ["Sum", "−3,50", "-3.50"], ["Svar", "ja", None],
    ]  # fmt: skip
    assert shown["text/plain"] == "Saker: 1\u00a0234, Andel <%>: 0,3, Sum: −3,50, Svar: ja"
    assert '<th scope="row">Andel &lt;%&gt;</th>' in shown["text/html"]


def test_decimals_can_be_asked_for() -> None:
    assert compared({"Andel": 2 / 3}, decimals=2)._repr_mimebundle_()["text/plain"] == "Andel: 0,67"


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), Decimal("NaN"), True, None, [3]])
def test_what_is_no_figure_is_refused(figure: object) -> None:
    with pytest.raises(UsageError, match="`x` is "):
        compared({"x": figure})  # type: ignore[dict-item]
