"""`auditlib check`: what is wrong, everything at once, and how it ends."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.calls import AUDIT, call, change

GAPS = ["C706", "C705", "C708"]


def codes(output: str) -> list[str]:
    return [line.split(": ")[1].split(" ")[0] for line in output.splitlines() if ": " in line]


def test_gaps_are_no_problems(workspace: Path) -> None:
    done = call("check", AUDIT, "-w", workspace)
    assert (done.exit_code, codes(done.stdout), done.stderr) == (0, GAPS, "3 notes\n")


def test_notes_can_be_left_out(workspace: Path) -> None:
    done = call("check", AUDIT, "--no-notes", "-w", workspace)
    assert (done.exit_code, done.output) == (0, "")


def test_warnings_and_errors_end_with_one(workspace: Path) -> None:
    change(workspace, f"interviews/{AUDIT}/I01.md", "verified:", "# verified:")
    done = call("check", AUDIT, "--no-notes", "-w", workspace)
    assert (done.exit_code, codes(done.stdout), done.stderr) == (1, ["N402"], "1 warning\n")
    change(workspace, f"findings/{AUDIT}/findings.yaml", "criteria: [K1]", "criteria: [K1, K9]")
    change(workspace, f"findings/{AUDIT}/findings.yaml", "criteria: [K2]", "criteria: [K2, K8]")
    done = call("check", AUDIT, "--no-notes", "-w", workspace)
    assert (done.exit_code, codes(done.stdout)) == (1, ["R302", "R302", "N402"])
    assert done.stderr == "2 errors, 1 warning\n"


def test_a_problem_says_where_what_and_what_is_allowed(workspace: Path) -> None:
    change(workspace, f"findings/{AUDIT}/findings.yaml", "kind: deviation ", "kind: deviaton ")
    assert call("check", AUDIT, "--no-notes", "-w", workspace).stdout == (
        f"findings/{AUDIT}/findings.yaml:5:11: Y108 `deviaton` is not allowed (allowed: deviation, strength)"
        " [findings[0].kind]\n"
    )


def test_json_has_the_same_as_rows(workspace: Path) -> None:
    done = call("check", AUDIT, "--format", "json", "-w", workspace)
    rows = json.loads(done.stdout)
    assert [each["code"] for each in rows] == GAPS
    assert set(rows[0]) == {"code", "severity", "file", "line", "column", "where", "message"}
    assert (rows[0]["severity"], rows[0]["file"]) == ("note", f"criteria/{AUDIT}/criteria.yaml")
    assert json.loads(call("check", AUDIT, "--format", "json", "--no-notes", "-w", workspace).stdout) == []


def test_without_a_name_every_audit_is_checked(workspace: Path) -> None:
    for folder in ("criteria", "interviews", "documents", "statistics", "findings"):
        shutil.copytree(workspace / folder / AUDIT, workspace / folder / "nyby-2025")
    done = call("check", "--no-notes", "-w", workspace)
    assert (done.exit_code, set(codes(done.stdout))) == (1, {"R310"})
    assert all("nyby-2025" in line for line in done.stdout.splitlines())
    assert call("check", AUDIT, "--no-notes", "-w", workspace).exit_code == 0


def test_a_problem_in_a_shared_source_is_told_once(workspace: Path) -> None:
    change(workspace, "criteria/sources/byggesaksloven.yaml", "kind: act", "kind: akt")
    for folder in ("criteria", "interviews", "documents", "statistics", "findings"):
        shutil.copytree(workspace / folder / AUDIT, workspace / folder / "nyby-2025")
    assert codes(call("check", "-w", workspace).stdout).count("Y108") == 1


def test_a_folder_in_the_workspace_will_do(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace / "findings" / AUDIT)
    assert call("check", AUDIT).exit_code == 0


@pytest.mark.parametrize("command", ["check", "status", "trace", "run"])
def test_an_unknown_audit_is_a_wrong_call(workspace: Path, command: str) -> None:
    done = call(command, "nyby-2042", "-w", workspace)
    assert done.exit_code == 2
    assert done.stderr == f"auditlib: there is no audit `nyby-2042` in {workspace} (did you mean {AUDIT}?)\n"


@pytest.mark.parametrize("command", ["check", "status", "trace", "run"])
def test_no_workspace_is_a_wrong_call(tmp_path: Path, command: str) -> None:
    done = call(command, AUDIT, "-w", tmp_path)
    assert done.exit_code == 2
    assert "auditlib: no workspace in" in done.stderr
    assert "`auditlib new NAME`" in done.stderr


def test_a_folder_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    assert call("check", "-w", tmp_path / "gone").exit_code == 2
