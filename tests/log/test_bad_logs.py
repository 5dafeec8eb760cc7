"""Every kind of problem with a log has a broken log, which gives exactly its problems.

A case is laid over a copy of the worked example; what stands in its folder `committed/` is committed first.
"""

import shutil
from pathlib import Path

import pytest

from auditlib.log.verify import verify_log
from auditlib.problems import KINDS
from tests.log.made import git

AUDIT = "nyby-2024"
CASES = Path(__file__).parents[1] / "bad_files"
CODES = sorted(path.name for path in CASES.glob("L9*"))


def lay(case: Path, workspace: Path) -> None:
    folder = Path("findings", AUDIT, "log")
    shutil.rmtree(workspace / folder, ignore_errors=True)
    shutil.copytree(case / folder, workspace / folder)


def expected_of(case: Path) -> tuple[list[str], set[str]]:
    lines = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    also = {code for line in lines if line.startswith("also: ") for code in line.removeprefix("also: ").split(", ")}
    return [line for line in lines if not line.startswith("also: ")], also


def test_every_kind_has_a_case() -> None:
    assert [code for code in sorted(KINDS) if code.startswith("L")] == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_case_gives_exactly_its_problems(code: str, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = CASES / code
    if (case / "committed").exists():
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            monkeypatch.setenv(name, "2024-05-15T09:30:00Z")  # so that the commit has the same hash each time
        lay(case / "committed", workspace)
        git(workspace, "init", "-q")
        git(workspace, "add", f"findings/{AUDIT}/log")
        git(workspace, "commit", "-q", "-m", "logg")
    lay(case, workspace)
    lines, also = expected_of(case)
    problems = verify_log(workspace, AUDIT).problems
    assert [str(each) for each in problems if each.code == code] == lines
    assert {each.code for each in problems} - {code} == also
