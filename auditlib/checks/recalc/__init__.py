"""Recalculation of a table's totals, differences, percentage changes and shares, and of those that a text states.

`recalculate` takes a `Grid` of texts and returns a `Recalculation`; `read_grid` makes a grid of a CSV or XLSX
file and raises `GridError` where it cannot. `recalc.prose` does the same for running text.
"""

from auditlib.checks.recalc.calculations import Kind
from auditlib.checks.recalc.grid import Grid, GridError, Row
from auditlib.checks.recalc.reading import read_grid, read_text
from auditlib.checks.recalc.recalculation import recalculate
from auditlib.checks.recalc.remarks import Pattern
from auditlib.checks.recalc.results import Discrepancy, Explanation, Recalculation, Untested

__all__ = [
    "Discrepancy",
    "Explanation",
    "Grid",
    "GridError",
    "Kind",
    "Pattern",
    "Recalculation",
    "Row",
    "Untested",
    "read_grid",
    "read_text",
    "recalculate",
]
