"""A comment is decided and reasoned, what is said to be changed was changed, and what was changed is explained."""

import pytest

from auditlib.problems import Problem, Severity
from auditlib.workbench import check
from tests.builders import AUDIT, Nyby
from tests.hearing.heard import hearing, response, send

LATE = ("findings.yaml", "Fristen brytes", "Fristen brytes ofte")


def found(nyby: Nyby) -> list[tuple[str, str]]:
    """Give the problems of the hearing: code, and the id that the message is about."""
    return [(each.code, each.message) for each in check(AUDIT, nyby.root)[1] if each.severity is not Severity.NOTE]


def only(nyby: Nyby) -> Problem:
    (one,) = [each for each in check(AUDIT, nyby.root)[1] if each.severity is not Severity.NOTE]
    return one


def test_what_was_sent_and_not_changed_is_in_order(heard: Nyby) -> None:
    heard.write("hearing.yaml", hearing(response(about="[F1, K1, V2, D1.u1]")))
    assert found(heard) == []


def test_an_open_comment_is_a_warning(heard: Nyby) -> None:
    heard.write("hearing.yaml", hearing(response(decision="open", examined="", reason="")))
    one = only(heard)
    assert (one.code, one.severity, one.at.line) == ("H903", Severity.WARNING, 4)


@pytest.mark.parametrize("key", ["examined", "reason"])
def test_a_decision_needs_its_ground(heard: Nyby, key: str) -> None:
    heard.write("hearing.yaml", hearing(response(**{key: ""})))
    one = only(heard)
    assert one.code == "Y105"
    assert f"`{key}` is missing" in one.message


def test_a_change_that_was_not_made(heard: Nyby) -> None:
    heard.write("hearing.yaml", hearing(response(decision="changed", changes="[F1]")))
    one = only(heard)
    assert (one.code, one.severity) == ("H901", Severity.ERROR)
    assert "response H1 says that F1 was changed" in one.message


def test_a_change_that_nothing_explains(heard: Nyby) -> None:
    heard.change(*LATE)
    one = only(heard)
    assert (one.code, one.at.file, one.at.line) == ("H902", f"findings/{AUDIT}/findings.yaml", 2)
    assert "F1 was changed after sent-1-kari-nordmann was sent" in one.message


def test_a_change_that_a_response_explains(heard: Nyby) -> None:
    heard.change(*LATE)
    heard.write("hearing.yaml", hearing(response(decision="partly_changed", changes="[F1]")))
    assert found(heard) == []


def test_a_change_of_the_auditors_own(heard: Nyby) -> None:
    heard.change(*LATE)
    heard.write("hearing.yaml", hearing(notes="  notes:\n    - {changes: [F1], reason: Tittelen var upresis.}\n"))
    assert found(heard) == []


def test_a_note_on_a_change_that_was_not_made(heard: Nyby) -> None:
    heard.write("hearing.yaml", hearing(notes="  notes:\n    - {changes: [F1], reason: Tittelen var upresis.}\n"))
    one = only(heard)
    assert one.code == "H901"
    assert "a note says that F1 was changed" in one.message


@pytest.mark.parametrize(
    ("file", "old", "new", "id_"),
    [
        ("assessments.yaml", "status: not_met", "status: partly_met, departs: Flere fikk svar", "V2"),
        ("criteria.yaml", "requirement: Kommunen bør veilede.", "requirement: Kommunen bør veilede alle.", "K3"),
        ("conclusions.yaml", "degree: some", "degree: small", "S1"),
        ("recommendations.yaml", "to: kommunedirektøren", "to: kommunestyret", "A1"),
        ("findings.yaml", "evidence: [M1, M2,", "evidence: [M2,", "F1"),
        ("findings.yaml", "kind: deviation\n    topics", "kind: strength\n    topics", "F2"),
    ],
)
def test_whatever_was_judged_otherwise_is_reported(heard: Nyby, file: str, old: str, new: str, id_: str) -> None:
    heard.change(file, old, new)
    one = only(heard)
    assert one.code == "H902"
    assert one.message.startswith(f"{id_} was changed after")


def test_a_finding_that_is_gone_and_one_that_is_new(heard: Nyby) -> None:
    heard.change("findings.yaml", "id: F2", "id: F3")
    heard.change("conclusions.yaml", "[F1, F2]", "[F1, F3]")
    said = [message.partition(",")[0] for code, message in found(heard) if code == "H902"]
    assert sorted(said) == [
        f"{each} after sent-1-kari-nordmann was sent" for each in ("F2 was removed", "F3 was added", "S1 was changed")
    ]


def test_words_in_the_front_of_the_report_need_no_reason(heard: Nyby) -> None:
    heard.change("audit.yaml", "background: Bakgrunn.", "background: En annen bakgrunn.")
    assert found(heard) == []


def test_a_moved_line_break_is_no_change(heard: Nyby) -> None:
    heard.change("findings.yaml", "sier at de ventet for lenge.'", "sier at de\n      ventet for lenge.'")
    assert found(heard) == []


def test_a_change_between_two_versions_stays_explained(heard: Nyby) -> None:
    heard.change(*LATE)
    heard.write("hearing.yaml", hearing(response(decision="changed", changes="[F1]")))
    send(heard, on="2024-05-01", hash_="cd" * 32)
    assert found(heard) == []
    heard.write("hearing.yaml", hearing())
    assert [code for code, _ in found(heard)] == ["H902"]


def test_kept_changes_nothing(heard: Nyby) -> None:
    heard.change(*LATE)
    heard.write("hearing.yaml", hearing(response(changes="[F1]")))
    assert only(heard).code == "H904"


def test_changed_names_what(heard: Nyby) -> None:
    heard.write("hearing.yaml", hearing(response(decision="changed")))
    one = only(heard)
    assert one.code == "H904"
    assert "names nothing that was changed" in one.message


def test_before_anything_was_sent_changed_needs_no_names(nyby: Nyby) -> None:
    nyby.write("hearing.yaml", hearing(response(decision="changed", changed="Teksten er rettet.")))
    assert found(nyby) == []


@pytest.mark.parametrize("key", ["about", "changes"])
def test_an_unknown_item(heard: Nyby, key: str) -> None:
    heard.write("hearing.yaml", hearing(response(**{key: "[F9]", "decision": "changed", "changes": "[F9]"})))
    assert {code for code, _ in found(heard)} == {"H906"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../audit.yaml", "outside the audit's documents"),
        ("/etc/passwd.txt", "outside the audit's documents"),
        ("hearing/uttalelse.odt", "it is a `.odt`"),
        ("uttalelse", "it has no ending"),
        ("hearing/uttalelse.pdf", "it is not there"),
    ],
)
def test_a_statement_that_cannot_be_kept(nyby: Nyby, name: str, reason: str) -> None:
    nyby.write("hearing.yaml", hearing(more=f"  statement_file: {name}\n"))
    one = only(nyby)
    assert one.code == "H907"
    assert reason in one.message


def test_a_statement_that_is_missing(nyby: Nyby) -> None:
    nyby.write("hearing.yaml", hearing(more="  statement_file: hearing/uttalelse.txt\n"))
    one = only(nyby)
    assert (one.code, one.at.file) == ("F001", f"documents/{AUDIT}/hearing/uttalelse.txt")
