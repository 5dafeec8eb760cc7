"""The commands of referencing: what they print, and how they end."""

import json
from pathlib import Path

import pytest

from tests.builders import AUDIT
from tests.cli.calls import call
from tests.review.made import KARI, OLA, WRITER, Office


def review(office: Office, command: str, *arguments: str, by: str = KARI) -> str:
    """Run a command of `auditlib review` and give what it printed; it must end in order."""
    named = ("--as", by) if command not in ("list",) else ()
    done = call("review", command, AUDIT, *arguments, *named, "-w", office.nyby.root)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_round_on_the_command_line(office: Office) -> None:
    assert "Round runde-1: 10 claims and items to read" in review(office, "start")
    assert review(office, "record", "F1.c1", "agree") == "F1.c1: Kari Nordmann agrees\n"
    reason = "Hvem er spurt?"
    assert review(office, "record", "F1", "ask", "--reason", reason, by=OLA) == "F1: Ola Hansen asks\n"
    assert review(office, "answer", "F1", "--text", "Fem søkere", by=WRITER) == "F1: Per Skriver answers\n"
    listed = review(office, "list").splitlines()
    assert listed[4:8] == [
        "✓ F1.c1      agreed    Flere av de spurte søkerne (3 av 5)  [Kari Nordmann]",
        "? F1         asked     Fristen brytes",
        "    Ola Hansen asks: Hvem er spurt?",
        "      Per Skriver answers: Fem søkere",
    ]
    assert listed[-1] == "10 claims and items in runde-1: 1 agreed, 1 asked, 8 unread"
    assert review(office, "settle", "F1", by=OLA) == "F1: settled by Ola Hansen\n"
    for each in ("V1", "V2", "V3", "V4", "F2.c1", "F2", "S1", "A1"):
        review(office, "record", each, "agree")
    assert review(office, "sign") == "Signed by Kari Nordmann: 10 claims and items\n"
    last = "10 claims and items in runde-1: 10 agreed; signed by Kari Nordmann (10)\n"
    assert review(office, "list", "--open") == last


def test_what_no_longer_holds_is_listed_with_what_it_said(office: Office) -> None:
    review(office, "start")
    review(office, "record", "F2.c1", "agree")
    office.nyby.change("findings.yaml", "nevner avstanden", "klager på avstanden")
    listed = review(office, "list", "--open").splitlines()
    place = next(number for number, line in enumerate(listed) if line.startswith("! F2.c1"))
    assert listed[place].endswith("[void: Kari Nordmann]")
    assert "agreed when it said: " in listed[place + 1]
    assert listed[place + 1].endswith("nevner avstanden.")
    row = next(each for each in json.loads(review(office, "list", "--format", "json")) if each["claim"] == "F2.c1")
    assert (row["state"], row["void"], row["void_by"], row["by"]) == ("void", True, [KARI], [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("record", AUDIT, "F1", "agree", "--as", WRITER), "Per Skriver wrote F1 and cannot reference it"),
        (("record", AUDIT, "F1", "disagree", "--as", KARI), "F1: say why"),
        (("record", AUDIT, "F7", "agree", "--as", KARI), "nothing in nyby is called `F7`"),
        (("settle", AUDIT, "F1", "--as", KARI), "Kari Nordmann has no open point on F1"),
        (("sign", AUDIT, "--as", KARI), "10 of 10 are not agreed: V1 (unread)"),
        (("record", AUDIT, "F1", "agree", "--as", " "), "say who does this"),
        (("list", "storvik"), "there is no audit `storvik`"),
        (("list", AUDIT, "--round", "x"), "there is no round `x`"),
    ],
)
def test_a_wrong_call_says_why(office: Office, arguments: tuple[str, ...], said: str) -> None:
    office.start()
    done = call("review", *arguments, "-w", office.nyby.root)
    assert done.exit_code == 2
    assert said in done.output


def test_an_import_tells_what_it_left_out(office: Office, tmp_path: Path) -> None:
    office.start()
    version = next(each.stamp for each in office.desk.subjects if each.id == "V1")
    marks = [
        {"subject": "V1", "kind": "agree", "version": version, "on": "2024-05-12T09:30:00Z"},
        {"subject": "V2", "kind": "agree", "version": version, "on": "2024-05-12T09:31:00Z"},
    ]
    path = tmp_path / "referering.json"
    content = {"audit": AUDIT, "reviewer": KARI, "saved": "2024-05-12T09:32:00Z", "marks": marks}
    path.write_text(json.dumps(content), encoding="utf-8")
    done = call("review", "import", path, "--audit", AUDIT, "-w", office.nyby.root)
    assert done.exit_code == 1
    assert "Kari Nordmann, runde-1: 1 recorded, 1 void" in done.output
    assert "Q904 V2" in done.output
    again = call("review", "import", path, "--audit", AUDIT, "-w", office.nyby.root)
    assert "0 recorded, 1 known already, 1 void" in again.output
