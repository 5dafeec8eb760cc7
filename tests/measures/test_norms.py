"""Norms: what they may say, and the three outcomes of holding figures and cases against them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from auditlib.criteria import Norm, Operator, Stance
from auditlib.measures.cases import Cases, holds
from auditlib.measures.norms import Sample, ShareRule, hold, rule_of
from auditlib.tables import Outcome
from tests.builders import Nyby
from tests.measures.made import one, plain, run

EVERY = ShareRule(Fraction(1), "Kravet gjelder hver sak", every=True)
PLAIN = {"start": "next_day", "end": "stays"}
MOST = ShareRule(Fraction(9, 10), "Kravet er minst 90 prosent av sakene")
FEW = ShareRule(Fraction(1, 10), "Kravet er høyst 10 prosent av sakene", at_most=True)


def sample(low: str, high: str, upper: str = "0.1", *, tolerated: bool = False) -> Sample:
    return Sample(Fraction(low), Fraction(high), Fraction(upper), tolerated, Decimal("0.95"))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"operator": "at_most", "unit": "dager"}, "Y105"),
        ({"operator": "at_least", "value": "3"}, "Y105"),
        ({"operator": "every", "value": "90"}, "Y108"),
        ({"operator": "every", "least_share": "0.9"}, "Y104"),
        ({"operator": "within", "value": "3", "unit": "weeks"}, "Y105"),
        ({"operator": "within", "value": "3", "unit": "uker", "counting": PLAIN}, "Y108"),
        ({"operator": "within", "value": "2.5", "unit": "weeks", "counting": PLAIN}, "Y109"),
        ({"operator": "within", "value": "-1", "unit": "weeks", "counting": PLAIN}, "Y109"),
        ({"operator": "at_most", "value": "3", "unit": "x", "counting": PLAIN}, "Y104"),
        ({"operator": "at_most", "value": "3", "unit": "x", "least_share": "95"}, "Y109"),
        ({"operator": "at_most", "value": "3", "unit": "x", "least_share": "0"}, "Y109"),
    ],
)  # fmt: skip
def test_a_norm_that_says_too_little_or_too_much(written: dict[str, object], code: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Norm.model_validate(written)
    assert [each["type"] for each in raised.value.errors()] == [code]


@pytest.mark.parametrize(
    ("operator", "value", "figure", "kept"),
    [
        ("at_most", 84, "84", True), ("at_most", 84, "84.1", False), ("at_least", 2.5, "2.5", True),
        ("at_least", 2.5, "2.49", False), ("every", 100, "100", True), ("every", None, "99.9", False),
        ("at_most", 0.1, "0.1", True),
    ],
)  # fmt: skip
def test_norms_are_exact_at_their_limit(operator: str, value: float | None, figure: str, kept: bool) -> None:
    assert holds(Norm(operator=Operator(operator), value=value, unit="x"), Decimal(figure)) is kept


LIMITS = st.integers(-50, 50)


@given(st.sampled_from([Operator.AT_MOST, Operator.AT_LEAST]), LIMITS, LIMITS, st.integers(0, 50))
def test_a_norm_that_is_kept_is_kept_further_on(operator: Operator, limit: int, value: int, by: int) -> None:
    norm = Norm(operator=operator, value=limit, unit="x")
    further = value - by if operator is Operator.AT_MOST else value + by
    assert not holds(norm, Decimal(value)) or holds(norm, Decimal(further))


@pytest.mark.parametrize(
    ("norm", "answered", "words", "share"),
    [
        ({"operator": "every"}, True, "Kravet gjelder hver sak", Fraction(1)),
        ({"operator": "at_least", "value": "90", "unit": "prosent"}, True, "Kravet er minst 90 prosent av sakene",
         Fraction(9, 10)),
        ({"operator": "at_most", "value": "2.5", "unit": "prosent"}, True, "Kravet er høyst 2,5 prosent av sakene",
         Fraction(1, 40)),
        ({"operator": "at_most", "value": "84", "unit": "dager"}, False, "Kravet er høyst 84 dager i hver sak",
         Fraction(1)),
        ({"operator": "at_most", "value": "84", "unit": "dager", "least_share": "0.95"}, True,
         "Kravet er høyst 84 dager i minst 95 prosent av sakene", Fraction(19, 20)),
        ({"operator": "within", "value": "3", "unit": "weeks", "counting": PLAIN,
          "least_share": "0.9"}, False, "Kravet er 3 uker i minst 90 prosent av sakene", Fraction(9, 10)),
        ({"operator": "within", "value": "3", "unit": "weeks", "counting": PLAIN,
          "least_share": "1"}, False, "Kravet er 3 uker i hver sak", Fraction(1)),
    ],
)  # fmt: skip
def test_what_share_of_the_cases_a_norm_asks_for(
    norm: dict[str, object], answered: bool, words: str, share: Fraction
) -> None:
    rule = rule_of(Norm.model_validate(norm), answered=answered)
    assert rule is not None
    assert (rule.words, rule.share) == (words, share)
    assert rule.every is (share == 1)


def test_a_limit_on_a_figure_says_nothing_of_answered_cases() -> None:
    assert rule_of(Norm(operator=Operator.AT_MOST, value=84, unit="dager"), answered=True) is None
    assert rule_of(None, answered=True) is None


@pytest.mark.parametrize(
    ("rule", "cases", "drawn", "outcome", "sentence"),
    [
        # every: one case that deviates is enough, whatever is missing or drawn
        (EVERY, Cases(1, 1), None, "not_met", "Kravet gjelder hver sak og er ikke holdt."),
        (EVERY, Cases(99, 1, missing=9), sample("0.9", "0.99"), "not_met", "Kravet gjelder hver sak og er ikke holdt."),
        (EVERY, Cases(3, 0), None, "met", "Kravet gjelder hver sak og er holdt."),
        (EVERY, Cases(3, 0, missing=1), None, "untested",
         "Kravet gjelder hver sak. Om det er holdt, kan ikke avgjøres: 1 av 4 mangler opplysningen, og andelen kan "
         "være fra 75,0 til 100,0 prosent."),
        (EVERY, Cases(60, 0), sample("0.94", "1", "0.0487"), "untested",
         "Kravet gjelder hver sak. Om det er holdt, kan ikke avgjøres: ingen avvik er funnet, men inntil 4,9 prosent "
         "av alle kan avvike med 95 prosent sikkerhet."),
        (EVERY, Cases(60, 0), sample("0.94", "1", "0.0487", tolerated=True), "met",
         "Kravet gjelder hver sak og er holdt innenfor det tålelige."),
        # a share of all the cases there are, the missing counted both ways
        (MOST, Cases(9, 1), None, "met", "Kravet er minst 90 prosent av sakene og er holdt."),
        (MOST, Cases(89, 11), None, "not_met", "Kravet er minst 90 prosent av sakene og er ikke holdt."),
        (MOST, Cases(92, 3, missing=5), None, "met", "Kravet er minst 90 prosent av sakene og er holdt."),
        (MOST, Cases(80, 15, missing=5), None, "not_met", "Kravet er minst 90 prosent av sakene og er ikke holdt."),
        (MOST, Cases(89, 6, missing=5), None, "untested",
         "Kravet er minst 90 prosent av sakene. Om det er holdt, kan ikke avgjøres: 5 av 100 mangler opplysningen, og "
         "andelen kan være fra 89,0 til 94,0 prosent."),
        (FEW, Cases(10, 90), None, "met", "Kravet er høyst 10 prosent av sakene og er holdt."),
        (FEW, Cases(11, 89), None, "not_met", "Kravet er høyst 10 prosent av sakene og er ikke holdt."),
        (FEW, Cases(8, 88, missing=4), None, "untested",
         "Kravet er høyst 10 prosent av sakene. Om det er holdt, kan ikke avgjøres: 4 av 100 mangler opplysningen, og "
         "andelen kan være fra 8,0 til 12,0 prosent."),
        # a share of a sample: only where the interval lies wholly on one side
        (MOST, Cases(100, 0), sample("0.9", "1"), "met", "Kravet er minst 90 prosent av sakene og er holdt."),
        (MOST, Cases(50, 50), sample("0.4", "0.6"), "not_met",
         "Kravet er minst 90 prosent av sakene og er ikke holdt."),
        (MOST, Cases(95, 5), sample("0.887", "0.983"), "untested",
         "Kravet er minst 90 prosent av sakene. Om det er holdt, kan ikke avgjøres: andelen er fra 88,7 til 98,3 "
         "prosent med 95 prosent sikkerhet, og kravet ligger mellom."),
        (FEW, Cases(2, 98), sample("0.002", "0.07"), "met", "Kravet er høyst 10 prosent av sakene og er holdt."),
        (FEW, Cases(30, 70), sample("0.2", "0.4"), "not_met", "Kravet er høyst 10 prosent av sakene og er ikke holdt."),
        (FEW, Cases(10, 85, missing=5), sample("0.05", "0.2"), "untested",
         "Kravet er høyst 10 prosent av sakene. Om det er holdt, kan ikke avgjøres: andelen er fra 5,0 til 20,0 "
         "prosent med 95 prosent sikkerhet, og kravet ligger mellom; 5 av 100 mangler opplysningen."),
    ],
)  # fmt: skip
def test_cases_are_held_with_three_outcomes(
    rule: ShareRule, cases: Cases, drawn: Sample | None, outcome: str, sentence: str
) -> None:
    found = hold(rule, cases, drawn)
    assert (found.outcome, found.sentence) == (outcome, sentence)
    assert bool(found.reason) is (outcome == "untested")


COUNTS = st.integers(0, 40)


@given(COUNTS, COUNTS, COUNTS, st.sampled_from([EVERY, MOST, FEW]), st.data())
def test_no_missing_case_can_turn_an_outcome(
    met: int, deviating: int, missing: int, rule: ShareRule, data: st.DataObject
) -> None:
    if not met + deviating + missing:
        return
    found = hold(rule, Cases(met, deviating, missing=missing), None).outcome
    turned = {hold(rule, Cases(met + well, deviating + missing - well), None).outcome for well in range(missing + 1)}
    assert Outcome.UNTESTED not in turned
    assert turned == {found} if found is not Outcome.UNTESTED else len(turned) == 2


# --- figures of a table ---


@pytest.mark.parametrize(
    ("indicator", "outcome", "stance", "verdict"),
    [
        ('norm {row: Sør, column: "2023"}; criterion: K1', "met", "meets", "høyst 84 dager og er holdt"),
        ('norm {row: Vest, column: "2023"}; criterion: K1', "not_met", "deviates", "høyst 84 dager og er ikke holdt"),
        ("norm {row: Nord, column: andel}; criterion: K2", "met", "meets", "Kravet er 100 prosent og er holdt"),
        ("norm {row: Sør, column: andel}; criterion: K2", "not_met", "deviates", "er 100 prosent og er ikke holdt"),
        ('norm {row: Sør, column: "2023"}; criterion: K1, stance: deviates', "met", "meets", "er holdt"),
        ("norm_share {row: Nyby, column: f, of_row: Sum}; criterion: K2", "not_met", "deviates",
         "Kravet gjelder hver sak og er ikke holdt."),
        ("norm_share {row: Vest, column: f, of_column: e}; criterion: K2, stance: deviates", "met", "meets",
         "Kravet gjelder hver sak og er holdt."),
        ("norm_share {row: Vest, column: f, of_column: e, drawn: simple}; criterion: K2, stance: deviates", "untested",
         "context", "inntil 0,3 prosent av alle kan avvike"),
        ("norm_share {row: Vest, column: f, of_column: e, drawn: simple, population: 999}; criterion: K2", "untested",
         "context", "1000 saker er trukket fra en populasjon på 999"),
        ("norm_share {row: Nord, column: e, of_column: f}; criterion: K2", "untested", "context",
         "762 kan ikke være en del av 579"),
    ],
)  # fmt: skip
def test_a_figure_is_held_whatever_stance_is_written(
    nyby: Nyby, indicator: str, outcome: str, stance: str, verdict: str
) -> None:
    found = one(nyby, indicator)
    assert (found.outcome, found.stance) == (outcome, stance)
    assert verdict in plain(found.sentence)


@pytest.mark.parametrize("test", ["norm {row: Sør, column: f}", "norm_share {row: Nyby, column: f, of_row: Sum}"])
def test_a_deadline_is_never_held_against_a_lone_figure(nyby: Nyby, test: str) -> None:
    deadline = "{operator: within, value: 3, unit: weeks, counting: {start: next_day, end: stays}}"
    nyby.change("criteria.yaml", "{operator: every, value: 100, unit: prosent}", deadline)
    measured, problems = run(nyby, f"{test}; criterion: K2")
    assert (measured, [each.code for each in problems]) == ([], ["T509"])


def test_a_share_of_all_cases_has_no_interval_and_a_sample_has(nyby: Nyby) -> None:
    nyby.change(
        "criteria.yaml",
        "norm: {operator: every, value: 100, unit: prosent}",
        "norm: {operator: at_least, value: 20, unit: prosent}",
    )
    share = "norm_share {row: Nyby, column: f, of_row: alle"
    whole = one(nyby, f"{share.replace('of_row', 'of_column')}}}; criterion: K2")
    drawn = one(nyby, f"{share.replace('of_row', 'of_column')}, drawn: simple}}; criterion: K2")
    assert (whole.outcome, whole.stance, whole.interval) == (Outcome.MET, Stance.MEETS, None)
    assert "og det er alle sakene det gjelder" in whole.sentence
    assert (drawn.outcome, drawn.stance) == (Outcome.UNTESTED, Stance.CONTEXT)
    assert drawn.interval is not None
    assert [round(each, 1) for each in drawn.interval] == [Decimal("18.2"), Decimal("23.3")]
    assert "andelen er fra 18,2 til 23,3 prosent med 95 prosent sikkerhet, og kravet ligger mellom" in drawn.reason
    assert drawn.method.startswith("Clopper og Pearson")
    assert drawn.assumptions == ("sakene er trukket tilfeldig",)
    assert "P(X ≥ 793" in drawn.formula
