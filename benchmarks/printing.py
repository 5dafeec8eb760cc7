"""Tables for a terminal that are Markdown too."""

from __future__ import annotations

from collections.abc import Sequence


def print_table(title: str, heading: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; the first column is text, the others are figures."""
    cells = [list(map(str, row)) for row in (heading, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [[cell.rjust(width) if place else cell.ljust(width) for place, (cell, width) in enumerate(zip(row, widths, strict=True))] for row in cells]  # fmt: skip
    lines.insert(1, ["-" * (width - bool(place)) + ":" * bool(place) for place, width in enumerate(widths)])
    print(f"\n{title}\n", *(f"| {' | '.join(line)} |" for line in lines), sep="\n", flush=True)
