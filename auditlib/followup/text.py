"""The register for a terminal and for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from auditlib.followup.register import Entry
from auditlib.labels import label
from auditlib.language import _, later, ngettext

_HEADINGS = (
    later("kommune"), later("revisjon"), later("nr."), later("anbefaling"), later("frist"), later("alder"),
    later("status"),
)  # fmt: skip
_LONGEST = 60


def register_rows(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Give the register as plain data."""
    return [
        {
            "municipality": each.municipality,
            "number": each.number,
            "audit": each.audit,
            "title": each.title,
            "published": str(each.published),
            "recommendation": each.recommendation,
            "to": each.to,
            "action": each.action,
            "deadline": str(each.deadline or ""),
            "responsible": each.responsible,
            "topics": list(each.topics),
            "status": each.status.value,
            "judged": str(each.judged or ""),
            "judgement": each.judgement,
            "judged_in": each.judged_in,
            "age": each.age,
        }
        for each in entries
    ]


def register_text(entries: Sequence[Entry]) -> str:
    """Give the register as a table."""
    if not entries:
        return _("Ingen anbefalinger")
    rows = [[_(each).upper() for each in _HEADINGS], *(_row(each) for each in entries)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADINGS))]
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return "\n".join("  ".join(row).rstrip() for row in padded)


def _row(each: Entry) -> list[str]:
    said = f"{each.to}: {each.action}"
    said = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
    deadline, age = str(each.deadline or "–"), age_in_words(each.age)
    return [each.municipality, each.audit, each.recommendation, said, deadline, age, label(each.status)]


def age_in_words(years: int) -> str:
    """Say an age in whole years."""
    return ngettext("{n} år", "{n} år", years).format(n=years) if years else _("under ett år")
