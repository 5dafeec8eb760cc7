"""Every kind of problem with an archive has a broken one, which gives exactly its problems."""

from pathlib import Path

import pytest

from auditlib.archive.deletion import What, plan_deletion
from auditlib.archive.leftovers import leftovers
from auditlib.archive.restore import restore_archive
from auditlib.archive.verify import verify_archive
from auditlib.problems import KINDS, Problem
from tests.archive.cases import CASES
from tests.archive.made import AUDIT, sound

BAD = Path(__file__).parents[1] / "bad_files"
HERE = "# Python 3.11.2\n# auditlib code sha256 aaaaaaaaaaaa\nauditlib==0.1.0\n"


def expected_of(code: str) -> tuple[list[str], set[str]]:
    lines = (BAD / code / "expected.txt").read_text(encoding="utf-8").splitlines()
    also = {code for line in lines if line.startswith("also: ") for code in line.removeprefix("also: ").split(", ")}
    return [line for line in lines if not line.startswith("also: ")], also


def assert_expected(code: str, problems: tuple[Problem, ...] | list[Problem]) -> None:
    lines, also = expected_of(code)
    assert [str(each) for each in problems if each.code == code] == lines
    assert {each.code for each in problems} - {code} == also


def test_every_kind_has_a_case() -> None:
    there = sorted(path.name for path in BAD.glob("A9*"))
    assert there == [code for code in sorted(KINDS) if code.startswith("A")]
    assert there == sorted([*CASES, "A911", "A912"])


@pytest.mark.parametrize("code", CASES)
def test_a_case_gives_exactly_its_problems(code: str, tmp_path: Path) -> None:
    found = verify_archive(CASES[code](tmp_path))
    assert_expected(code, found.problems)
    assert not found.sound


def test_another_version_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditlib.archive.restore.packages", lambda state: HERE)
    monkeypatch.setattr("auditlib.archive.restore.requires", lambda name: [])
    made_with = HERE.replace("0.1.0", "0.0.9").replace("aaaaaaaaaaaa", "bbbbbbbbbbbb").encode()
    path = sound(tmp_path, {"environment/packages.txt": made_with})
    assert_expected("A911", restore_archive(path, tmp_path / "igjen").problems)


def test_what_stands_elsewhere_too_is_said(workspace: Path) -> None:
    key = workspace / "interviews" / AUDIT / "informants.yaml"
    text = key.read_text(encoding="utf-8")
    key.write_text(text.replace("- id: soker-1\n", "- id: soker-1\n    name: Kari Nordmann\n"), encoding="utf-8")
    findings = workspace / "findings" / AUDIT / "findings.yaml"
    findings.write_text(findings.read_text(encoding="utf-8") + "# spør kari  nordmann om dette\n", encoding="utf-8")
    assert_expected("A912", leftovers(workspace, plan_deletion(workspace, AUDIT, What.NAMES)))
