"""The document is sent, commented in Word and read back: each comment is open until it is decided."""

from pathlib import Path

import docx
import pytest
import yaml

from auditlib.findings import Decision
from auditlib.word import write_word
from auditlib.workbench import check, load
from tests.builders import AUDIT, Nyby
from tests.cli.calls import call
from tests.report.pages import pages_of

TEXT = "sier at de ventet for lenge"


@pytest.fixture
def answered(heard: Nyby, tmp_path: Path) -> Path:
    """The hearing's copy with a comment in F1 and one in the title of F2."""
    _, public = pages_of(heard.root, AUDIT, tmp_path)
    path = tmp_path / "svar.docx"
    path.write_bytes(write_word(public.html))
    document = docx.Document(str(path))
    for words, said in ((TEXT, "Vi er uenige."), ("Kontorene ligger spredt", "Kontorene er samlet nå.")):
        paragraph = next(each for each in document.paragraphs if words in each.text)
        document.add_comment(paragraph.runs, text=said, author="Kari Nyby", initials="KN")
    document.save(str(path))
    return path


def test_comments_come_back_with_their_findings(heard: Nyby, answered: Path, tmp_path: Path) -> None:
    out = tmp_path / "svar.yaml"
    done = call("hearing", "import", answered, "--audit", AUDIT, "-w", heard.root, "-o", out, "--as", "Ola Storvik")
    assert done.exit_code == 0, done.output
    responses = yaml.safe_load(out.read_text(encoding="utf-8"))["hearing"]["responses"]
    assert [(each["id"], each["about"], each["decision"]) for each in responses] == [
        ("H1", ["F1"], "open"), ("H2", ["F2"], "open"),
    ]  # fmt: skip
    heard.write("hearing.yaml", out.read_text(encoding="utf-8"))
    found = load(AUDIT, heard.root)
    assert found.inputs.hearing is not None
    assert [each.decision for each in found.inputs.hearing.responses] == [Decision.OPEN, Decision.OPEN]
    assert [each.code for each in found.problems if each.code.startswith("H")] == ["H903", "H903"]
    log = (heard.root / "findings" / AUDIT / "log" / "log.jsonl").read_text(encoding="utf-8")
    assert '"act":"heard"' in log
    assert '"who":"Ola Storvik"' in log
    assert '"comments":"2"' in log


def test_what_is_decided_and_changed_is_in_order(heard: Nyby, answered: Path, tmp_path: Path) -> None:
    out = tmp_path / "svar.yaml"
    call("hearing", "import", answered, "--audit", AUDIT, "-w", heard.root, "-o", out, "--as", "Ola Storvik")
    text = out.read_text(encoding="utf-8")
    decided = ["decision: changed\n    changes: [F1]", "decision: kept"]
    for each in decided:
        ground = "\n    examined: Lest på nytt.\n    reason: Det stemte.\n"
        text = text.replace("decision: open\n", f"{each}{ground}", 1)
    heard.write("hearing.yaml", text)
    heard.change("findings.yaml", TEXT, "sier at de ventet noe lenge")
    assert [each.code for each in check(AUDIT, heard.root)[1] if each.code.startswith(("H", "Y"))] == []


def test_comments_on_what_is_gone_since_keep_their_anchor(heard: Nyby, answered: Path, tmp_path: Path) -> None:
    heard.change("findings.yaml", "id: F2", "id: F3")
    heard.change("conclusions.yaml", "[F1, F2]", "[F1, F3]")
    listed = call("hearing", "import", answered, "--audit", AUDIT, "-w", heard.root)
    assert "F2  Kari Nyby" in listed.stdout
