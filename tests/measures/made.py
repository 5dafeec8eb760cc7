"""A table of made-up figures that tests of the library are run on, and a review whose cases a test writes."""

from auditlib.measures import measure
from auditlib.problems import Problem
from auditlib.tables import Measurement
from tests.builders import Nyby

PACKAGE = """\
name: nyby
resources:
  - name: tall
    title: Tall
    path: tall.csv
    sources: [Fagsystemet]
    status: final
    schema:
      fields:
        - {name: kontor, type: string}
        - {name: "2022", type: integer, unit: dager}
        - {name: "2023", type: integer, unit: dager, title: "2023 (foreløpig)"}
        - {name: f, type: integer, holds: count}
        - {name: e, type: integer, holds: count}
        - {name: andel, type: number, unit: prosent, decimals: 1}
        - {name: fri, type: number}
        - {name: kroner, type: integer, unit: kroner, holds: amount}
        - {name: senere, type: integer, unit: kroner, holds: amount}
        - {name: folk, type: integer, unit: innbyggere, holds: count}
        - {name: alle, type: integer, holds: count}
        - {name: kø, type: integer, holds: stock}
        - {name: kø2, type: integer, holds: stock}
      primaryKey: kontor
      missingValues: ["", ":"]
    overlaps:
      - {rows: [Nyby, Nord], whole: Sum, text: summen er av alle}
      - {rows: [Nord, Sør], text: enkelte saker er talt ved to kontorer}
    breaks:
      - {column: senere, rows: [Sum], text: Fra nå av er lån regnet med.}
"""
CELLS = """\
kontor;2022;2023;f;e;andel;fri;kroner;senere;folk;alle;kø;kø2
Nyby;207;267;207;267;48,6;12,5;4541;6750;1000;1000;3;5
Nord;579;762;579;762;100;-1;4147;5816;2000;2000;4;6
Sør;0;84;10;40;99,9;0;0;10;400;400;0;1
Vest;:;85;1000;1000;:;1,25;100;-5;1500;1500;:;4
Sum;-5;100;1796;2069;12;2;8688;12566;4900;4900;7;11
"""


def run(nyby: Nyby, *indicators: str) -> tuple[list[Measurement], list[Problem]]:
    """Run indicators on the table; each is written as `test {parameters}`, then what else it has."""
    rows = []
    for number, each in enumerate(indicators, 1):
        test, _, rest = each.partition(" ")
        parameters, _, more = rest.partition("; ")
        rows.append(f"  - {{id: T{number}, title: t, topic: svartid, table: tall, test: {test}, {more or 'note: n'},\n"
                    f"     parameters: {parameters}}}\n")  # fmt: skip
    nyby.write("datapackage.yaml", PACKAGE)
    nyby.write("statistics/nyby/tall.csv", CELLS)
    for name in ("svartid.csv", "mapper.csv", "reviews.yaml"):
        (nyby.root / "statistics/nyby" / name).unlink(missing_ok=True)
    nyby.write("indicators.yaml", "indicators:\n" + "".join(rows))
    measurements, problems = measure(nyby.inputs())
    return list(measurements), problems


def one(nyby: Nyby, indicator: str) -> Measurement:
    """Run one indicator, which must have no problem."""
    (found,), problems = run(nyby, indicator)
    assert problems == []
    return found


def plain(text: str) -> str:
    """Take away the no-break spaces between thousands."""
    return text.replace("\u00a0", "")


# --- file reviews ---

_REVIEW = """\
reviews:
  - id: G1
    title: Gjennomgang av mapper
    table: mapper
    unit: {one: mappe, many: mapper}
    key: sak
    population: {description: søknader i 2023, size: SIZE}
    drawn: {method: METHOD}
    MORE
    attributes:
      - {id: a1, title: gitt svar, criterion: K2, ATTRIBUTE}
"""


def review(
    nyby: Nyby,
    answers: str,
    *,
    norm: str = "",
    method: str = "unknown",
    size: str = "412",
    more: str = "confidence: 0.95",
    attribute: str = "column: svar, meets: [ja], deviates: [nei], not_applicable: [uaktuelt]",
) -> tuple[Measurement | None, list[Problem]]:
    """Measure a review whose cases are `answers`: one word a case, or `start/end` with `-` for a missing date.

    `norm` is that of the criterion, none when left out.
    """
    dated = "/" in answers
    cells = [each.partition("/") for each in answers.split()]
    rows = [f"S{n};{a.strip('-')};{b.strip('-')};{'øst' if n % 2 else 'vest'}" for n, (a, _, b) in enumerate(cells, 1)]
    columns = ("start", "slutt") if dated else ("svar", "annet")
    nyby.write("mapper.csv", f"sak;{columns[0]};{columns[1]};del\n" + "\n".join(rows) + "\n")
    kind = "date" if dated else "string"
    old = "        - {name: svar, type: string}\n"
    new = f"        - {{name: {columns[0]}, type: {kind}}}\n        - {{name: {columns[1]}, type: {kind}}}\n"
    nyby.change("datapackage.yaml", old, new + "        - {name: del, type: string}\n")
    marks = '      primaryKey: sak\n      missingValues: [""'
    nyby.change("datapackage.yaml", marks, marks + ", åpen, uaktuelt, ukjent" * dated)
    text = _REVIEW.replace("SIZE", size).replace("METHOD", method).replace("MORE", more)
    nyby.write("reviews.yaml", text.replace("ATTRIBUTE", attribute))
    written = f"        norm: {norm}\n" if norm else ""
    nyby.change("criteria.yaml", "        norm: {operator: every, value: 100, unit: prosent}\n", written)
    found, problems = measure(nyby.inputs())
    return next((each for each in found if each.id == "G1.a1"), None), problems


def reviewed(nyby: Nyby, answers: str, **given: str) -> Measurement:
    """Measure a review that must have no problem."""
    found, problems = review(nyby, answers, **given)
    assert problems == []
    assert found is not None
    return found
