"""Which wording of a criterion a figure is held against: the one that applied in the figure's year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from auditlib.criteria import Criterion, CriterionVersion
from auditlib.dates import Day, Period
from auditlib.tables import Indicator

Versions = tuple[CriterionVersion, ...]
_YEAR = re.compile("[1-9][0-9]{3}")


class Wordings:
    """The criteria's versions, to be asked for by criterion and year."""

    def __init__(self, criteria: Iterable[Criterion], audited: Period) -> None:
        """Keep the criteria by id, with the audited period."""
        self._criteria = {each.id: each for each in criteria}
        self._audited = audited

    @property
    def latest(self) -> Mapping[str, CriterionVersion | None]:
        """The latest version of each criterion that applied in the audited period."""
        return {name: each.in_force(self._audited) for name, each in self._criteria.items()}

    def of(self, indicator: Indicator) -> Versions:
        """Give the versions an indicator may be held against, the oldest first.

        Where its column is named by a year, it is those that applied in that year; else all of the audited period.
        """
        criterion, year = self._criteria.get(indicator.criterion or ""), year_of(indicator)
        if criterion is None:
            return ()
        return criterion.binding(_whole(year) if year else self._audited)

    def several(self, indicator: Indicator) -> bool:
        """Say whether the indicator's criterion had several versions in the audited period."""
        criterion = self._criteria.get(indicator.criterion or "")
        return criterion is not None and len(criterion.binding(self._audited)) > 1


def year_of(indicator: Indicator) -> str:
    """Give the year of the figure a test is about, from the column it reads or ends with, or its row, if any."""
    names = (indicator.parameters.get(each, "") for each in ("column", "to", "row"))
    return next((each for each in names if isinstance(each, str) and _YEAR.fullmatch(each)), "")


def _whole(year: str) -> Period:
    """Give a year from its first day to its last."""
    return Period(Day.read(year), Day.read(year))
