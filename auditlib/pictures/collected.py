"""Pictures of what was collected: which side sources took, and how much came from each group."""

from __future__ import annotations

from collections.abc import Sequence

from auditlib.language import Language
from auditlib.pictures.bars import THICK, Part, stacked
from auditlib.pictures.look import BLUE, GREY, HATCH, INK, ORANGE
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import Panel, Row, panels
from auditlib.pictures.scales import of_counts
from auditlib.pictures.words import plain, say, shown
from auditlib.stats.explain import whole


def stances(rows: Sequence[tuple[str, int, int, int]], title: str, *, language: Language = "nb") -> Picture:
    """Show for each row (name, meets, mixed, deviates) how many sources took which side, as parts of one bar.

    Raises StatsError for counts that are negative or not whole.
    """
    parts = (
        Part(say("meets", language), BLUE, number="white"),
        Part(say("mixed", language), GREY, ".."),
        Part(say("deviates", language), ORANGE, HATCH),
    )
    counts = [(name, sides) for name, *sides in rows]
    return stacked(counts, parts, title, say("sources", language), language=language)


def groups(rows: Sequence[tuple[str, int, int]], title: str, *, language: Language = "nb") -> Picture:
    """Show for each row (group, interviews, passages) how much was collected, as bars.

    Raises StatsError for counts that are negative or not whole.
    """
    counts = [(plain(name), whole(f"{name}.interviews", a), whole(f"{name}.passages", b)) for name, a, b in rows]
    headings = (Heading("", numeric=False), Heading(say("interviews", language)), Heading(say("passages", language)))
    if not rows:
        return Picture.empty(title, headings, language)
    lines = tuple(Row(name, f"{shown(b, 0, language)} ({shown(a, 0, language)})") for name, a, b in counts)
    panel = Panel(lines, of_counts([b for _, _, b in counts], language), say("passages (interviews)", language))
    with panels(panel) as (canvas, ((axes, _),)):
        passages = [b for _, _, b in counts]
        axes.barh(panel.centres, passages, height=THICK, color=BLUE, edgecolor=INK, linewidth=0.8)
        full = "; ".join(f"{name}: {_collected(a, b, language)}" for name, a, b in counts)
        together = _collected(sum(a for _, a, _ in counts), sum(passages), language)
        short = full if len(rows) <= 3 else say("rows together", language, n=len(rows), what=together)
        data = DataTable(headings, tuple((name, shown(a, 0, language), shown(b, 0, language)) for name, a, b in counts))
        return Picture.of(canvas, title, short, f"{full}.", data, language)


def _collected(interviews: int, passages: int, language: Language) -> str:
    """Write `10 utsagn i 2 intervjuer`."""
    key = "one interview" if interviews == 1 else "collected"
    return say(key, language, passages=shown(passages, 0, language), interviews=shown(interviews, 0, language))
