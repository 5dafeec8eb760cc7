"""The tests an indicator can name, with what each takes.

A test takes a `Call` and gives the parts of a `Measurement` that it decides: value, outcome, and the sentence an
auditor may print. What cannot be tested raises `Untestable`: a missing cell is never 0.
"""

from __future__ import annotations

from collections.abc import Mapping

from auditlib.measures import comparisons, groups, limits, printed, profiles, series, sums, values, weighted, years
from auditlib.measures.call import Test
from auditlib.measures.families import METHODS, family

_PAIR = ("row", "other")
_SHARE = {
    "required": ("row", "column"),
    "rows": ("row", "of_row"),
    "columns": ("column", "of_column"),
    "one_of": ("of_row", "of_column"),
}

LIBRARY: Mapping[str, Test] = {
    "value": Test(values.value, ("row", "column"), ("row",), ("column",)),
    "change": Test(values.change, ("row", "from", "to"), ("row",), ("from", "to")),
    "compare_values": Test(values.compare_values, (*_PAIR, "column"), _PAIR, ("column",)),
    "compare_columns": Test(
        sums.compare_columns, ("row", "column", "other_column"), ("row",), ("column", "other_column"),
    ),
    "total_of_rows": Test(
        sums.total_of_rows, ("row", "column"), ("row", "leave_out"), ("column",), optional=("leave_out",),
        lists=("leave_out",),
    ),
    "growth_ratio": Test(values.growth_ratio, (*_PAIR, "from", "to"), _PAIR, ("from", "to")),
    "share": Test(values.share, **_SHARE),  # type: ignore[arg-type]
    "compare_proportions": Test(
        comparisons.proportions, (*_PAIR, "column", "of_column"), _PAIR, ("column", "of_column"),
        counted=("column", "of_column"),
    ),
    "compare_rates": Test(
        comparisons.rates, (*_PAIR, "column", "of_column"), _PAIR, ("column", "of_column"),
        counted=("column",), mixed=True,
    ),
    "compare_changes": Test(
        comparisons.changes, (*_PAIR, "from", "to"), (*_PAIR, "less"), ("from", "to"),
        optional=("less",), lists=("less",), counted=("from", "to"),
    ),
    "funnel": Test(
        comparisons.funnel, ("row", "column", "of_column", "kind"), ("row", "leave_out"), ("column", "of_column"),
        optional=("leave_out",), lists=("leave_out",), counted=("column",), choices={"kind": ("share", "rate")},
        mixed=True,
    ),
    "trend": Test(series.trend, ("row", "from", "to"), ("row",), ("from", "to")),
    "compare_years": Test(
        years.compare_years, ("row", "from", "to"), ("row", "of_row"), ("from", "to"), optional=("of_row", "kind"),
        counted=("from", "to"), choices={"kind": ("share", "rate")},
    ),
    "year_changes": Test(
        years.year_changes, ("from", "to", "method"), ("leave_out",), ("from", "to"), optional=("leave_out",),
        lists=("leave_out",), counted=("from", "to"), choices={"method": METHODS},
    ),
    "printed_share": Test(
        printed.printed_share, ("row", "column", "of_column"), ("row",), ("column", "of_column"), mixed=True,
    ),
    "compare_printed": Test(
        printed.compare_printed, (*_PAIR, "column", "of_column"), _PAIR, ("column", "of_column"), mixed=True,
    ),
    "weighted_mean": Test(
        weighted.weighted_mean, ("row", "column"), ("row", "leave_out"), ("column",), optional=("leave_out",),
        lists=("leave_out",),
    ),
    "profile": Test(
        profiles.profile, ("column", "others"), ("leave_out",), ("column", "others", "low", "high"),
        optional=("low", "high", "leave_out"), lists=("others", "leave_out"), mixed=True,
    ),
    "profile_of": Test(
        profiles.profile_of, ("tests", "method"), lists=("tests",), choices={"method": METHODS}, needs_table=False,
    ),
    "norm": Test(limits.norm, ("row", "column"), ("row",), ("column",), needs_norm=True),
    "norm_share": Test(
        limits.norm_share, **_SHARE, optional=("drawn", "population"),  # type: ignore[arg-type]
        choices={"drawn": ("simple", "systematic")}, needs_norm=True,
    ),
    "cases_by": Test(groups.cases_by, ("column",), cases=("column",)),
    "share_of_cases": Test(groups.share_of_cases, ("column", "values"), lists=("values",), cases=("column",)),
    "family": Test(
        family, ("tests", "method"), lists=("tests",), choices={"method": METHODS}, needs_table=False,
    ),
    "unavailable": Test(values.unavailable, ("reason",), needs_table=False),
}  # fmt: skip

WITH_P_VALUE = (
    "compare_proportions", "compare_rates", "compare_changes", "compare_years", "compare_printed", "trend",
)  # fmt: skip
WITH_RATIO = ("compare_proportions", "compare_rates", "compare_changes", "compare_years")
OF_TESTS = ("family", "profile_of")
