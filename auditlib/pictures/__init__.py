"""Pictures in one look: `picture_of(result)`, and a function for each kind of picture from plain figures."""

from auditlib.pictures import (
    comparisons,
    distributions,
    families,
    funnels,
    measured,
    plans,
    profiles,
    reliability,
    samples,
    trends,
)
from auditlib.pictures.bars import Part, stacked
from auditlib.pictures.caterpillars import caterpillar
from auditlib.pictures.collected import groups, stances
from auditlib.pictures.digits import digit_bars
from auditlib.pictures.dispatch import picture_of
from auditlib.pictures.distributions import Spread, spreads
from auditlib.pictures.grids import MatrixCell, matrix
from auditlib.pictures.intervals import IntervalGroup, IntervalRow, interval_plot
from auditlib.pictures.matrices import coders_matrix, counts_matrix, missing_pattern
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import Reference
from auditlib.pictures.series import Line, Series, SeriesBreak, series_plot
from auditlib.pictures.trends import has_trend

# importing these gives results their pictures; `dispatch` names those that are imported when one comes
_REGISTERED = (
    comparisons, distributions, families, funnels, measured, plans, profiles, reliability, samples, trends,
)  # fmt: skip

__all__ = [
    "DataTable",
    "Heading",
    "IntervalGroup",
    "IntervalRow",
    "Line",
    "MatrixCell",
    "Part",
    "Picture",
    "Reference",
    "Series",
    "SeriesBreak",
    "Spread",
    "caterpillar",
    "coders_matrix",
    "counts_matrix",
    "digit_bars",
    "groups",
    "has_trend",
    "interval_plot",
    "matrix",
    "missing_pattern",
    "picture_of",
    "series_plot",
    "spreads",
    "stacked",
    "stances",
]
