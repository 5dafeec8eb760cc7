"""The page of all rows: counted figures with their intervals and limits, and never a bare league table."""

import re

from auditlib.matrix.index import index_page
from auditlib.matrix.placed import placed, with_interval
from auditlib.matrix.rows import Figure, RowResult
from auditlib.matrix.table import Row
from auditlib.problems import Location
from tests.builders import Nyby

NAMES = ("Nyby", "Storvik", "Dalen", "Øvre")
COUNTS = {"Nyby": (10, 100), "Storvik": (12, 110), "Dalen": (300, 900), "Øvre": (0, 12)}


def results(counts: dict[str, tuple[int, int]] = COUNTS, per: int = 0) -> dict[str, RowResult]:
    """Rows with one counted figure and one that is not."""
    return {
        name: RowResult(
            name,
            (Figure("Over frist", f"{100 * x / n:.1f}".replace(".", ","), str(100 * x / n), x, n, per),
             Figure("Ansatte", "3", "3")),
        )
        for name, (x, n) in counts.items()
    }  # fmt: skip


def page(nyby: Nyby, found: dict[str, RowResult]) -> str:
    """Write the page of some rows."""
    rows = [Row(name, "kommune", {"kommune": name}, Location("k.csv", 2)) for name in found]
    return index_page(nyby.inputs().audit, rows, found, set())


def test_a_counted_figure_stands_with_its_interval() -> None:
    assert with_interval(Figure("a", "10,0", "10", 10, 100)) == "10,0 (4,9–17,6)"
    assert with_interval(Figure("a", "0,0", "0", 0, 12)) == "0,0 (0,0–26,5)"
    assert with_interval(Figure("a", "20,0", "20", 30, 1500, 1000)) == "20,0 (13,5–28,6)"
    assert with_interval(Figure("a", "ja", None)) == "ja"


def test_rows_are_held_against_limits_for_their_size() -> None:
    found = placed("Over frist", results().values())
    assert found is not None
    said = "Samlet er tallet 28,7 prosent i 4 rader. 2 ligger utenfor grensene på 99,8 prosent"
    assert found.sentence.startswith(said)
    assert "Rekkefølgen er ingen rangering." in found.sentence
    assert [len(each.data.rows) for each in found.figures] == [4, 4]
    assert placed("Ansatte", results().values()) is None


def test_rows_without_the_figure_are_named_and_never_nought() -> None:
    found = placed("Over frist", [*results().values(), RowResult("Vest")])
    assert found is not None
    assert found.missing == ("Vest",)
    assert all("Vest" not in cells[0] for cells in found.figures[1].data.rows)


def test_what_cannot_be_placed_is_not() -> None:
    assert placed("Over frist", results({"Nyby": (1, 2), "Dalen": (1, 2)}).values()) is None
    assert placed("Over frist", results(dict.fromkeys(NAMES, (0, 9))).values()) is None


def test_the_page_has_no_bare_ranking(nyby: Nyby) -> None:
    html = page(nyby, results())
    table = html[html.index('<div class="scroll" role="region"') :]
    rows = re.findall(r'<tr><th scope="row">([^<]*)</th>(.*?)</tr>', table)
    assert [name for name, _ in rows[:4]] == list(NAMES)  # the table's own order
    assert "10,0 (4,9–17,6)" in rows[0][1]
    lowest = next(cells for name, cells in rows if name == "Lavest")
    assert lowest == '<td class="number"></td><td class="number">3</td>'
    assert html.count('<figure class="picture">') == 2
    assert html.count("<summary>") == 2  # each picture has its numbers as a table
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', html) == []


def test_rates_are_placed_too(nyby: Nyby) -> None:
    counts = {"Nyby": (10, 1000), "Storvik": (12, 1100), "Dalen": (300, 900), "Øvre": (0, 120)}
    html = page(nyby, results(counts, per=1000))
    assert "per 1" in html


def test_rows_outside_are_named_with_a_link_to_their_report(nyby: Nyby) -> None:
    counts = {f"Vik {number}": (8 + number % 5, 100) for number in range(30)} | {"Dalen": (45, 100), "Øvre": (50, 100)}
    found = placed("Over frist", results(counts).values())
    assert found is not None
    assert found.outside == {"Dalen": "over grensene", "Øvre": "over grensene"}
    rows = [Row(name, "kommune", {"kommune": name}, Location("k.csv", 2)) for name in counts]
    html = index_page(nyby.inputs().audit, rows, results(counts), {"Dalen"})
    assert '<a href="Dalen/rapport.html">Dalen</a> (over grensene), Øvre (over grensene).' in html


def test_the_page_is_the_same_whichever_row_was_done_first(nyby: Nyby) -> None:
    rows = [Row(name, "kommune", {"kommune": name}, Location("k.csv", 2)) for name in NAMES]
    audit, made = nyby.inputs().audit, results()
    backwards = dict(reversed(made.items()))
    assert index_page(audit, rows, backwards, set()) == index_page(audit, rows, made, set())
