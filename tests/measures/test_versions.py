"""A figure is held against the wording of the criterion that applied in the figure's year."""

from auditlib.measures import measure
from auditlib.report.versions import version_parts
from auditlib.tables import Measurement, Outcome
from tests.builders import Nyby

CRITERIA = """\
criteria:
  - id: K1
    questions: [P1]
    title: Frist
    derivation: Loven setter en frist.
    versions:
      - from: 2010-07-01
        to: {first_to}
        requirement: Fristen er tolv uker.
        modality: should
        provisions: [byggesaksloven-21-7]
        norm: {{operator: at_most, value: 84, unit: dager}}
      - from: {second_from}
        to: open
        requirement: Fristen er åtte uker.
        modality: must
        provisions: [byggesaksloven-21-7]
        norm: {{operator: at_most, value: {limit}, unit: dager}}
        changes: Fristen ble kortere.
"""
PACKAGE = """\
name: nyby
resources:
  - name: svartid
    title: Svartid etter år
    path: svartid.csv
    sources: [Fagsystemet]
    status: final
    schema:
      fields:
        - {name: kontor, type: string}
        - {name: "2022", type: integer, unit: dager}
        - {name: "2023", type: integer, unit: dager}
      primaryKey: kontor
"""
INDICATORS = """\
indicators:
  - {id: T1, title: Før, criterion: K1, table: svartid, test: norm, parameters: {row: Nyby, column: "2022"}}
  - {id: T2, title: Etter, criterion: K1, table: svartid, test: norm, parameters: {row: Nyby, column: "2023"}}
"""


def made(nyby: Nyby, first_to: str, second_from: str, limit: int = 56) -> list[Measurement]:
    """Measure 70 days in each of two years, with the criterion reworded on a day."""
    nyby.write("criteria.yaml", CRITERIA.format(first_to=first_to, second_from=second_from, limit=limit))
    nyby.write("datapackage.yaml", PACKAGE)
    nyby.write("statistics/nyby/svartid.csv", "kontor;2022;2023\nNyby;70;70\n")
    nyby.write("indicators.yaml", INDICATORS)
    audit = nyby.root / "criteria/nyby/audit.yaml"
    audit.write_text(audit.read_text(encoding="utf-8").replace("{from: 2023-01-01,", "{from: 2022-01-01,"), "utf-8")
    for name in ("mapper.csv", "reviews.yaml"):
        (nyby.root / "statistics/nyby" / name).unlink(missing_ok=True)
    measured, problems = measure(nyby.inputs())
    assert problems == []
    return list(measured)


def test_each_year_has_its_own_norm(nyby: Nyby) -> None:
    before, after = made(nyby, "2022-12-31", "2023-01-01")
    assert (before.outcome, after.outcome) == (Outcome.MET, Outcome.NOT_MET)
    assert before.sentence.endswith("Kravet i 2022 er høyst 84 dager og er holdt.")
    assert after.sentence.endswith("Kravet i 2023 er høyst 56 dager og er ikke holdt.")


def test_a_norm_that_changed_in_the_year_decides_nothing(nyby: Nyby) -> None:
    before, after = made(nyby, "2023-06-30", "2023-07-01")
    assert before.outcome is Outcome.MET
    assert (after.outcome, after.reason) == (
        Outcome.UNTESTED, "kravet ble endret i løpet av 2023, og tallet gjelder hele året",
    )  # fmt: skip


def test_a_rewording_that_kept_the_norm_decides(nyby: Nyby) -> None:
    _, after = made(nyby, "2023-06-30", "2023-07-01", limit=84)
    assert after.outcome is Outcome.MET


def test_the_report_has_every_wording_and_what_changed(nyby: Nyby) -> None:
    made(nyby, "2022-12-31", "2023-01-01")
    mapped = nyby.mapped()
    first, second = version_parts(mapped.versions("K1"), {"byggesaksloven-21-7": "byggesaksloven § 21-7"})
    assert (first.when, first.modality, first.changes) == ("1. juli 2010 til 31. desember 2022", "bør", ())
    assert second.when == "fra 1. januar 2023"
    assert second.changes == (
        "Fristen ble kortere.", "Kravet er gått fra «bør» til «skal».",
        "Grensen er gått fra høyst 84 dager til høyst 56 dager.",
    )  # fmt: skip
    assert mapped.version("K1") == mapped.versions("K1")[-1]
