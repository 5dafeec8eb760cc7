"""The register over recommendations as a page of its own: it stands beside the reports and looks like them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from auditlib.dates import Day
from auditlib.findings import CLOSED, Followed
from auditlib.followup.register import Entry
from auditlib.followup.text import age_in_words
from auditlib.labels import label
from auditlib.language import _, language
from auditlib.log.writing import write_whole
from auditlib.report.assemble import dress
from auditlib.report.environment import environment
from auditlib.report.gate import leaks_of
from auditlib.report.show.followup import COLOURS
from auditlib.workspace import audit_ids, read_inputs

PAGE = "oppfolging.html"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many recommendations of one kind there are, in all and by status."""

    name: str
    total: int
    counts: tuple[int, ...]


def register_page(entries: Sequence[Entry], on: date) -> str:
    """Make the page of the recommendations as they stand on a day; the same entries and day give the same page."""
    statuses = list(Followed)
    given = {
        "entries": entries,
        "on": Day.read(f"{on:%Y-%m-%d}"),
        "statuses": [(label(each), COLOURS[each]) for each in statuses],
        "codes": statuses,
        "used": [place for place, status in enumerate(statuses) if any(each.status is status for each in entries)],
        "summaries": _summaries(entries, statuses),
        "colour": lambda each: COLOURS[each.status],
        "overdue": lambda each: each.deadline is not None and each.deadline.last < on and each.status not in CLOSED,
        "label": label,
        "age": age_in_words,
    }
    return environment().get_template("register_page.html").render(**given, **dress(language(), "register_page.css"))


def _summaries(entries: Sequence[Entry], statuses: Sequence[Followed]) -> list[tuple[str, str, list[Counted]]]:
    """Count by municipality, topic and age: caption, heading of the first column, and rows."""
    ages = sorted(entries, key=lambda each: each.age)
    by_age = _counted(ages, lambda each: [age_in_words(each.age)], statuses)
    by_topic = _counted(entries, lambda each: each.topics or [_("uten tema")], statuses)
    places = _counted(entries, lambda each: [each.municipality], statuses)
    return [
        (_("Etter kommune"), _("Kommune"), places),
        (_("Etter tema"), _("Tema"), sorted(by_topic, key=lambda each: -each.total)),
        (_("Etter alder"), _("Alder"), by_age),
    ]


def _counted(
    entries: Iterable[Entry], names: Callable[[Entry], Iterable[str]], statuses: Sequence[Followed]
) -> list[Counted]:
    found: dict[str, Counter[Hashable]] = {}
    for each in entries:
        for name in names(each):
            found.setdefault(name, Counter())[each.status] += 1
    return [Counted(name, counts.total(), tuple(counts[each] for each in statuses)) for name, counts in found.items()]


def write_register(root: Path, entries: Sequence[Entry], on: date, target: Path | None = None) -> Path:
    """Write the page to `reports/oppfolging.html`, or elsewhere, whole.

    Raises LeakError, and writes nothing, when it holds what one of the audits must not let out.
    """
    path = target or root / "reports" / PAGE
    made = register_page(entries, on)
    for audit in audit_ids(root):
        inputs, _problems = read_inputs(root, audit)
        leaked = leaks_of({PAGE: made.encode()}, inputs) if inputs else None
        if leaked:
            raise leaked
    write_whole(path, made.encode())
    return path
