"""Every kind of problem of referencing has a broken file, and says exactly what is wrong with it."""

from pathlib import Path

import pytest

from auditlib.problems import InputError, Problem
from auditlib.review.acts import judge, start
from auditlib.review.desk import desk_of
from auditlib.review.marks import MarkKind
from auditlib.review.returned import import_file
from auditlib.workbench import load
from tests.cli.calls import call
from tests.test_bad_files import CASES, expected_of, lay_over

AUDIT = "nyby-2024"
CODES = sorted(path.name for path in CASES.glob("Q9*"))


def problems_of(case: Path, workspace: Path) -> tuple[Problem, ...]:
    """Lay a case over the worked example, and import its form into a round."""
    lay_over(case, workspace)
    mapped = load(AUDIT, workspace).mapped
    try:
        start(desk_of(mapped), "Kari Nordmann", "runde-2")
        return import_file(desk_of(mapped), case / "referering.json").problems
    except InputError as error:
        return error.problems


@pytest.mark.parametrize("code", CODES)
def test_a_case_gives_exactly_its_problems(code: str, workspace: Path) -> None:
    lines, also = expected_of(CASES / code)
    assert not also
    assert [str(each) for each in problems_of(CASES / code, workspace)] == lines


def test_every_kind_of_referencing_has_a_case() -> None:
    assert CODES == ["Q901", "Q902", "Q903", "Q904", "Q905"]


def recorded(workspace: Path) -> Path:
    """Start a round in the worked example and record one mark; give the mark's file."""
    mapped = load(AUDIT, workspace).mapped
    start(desk_of(mapped), "Kari Nordmann", "runde-1")
    judge(desk_of(mapped), "F1", MarkKind.AGREE, "Kari Nordmann")
    return next((workspace / f"findings/{AUDIT}/review/runde-1").glob("F1.*"))


@pytest.mark.parametrize("command", ["check", "status"])
def test_check_and_status_tell_what_is_wrong_with_the_files(command: str, workspace: Path) -> None:
    path = recorded(workspace)
    assert call("status", AUDIT, "-w", workspace).exit_code == 0
    file, text = path.relative_to(workspace).as_posix(), path.read_text(encoding="utf-8")
    for old, new, at in (
        ("kind: agree", "kind: disagree", f"{file}:0:0: Q901 "),
        ("kind: agree", "kind: nods", f"{file}:4:7: Y108 "),
        ("kind: agree\n", "", f"{file}:1:1: Y105 "),
        ("kind: agree", "kind: [agree", f"{file}:"),
        (text, "", f"{file}:0:0: F002 "),
    ):
        path.write_text(text.replace(old, new), encoding="utf-8")
        done = call(command, AUDIT, "-w", workspace)
        said = [line for line in done.output.splitlines() if line.startswith(at)]
        assert (len(said), done.exit_code) == (1, 1), done.output
        path.write_text(text, encoding="utf-8")
    path.with_name("notat.txt").write_text("x", encoding="utf-8")
    strange = f"findings/{AUDIT}/review/runde-1/notat.txt:0:0: F008 "
    assert strange in call(command, AUDIT, "-w", workspace).output


def test_check_tells_what_is_wrong_with_the_records_of_verification(workspace: Path) -> None:
    path = workspace / f"interviews/{AUDIT}/verification/I01.leder.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("note: I01\n", encoding="utf-8")
    assert f"interviews/{AUDIT}/verification/I01.leder.yaml:1:1: Y105 " in call("check", AUDIT, "-w", workspace).output
