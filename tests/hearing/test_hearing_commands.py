"""The commands of the hearing, from the report that is sent to the log of who decided."""

import json
from pathlib import Path

import pytest

from auditlib.log import Act, read_log
from tests.builders import AUDIT, Nyby
from tests.cli.calls import call
from tests.hearing.heard import hearing, response

WORKED = "nyby-2024"


def test_nothing_is_sent_without_a_report(heard: Nyby) -> None:
    done = call("hearing", "send", AUDIT, "-w", heard.root, "--as", "Kari")
    assert (done.exit_code, "there is no report of nyby" in done.stderr) == (2, True)


def test_nothing_is_sent_without_a_deadline(nyby: Nyby) -> None:
    done = call("hearing", "send", AUDIT, "-w", nyby.root, "--as", "Kari")
    assert (done.exit_code, "has no dates for the hearing" in done.stderr) == (1, True)


def test_a_report_that_was_edited_is_not_sent(heard: Nyby) -> None:
    folder = heard.root / "reports" / AUDIT
    folder.mkdir(parents=True)
    (folder / "rapport.html").write_text("<p>Ikke laget her.</p>", encoding="utf-8")
    done = call("hearing", "send", AUDIT, "-w", heard.root, "--as", "Kari")
    assert (done.exit_code, "is not made of the files as they are" in done.stderr) == (2, True)
    assert sorted(path.name for path in (heard.root / "findings" / AUDIT / "hearing").iterdir()) == [
        "sent-1-kari-nordmann.yaml"
    ]


def test_compare_tells_of_what_nothing_explains(heard: Nyby) -> None:
    assert call("hearing", "compare", AUDIT, "-w", heard.root).exit_code == 0
    heard.change("findings.yaml", "Fristen brytes", "Fristen brytes ofte")
    done = call("hearing", "compare", AUDIT, "-w", heard.root)
    assert done.exit_code == 1
    assert "F1 Fristen brytes ofte (funn): endret\n  tittel: Fristen brytes{+ ofte+}\n  ikke forklart" in done.stdout
    heard.write("hearing.yaml", hearing(response(decision="changed", changes="[F1]")))
    done = call("hearing", "compare", AUDIT, "-w", heard.root, "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["items"][0]["why"] == [{"by": "H1", "said": "Det stemmer."}]


def test_status_shows_the_deadline(heard: Nyby) -> None:
    done = call("hearing", "status", AUDIT, "-w", heard.root, "--format", "json")
    assert json.loads(done.stdout)["deadline"] == "2024-05-10"
    assert "Høring 21. april 2024" in call("hearing", "status", AUDIT, "-w", heard.root).stdout


def test_a_decision_is_recorded(heard: Nyby) -> None:
    heard.write("hearing.yaml", hearing(response(), response("H2", decision="open", examined="", reason="")))
    done = call("hearing", "decide", AUDIT, "H1", "-w", heard.root, "--as", "Kari")
    assert done.exit_code == 0, done.output
    (entry,) = read_log(heard.root, AUDIT)
    assert (entry.act, entry.who, entry.about) == (Act.DECIDED, "Kari", ("H1",))
    assert entry.details["H1"].startswith("kept ")


@pytest.mark.parametrize(("id_", "code", "said"), [("H2", 1, "H2 is open"), ("H9", 2, "no comment `H9`")])
def test_what_is_not_decided_is_not_recorded(heard: Nyby, id_: str, code: int, said: str) -> None:
    heard.write("hearing.yaml", hearing(response(), response("H2", decision="open", examined="", reason="")))
    done = call("hearing", "decide", AUDIT, "H1", id_, "-w", heard.root, "--as", "Kari")
    assert (done.exit_code, said in done.stderr) == (code, True)
    assert not (heard.root / "findings" / AUDIT / "log").exists()


@pytest.mark.slow
def test_a_report_is_made_sent_changed_and_compared(workspace: Path) -> None:
    notebooks = workspace / "notebooks"
    notebooks.mkdir()
    for path in sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb")):
        if path.name[:2] in ("00", "10", "40", "50", "60", "86"):
            (notebooks / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert call("run", WORKED, "-w", workspace, "-q").exit_code == 0
    done = call("hearing", "send", WORKED, "-w", workspace, "--docx", "--as", "Kari", "--on", "2024-04-22")
    assert done.exit_code == 0, done.output
    assert "sent-1-kari.yaml, to be answered by 2024-05-10" in done.stdout
    assert done.stdout.count("reports/nyby-2024/rapport.") == 2
    assert call("hearing", "send", WORKED, "-w", workspace, "--as", "Kari").exit_code == 2
    findings = workspace / "findings" / WORKED / "findings.yaml"
    text = findings.read_text(encoding="utf-8")
    findings.write_text(text.replace("title: Fristen for vedtak brytes", "title: Fristen brytes"), encoding="utf-8")
    assert call("hearing", "compare", WORKED, "-w", workspace).exit_code == 1
    assert call("run", WORKED, "-w", workspace, "-q").exit_code == 0
    page = (workspace / "reports" / WORKED / "rapport.html").read_text(encoding="utf-8")
    assert "Endringer etter høringen" in page
    done = call("hearing", "send", WORKED, "-w", workspace, "--as", "Kari", "--on", "2024-05-02")
    assert done.exit_code == 0, done.output
    versions = sorted(path.name for path in (workspace / "findings" / WORKED / "hearing").glob("*"))
    assert versions == ["sent-1-kari.yaml", "sent-2-kari.yaml"]
