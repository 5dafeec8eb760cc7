"""Agreement between coders against statsmodels and the package krippendorff."""

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa as their_kappa

from auditlib.stats import StatsError, kappa_of_table, krippendorff_alpha
from auditlib.stats.agreement import Level


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    size = draw(st.integers(2, 6))
    return draw(st.lists(st.lists(st.integers(0, 50), min_size=size, max_size=size), min_size=size, max_size=size))


@settings(max_examples=500)
@given(tables())
def test_kappa_is_that_of_statsmodels(table: list[list[int]]) -> None:
    try:
        found = kappa_of_table(table)
    except StatsError:
        assume(False)
    with np.errstate(invalid="ignore"):  # statsmodels' greatest possible kappa is 0 over 0 where a coder used one code
        theirs = their_kappa(np.array(table))
    assert found.value == pytest.approx(theirs.kappa, rel=1e-9, abs=1e-12)
    assert found.error == pytest.approx(theirs.std_kappa, rel=1e-7, abs=1e-9)
    # statsmodels lets the interval pass 1 and -1, which kappa cannot
    limits = max(-1.0, theirs.kappa_low), min(1.0, theirs.kappa_upp)
    assert (found.lower, found.upper) == pytest.approx(limits, rel=1e-7, abs=1e-9)


@st.composite
def codings(draw: st.DrawFn) -> list[list[int | None]]:
    """Codes from 0 to 5 by two to five coders, about a fifth of them missing."""
    units, coders = draw(st.integers(1, 25)), draw(st.integers(2, 5))
    code = st.sampled_from((0, 1, 2, 3, 5, 1, 2, 3, None))
    row = st.lists(code, min_size=units, max_size=units)
    return draw(st.lists(row, min_size=coders, max_size=coders))


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_is_that_of_krippendorff(level: Level) -> None:
    @settings(max_examples=250)
    @given(codings())
    def compare(rows: list[list[int | None]]) -> None:
        try:
            found = krippendorff_alpha(rows, level)
        except StatsError:
            assume(False)
        data = [[np.nan if code is None else float(code) for code in row] for row in rows]
        theirs = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
        assert found.value == pytest.approx(theirs, rel=1e-9, abs=1e-9)

    compare()
