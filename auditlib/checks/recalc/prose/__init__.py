"""Recalculation of the changes and shares that running text states."""

from auditlib.checks.recalc.prose.text import Statement, read_statements, recalculate_text

__all__ = ["Statement", "read_statements", "recalculate_text"]
