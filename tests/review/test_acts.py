"""What people can and cannot do in a round, and what holds after it."""

from pathlib import Path

import pytest

from auditlib.log import read_log
from auditlib.problems import InputError, UsageError
from auditlib.review import MarkKind
from auditlib.review.acts import judge
from auditlib.review.store import name_of
from tests.builders import AUDIT
from tests.review.made import KARI, OLA, WRITER, Office


def test_a_round_from_start_to_signature(office: Office) -> None:
    assert office.start() == "runde-1"
    assert set(office.states().values()) == {"unread"}
    office.agree("V1")
    office.disagree("F1", OLA)
    office.ask("F2.c1")
    assert (office.state("V1"), office.state("F1"), office.state("F2.c1")) == ("agreed", "disagreed", "asked")
    office.answer("F1")
    office.answer("F2.c1")
    assert (office.state("F1"), office.state("F2.c1")) == ("disagreed", "asked")
    office.settle("F1", OLA)
    office.settle("F2.c1")
    with pytest.raises(UsageError, match=r"7 of 10 are not agreed: V2 \(unread\), V3 \(unread\)"):
        office.sign()
    office.agree_with_all()
    assert set(office.states().values()) == {"agreed"}
    assert not office.desk.standing().whole
    office.sign()
    standing = office.desk.standing()
    assert [each.by for each in standing.signed] == [KARI]
    assert standing.whole
    assert standing.readers == (KARI, OLA)


def test_each_act_is_one_entry_in_the_log(office: Office) -> None:
    office.start()
    office.disagree("F1", OLA)
    office.answer("F1")
    office.settle("F1", OLA)
    office.agree_with_all()
    office.sign()
    entries = read_log(office.nyby.root, AUDIT)
    told = [(str(each.act), each.who, each.about, each.details.get("what", "")) for each in entries]
    assert told[:4] == [
        ("reviewed", KARI, (), "start"),
        ("reviewed", OLA, ("F1",), "disagree"),
        ("answered", WRITER, ("F1",), "answer"),
        ("reviewed", OLA, ("F1",), "settle"),
    ]
    assert told[-1] == ("signed", KARI, (), "")
    assert len(told) == 4 + 9 + 1


@pytest.mark.parametrize("name", [WRITER, "per skriver", "  PER   Skriver "])
def test_the_writer_cannot_reference(office: Office, name: str) -> None:
    office.start()
    for kind in (MarkKind.AGREE, MarkKind.DISAGREE, MarkKind.ASK):
        with pytest.raises(UsageError, match="wrote F1 and cannot reference it"):
            judge(office.desk, "F1.c1", kind, name, "Fordi")
    office.agree_with_all()
    with pytest.raises(UsageError, match="wrote everything"):
        office.sign(name)


def test_what_nobody_is_known_to_have_written_cannot_be_referenced(office: Office) -> None:
    office.nyby.write("assessments.yaml", "assessments: []\n")
    office.start()
    with pytest.raises(UsageError, match="nobody knows who wrote F2"):
        office.agree("F2")
    office.nyby.change("findings.yaml", "    title: Kontorene", f"    by: {WRITER}\n    title: Kontorene")
    office.agree("F2")
    assert office.state("F2") == "agreed"


def test_two_who_reference_each_other_sign_each_their_half(office: Office) -> None:
    office.nyby.change("findings.yaml", "    title: Kontorene", f"    by: {KARI}\n    title: Kontorene")
    office.nyby.change("conclusions.yaml", "degree: some", f"by: {KARI}, degree: some")
    office.start()
    for id_ in ("F2", "F2.c1", "S1"):
        office.agree(id_, WRITER)
    office.agree_with_all(KARI)
    office.sign(KARI)
    assert not office.desk.standing().whole
    office.sign(WRITER)
    standing = office.desk.standing()
    assert sorted((each.by, each.count) for each in standing.signed) == [(KARI, 7), (WRITER, 3)]
    assert standing.whole


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_reason_is_required(office: Office, reason: str) -> None:
    office.start()
    for act in (office.disagree, office.ask):
        with pytest.raises(UsageError, match="F1: say why"):
            act("F1", KARI, reason)
    assert office.files == [each for each in office.files if each.name.startswith("_start")]


def test_only_whoever_raised_a_point_settles_it(office: Office) -> None:
    office.start()
    office.disagree("F1", OLA)
    for name in (KARI, WRITER):
        with pytest.raises(UsageError, match="only Ola Hansen can settle"):
            office.settle("F1", name)
    office.agree("F1", KARI)
    assert office.state("F1") == "disagreed"
    with pytest.raises(UsageError, match="settle it"):
        office.agree("F1", OLA)
    office.settle("F1", "ola  hansen")
    assert office.state("F1") == "agreed"


def test_one_does_not_answer_oneself(office: Office) -> None:
    office.start()
    office.ask("F1", OLA)
    with pytest.raises(UsageError, match="no open point that Ola Hansen could answer"):
        office.answer("F1", OLA)
    with pytest.raises(UsageError, match="the answer is empty"):
        office.answer("F1", WRITER, " ")


def test_a_change_voids_agreement_and_signature_and_taking_it_back_restores_them(office: Office) -> None:
    office.start()
    office.agree_with_all()
    office.sign()
    office.nyby.change(f"interviews/{AUDIT}/I02.md", "Svaret kom sent.", "Svaret kom svært sent.")
    assert {id_ for id_, state in office.states().items() if state == "void"} == {"V1", "F1.c1", "F1", "S1", "A1"}
    standing = office.desk.standing()
    assert (standing.signed, [each.by for each in standing.stale]) == ((), [KARI])
    assert not standing.whole
    office.nyby.change(f"interviews/{AUDIT}/I02.md", "Svaret kom svært sent.", "Svaret kom sent.")
    assert office.desk.standing().whole


def test_a_disagreement_outlives_what_it_was_about(office: Office) -> None:
    office.start()
    office.disagree("F2.c1")
    office.nyby.change("findings.yaml", "'{{ kontorplass deviates }} nevner avstanden.'", "Avstanden er nevnt.")
    found = office.desk.find("F2.c1")
    assert (found.state, found.subject) == ("disagreed", None)
    office.settle("F2.c1")
    with pytest.raises(UsageError, match=r"nothing in nyby is called `F2\.c1`"):
        office.desk.find("F2.c1")


def test_agreement_follows_a_claim_that_gets_another_number(office: Office) -> None:
    office.start()
    office.agree("F2.c1")
    office.nyby.change("findings.yaml", "condition: '{{ kontorplass", "condition: 'Se {{ F1 }}. {{ kontorplass")
    assert (office.state("F2.c1"), office.state("F2.c2")) == ("unread", "agreed")


def test_a_new_round_begins_anew_but_for_open_points(office: Office) -> None:
    office.start()
    office.agree("V1")
    office.disagree("F1")
    assert office.start() == "runde-2"
    assert (office.state("V1"), office.state("F1")) == ("unread", "disagreed")
    office.settle("F1")
    assert office.state("F1") == "agreed"
    assert str(office.desk.standing("runde-1")["V1"].state) == "agreed"


@pytest.mark.parametrize("name", ["../ute", "a/b", "1", "to ord", ".skjult"])
def test_a_round_is_called_what_a_folder_can_be(office: Office, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name of a round"):
        office.start(name)


def test_what_is_not_there_is_said_with_a_hint(office: Office) -> None:
    with pytest.raises(UsageError, match="auditlib review start"):
        office.agree("F1")
    office.start("hoved")
    with pytest.raises(UsageError, match="has been started"):
        office.start("hoved")
    with pytest.raises(UsageError, match=r"`F1\.c9`.*did you mean F1\.c1"):
        office.agree("F1.c9")
    with pytest.raises(UsageError, match="there is no round `hove`"):
        judge(office.desk, "F1", MarkKind.AGREE, KARI, "", "hove")


@pytest.mark.parametrize("reason", ["Skjult\u200b tegn", "Myk\u00adbinding", "Snudd \u202etekst"])
def test_a_reason_shows_all_that_it_says(office: Office, reason: str) -> None:
    office.start()
    with pytest.raises(UsageError, match="U\\+"):
        office.disagree("F1", KARI, reason)


def test_a_file_that_was_changed_by_hand_counts_for_nothing(office: Office) -> None:
    office.start()
    office.disagree("F1")
    path = next(each for each in office.files if each.name.startswith("F1."))
    assert path.name == name_of(office.desk.rounds[0].marks[0])
    path.write_text(path.read_text(encoding="utf-8").replace("kind: disagree", "kind: agree"), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        _ = office.desk
    assert [each.code for each in raised.value.problems] == ["Q901"]
    assert raised.value.problems[0].at.file == path.relative_to(office.nyby.root).as_posix()


def test_a_broken_file_is_told_with_its_place(office: Office) -> None:
    office.start()
    office.agree("F1")
    path = next(each for each in office.files if each.name.startswith("F1."))
    path.write_text(path.read_text(encoding="utf-8") + "ukjent: 1\n", encoding="utf-8")
    (path.parent / "notat.txt").write_text("hei", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        _ = office.desk
    assert [(each.code, each.at.line) for each in raised.value.problems] == [("Y104", 8), ("F008", 0)]
    assert Path(raised.value.problems[0].at.file).name == path.name
