"""Judgements are reasoned, made once, and rest on something."""

import pytest

from auditlib.checks.judgements import judgement_form_problems, judgement_problems
from auditlib.problems import Problem
from tests.builders import Nyby, codes

STATEMENT = "statements:\n  - {{id: U1, place: s. 1, kind: advice, text: x, findings: [F1], verdict: {verdict}}}\n"


def problems_of(nyby: Nyby) -> list[Problem]:
    mapped = nyby.mapped()
    return [*judgement_problems(mapped), *judgement_form_problems(mapped.inputs)]


def test_the_sound_audit_has_no_problems(nyby: Nyby) -> None:
    assert problems_of(nyby) == []


@pytest.mark.parametrize(
    ("old", "new", "expected", "said"),
    [
        ("status: partly_met", "status: met", ["J604"], "oppfylt, the rules suggest delvis oppfylt"),
        ("status: partly_met", "status: not_met", ["J604"], "ikke oppfylt, the rules suggest delvis oppfylt"),
        ("status: partly_met", "status: not_examined", ["J604"], "ikke undersøkt"),
        ("status: partly_met", "status: met, departs: Vi vet mer.", [], ""),
        ("status: partly_met", "status: partly_met, departs: Vi er i tvil.", [], ""),
        ("status: partly_met, ", "", ["Y105"], "status: partly_met"),
        ("id: V2, criterion: K2, status: not_met", "id: V2, criterion: K1, status: partly_met", ["J606"], "K1"),
        ("status: insufficient_evidence", "status: met", ["J604"], "utilstrekkelig grunnlag"),
        ("topic: kontorplass", "topic: kontorplass, status: met", [], ""),
    ],
)
def test_a_judgement_follows_the_rules_or_says_why_not(
    nyby: Nyby, old: str, new: str, expected: list[str], said: str
) -> None:
    nyby.change("assessments.yaml", old, new)
    found = problems_of(nyby)
    assert codes(found) == expected
    assert all(said in each.message for each in found)
    assert all(each.at.file == "findings/nyby/assessments.yaml" for each in found)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("met", ["J608"]),
        ("not_met, departs: Vi vet det.", ["J608"]),
        ("not_examined", []),
        ("insufficient_evidence", ["J604"]),
        ("insufficient_evidence, departs: Vi spurte for sent.", []),
    ],
)
def test_what_was_not_examined_is_not_judged(nyby: Nyby, status: str, expected: list[str]) -> None:
    nyby.change("I04.md", "[Veiledning er nevnt.]{#p3 .passage criterion=K3 stance=context}", "Veiledning er nevnt.")
    nyby.change("assessments.yaml", "status: insufficient_evidence", f"status: {status}")
    assert codes(problems_of(nyby)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("topics: [kontorplass]\n", "criteria: [K2]\n    topics: [kontorplass]\n", []),
        ("    topics: [kontorplass]\n", "", ["J605"]),
        ("    topics: [kontorplass]\n", "    evidence: [I04.p3]\n", []),
        ("    topics: [kontorplass]\n", "    criteria: [K3]\n", []),
        ("    topics: [kontorplass]\n", "    criteria: [K3]\n    topics: [svartid]\n", ["J605"]),
    ],
)
def test_a_finding_rests_on_evidence(nyby: Nyby, old: str, new: str, expected: list[str]) -> None:
    nyby.change("findings.yaml", old, new)
    assert codes(problems_of(nyby)) == expected


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        ("carried", []),
        ("partly_carried", ["J607"]),
        ("not_carried", ["J607"]),
        ("not_carried, comment: Bevisene viser noe annet.", []),
    ],
)
def test_a_verdict_against_a_statement_has_a_comment(nyby: Nyby, verdict: str, expected: list[str]) -> None:
    nyby.write("statements.yaml", STATEMENT.format(verdict=verdict))
    assert codes(problems_of(nyby)) == expected


@pytest.mark.parametrize(("kind", "sides"), [("deviation", (4, 2)), ("strength", (2, 4))])
def test_a_strength_has_its_sides_the_other_way_round(nyby: Nyby, kind: str, sides: tuple[int, int]) -> None:
    nyby.change("findings.yaml", "kind: deviation\n    criteria: [K1]\n    topics: [svartid]",
                f"kind: {kind}\n    criteria: [K1]")  # fmt: skip
    mapped = nyby.mapped()
    ground = mapped.ground(mapped.inputs.findings[0])
    assert (len(ground.speaks_for), len(ground.speaks_against)) == sides
    assert [each.id for each in ground.mixed] == ["I04.p1"]
    assert [each.id for each in ground.context] == ["M1"]
