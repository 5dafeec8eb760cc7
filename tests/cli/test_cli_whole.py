"""What holds for every command: help, what starting loads, and no stack whatever the files hold."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from auditlib.cli import main
from tests.cli.calls import AUDIT, call

ROOT = Path(__file__).parents[2]


def commands(group: click.Group = main, *before: str) -> list[tuple[str, ...]]:
    """Give every command with the groups it is in."""
    found: list[tuple[str, ...]] = []
    for name, each in sorted(group.commands.items()):
        found += commands(each, *before, name) if isinstance(each, click.Group) else [(*before, name)]
    return found


COMMANDS = commands()
SLOW = {"pandas", "numpy", "papermill", "matplotlib", "pydantic", "yaml", "nbconvert"}


def run(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip


def test_these_commands_are_there() -> None:
    assert {"check", "new", "recalc", "run", "status", "trace"} <= {name for name, *_ in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_has_an_example(command: tuple[str, ...]) -> None:
    said = CliRunner().invoke(main, [*command, "--help"]).output
    assert f"Example:\n    auditlib {' '.join(command)} " in said
    assert CliRunner().invoke(main, [*command, "-h"]).output == said


def test_help_of_every_command_loads_nothing_slow(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom click.testing import CliRunner\nfrom auditlib.cli import main\n"
        f"for names in {COMMANDS}:\n    assert CliRunner().invoke(main, [*names, '--help']).exit_code == 0\n"
        "print(*sorted(sys.modules))"
    )
    done = run("-c", script, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert SLOW.isdisjoint({name.split(".")[0] for name in done.stdout.split()})


def test_the_program_itself_gives_its_statuses(workspace: Path) -> None:
    assert run("-m", "auditlib", "check", AUDIT, cwd=workspace).returncode == 0
    (workspace / "findings" / AUDIT / "findings.yaml").write_text("findings: [", encoding="utf-8")
    broken = run("-m", "auditlib", "check", AUDIT, cwd=workspace)
    assert (broken.returncode, "Y101" in broken.stdout, broken.stderr) == (1, True, "1 error\n")
    unknown = run("-m", "auditlib", "trace", "nyby", cwd=workspace)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert run("-m", "auditlib", "--version", cwd=workspace).stdout.startswith("auditlib, version ")


def test_norwegian_is_printed_where_the_system_has_only_ascii(workspace: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": ""}
    done = subprocess.run(
        [sys.executable, "-m", "auditlib", "status", AUDIT], cwd=workspace, env=environment, capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "ikke undersøkt" in done.stdout.decode("utf-8")


Spoil = Callable[[bytes], bytes]
SPOILED: dict[str, Spoil] = {
    "empty": lambda content: b"",
    "half": lambda content: content[: len(content) // 2],
    "bytes": lambda content: bytes(range(256)),
    "another shape": lambda content: b"- a\n- b\n",
}
FILES = [
    "criteria/nyby-2024/audit.yaml",
    "criteria/nyby-2024/criteria.yaml",
    "criteria/nyby-2024/questions.yaml",
    "criteria/sources/byggesaksloven.yaml",
    "documents/nyby-2024/D1.yaml",
    "findings/nyby-2024/assessments.yaml",
    "findings/nyby-2024/conclusions.yaml",
    "findings/nyby-2024/findings.yaml",
    "findings/nyby-2024/hearing.yaml",
    "findings/nyby-2024/recommendations.yaml",
    "interviews/nyby-2024/I02.md",
    "interviews/nyby-2024/I04.codes.yaml",
    "interviews/nyby-2024/informants.yaml",
    "statistics/nyby-2024/datapackage.yaml",
    "statistics/nyby-2024/indicators.yaml",
    "statistics/nyby-2024/reviews.yaml",
    "statistics/nyby-2024/svartid.csv",
]


@pytest.mark.parametrize("kind", SPOILED)
def test_no_file_however_spoiled_ends_in_a_stack(workspace: Path, kind: str) -> None:
    for name in FILES:
        path = workspace / name
        content = path.read_bytes()
        path.write_bytes(SPOILED[kind](content))
        for command in ("check", "trace"):
            call(command, AUDIT, "-w", workspace)
        if path.suffix == ".csv":
            call("recalc", path)
        path.write_bytes(content)


def test_a_file_that_is_gone_or_a_folder_ends_in_no_stack(workspace: Path) -> None:
    for name in FILES:
        path = workspace / name
        content = path.read_bytes()
        path.unlink()
        call("status", AUDIT, "-w", workspace)
        path.mkdir()
        call("status", AUDIT, "-w", workspace)
        path.rmdir()
        path.write_bytes(content)
