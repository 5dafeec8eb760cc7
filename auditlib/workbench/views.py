"""Objects with a rich form in Jupyter: the evidence on something, and a table with its notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from auditlib.evidence import Evidence
from auditlib.labels import label
from auditlib.mapping import Mapped
from auditlib.problems import UsageError, hint_for
from auditlib.tables import Table

if TYPE_CHECKING:
    import pandas as pd


class EvidenceView:
    """Some evidence: `len`, iteration, `.frame`, and a table in Jupyter."""

    def __init__(self, title: str, evidence: tuple[Evidence, ...], mapped: Mapped) -> None:
        """Hold the evidence with what it is about."""
        self.title = title
        self.items = evidence
        self._mapped = mapped

    def __len__(self) -> int:
        """Count the pieces of evidence."""
        return len(self.items)

    def __iter__(self) -> Iterator[Evidence]:
        """Go through the evidence."""
        return iter(self.items)

    def __repr__(self) -> str:
        """Say how much there is and on which side."""
        counts = {label(each.stance): 0 for each in self.items}
        for each in self.items:
            counts[label(each.stance)] += 1
        said = ", ".join(f"{n} {name}" for name, n in counts.items())
        return f"<{self.title}: {len(self)} bevis{'; ' if said else ''}{said}>"

    @property
    def frame(self) -> pd.DataFrame:
        """The evidence as a frame, one row each."""
        from auditlib.workbench import frames

        return frames.evidence(self.items, self._mapped)

    def _repr_html_(self) -> str:
        """Show a heading and the frame; pandas escapes the texts."""
        from auditlib.workbench import frames

        return frames.as_html(self.frame, repr(self).strip("<>"))


class TableView:
    """A table with its notes: `.frame` has numbers, `.printed` the cells as printed."""

    def __init__(self, table: Table) -> None:
        """Hold the table."""
        self.table = table

    def __repr__(self) -> str:
        """Say what it is, its size and its file."""
        rows, columns = len(self.table.rows), len(self.table.columns)
        return f"<{self.table.resource.title}: {rows} rader, {columns} kolonner; {self.table.file}>"

    @property
    def frame(self) -> pd.DataFrame:
        """The table with numbers as floats and missing cells as NaN, indexed by row name."""
        from auditlib.workbench import frames

        return frames.numbers(self.table)

    @property
    def printed(self) -> pd.DataFrame:
        """The table with every cell as printed."""
        from auditlib.workbench import frames

        return frames.printed(self.table)

    @property
    def notes(self) -> tuple[str, ...]:
        """Footnotes and what is known of the reliability."""
        return self.table.resource.footnotes + self.table.resource.reliability

    def _repr_html_(self) -> str:
        """Show the table as printed, with source and notes."""
        from auditlib.workbench import frames

        source = "Kilde: " + "; ".join(self.table.resource.sources)
        return frames.as_html(self.printed, self.table.resource.title, (source, *self.notes))


class Tables(Mapping[str, TableView]):
    """Tables by name, with tab completion and an error that says what there is."""

    def __init__(self, tables: dict[str, TableView]) -> None:
        """Hold the tables."""
        self._tables = tables

    def __getitem__(self, name: str) -> TableView:
        """Give a table; raise UsageError when there is none of that name."""
        if name not in self._tables:
            raise UsageError(f"there is no table `{name}` ({hint_for(name, self._tables)})")
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._tables)

    def __len__(self) -> int:
        """Count the tables."""
        return len(self._tables)

    def __repr__(self) -> str:
        """List the tables."""
        return "\n".join(f"{name}: {view!r}" for name, view in self._tables.items())

    def _ipython_key_completions_(self) -> list[str]:
        """Complete `a.tables["` in Jupyter."""
        return list(self._tables)
