"""What a report shows of a file of records: what its columns mean and how many rows it has, and none of them."""

from __future__ import annotations

from pathlib import Path

from auditlib.language import _, later
from auditlib.numbers import format_number
from auditlib.records.examined import examine
from auditlib.report.model import TablePart
from auditlib.tables import Table

_HELD = {"string": later("tekst"), "integer": later("hele tall"), "number": later("tall"), "date": later("datoer")}


def record_part(table: Table, root: Path) -> TablePart:
    """Build the description of a file of records: a row for each column, with the number of rows in a note."""
    resource = table.resource
    rows = tuple((each.label, _(_HELD[each.type]), each.unit or "–") for each in table.columns)
    count = format_number(examine(table, root).rows)
    said = _("Tabellen har {count} rader, som ikke er gjengitt; her står kolonnene.").format(count=count)
    return TablePart(
        resource.name, resource.title, (_("Kolonne"), _("Innhold"), _("Enhet")), ("", "", ""), rows,
        (False, False, False), resource.sources, (said, *resource.footnotes, *resource.reliability),
    )  # fmt: skip
