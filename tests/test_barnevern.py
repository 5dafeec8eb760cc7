"""The second real audit, figures against norms over years: its files are in order, and the checks find the faults."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from auditlib.checks.figures import recalculate_table
from auditlib.checks.recalc import Discrepancy, Pattern
from auditlib.criteria import Stance
from auditlib.findings import Status
from auditlib.problems import Severity
from auditlib.stats import Family, Profile
from auditlib.tables import Measurement, Outcome
from auditlib.workbench import Workbench, load

ROOT = Path(__file__).parents[1]
AUDIT = "barnevern-trondheim-2022"
# words of either audit; the engine may know none of them
LOCAL_WORDS = (
    "midtbyen", "trondheim", "barnevern", "rådmann", "lerkendal", "østbyen", "heimdal", "omsorgsenhet", "fosterhjem",
    "tiltaksplan", "fristbrudd", "asss", "kvalitetsmelding", "akuttplassering",
)  # fmt: skip


@pytest.fixture(scope="module")
def bench() -> Workbench:
    return load(AUDIT, ROOT)


def measured(bench: Workbench, name: str) -> Measurement:
    return bench.mapped.measurements[name]


def discrepancies(bench: Workbench, name: str) -> list[Discrepancy]:
    tables = bench.inputs.tables
    return list(recalculate_table(tables[name], tables.values()).discrepancies)


def test_the_files_have_no_error_and_no_warning(bench: Workbench) -> None:
    assert [str(each) for each in bench.problems if each.severity is not Severity.NOTE] == []


def test_the_notes_are_what_cannot_be_known(bench: Workbench) -> None:
    named = {name for each in bench.problems for name in re.findall(r"(?:finding|measurement) (\S+)", each.message)}
    assert named == {"F11", "M8", "M13", "M49", "M81"}


def test_every_total_that_is_printed_in_two_tables_is_the_same(bench: Workbench) -> None:
    tables = bench.inputs.tables
    names = {
        "Gjennomgåtte meldinger": "meldinger", "Nye undersøkelser": "undersokelser",
        "Rapporterte fristbrudd": "fristbrudd", "Akuttplasseringer etter § 4-6": "akutt",
    }  # fmt: skip
    for row, name in names.items():
        for year in map(str, range(2018, 2023)):
            assert tables["utvikling"].number(row, year) == tables[name].number("Totalt", year), (name, year)


def test_what_the_auditor_put_together_is_what_the_source_has(bench: Workbench) -> None:
    tables = bench.inputs.tables
    for district in tables["frister_bydel"].names():
        for what, name in (("undersokelser", "undersokelser"), ("fristbrudd", "fristbrudd")):
            for year in ("2021", "2022"):
                together = tables["frister_bydel"].number(district, f"{what}_{year}")
                assert together == tables[name].number(district, year), (district, name, year)
    for row in tables["plan_bydel"].names():
        district, year = row.split()
        assert tables["plan_bydel"].number(row, "andel") == tables["plan"].number(district, year)
        assert tables["plan_bydel"].number(row, "barn") == tables["tiltak"].number(district, year)


def test_a_total_without_any_part_is_found(bench: Workbench) -> None:
    (found,) = discrepancies(bench, "fristbrudd")
    assert (found.row, found.column, found.printed.value, found.recomputed.value) == ("Totalt", "2019", 43, 0)
    assert found.pattern is Pattern.PARTS_EMPTY
    assert measured(bench, "M60").value == 43
    assert measured(bench, "M61").value == 0


def test_a_plain_mean_is_found_and_weighted(bench: Workbench) -> None:
    found = discrepancies(bench, "plan")
    assert [(each.column, each.pattern) for each in found] == [
        (year, Pattern.UNWEIGHTED_MEAN) for year in ("2018", "2019", "2021", "2022")
    ]
    weights = {"Lerkendal": (90, 154), "Østbyen": (95, 118), "Midtbyen": (79, 91), "Heimdal": (94, 179)}
    whole = sum(share * count for share, count in weights.values()) + 98 * (377 + 84)
    assert measured(bench, "M62").value == Decimal(whole) / 1003
    assert round(float(measured(bench, "M62").value or 0), 1) == 94.0
    assert round(float(measured(bench, "M64").value or 0), 1) == 92.5


def test_missing_supervision_has_its_interval_and_its_direction(bench: Workbench) -> None:
    share, change = measured(bench, "M42"), measured(bench, "M43")
    assert "40 eller 41 av 202" in share.sentence
    assert share.interval is not None
    assert [round(float(each), 1) for each in share.interval] == [14.5, 26.5]
    assert (change.value, change.p) == (8, None)  # the number of 2021 is not given, so no test is claimed
    assert "ikke oppgitt" in change.sentence
    assert measured(bench, "M47").p is not None
    assert measured(bench, "M47").p < 0.001  # type: ignore[operator]


def test_the_fall_in_one_district_does_not_stand_alone(bench: Workbench) -> None:
    fall, together = measured(bench, "M26"), measured(bench, "M30")
    assert fall.value == -10
    assert isinstance(together.result, Family)
    assert [each.stands for each in together.result.tests] == [False] * 4


def test_no_step_of_the_emergency_placements_stands(bench: Workbench) -> None:
    family = measured(bench, "M70").result
    assert isinstance(family, Family)
    assert len(family.tests) == 20
    assert [each.name for each in family.tests if each.stands] == []
    assert [each.name for each in family.tests if each.p is None] == ["Omsorgsenheten 2021–2022"]
    least = min((each for each in family.tests if each.p is not None), key=lambda each: each.p or 1)
    assert least.name == "Lerkendal 2018–2019"
    assert measured(bench, "M71").p == pytest.approx(0.0269, abs=0.001)


def test_most_breaches_of_2022_must_be_of_investigations(bench: Workbench) -> None:
    notices = measured(bench, "M15")
    assert "10–28 av 1\u00a0920" in notices.sentence
    assert bench.inputs.tables["fristbrudd"].number("Totalt", "2022") > 2 * 28
    together, printed = bench.inputs.tables["meldingsbrudd"], bench.inputs.tables["meldinger"]
    assert together.number("2022", "meldinger") == printed.number("Totalt", "2022")


def test_what_the_text_calls_a_fall_is_tested(bench: Workbench) -> None:
    found = {name: measured(bench, name).p for name in ("M74", "M75", "M76", "M77", "M78")}
    assert {name for name, p in found.items() if p is not None and p < 0.05} == {"M74", "M75", "M76"}


def test_the_yearly_account_is_asked_for_since_2021(bench: Workbench) -> None:
    (first, second) = bench.mapped.versions("K4.1")
    assert (first.start.text, second.start.text) == ("2021-01-01", "2023-01-01")


def test_figures_are_held_against_the_law_of_their_year(bench: Workbench) -> None:
    for name, year in (("M1", 2018), ("M5", 2022), ("M24", 2022), ("M40", 2022), ("M41", 2021)):
        found = measured(bench, name)
        assert found.outcome is Outcome.NOT_MET
        assert f"Kravet i {year} er " in found.sentence
    for criterion in bench.inputs.criteria:
        versions = bench.mapped.versions(criterion.id)
        assert len(versions) == 2, criterion.id
        assert versions[1].changes, criterion.id
        old, new = (set(each.provisions) for each in versions)
        assert not old & new, criterion.id


def test_a_break_is_respected(bench: Workbench) -> None:
    assert measured(bench, "M81").outcome is Outcome.UNTESTED
    assert "13. juni 2024" in measured(bench, "M81").reason
    assert measured(bench, "M80").p == pytest.approx(0.005, abs=0.001)


def test_the_profile_says_above_and_below_and_claims_no_test(bench: Workbench) -> None:
    profile = measured(bench, "M69").result
    assert isinstance(profile, Profile)
    assert len(profile.rows) == 11
    assert not profile.tested
    assert all(each.spread for each in profile.rows)


def test_every_question_has_an_answer_that_rests_on_findings(bench: Workbench) -> None:
    inputs = bench.inputs
    assert [each.question for each in inputs.conclusions] == [each.id for each in inputs.questions]
    judged = {each.criterion: each.status for each in inputs.assessments}
    assert set(judged) == {each.id for each in inputs.criteria}
    assert (judged["K1.2"], judged["K3.1"]) == (Status.NOT_MET, Status.NOT_MET)
    # what nobody has counted is never called met
    assert {each for each, status in judged.items() if status is Status.INSUFFICIENT_EVIDENCE} == {"K1.3", "K3.3"}
    advised = {finding for each in inputs.recommendations for finding in each.findings}
    deviations = {each.id for each in inputs.findings if each.kind.value == "deviation" and each.criteria}
    assert deviations <= advised


def test_nobody_was_interviewed(bench: Workbench) -> None:
    assert bench.inputs.notes == ()
    assert {each.kind.value for each in bench.mapped.register} == {"measurement", "excerpt"}
    assert bench.mapped.suggestion("K3.1").meets == 0
    assert {each.stance for each in bench.mapped.register.on_criterion("K1.3")} == {Stance.CONTEXT}


def test_the_engine_knows_no_word_of_either_audit() -> None:
    kinds = {".py", ".html", ".css", ".js", ".po", ".yaml"}
    files = [path for path in (ROOT / "auditlib").rglob("*") if path.suffix in kinds]
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8").lower()
        assert [word for word in LOCAL_WORDS if re.search(rf"\b{word}", text)] == [], path.relative_to(ROOT)


def test_the_generated_municipalities_are_the_same_each_time_and_labelled() -> None:
    from benchmarks.municipalities import COLUMNS, generated

    rows = generated()
    assert rows == generated()
    assert len(rows) == len({row[0] for row in rows}) == 357
    assert all(len(row) == 1 + len(COLUMNS) for row in rows)
    for row in rows:
        counts = list(map(int, row[1:]))
        assert all(part <= whole for whole, part in zip(counts[::2], counts[1::2], strict=True))
        assert min(counts) >= 0
    assert not any(word in row[0].lower() for row in rows for word in LOCAL_WORDS)


@pytest.mark.slow
def test_a_made_up_municipality_is_measured_by_the_same_audit(tmp_path: Path) -> None:
    from auditlib.measures.of_row import measure_row
    from benchmarks.municipalities import write

    write(tmp_path / "kommuner", rows=12)
    bench = load(AUDIT, tmp_path / "kommuner")
    assert bench.inputs.audit.title.startswith("GENERERTE TALL")
    assert [str(each) for each in bench.problems if each.severity is not Severity.NOTE] == []
    found = measure_row(bench.inputs, "Kommune 007")
    assert [each.id for each in found] == ["X1", "X2", "X3"]
    assert all("(generert)" in each.title for each in found)
    assert all(each.sentence.startswith("Kommune 007 har ") for each in found)
