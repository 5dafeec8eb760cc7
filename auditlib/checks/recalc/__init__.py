"""Recalculation of a table's totals, differences, percentage changes and shares.

`recalculate` takes a `Grid` of texts and returns a `Recalculation`; `read_grid` makes a grid of a CSV or XLSX
file and raises `GridError` where it cannot.
"""

from auditlib.checks.recalc.calculations import Kind
from auditlib.checks.recalc.grid import Grid, GridError, Row
from auditlib.checks.recalc.reading import read_grid
from auditlib.checks.recalc.recalculation import recalculate
from auditlib.checks.recalc.results import Discrepancy, Explanation, Recalculation, Untested

__all__ = [
    "Discrepancy",
    "Explanation",
    "Grid",
    "GridError",
    "Kind",
    "Recalculation",
    "Row",
    "Untested",
    "read_grid",
    "recalculate",
]
