"""The tables of a document: those that the file marks or draws, and those that only stand as columns of figures."""

from auditlib.intake.tables.finding import find_tables
from auditlib.intake.tables.model import Table, Unplaced

__all__ = ["Table", "Unplaced", "find_tables"]
