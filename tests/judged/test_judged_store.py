"""The store of judged content: its form, what is wrong with a file, and judging and accepting."""

from pathlib import Path

import pytest
import yaml

from auditlib.judged import Acceptance, accept, clear, judge, read_store, to_judge
from auditlib.judged.store import LONGEST, file_of
from auditlib.problems import UsageError
from auditlib.workbench import check
from tests.builders import AUDIT, Nyby
from tests.judged.building import JUDGED_ON, judge_all, judged_in, standing, suspects

REASON = Acceptance("Ola", "2024-05-03", "En skrivefeil.", "")


@pytest.fixture
def judged(tmp_path: Path) -> Nyby:
    return judged_in(tmp_path)


def stored(nyby: Nyby, id_: str) -> Path:
    return nyby.root / file_of(AUDIT, id_)


def problems(nyby: Nyby) -> list[str]:
    return [str(each) for each in check(AUDIT, nyby.root)[1] if each.code.startswith("J62") or each.code == "F008"]


def accepted(nyby: Nyby, id_: str, acceptance: Acceptance = REASON) -> Acceptance:
    now = standing(nyby.root)
    return accept(nyby.root, AUDIT, now.judgements, now.suspects, now.store, id_, acceptance)


def test_a_file_is_yaml_with_stamps_and_what_each_thing_said(judged: Nyby) -> None:
    read = yaml.load(stored(judged, "F1").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert (read["id"], read["kind"], read["by"], read["on"]) == ("F1", "finding", "Kari", JUDGED_ON)
    assert read["says"]["title"] == "Fristen brytes"
    said = {each["id"]: each for each in read["rests_on"]}
    assert said["I01.p1"]["text"] == "Begge ventet over tolv uker."
    assert said["I01.p1"]["informants"] == "soker-1, soker-2"
    assert said["M1"]["cells"] == "Nyby, 2022: 207; Nyby, 2023: 267"
    assert said["V1"]["deep"] != said["V1"]["stamp"]
    assert all(len(each["stamp"]) == 64 for each in read["rests_on"])
    assert [each["id"] for each in read["rests_on"] if each["kind"] == "passage"] == ["I01.p1", "I02.p1", "I03.p1"]


def test_what_is_written_is_read_as_it_was(judged: Nyby) -> None:
    now = standing(judged.root)
    for id_, each in now.store.stored.items():
        rests = now.judgements[id_].rests
        assert {key: (rest.stamp, rest.deep, dict(rest.content)) for key, rest in each.rests.items()} == {
            key: (rest.stamp, rest.deep, dict(rest.content)) for key, rest in rests.items()
        }


def test_the_same_judgements_give_the_same_bytes(judged: Nyby) -> None:
    before = {path.name: path.read_bytes() for path in stored(judged, "F1").parent.iterdir()}
    judge_all(judged.root)
    assert {path.name: path.read_bytes() for path in stored(judged, "F1").parent.iterdir()} == before


def test_long_texts_are_cut_and_their_stamps_are_not(judged: Nyby) -> None:
    judged.change("I01.md", "over tolv uker.", f"over tolv uker{' og lenger' * 100}.")
    judge_all(judged.root)
    rest = standing(judged.root).store.stored["V1"].rests["passage", "I01.p1"]
    assert len(rest.content["text"]) == LONGEST + 1
    judged.change("I01.md", "og lenger.", "og kortere.")
    assert suspects(judged.root) == {"V1", "F1", "S1", "A1"}


def test_line_ends_of_another_system_are_no_change(judged: Nyby) -> None:
    path = stored(judged, "F1")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert (problems(judged), suspects(judged.root)) == ([], set())


def test_an_audit_without_a_store_has_no_problems(judged: Nyby) -> None:
    clear(judged.root, AUDIT, {}, standing(judged.root).store)
    assert (problems(judged), suspects(judged.root)) == ([], set())


def test_a_judgement_that_was_never_stored_is_noted_and_not_suspect(judged: Nyby) -> None:
    stored(judged, "V1").unlink()
    judged.change("I04.md", "Noen saker går fort", "De fleste saker går fort")
    assert problems(judged) == [
        "findings/nyby/assessments.yaml:2:5: J620 V1 was never stored as judged "
        "(`auditlib judge nyby V1` stores it) [assessments[0]]"
    ]
    assert suspects(judged.root) == set()


def test_a_changed_file_counts_for_nothing(judged: Nyby) -> None:
    path = stored(judged, "V2")
    path.write_text(path.read_text(encoding="utf-8").replace('"Kari"', '"Ola"'), encoding="utf-8")
    assert [each.split(" ")[1] for each in problems(judged)] == ["J622"]
    assert suspects(judged.root) == {"V2"}
    with pytest.raises(UsageError, match="nobody knows what to accept"):
        accepted(judged, "V2")
    judge_all(judged.root, "V2")
    assert (problems(judged), suspects(judged.root)) == ([], set())


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("kind: assessment", "<<<<<<< HEAD\nkind: assessment", 3),
        ("rests_on:", "rest_on:", 12),
        ('  text: "Svar mangler."', "  text: Svar mangler.", 10),
        ("stamp: ", "stamp", 6),
    ],
)
def test_a_broken_file_is_reported_with_its_line(judged: Nyby, old: str, new: str, line: int) -> None:
    path = stored(judged, "V2")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    found = problems(judged)
    assert len(found) == 1
    assert found[0].startswith(f"findings/nyby/judged/V2.yaml:{line}:1: J621 ")
    assert suspects(judged.root) == {"V2"}


def test_the_file_of_another_judgement_is_broken(judged: Nyby) -> None:
    stored(judged, "V2").write_bytes(stored(judged, "V1").read_bytes())
    assert [each.split(": ")[0] for each in problems(judged)] == ["findings/nyby/judged/V2.yaml:2:1"]
    assert suspects(judged.root) == {"V2"}


def test_a_file_that_is_no_text_is_broken(judged: Nyby) -> None:
    stored(judged, "A1").write_bytes(b"\xff\xfe\x00")
    assert [each.split(" ")[1] for each in problems(judged)] == ["J621"]
    assert suspects(judged.root) == {"A1"}


def test_what_is_stored_for_nothing_is_reported_and_cleared(judged: Nyby) -> None:
    judged.change("recommendations.yaml", "id: A2", "id: A7")
    strange = stored(judged, "F1").parent / "notat.txt"
    strange.write_text("x", encoding="utf-8")
    assert [each.split(" ")[1] for each in problems(judged)] == ["J623", "F008", "J620"]
    strange.unlink()
    now = standing(judged.root)
    assert clear(judged.root, AUDIT, now.judgements, now.store) == ["A2"]
    assert not stored(judged, "A2").exists()


def test_what_to_judge(judged: Nyby) -> None:
    judged.change("I04.md", "fra hverandre", "fra rådhuset")
    stored(judged, "A1").unlink()
    now = standing(judged.root)
    parts = (now.judgements, now.suspects, now.store)
    assert to_judge(*parts, ["F1"], False) == ["F1"]
    assert to_judge(*parts, ["F1"], True) == ["V4", "F1", "F2", "F3", "S1", "A1", "A2"]
    assert to_judge(*parts, [], True) == ["V4", "F2", "F3", "S1", "A1", "A2"]
    with pytest.raises(UsageError, match="--all"):
        to_judge(*parts, [], False)
    with pytest.raises(UsageError, match="did you mean V1"):
        to_judge(*parts, ["V11"], False)


def test_an_accepted_change_is_kept_with_its_reason(judged: Nyby) -> None:
    judged.change("I01.md", "over tolv uker", "over ti uker")
    assert accepted(judged, "F1").changed == "I01.p1, V1"
    now = standing(judged.root)
    assert set(now.suspects) == {"V1"}  # what rests on F1 rests on an accepted judgement
    assert now.store.stored["F1"].accepted == (Acceptance("Ola", "2024-05-03", "En skrivefeil.", "I01.p1, V1"),)
    assert (now.store.stored["F1"].by, now.store.stored["F1"].last) == ("Kari", ("Ola", "2024-05-03"))


def test_what_was_accepted_is_suspect_again_when_more_changes(judged: Nyby) -> None:
    judged.change("I04.md", "Noen saker går fort", "De fleste saker går fort")
    assert suspects(judged.root) == {"V1", "F1", "S1", "A1"}  # through V1 alone
    accepted(judged, "F1")
    assert suspects(judged.root) == {"V1"}
    judged.change("I04.md", "De fleste saker går fort", "Enkelte saker går fort")
    assert suspects(judged.root) == {"V1", "F1", "S1", "A1"}
    accepted(judged, "F1")
    judge_all(judged.root, "V1")
    assert suspects(judged.root) == set()
    assert len(standing(judged.root).store.stored["F1"].accepted) == 2
    judge_all(judged.root, "F1")
    assert standing(judged.root).store.stored["F1"].accepted == ()


@pytest.mark.parametrize(
    ("id_", "acceptance", "said"),
    [
        ("V2", REASON, "V2 is not suspect"),
        ("X9", REASON, "there is no assessment, finding, conclusion or recommendation `X9`"),
        ("F1", Acceptance("Ola", "2024-05-03", "  ", ""), "say why"),
    ],
)
def test_what_cannot_be_accepted(judged: Nyby, id_: str, acceptance: Acceptance, said: str) -> None:
    judged.change("I01.md", "over tolv uker", "over ti uker")
    with pytest.raises(UsageError, match=said):
        accepted(judged, id_, acceptance)


def test_what_was_never_judged_cannot_be_accepted(judged: Nyby) -> None:
    stored(judged, "F1").unlink()
    with pytest.raises(UsageError, match="F1 was never judged"):
        accepted(judged, "F1")


def test_a_killed_write_leaves_nothing_that_is_read(judged: Nyby) -> None:
    (stored(judged, "F1").parent / ".F1.yaml.1234").write_text("halv", encoding="utf-8")
    assert (problems(judged), suspects(judged.root)) == ([], set())


def test_reading_nothing(tmp_path: Path) -> None:
    assert not read_store(tmp_path, AUDIT)


def test_judging_writes_only_what_is_named(judged: Nyby) -> None:
    judged.change("I01.md", "over tolv uker", "over ti uker")
    before = stored(judged, "F1").read_bytes()
    now = standing(judged.root)
    judge(judged.root, AUDIT, now.judgements, ["V1"], "Kari", "2024-06-01")
    assert stored(judged, "F1").read_bytes() == before
    assert suspects(judged.root) == {"F1", "S1", "A1"}
