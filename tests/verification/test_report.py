"""What rests on an unverified note is flagged in every claim; what evidence said before is for the internal edition."""

from pathlib import Path

import docx
import pytest

from auditlib.problems import InputError
from auditlib.report import show
from auditlib.report.model import Piece
from auditlib.verification.store import folder_of
from auditlib.workbench import Workbench, load
from tests.verification.test_round_trip import AUDIT, ON, paragraph_with, replace, run, sent, unverified


def editions(a: Workbench) -> list[tuple[str, str, str]]:
    """The findings, the panels that they open, and the register, of the internal and of the public edition."""
    shown = [show.findings(a, each.id) for each in a.inputs.questions]
    register = show.register(a)
    made = []
    for name in ("internal", "public"):
        pieces: list[Piece] = [getattr(each, name) for each in shown]
        panels = "".join(panel for each in pieces for panel in each.panels.values())
        made.append(("".join(each.markup for each in pieces), panels, getattr(register, name).markup))
    return made


def row(register: str, id_: str) -> str:
    found = register[register.index(f'<tr id="{id_}">') :]
    return found[: found.index("</tr>")]


def test_claims_on_an_unverified_note_are_flagged(workspace: Path) -> None:
    for parts in editions(load(AUDIT, workspace)):
        assert all("ikke verifisert" not in each for each in parts)
    unverified(workspace, "I02")
    for findings, panels, register in editions(load(AUDIT, workspace)):
        flagged = '</a> <span class="unverified">(ikke verifisert)</span>'
        assert findings.count(flagged) >= 3
        assert "Bygger på notater som ikke er verifisert: I02." in findings
        opened = [each for each in panels.split('<section class="panel"') if "I02.p" in each]
        assert opened
        assert all("Bygger på notater som ikke er verifisert: I02." in each for each in opened)
        assert "ikke verifisert" in row(register, "I02.p1")
        assert "ikke verifisert" not in row(register, "I01.p1")


def test_only_the_internal_edition_tells_what_was_said_before(workspace: Path) -> None:
    unverified(workspace, "I01")
    file = sent(workspace, "I01", "leder-1")
    document = docx.Document(str(file))
    replace(paragraph_with(document, "Fristen blir"), "ikke i de største sakene", "aldri i de vanskelige sakene")
    document.save(str(file))
    run(workspace, "read", AUDIT, str(file), *ON)
    run(workspace, "accept", AUDIT, "I01", "--all", "--reason", "Rettet av informanten.", *ON)
    (_, inside, register), public = editions(load(AUDIT, workspace))
    said = "Før verifisering: «Fristen blir stort sett holdt, men ikke i de største sakene.»"
    assert said in row(register, "I01.p1")
    assert said in inside
    assert "aldri i de vanskelige sakene" in row(public[2], "I01.p1")
    for secret in ("ikke i de største sakene", "Før verifisering", "Rettet av informanten"):
        assert all(secret not in each for each in public)


def test_a_record_that_was_broken_stops_the_report(workspace: Path) -> None:
    folder = folder_of(workspace, AUDIT)
    folder.mkdir()
    (folder / "I01.leder-1.yaml").write_text("note: I01\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"I01\.leder-1\.yaml:1:1: Y105"):
        show.register(load(AUDIT, workspace))
