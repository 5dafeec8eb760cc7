"""The commands `auditlib log …` and `auditlib run --as`."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditlib.cli import main
from auditlib.log import Act, log_folder, read_log, record

AUDIT = "nyby-2024"


def call(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "-w", str(workspace)])


@pytest.fixture
def logged(workspace: Path) -> Path:
    record(workspace, AUDIT, Act.JUDGED, "Kari Nordmann", ["F1", "V1"], {"hvorfor": "ny\ntabell"})
    record(workspace, AUDIT, Act.REVIEWED, "Ola Hansen", ["F2"])
    return workspace


def test_show_prints_a_line_for_each_entry(logged: Path) -> None:
    first, second = (each.hash[:12] for each in read_log(logged, AUDIT))
    assert call(logged, "log", "show", AUDIT).output.splitlines() == [
        f"2024-05-12T09:30:00Z  {first}  Kari Nordmann  judged  F1 V1  hvorfor: ny tabell",
        f"2024-05-12T09:30:01Z  {second}  Ola Hansen  reviewed  F2",
    ]
    assert call(logged, "log", "show", AUDIT, "--about", "V1").output.count("\n") == 1
    assert call(logged, "log", "show", AUDIT, "--about", "V9").output == "No entries\n"
    rows = json.loads(call(logged, "log", "show", AUDIT, "--format", "json").output)
    assert [(each["number"], each["who"], each["about"]) for each in rows] == [
        (1, "Kari Nordmann", ["F1", "V1"]), (2, "Ola Hansen", ["F2"]),
    ]  # fmt: skip


def test_verify_says_what_holds_and_what_nobody_can_tell(logged: Path) -> None:
    done = call(logged, "log", "verify", AUDIT)
    last = read_log(logged, AUDIT)[-1].hash[:12]
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        f"2 entries, the last: {last} of 2024-05-12T09:30:01Z",
        "Signed: none; 2 not signed",
        "No git repository: whoever can write here could have cut entries off the end and mended `heads`",
    ]
    found = json.loads(call(logged, "log", "verify", AUDIT, "--format", "json").output)
    assert (found["entries"], found["unsigned"], found["committed"], found["problems"]) == (2, 2, None, [])


def test_verify_prints_places_and_ends_with_1(logged: Path) -> None:
    path = log_folder(logged, AUDIT) / "log.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Ola", b"Per"))
    done = call(logged, "log", "verify", AUDIT)
    assert done.exit_code == 1
    assert done.output.startswith(f"findings/{AUDIT}/log/log.jsonl:2:")
    assert ": L902 " in done.output


def test_a_hash_that_was_written_down_must_be_there(logged: Path) -> None:
    known = read_log(logged, AUDIT)[1].hash
    assert call(logged, "log", "verify", AUDIT, "--contains", known[:12], "--contains", known).exit_code == 0
    done = call(logged, "log", "verify", AUDIT, "--contains", "0" * 12)
    assert (done.exit_code, "The log does not contain 000000000000" in done.output) == (1, True)
    assert call(logged, "log", "verify", AUDIT, "--contains", "0a").exit_code == 2


def test_an_empty_log(workspace: Path) -> None:
    done = call(workspace, "log", "verify", AUDIT)
    assert (done.exit_code, done.output) == (0, "The log is empty\n")
    assert call(workspace, "log", "show", AUDIT).output == "No entries\n"
    assert call(workspace, "log", "show", "nybi-2024").exit_code == 2


def test_sign_signs_all_that_stands_there(logged: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    done = call(logged, "log", "sign", AUDIT, "--key", str(key), "--as", "Kari Nordmann")
    assert done.exit_code == 0, done.output
    last = read_log(logged, AUDIT)[-1]
    assert done.output == f"Signed as Kari Nordmann with {last.key}: {last.hash}\n"
    signers = log_folder(logged, AUDIT) / "allowed_signers"
    signers.write_text(f'"Kari Nordmann" {key.with_suffix(".pub").read_text(encoding="utf-8")}', encoding="utf-8")
    verified = call(logged, "log", "verify", AUDIT)
    assert verified.exit_code == 0
    assert "Signed: 1 by Kari Nordmann; 2 not signed" in verified.output


def test_the_log_is_no_stranger_to_the_checks(logged: Path, template: Path) -> None:
    assert call(logged, "check", AUDIT).output == call(template, "check", AUDIT).output


@pytest.mark.slow
def test_a_build_is_logged_when_it_gave_something_else(template: Path, tmp_path: Path) -> None:
    workspace = Path(shutil.copytree(template, tmp_path / "workspace"))
    shutil.copytree(Path(__file__).parents[2] / "notebooks", workspace / "notebooks")
    shutil.rmtree(workspace / "notebooks" / ".ipynb_checkpoints", ignore_errors=True)
    made = call(workspace, "run", AUDIT, "-q", "--as", "Kari Nordmann")
    assert made.exit_code == 0, made.output
    (built,) = read_log(workspace, AUDIT)
    assert (built.act, built.who, built.about) == (Act.BUILT, "Kari Nordmann", (AUDIT,))
    pages = {name: (workspace / "reports" / AUDIT / name).read_bytes() for name in built.details}
    assert {"rapport.html", "rapport-intern.html"} <= pages.keys()
    assert built.details == {name: hashlib.sha256(page).hexdigest() for name, page in pages.items()}
    again = call(workspace, "run", AUDIT, "-q", "--as", "Kari Nordmann")
    assert again.output.endswith("Logged already: the report is the one that was logged last\n")
    assert call(workspace, "run", AUDIT, "-q").exit_code == 0
    assert read_log(workspace, AUDIT) == (built,)
