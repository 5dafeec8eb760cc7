"""The picture of a measurement of the audit: its value with the interval it was given."""

from __future__ import annotations

from auditlib.pictures.dispatch import draws
from auditlib.pictures.intervals import IntervalGroup, IntervalRow, interval_plot
from auditlib.pictures.picture import Picture
from auditlib.pictures.rows import Reference
from auditlib.pictures.samples import counted
from auditlib.pictures.words import say
from auditlib.stats.explain import Language
from auditlib.tables import Measurement

_PERCENT = ("prosent", "%")


@draws.register
def of_measurement(
    measured: Measurement, *, title: str = "", reference: Reference | None = None, language: Language = "nb"
) -> Picture:
    """Show a measured value with its interval; a share on a scale to 100 at most.

    An interval that is only illustrative is dotted, and the note says so. A value that is missing is said to be.
    """
    lower, upper = (float(each) for each in measured.interval) if measured.interval else (None, None)
    counts = "" if measured.count is None or measured.n is None else counted(measured.count, measured.n, language)
    value = None if measured.value is None else float(measured.value)
    row = IntervalRow(measured.title, value, lower, upper, counts, illustrative=measured.illustrative)
    share = measured.unit in _PERCENT and value is not None and 0 <= value <= 100
    # a share of few cases is written as the text of the report writes it, without decimals
    decimals = 0 if share and measured.n is not None else measured.decimals
    group = IntervalGroup((row,), None if share else measured.unit, decimals, reference)
    note = say("illustrative", language) if measured.illustrative and measured.interval else ""
    return interval_plot(
        [group], title or measured.title, confidence=float(measured.confidence), note=note, language=language
    )
