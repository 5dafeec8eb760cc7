"""`auditlib judge`, `accept` and `status`: storing judgements, and what may no longer hold."""

import json
from pathlib import Path

import pytest

from auditlib.fingerprints import input_hashes
from auditlib.scaffold import make_workspace
from tests.builders import AUDIT, Nyby
from tests.cli.calls import call
from tests.judged.building import judged_in


@pytest.fixture
def judged(tmp_path: Path) -> Nyby:
    return judged_in(tmp_path)


def test_nothing_is_stored_without_being_named(judged: Nyby) -> None:
    done = call("judge", AUDIT, "--as", "Kari", "-w", judged.root)
    assert (done.exit_code, "--all" in done.stderr) == (2, True)


def test_judging_stores_and_is_logged(judged: Nyby) -> None:
    judged.change("I01.md", "over tolv uker", "over ti uker")
    done = call("judge", AUDIT, "--all", "--as", "Ola", "-w", judged.root)
    assert (done.exit_code, done.stdout) == (0, "Judged: V1, F1, S1, A1\n")
    assert 'by: "Ola"' in (judged.root / "findings/nyby/judged/V1.yaml").read_text(encoding="utf-8")
    assert call("judge", AUDIT, "--all", "--as", "Ola", "-w", judged.root).stdout.startswith("Judged: nothing")
    logged = (judged.root / "findings/nyby/log").rglob("*")
    assert sum(path.read_text(encoding="utf-8").count('"judged"') for path in logged if path.is_file()) == 1


def test_an_audit_with_errors_is_not_judged(judged: Nyby) -> None:
    judged.change("findings.yaml", "kind: deviation", "kind: deviatio")
    before = (judged.root / "findings/nyby/judged/V1.yaml").read_bytes()
    done = call("judge", AUDIT, "V1", "--as", "Ola", "-w", judged.root)
    assert (done.exit_code, "Y108" in done.stdout) == (1, True)
    assert (judged.root / "findings/nyby/judged/V1.yaml").read_bytes() == before
    assert not (judged.root / "findings/nyby/log").exists()


def test_accepting_keeps_the_reason(judged: Nyby) -> None:
    judged.change("I01.md", "over tolv uker", "over ti uker")
    done = call("accept", AUDIT, "F1", "--reason", "En skrivefeil.", "--as", "Ola", "-w", judged.root)
    assert (done.exit_code, done.stdout) == (0, "Accepted for F1: I01.p1, V1\n")
    said = call("status", AUDIT, "F1", "-w", judged.root).stdout
    assert "Endring i I01.p1, V1 godtatt" in said
    assert "av Ola: En skrivefeil.\nAlt den bygger på, er som da den ble vurdert\n" in said
    assert call("accept", AUDIT, "F1", "--reason", "Igjen.", "--as", "Ola", "-w", judged.root).exit_code == 2


def test_status_of_one_judgement(judged: Nyby) -> None:
    judged.change("I01.md", "over tolv uker", "over ti uker")
    said = call("status", AUDIT, "V1", "-w", judged.root).stdout
    assert "Vurdert 2. mai 2024 av Kari\n" in said
    assert "tekst: Begge ventet over [-tolv-] {+ti+} uker.\n" in said
    assert call("status", AUDIT, "V9", "-w", judged.root).exit_code == 2


@pytest.mark.parametrize("only", [(), ("--suspect",)])
def test_status_as_json(judged: Nyby, only: tuple[str, ...]) -> None:
    judged.change("I04.md", "Veiledning er nevnt.", "Veiledning er ikke nevnt.")
    (judged.root / "findings/nyby/judged/V2.yaml").unlink()
    found = json.loads(call("status", AUDIT, *only, "--format", "json", "-w", judged.root).stdout)
    assert found["not_judged"] == ["V2"]
    assert [(each["id"], each["through"]) for each in found["suspect"]] == [("V3", []), ("F3", ["V3"]), ("A2", ["F3"])]
    assert found["suspect"][0]["changes"] == [{
        "what": "changed", "kind": "passage", "id": "I04.p3", "since": {"judged": "2024-05-02"},
        "fields": [{"field": "text", "before": "Veiledning er nevnt.", "after": "Veiledning er ikke nevnt.",
                    "difference": "Veiledning er {+ikke+} nevnt."}],
    }]  # fmt: skip


def test_status_before_anything_is_stored(workspace: Path) -> None:
    said = call("status", "nyby-2024", "-w", workspace).stdout
    assert "«auditlib judge nyby-2024 --all» lagrer hva de bygger på" in said


def test_check_warns_of_what_is_suspect(judged: Nyby) -> None:
    judged.change("I01.md", "over tolv uker", "over ti uker")
    done = call("check", AUDIT, "--no-notes", "-w", judged.root)
    assert (done.exit_code, done.stdout.count("J624")) == (1, 4)


def test_what_a_report_is_made_of(tmp_path: Path) -> None:
    folders = ("findings/nyby/judged", "findings/nyby/review", "findings/nyby/hearing", "interviews/nyby/verification")
    for folder in (*folders, "findings/nyby/log"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "x.yaml").write_text("x", encoding="utf-8")
    found = input_hashes(tmp_path, AUDIT)
    assert {f"{folder}/x.yaml" for folder in folders} <= found.keys()
    assert not any("/log/" in name for name in found)


@pytest.mark.slow
def test_the_public_edition_waits_until_it_is_judged_again(tmp_path: Path) -> None:
    workspace = tmp_path / "ny"
    make_workspace(workspace)

    def run() -> tuple[int, str]:
        done = call("run", "nyby-2024", "-q", "-w", workspace)
        return done.exit_code, done.stderr

    assert call("judge", "nyby-2024", "--all", "--as", "Kari", "-w", workspace).exit_code == 0
    assert run()[0] == 0
    note, reports = workspace / "interviews/nyby-2024/I01.md", workspace / "reports/nyby-2024"
    note.write_text(note.read_text(encoding="utf-8").replace("stort sett holdt", "aldri holdt"), encoding="utf-8")
    assert (reports / "rapport.html").exists()
    status, said = run()
    assert (status, "V1: I01.p1" in said, "auditlib accept nyby-2024 ID" in said) == (1, True, True)
    assert not (reports / "rapport.html").exists()
    internal = (reports / "rapport-intern.html").read_text(encoding="utf-8")
    assert "<del>stort sett</del> <ins>aldri</ins>" in internal
    assert internal.count('data-suspect="') == 4
    assert run()[0] == 1
    for id_ in ("V1", "F1", "S1", "A1"):
        call("accept", "nyby-2024", id_, "--reason", "Prøvd på nytt.", "--as", "Ola", "-w", workspace)
    assert run() == (0, "")
    assert "Prøvd på nytt." in (reports / "rapport-intern.html").read_text(encoding="utf-8")
    assert "Prøvd på nytt." not in (reports / "rapport.html").read_text(encoding="utf-8")
    assert "data-suspect" not in (reports / "rapport.html").read_text(encoding="utf-8")
