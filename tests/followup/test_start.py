"""A follow-up audit is made of an earlier one, and runs at once."""

from datetime import date
from pathlib import Path

import pytest

from auditlib.findings import Followed
from auditlib.followup import start
from auditlib.problems import Severity, UsageError
from auditlib.workbench import check, load
from auditlib.workspace import read_inputs
from tests.builders import Nyby, codes
from tests.cli.calls import call
from tests.followup.towns import BEGUN, FIRST, FOLLOWED, THIRD


def test_it_has_nothing_but_gaps(begun: Nyby) -> None:
    mapped, problems = check(THIRD, begun.root)
    assert mapped is not None
    assert {each.severity for each in problems} == {Severity.NOTE}
    assert codes(list(problems)) == ["C706", "C704", "H911", "H911"]


def test_recommendations_are_carried_with_what_they_followed_from(begun: Nyby) -> None:
    inputs, _ = read_inputs(begun.root, THIRD)
    assert inputs is not None
    assert inputs.audit.follow_up_of == FIRST
    one, other = inputs.followup
    assert (one.id, one.recommendation, one.status) == ("O1", "A1", Followed.NOT_JUDGED)
    assert one.earlier is not None
    assert (one.earlier.audit, one.earlier.title, str(one.earlier.published)) == (
        FIRST, "Svartid i byggesaker", "2024-06-01",
    )  # fmt: skip
    assert (one.earlier.to, one.earlier.action, str(one.earlier.deadline), one.earlier.responsible) == (
        "kommunedirektøren", "svare i tide.", "2025-01-01", "byggesakssjefen",
    )  # fmt: skip
    assert [(each.id, each.title) for each in one.earlier.findings] == [("F1", "Fristen brytes")]
    assert one.earlier.topics == ("Svartid",)
    assert other.earlier is not None
    assert other.earlier.topics == ("Kontorplassering",)


def test_settings_and_criteria_are_the_earlier_ones(begun: Nyby) -> None:
    old, new = (read_inputs(begun.root, each)[0] for each in (FIRST, THIRD))
    assert old is not None
    assert new is not None
    kept = {"municipality", "groups", "topics", "quantifiers", "rules", "publication", "standard"}
    assert new.audit.model_dump(include=kept) == old.audit.model_dump(include=kept)
    assert [each.id for each in new.criteria] == ["K1"]  # the only one behind the recommendations' findings
    assert (str(new.audit.period.start), str(new.audit.period.end)) == ("2024-06-01", "2026-01-05")


def test_counts_in_a_recommendation_are_carried_as_they_were_printed(towns: Nyby) -> None:
    towns.change("recommendations.yaml", "svare i tide.", "'svare de {{ M2 }} som ventet ({{ D1.u1 }}).'")
    start(load(FIRST, towns.root), THIRD, BEGUN)
    inputs, _ = read_inputs(towns.root, THIRD)
    assert inputs is not None
    assert inputs.followup[0].earlier is not None
    assert inputs.followup[0].earlier.action == "svare de 267 dager som ventet."


def test_a_criterion_that_no_longer_applies_is_left_out(towns: Nyby) -> None:
    ends = "\n        requirement: Kommunen skal av"
    towns.change("criteria.yaml", f"to: open{ends}", f"to: 2024-05-31{ends}")
    made = start(load(FIRST, towns.root), THIRD, BEGUN)
    assert made.left_out == ("K1",)
    inputs, _ = read_inputs(towns.root, THIRD)
    assert inputs is not None
    assert [each.id for each in inputs.criteria] == [
        "K2",
        "K3",
    ]  # those that apply, where none behind the findings does
    assert {each.severity for each in check(THIRD, towns.root)[1]} == {Severity.NOTE}


def test_an_audit_whose_criteria_no_longer_apply_cannot_be_followed_up(towns: Nyby) -> None:
    towns.change("criteria.yaml", "to: open\n", "to: 2024-05-31\n")
    with pytest.raises(UsageError, match="no criterion of nyby applies from 2024-06-01 to 2026-01-05"):
        start(load(FIRST, towns.root), THIRD, BEGUN)


def test_what_is_closed_is_not_carried_on(followed: Nyby) -> None:
    followed.change(f"findings/{THIRD}/followup.yaml", "status: partly", "status: followed_up")
    with pytest.raises(UsageError, match="no recommendation that is left"):
        start(load(THIRD, followed.root), "nyby-2028", date(2028, 1, 1))


def test_what_is_open_is_carried_on_to_the_next(followed: Nyby) -> None:
    made = start(load(THIRD, followed.root), "nyby-2028", date(2028, 1, 1))
    assert made.carried == 1
    inputs, _ = read_inputs(followed.root, "nyby-2028")
    assert inputs is not None
    (one,) = inputs.followup
    assert one.earlier is not None
    assert (one.recommendation, one.earlier.audit, one.status) == ("A1", FIRST, Followed.NOT_JUDGED)
    assert {each.severity for each in check("nyby-2028", followed.root)[1]} == {Severity.NOTE}


@pytest.mark.parametrize(
    ("name", "on", "said"),
    [
        ("nyby", BEGUN, "criteria/nyby exists already"),
        ("2026 nyby", BEGUN, "is no id"), ("../ute", BEGUN, "is no id"),
        ("nyby-2020", date(2020, 1, 1), "is published on 2024-06-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_started(towns: Nyby, name: str, on: date, said: str) -> None:
    before = sorted(path.as_posix() for path in towns.root.rglob("*"))
    with pytest.raises(UsageError, match=said):
        start(load(FIRST, towns.root), name, on)
    assert sorted(path.as_posix() for path in towns.root.rglob("*")) == before


def test_the_command(towns: Nyby) -> None:
    done = call(
        "new", "--follow-up-of", FIRST, THIRD, "-w", towns.root, "--on", "2026-01-05", "--as", "Kari"
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "follows up 2 recommendations of nyby" in done.stdout
    assert call("check", THIRD, "-w", towns.root).exit_code == 0
    log = (towns.root / "findings" / THIRD / "log" / "log.jsonl").read_text(encoding="utf-8")
    assert '"act":"added"' in log
    assert '"follow_up_of":"nyby"' in log
    again = call("new", "--follow-up-of", FIRST, THIRD, "-w", towns.root, "--on", "2026-01-05", "--as", "Kari")
    assert (again.exit_code, "exists already" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("status: partly", "status: not_judged", "H911"),
        ("    on: 2026-02-01\n", "", "Y105"),
        ("    by: revisor\n", "", "Y105"),
        ("    evidence: [D1.u1]\n", "", "Y105"),
        ("evidence: [D1.u1]", "evidence: [D9.u1]", "R307"),
        ("{{ D1.u1 }}", "{{ D9.u1 }}", "J601"),
        ("kommer raskere", "kommer 3 uker raskere", "J611"),
        ("id: O1", "id: D1", "R301"),
        ("status: partly", "status: nesten", "Y107"),
    ],
)
def test_a_judgement_needs_its_ground(followed: Nyby, old: str, new: str, code: str) -> None:
    followed.change(f"findings/{THIRD}/followup.yaml", old, new)
    found = [each for each in check(THIRD, followed.root)[1] if not each.code.startswith("C")]
    if code == "Y107":
        assert {each.code for each in found} & {"Y104", "Y106", "Y108", "Y109"}
    else:
        assert [each.code for each in found] == [code]


def test_an_entry_of_a_follow_up_audit_carries_the_earlier_words(followed: Nyby) -> None:
    text = FOLLOWED[: FOLLOWED.index("    earlier:")]
    followed.write(f"findings/{THIRD}/followup.yaml", text)
    assert "Y105" in codes(list(check(THIRD, followed.root)[1]))


def test_the_earlier_audit_must_be_there(followed: Nyby) -> None:
    followed.change(f"criteria/{THIRD}/audit.yaml", "follow_up_of: nyby\n", "follow_up_of: nybi\n")
    found = [each for each in check(THIRD, followed.root)[1] if each.code == "H913"]
    assert len(found) == 1
    assert "did you mean nyby" in found[0].message


def test_a_topic_of_a_recommendation_must_exist(towns: Nyby) -> None:
    towns.change("recommendations.yaml", "topics: [kontorplass]", "topics: [kontorplas]")
    assert "R306" in codes(list(check(FIRST, towns.root)[1]))


def test_a_follow_up_can_stand_in_the_audit_itself(towns: Nyby) -> None:
    own = FOLLOWED[: FOLLOWED.index("    earlier:")]
    towns.write("followup.yaml", own)
    assert not [each for each in check(FIRST, towns.root)[1] if each.severity is not Severity.NOTE]
    towns.write("followup.yaml", own.replace("recommendation: A1", "recommendation: A7"))
    assert "H912" in codes(list(check(FIRST, towns.root)[1]))


def test_nothing_half_made_is_left(towns: Nyby) -> None:
    a = load(FIRST, towns.root)
    (towns.root / "findings" / THIRD).mkdir()
    with pytest.raises(UsageError, match="findings/nyby-2026 exists already"):
        start(a, THIRD, BEGUN)
    assert not (towns.root / "criteria" / THIRD).exists()
    assert not [path for path in Path(towns.root).iterdir() if path.name.startswith(".new-audit")]


def test_it_is_begun_in_the_language_of_the_earlier_one(towns: Nyby) -> None:
    towns.change("audit.yaml", "language: nb", "language: nn")
    start(load(FIRST, towns.root), THIRD, BEGUN)
    inputs, problems = read_inputs(towns.root, THIRD)
    assert inputs is not None
    assert problems == []
    assert inputs.audit.scope == "Oppfølginga gjeld tilrådingane i den tidlegare rapporten."
    assert [each.wording for each in inputs.questions] == [
        "I kva grad er tilrådingane i rapporten «Svartid i byggesaker» følgde opp?"
    ]
