"""`auditlib status`: what the audit covers and what it does not."""

import json
from pathlib import Path

from tests.cli.calls import AUDIT, call, change


def test_status_shows_the_matrix(workspace: Path) -> None:
    done = call("status", AUDIT, "-w", workspace)
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["kriterium", "fakta", "spurte", "forslag", "vurdert", "funn", "konklusjon", "anbefaling"] in lines
    assert ["K5", "5", "6", "oppfylt", "oppfylt", "F4", "S2", "–"] in lines
    assert ["K6", "–", "–", "ikke", "undersøkt", "–", "–", "–", "–"] in lines


def test_status_names_what_is_not_assessed_and_not_verified(workspace: Path) -> None:
    said = call("status", AUDIT, "-w", workspace).stdout
    assert "Ikke verifiserte intervjunotater: ingen\nKriterier uten vurdering: K6\n" in said
    change(workspace, f"interviews/{AUDIT}/I01.md", "verified:", "# verified:")
    change(workspace, f"interviews/{AUDIT}/I04.md", "verified:", "# verified:")
    said = call("status", AUDIT, "-w", workspace).stdout
    assert "Ikke verifiserte intervjunotater: I01, I04\n" in said
    assert "N402 note I04 is not verified" in said


def test_status_as_json(workspace: Path) -> None:
    change(workspace, f"interviews/{AUDIT}/I01.md", "verified:", "# verified:")
    found = json.loads(call("status", AUDIT, "--format", "json", "-w", workspace).stdout)
    assert set(found) == {"audit", "matrix", "unverified", "not_assessed", "gaps", "suspect", "not_judged"}
    assert (found["audit"], found["unverified"], found["not_assessed"]) == (AUDIT, ["I01"], ["K6"])
    assert found["matrix"][0] == {
        "kriterium": "K1", "fakta": 9, "spurte": 6, "forslag": "ikke oppfylt", "vurdert": "delvis oppfylt",
        "funn": "F1", "konklusjon": "S1", "anbefaling": "A1",
    }  # fmt: skip
    assert sorted(each["code"] for each in found["gaps"]) == ["C705", "C706", "C708"]


def test_files_with_errors_are_told_instead(workspace: Path) -> None:
    change(workspace, f"criteria/{AUDIT}/criteria.yaml", "modality: must", "modality: skal")
    done = call("status", AUDIT, "-w", workspace)
    assert done.exit_code == 1
    assert "Y108" in done.stdout
    assert "kriterium  fakta" not in done.stdout
