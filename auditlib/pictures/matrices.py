"""Matrices of counts, of two coders' codes, and of what is missing together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from auditlib.language import Language
from auditlib.pictures.grids import MatrixCell, matrix
from auditlib.pictures.picture import Picture
from auditlib.pictures.words import listed, say, shown
from auditlib.stats.explain import require, whole


def counts_matrix(
    rows: Sequence[str],
    columns: Sequence[str],
    counts: Sequence[Sequence[int | None]],
    title: str,
    *,
    gaps: bool = True,
    corner: str = "",
    description: str = "",
    language: Language = "nb",
) -> Picture:
    """Show counts in a matrix, as that of criteria against kinds of evidence: darker for more.

    Args:
        rows: names of the rows.
        columns: names of the columns.
        counts: a row of counts for each row; None where a count does not apply.
        title: what is counted.
        gaps: whether a 0 is a gap, which is hatched.
        corner: what the rows are.
        description: words to add before the counts.
        language: of the picture's own words.

    Raises StatsError for counts that are negative or not whole, or do not fit the names.
    """
    known = [[None if x is None else whole("counts", x) for x in line] for line in counts]
    most = max((x for line in known for x in line if x), default=1)
    none = MatrixCell("–", meaning=say("does not apply", language))
    cells = [
        [none if x is None else MatrixCell(shown(x, 0, language), x / most, gaps and x == 0) for x in line]
        for line in known
    ]
    note = say("hatched zero", language) if any(cell.gap for line in cells for cell in line) else ""
    return matrix(rows, columns, cells, title, corner=corner, description=description, note=note, language=language)


def coders_matrix(
    first: Sequence[Hashable],
    second: Sequence[Hashable],
    title: str = "",
    *,
    names: tuple[str, str] | None = None,
    codes: Mapping[Hashable, str] | None = None,
    language: Language = "nb",
) -> Picture:
    """Show how two coders' codes of the same units fall together: agreement on the diagonal, the rest hatched.

    Args:
        first: the first coder's code of each unit.
        second: the second coder's, units in the same order.
        title: what was coded.
        names: the two coders.
        codes: what each code is called; the codes themselves when left out.
        language: of the picture's own words.

    Raises StatsError for unequal numbers of codes.
    """
    require(len(first) == len(second), "second", len(second), f"as many codes as the first coder's {len(first)}")
    labels, joint = list(codes or dict.fromkeys([*first, *second])), Counter(zip(first, second, strict=True))
    unknown = [code for code in dict.fromkeys([*first, *second]) if code not in labels]
    require(not unknown, "codes", unknown, "a name for every code in use")
    called, most = [str((codes or {}).get(label, label)) for label in labels], max(joint.values(), default=1)

    def cell(a: Hashable, b: Hashable) -> MatrixCell:
        count = joint[a, b]
        return MatrixCell(shown(count, 0, language), count / most if a == b else 0.0, a != b and count > 0)

    one, other = names or (say("coder", language, n=1), say("coder", language, n=2))
    same = sum(count for (a, b), count in joint.items() if a == b)
    return matrix(
        called, called, [[cell(a, b) for b in labels] for a in labels], title or say("coders title", language),
        corner=one, description=say("coders", language, same=same, n=len(first)),
        note=say("coders note", language, rows=one, columns=other), language=language,
    )  # fmt: skip


def missing_pattern(
    columns: Sequence[str],
    patterns: Sequence[tuple[Sequence[str], int]],
    title: str = "",
    *,
    description: str = "",
    language: Language = "nb",
) -> Picture:
    """Show which columns are missing together: a row for each pattern, with how many rows of the table have it.

    Args:
        columns: names of the table's columns; those that are never missing are only named in the note.
        patterns: the columns that are missing in a row, and how many rows of the table are so.
        title: which table.
        description: words to add before the patterns.
        language: of the picture's own words.

    Raises StatsError for a column that is not among the columns, and counts that are not whole.
    """
    unknown = sorted({name for names, _ in patterns for name in names} - set(columns))
    require(not unknown, "patterns", unknown, f"names among {', '.join(columns)}")
    counts = [whole("rows", count) for _, count in patterns]
    kept = [column for column in columns if any(column in names for names, _ in patterns)]
    there = MatrixCell("", 0.35, meaning=say("there", language))
    gone = MatrixCell("×", gap=True, meaning=say("missing", language))
    never = [column for column in columns if column not in kept]
    note = f" {say('never missing', language, names=listed(never, language))}" if never else ""
    return matrix(
        [say("one row" if n == 1 else "rows with", language, n=shown(n, 0, language)) for n in counts], kept,
        [[gone if column in names else there for column in kept] for names, _ in patterns],
        title or say("pattern title", language), description=description,
        note=(say("pattern note", language) if kept else "") + note, language=language,
    )  # fmt: skip
