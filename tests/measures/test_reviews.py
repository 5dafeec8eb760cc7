"""File reviews: counts, intervals, what may be said of other cases, strata, deadlines and limits."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditlib.criteria import Stance
from auditlib.measures import interval_in_words, measure
from auditlib.stats import Stratum, clopper_pearson, evaluate, evaluate_strata
from auditlib.tables import Outcome
from tests.builders import Nyby, codes, nyby_in
from tests.measures.made import review, reviewed

EVERY = "{operator: every}"
MOST = "{operator: at_least, value: 90, unit: prosent}"
WITHIN = "{operator: within, value: 3, unit: weeks, counting: {start: next_day, end: stays}}"
DATES = "from: start, to: slutt, open: [åpen], not_applicable: [uaktuelt]"


def answers(yes: int, no: int, *more: str) -> str:
    return " ".join(["ja"] * yes + ["nei"] * no + list(more))


def test_a_review_that_nobody_says_how_was_drawn(nyby: Nyby) -> None:
    found = reviewed(nyby, answers(8, 10), norm=EVERY)
    result = evaluate(18, 10, drawn="unknown", population=412)
    assert (found.count, found.n, found.unit, found.result) == (8, 18, "prosent", result)
    assert round(found.value or 0, 1) == Decimal("44.4")
    assert found.rows == tuple(f"S{number}" for number in range(9, 19))
    assert [each.line for each in found.cells] == list(range(10, 20))
    assert found.interval is not None
    assert [round(each, 1) for each in found.interval] == [Decimal("21.5"), Decimal("69.2")]
    assert found.illustrative
    assert found.sentence == (
        "I 8 av 18 mapper var det gitt svar (44 prosent; 95 % KI 22–69 om sakene hadde vært trukket tilfeldig). "
        f"{result.explain().sentence} Kravet gjelder hver sak og er ikke holdt i disse sakene."
    )
    assert "så det sier ikke noe om andre saker" in found.sentence
    assert interval_in_words(found) == "95 % KI 22–69 om sakene hadde vært trukket tilfeldig"
    assert found.formula.startswith("avvik: 10/18 = 0,5556; oppfylt: P(X ≥ 8; n = 18, p = 0,21")
    assert found.method.startswith("Clopper og Pearson")
    assert found.assumptions == (
        "Intervallet ville gjelde om sakene hadde vært trukket tilfeldig. Det er ikke vist, og det sier derfor ikke "
        "noe om andre saker.",
    )


def test_a_random_sample_speaks_of_its_population(nyby: Nyby) -> None:
    found = reviewed(nyby, answers(8, 10), norm=EVERY, method="simple")
    result = evaluate(18, 10, drawn="simple", population=412)
    assert not found.illustrative
    assert found.sentence == (
        f"I 8 av 18 mapper var det gitt svar (44 prosent; 95 % KI 22–69). {result.explain().sentence} "
        "Populasjonen er søknader i 2023. Kravet gjelder hver sak og er ikke holdt."
    )
    assert f"mellom {result.lower_count} og {result.upper_count} avvik" in found.sentence
    assert found.interval is not None
    own = clopper_pearson(8, 18)
    assert [float(each) for each in found.interval] == pytest.approx([100 * own.lower, 100 * own.upper])
    assert found.details == {"øvre grense for avvik, ensidig": "75,2 prosent"}
    assert (found.formula, found.assumptions) == (result.explain().formula, result.explain().assumptions)


@pytest.mark.parametrize(
    ("method", "size", "said", "illustrative"),
    [
        ("systematic", "unknown", "blant alle sakene de er trukket tilfeldig fra", False),
        ("judgement", "412", "valgt ved skjønn og ikke trukket tilfeldig, så det sier ikke noe om andre", True),
        ("unknown", "unknown", "hvordan sakene er trukket, er ikke beskrevet, så det sier ikke noe om andre", True),
        ("all", "18", "og det er alle sakene det gjelder. Populasjonen er søknader i 2023.", False),
        ("all", "unknown", "og det er alle sakene det gjelder", False),
        ("unknown", "18", "og det er alle sakene det gjelder", False),
    ],
)
def test_how_the_cases_were_drawn_decides_what_is_said_of_the_rest(
    nyby: Nyby, method: str, size: str, said: str, illustrative: bool
) -> None:
    found = reviewed(nyby, answers(8, 10), method=method, size=size)
    assert said in found.sentence
    assert found.illustrative is illustrative
    assert (found.interval is None) is ("alle sakene det gjelder" in said)
    assert ("om sakene hadde vært" in found.sentence) is illustrative


@pytest.mark.parametrize(
    ("norm", "given", "method", "outcome", "reason"),
    [
        ("", answers(8, 10), "unknown", "described", ""),
        ("{operator: at_most, value: 84, unit: dager}", answers(8, 10), "unknown", "described", ""),
        (EVERY, answers(17, 1), "unknown", "not_met", ""),
        (EVERY, answers(18, 0), "unknown", "met", ""),
        (EVERY, answers(18, 0), "simple", "untested", "inntil 14,8 prosent av alle kan avvike"),
        (EVERY, answers(3, 1), "simple", "not_met", ""),
        (EVERY, answers(17, 0) + " -", "unknown", "untested", "1 av 18 mangler opplysningen"),
        (MOST, answers(8, 10), "unknown", "not_met", ""),
        (MOST, answers(18, 1), "unknown", "met", ""),
        (MOST, answers(18, 1), "simple", "untested", "prosent med 95 prosent sikkerhet, og kravet ligger mellom"),
        (MOST, answers(8, 10), "simple", "not_met", ""),
        (MOST, answers(17, 1) + " -", "unknown", "untested", "kan være fra 89,5 til 94,7 prosent"),
        (WITHIN, answers(17, 1), "judgement", "not_met", ""),
    ],
)
def test_the_three_outcomes_of_a_review(
    nyby: Nyby, norm: str, given: str, method: str, outcome: str, reason: str
) -> None:
    found = reviewed(nyby, given, norm=norm, method=method)
    stance = {"met": Stance.MEETS, "not_met": Stance.DEVIATES}.get(outcome, Stance.CONTEXT)
    assert (found.outcome, found.stance) == (outcome, stance)
    assert reason in found.reason
    assert bool(found.reason) is bool(reason)
    assert found.reason in found.sentence
    assert found.value is not None
    only = " i disse sakene." in found.sentence
    assert only is (method in ("unknown", "judgement") and outcome in ("met", "not_met"))


def test_no_deviation_in_a_sample_that_was_planned_for_it_is_met(nyby: Nyby) -> None:
    attribute = "column: svar, meets: [ja], deviates: [nei], tolerable: 0.05"
    found = reviewed(nyby, answers(60, 0), norm=EVERY, method="simple", attribute=attribute)
    assert "Andelen er under det tålelige, 5 prosent." in found.sentence
    assert (found.outcome, found.sentence.endswith("og er holdt innenfor det tålelige.")) == (Outcome.MET, True)
    assert found.details["tålelig andel avvik"] == "5,0 prosent"
    one_too_few = reviewed_again(nyby, answers(50, 0), attribute)
    assert one_too_few.outcome is Outcome.UNTESTED
    assert "Det er ikke vist at andelen er under det tålelige, 5 prosent." in one_too_few.sentence


def reviewed_again(nyby: Nyby, given: str, attribute: str):  # type: ignore[no-untyped-def]
    rows = [f"S{n};{a};;øst" for n, a in enumerate(given.split(), 1)]
    nyby.write("mapper.csv", "sak;svar;annet;del\n" + "\n".join(rows) + "\n")
    found, problems = measure(nyby.inputs())
    assert problems == []
    return next(each for each in found if each.id == "G1.a1")


def test_missing_and_not_applicable_cases_are_said(nyby: Nyby) -> None:
    found = reviewed(nyby, answers(7, 9, "-", "uaktuelt"), method="simple", size="unknown")
    result = evaluate(18, 9, drawn="simple", not_applicable=1, missing=1)
    assert (found.count, found.n, found.result) == (7, 16, result)
    assert "om ingen eller alle av dem avviker, er andelen i utvalget 52,9–58,8 prosent." in found.sentence
    assert "I tillegg var ikke spørsmålet aktuelt i 1 sak." in found.sentence
    assert {"ikke aktuelt": "1", "mangler": "1"}.items() <= found.details.items()
    assert found.interval is not None  # wide enough for both
    assert float(found.interval[0]) == pytest.approx(100 * clopper_pearson(7, 17).lower)
    assert float(found.interval[1]) == pytest.approx(100 * clopper_pearson(8, 17).upper)


def test_a_review_without_answers_is_untested(nyby: Nyby) -> None:
    found = reviewed(nyby, "- -", norm=EVERY)
    assert (found.outcome, found.stance, found.value) == (Outcome.UNTESTED, Stance.CONTEXT, None)
    assert found.reason == "ingen av 2 mapper har et svar på dette"
    assert found.sentence == "Ingen av 2 mapper har et svar på dette."


# --- strata ---

STRATA = "strata: {column: del, sizes: {øst: 300, vest: 112}}"


def test_strata_are_weighed_by_their_size(nyby: Nyby) -> None:
    # the odd cases are of the east: ja nei ja nei … gives the west every deviation
    found = reviewed(nyby, " ".join(["ja nei"] * 9), norm=EVERY, method="stratified", more=STRATA)
    result = evaluate_strata([Stratum("øst", 300, 9, 0), Stratum("vest", 112, 9, 9)])
    assert found.result == result
    assert found.value is not None
    assert float(found.value) == pytest.approx(100 * 300 / 412)
    assert found.sentence.startswith("I 9 av 18 mapper var det gitt svar (veid andel 73 prosent; 95 % KI ")
    assert result.explain().sentence in found.sentence
    assert found.interval is not None
    assert float(found.interval[0]) == pytest.approx(100 * (1 - result.upper))
    assert (found.outcome, found.formula) == (Outcome.NOT_MET, result.explain().formula)


def test_cases_that_do_not_apply_are_no_deviations_in_strata(nyby: Nyby) -> None:
    found = reviewed(nyby, "ja nei uaktuelt nei ja ja", method="stratified", more=STRATA)
    assert found.result == evaluate_strata([Stratum("øst", 300, 3, 0), Stratum("vest", 112, 3, 2)])
    assert "Saker der spørsmålet ikke er aktuelt, er her regnet som saker uten avvik." in found.sentence


def test_a_stratum_nobody_could_read_leaves_the_whole_untested(nyby: Nyby) -> None:
    found = reviewed(nyby, "ja - ja -", norm=EVERY, method="stratified", more=STRATA)
    assert (found.outcome, found.reason) == (
        Outcome.UNTESTED, "ingen av 2 mapper i stratumet vest har et svar på dette"
    )  # fmt: skip


def test_strata_read_whole_are_the_population(nyby: Nyby) -> None:
    strata = "strata: {column: del, sizes: {øst: 2, vest: 2}}"
    found = reviewed(nyby, "ja ja ja ja", norm=EVERY, method="stratified", size="4", more=strata)
    assert (found.outcome, found.interval) == (Outcome.MET, None)


# --- deadlines ---


def test_two_dates_are_held_against_the_deadline(nyby: Nyby) -> None:
    cases = "2024-01-01/2024-01-22 2024-01-01/2024-01-23 2024-01-10/2024-01-10 2024-02-01/uaktuelt"
    found = reviewed(nyby, cases, norm=WITHIN, attribute=DATES, more="read_on: 2024-02-01")
    assert (found.count, found.n, found.rows) == (2, 3, ("S2",))
    assert (found.outcome, found.cells[0].column) == (Outcome.NOT_MET, 3)
    assert found.sentence.endswith("Kravet er 3 uker i hver sak og er ikke holdt i disse sakene.")
    assert found.details["ikke aktuelt"] == "1"


def test_open_cases_deviate_once_their_deadline_has_passed(nyby: Nyby) -> None:
    # read on 1 February: the first case had until 22 January, the second until 1 February, the third until the 10th
    cases = "2024-01-01/åpen 2024-01-11/åpen 2024-01-20/åpen 2024-01-01/2024-01-02"
    found = reviewed(nyby, cases, norm=WITHIN, attribute=DATES, more="read_on: 2024-02-01")
    assert (found.count, found.n, found.rows, found.outcome) == (1, 2, ("S1",), Outcome.NOT_MET)
    assert found.details["fristen ikke ute"] == "2"
    assert "I 2 var fristen ennå ikke ute, og de er regnet som ikke aktuelle." in found.sentence


def test_missing_and_coarse_dates_are_counted_both_ways(nyby: Nyby) -> None:
    cases = "2024-01-01/2024-01-02 -/2024-01-02 2024-01-05/- 2024-01-05/2024-01 2024-01/2024-02-01"
    found = reviewed(nyby, cases, norm=WITHIN, method="all", size="5", attribute=DATES, more="read_on: 2024-02-01")
    assert (found.count, found.n, found.details) == (1, 1, {"mangler": "4"})
    assert found.outcome is Outcome.UNTESTED
    assert found.reason == "4 av 5 mangler opplysningen, og andelen kan være fra 20,0 til 100,0 prosent"


def test_a_share_of_cases_within_the_deadline(nyby: Nyby) -> None:
    norm = WITHIN.replace("}}", "}, least_share: 0.75}")
    cases = "2024-01-01/2024-01-02 2024-01-01/2024-01-03 2024-01-01/2024-01-04 2024-01-01/2024-03-01"
    found = reviewed(nyby, cases, norm=norm, method="all", size="4", attribute=DATES, more="read_on: 2024-02-01")
    assert (found.outcome, found.rows) == (Outcome.MET, ("S4",))
    assert found.sentence.endswith("Kravet er 3 uker i minst 75 prosent av sakene og er holdt.")


def test_the_day_the_table_was_retrieved_stands_in_for_the_day_of_reading(nyby: Nyby) -> None:
    _, problems = review(nyby, "2024-01-01/åpen 2024-01-01/2024-01-02", norm=WITHIN, attribute=DATES)
    assert codes(problems) == ["T516"]
    assert "it is not known when the open cases were read" in problems[0].message
    nyby.change("datapackage.yaml", "sources: [Arkivet]", "sources: [Arkivet]\n    retrieved: 2024-02-01")
    found, problems = measure(nyby.inputs())
    assert problems == []
    assert next(each for each in found if each.id == "G1.a1").outcome is Outcome.NOT_MET


def test_numbers_are_held_against_a_limit_in_each_case(nyby: Nyby) -> None:
    nyby.change("datapackage.yaml", "{name: svar, type: string}", "{name: svar, type: integer, unit: dager}")
    nyby.write("mapper.csv", "sak;svar\nS1;84\nS2;85\nS3;\nS4;10\n")
    old = "column: svar, criterion: K2, meets: [ja], deviates: [nei]"
    nyby.change("reviews.yaml", old, "column: svar, criterion: K1")
    found, problems = measure(nyby.inputs())
    assert problems == []
    (held,) = (each for each in found if each.id == "G1.a1")
    assert (held.count, held.n, held.rows, held.outcome) == (2, 3, ("S2",), Outcome.NOT_MET)
    assert "Kravet er høyst 84 dager i hver sak og er ikke holdt i disse sakene." in held.sentence
    key = "}\n      primaryKey: sak"
    nyby.change("datapackage.yaml", f"unit: dager{key}", f"unit: uker{key}")
    assert codes(measure(nyby.inputs())[1]) == ["T519"]


# --- problems ---


@pytest.mark.parametrize(
    ("file", "old", "new", "expected", "line"),
    [
        ("mapper.csv", "S2;ja", "S2;kanskje", ["T510"], 3),
        ("reviews.yaml", "column: svar", "column: svaret", ["T507"], 10),
        ("reviews.yaml", "key: sak", "key: saksnr", ["T507"], 6),
        ("reviews.yaml", "table: mapper", "table: mappe", ["T508"], 4),
        ("reviews.yaml", "size: 412", "size: 17", ["T515"], 7),
        ("reviews.yaml", "size: 412", "size: mange", ["Y109"], 7),
        ("reviews.yaml", "method: unknown", "method: all", ["T515"], 7),
        ("reviews.yaml", "method: unknown", "method: stratified", ["T518"], 8),
        ("reviews.yaml", "drawn:", "strata: {column: svar, sizes: {ja: 200, nei: 212}}\n    drawn:", ["T518"], 8),
        ("reviews.yaml", "drawn:", "confidence: 95\n    drawn:", ["Y109"], 8),
        ("reviews.yaml", "meets: [ja], ", "", ["T516"], 10),
        ("reviews.yaml", "meets: [ja], deviates: [nei]", "tolerable: 5", ["T516", "Y109"], 10),
        ("reviews.yaml", "column: svar", "from: svar, to: svar", ["T516"], 10),
        ("reviews.yaml", "column: svar, ", "", ["T516"], 10),
        ("reviews.yaml", "meets: [ja]", "open: [åpen], meets: [ja]", ["T516"], 10),
    ],
)
def test_a_review_that_does_not_fit_its_table(
    nyby: Nyby, file: str, old: str, new: str, expected: list[str], line: int
) -> None:
    nyby.change(file, old, new)
    measurements, problems = measure(nyby.inputs())
    assert codes(problems) == expected
    assert (problems[0].at.file.rpartition("/")[2], problems[0].at.line) == (file, line)
    assert "G1.a1" not in [each.id for each in measurements]


@pytest.mark.parametrize(
    ("strata", "said"),
    [
        ("{column: del, sizes: {øst: 300}}", "`vest` is in the table and has no size"),
        ("{column: del, sizes: {øst: 300, vest: 100}}", "the strata add up to 400, the population is 412"),
        ("{column: del, sizes: {øst: 300, vest: 111, nord: 1}}", "0 cases are reviewed of the 1 in `nord`"),
        ("{column: del, sizes: {øst: 411, vest: 1}}", "2 cases are reviewed of the 1 in `vest`"),
    ],
)
def test_strata_that_do_not_fit(nyby: Nyby, strata: str, said: str) -> None:
    _, problems = review(nyby, "ja nei ja nei", method="stratified", more=f"strata: {strata}")
    assert {each.code for each in problems} == {"T518"}
    assert any(said in each.message for each in problems)


@pytest.mark.parametrize(
    ("cases", "attribute", "norm", "expected", "said"),
    [
        ("2024-01-02/2024-01-01", "from: start, to: slutt", WITHIN, "T517", "before it starts 2024-01-02"),
        ("2024-01-02/2024-01-03", "from: start", WITHIN, "T516", "from one date to another"),
        ("2024-01-02/2024-01-03", "from: start, to: sak", WITHIN, "T516", "the column `sak` is not of type date"),
        ("2024-01-02/2024-01-03", "from: start, to: slutt", EVERY, "T516", "no deadline in force"),
        ("2024-01-02/2024-01-03", f"{DATES}, column: del", WITHIN, "T516", "both answers and dates"),
        ("2024-01-02/2024-01-03", "from: start, to: ende", WITHIN, "T507", "no column `ende`"),
        ("2024-01-02/åpen", "from: start, to: slutt, open: [åpen], not_applicable: [åpen]", WITHIN, "T516", "read"),
    ],
)
def test_dates_that_cannot_be_held(nyby: Nyby, cases: str, attribute: str, norm: str, expected: str, said: str) -> None:
    found, problems = review(nyby, cases, norm=norm, attribute=attribute)
    assert found is None
    assert problems[0].code == expected
    assert said in problems[0].message


def test_the_month_of_the_start_is_enough_to_see_what_runs_backwards(nyby: Nyby) -> None:
    _, problems = review(nyby, "2024-02/2024-02-01 2024-02/2024-01-31", norm=WITHIN, attribute="from: start, to: slutt")
    assert [(each.code, each.at.line) for each in problems] == [("T517", 3)]


# --- any cases ---

ANSWERS = st.lists(st.sampled_from(["ja", "nei", "-", "uaktuelt"]), min_size=1, max_size=12)
NORMS = st.sampled_from(["", EVERY, MOST, WITHIN, "{operator: at_most, value: 30, unit: prosent}"])


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(given_=ANSWERS, norm=NORMS, method=st.sampled_from(["simple", "systematic", "all", "unknown", "judgement"]))
def test_any_cases_are_reviewed(tmp_path_factory, given_: list[str], norm: str, method: str) -> None:  # type: ignore[no-untyped-def]
    nyby = nyby_in(tmp_path_factory.mktemp("any"))
    size = str(len(given_)) if method == "all" else "50"
    found = reviewed(nyby, " ".join(given_), norm=norm, method=method, size=size)
    counts = {each: given_.count(each) for each in ("ja", "nei", "-")}
    assert found.sentence.endswith(".")
    assert (found.value is None) is (counts["ja"] + counts["nei"] == 0)
    assert found.outcome in (Outcome.MET, Outcome.NOT_MET) or found.stance is Stance.CONTEXT
    assert bool(found.reason) is (found.outcome is Outcome.UNTESTED)
    if norm in (EVERY, WITHIN) and counts["nei"]:
        assert found.outcome is Outcome.NOT_MET
    if found.interval and found.value is not None:
        assert 0 <= found.interval[0] <= found.interval[1] <= 100
        assert found.interval[0] <= found.value <= found.interval[1]
    if found.outcome is Outcome.MET:
        assert not counts["-"] or norm not in (EVERY, WITHIN)
        assert method != "simple" or norm not in (EVERY, WITHIN)
