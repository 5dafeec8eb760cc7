"""The picture of a measurement of the audit: its value with the interval it was given."""

from __future__ import annotations

from auditlib.language import Language
from auditlib.pictures.dispatch import draws
from auditlib.pictures.intervals import IntervalGroup, IntervalRow, interval_plot
from auditlib.pictures.picture import Picture
from auditlib.pictures.rows import Reference
from auditlib.pictures.samples import counted
from auditlib.pictures.scales import of_ratios
from auditlib.pictures.words import say
from auditlib.tables import Measurement

_PERCENT = ("prosent", "%")


@draws.register
def of_measurement(
    measured: Measurement, *, title: str = "", reference: Reference | None = None, language: Language = "nb"
) -> Picture:
    """Show a measured value with its interval; a share on a scale to 100 at most, a tested ratio against 1.

    An interval that is only illustrative is dotted, and the note says so. A value that is missing is said to be.
    """
    counts = "" if measured.count is None or measured.n is None else counted(measured.count, measured.n, language)
    row = _row(measured, counts or say("measured", language))
    share = measured.unit in _PERCENT and row.value is not None and 0 <= row.value <= 100
    # a share of counted cases is written as the report's text writes it, without decimals
    decimals = 0 if share and counts else measured.decimals
    group = IntervalGroup(
        (row,), None if share else measured.unit, decimals, reference or _equal(measured, language),
        of_ratios(row.numbers, language) if _is_ratio(measured) else None,
    )  # fmt: skip
    note = say("illustrative", language) if measured.illustrative and measured.interval else ""
    return interval_plot(
        [group], title or measured.title, confidence=float(measured.confidence), note=note, language=language
    )


def _row(measured: Measurement, name: str) -> IntervalRow:
    """Give the value with its limits, widened to it where it was rounded out of them."""
    value = None if measured.value is None else float(measured.value)
    if measured.interval is None:
        return IntervalRow(name, value)
    lower, upper = (float(each) for each in measured.interval)
    if value is not None:
        lower, upper = min(lower, value), max(upper, value)
    return IntervalRow(name, value, lower, upper, illustrative=measured.illustrative)


def _is_ratio(measured: Measurement) -> bool:
    """Say whether the value is a ratio that was tested against 1, which has no unit."""
    return measured.p is not None and not measured.unit and (measured.value or 0) > 0


def _equal(measured: Measurement, language: Language) -> Reference | None:
    """Give the value that stands for no difference, where a difference or a ratio was tested."""
    if _is_ratio(measured):
        return Reference(1.0, say("equal", language))
    points = measured.p is not None and measured.unit == say("points", "nb")
    return Reference(0.0, say("no difference", language)) if points else None
