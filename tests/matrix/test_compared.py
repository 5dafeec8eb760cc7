"""Figures that a section hands to the comparison."""

from decimal import Decimal

import pytest

from auditlib.problems import UsageError
from auditlib.report.compared import COMPARED, Counted, compared


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


def test_a_counted_figure_brings_its_cases() -> None:
    shown = compared({"Over frist": Counted(8, 18), "Meldinger": Counted(30, 1500, per=1000)})._repr_mimebundle_()
    assert shown[COMPARED][0][:2] == ["Over frist", "44,4"]
    assert shown[COMPARED][0][3:] == [8, 18, 0]
    assert shown[COMPARED][1] == ["Meldinger", "20,0", "20", 30, 1500, 1000]


@pytest.mark.parametrize("wrong", [Counted(9, 8), Counted(-1, 8), Counted(0, 0)])
def test_what_cannot_have_been_counted_is_refused(wrong: Counted) -> None:
    with pytest.raises(UsageError, match="write a part of a whole"):
        compared({"Over frist": wrong})
