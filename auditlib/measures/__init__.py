"""Measurements: the declared tests run on tables and file reviews, each with one of three outcomes.

A test that cannot be run gives the outcome `untested` with its reason, and never speaks for or against a criterion.
"""

from auditlib.measures.phrases import figure, interval_in_words
from auditlib.measures.run import measure

__all__ = ["figure", "interval_in_words", "measure"]
