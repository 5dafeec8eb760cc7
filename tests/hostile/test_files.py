"""Files with characters that no reader sees, and workbooks that are bombs, give problems and nothing else."""

import csv
import io
import json
from pathlib import Path

import pytest

from auditlib.files.tables import read_table
from auditlib.files.workbooks import WorkbookError, read_sheet
from auditlib.problems import Problem
from auditlib.tables import Resource
from auditlib.workbench import check
from tests.hostile.bombs import BOMBS, rows, workbook, write
from tests.hostile.corpus import HOSTILE, UNSEEN
from tests.hostile.laid import AUDIT, IN_FINDINGS, lay_in, yaml

REFUSED = {"F003", "F005", "F007", "Y101"}
COLUMN = {"name": "navn", "type": "string"}
RESOURCE = {
    "name": "t", "title": "T", "path": "tabell.xlsx", "sources": ["x"], "status": "final",
    "schema": {"fields": [COLUMN], "primaryKey": "navn"},
}  # fmt: skip


def errors(problems: tuple[Problem, ...] | list[Problem]) -> set[str]:
    return {each.code for each in problems if each.severity == "error"}


def named(text: str) -> str:
    return " ".join(f"{ord(char):04X}" for char in text if not char.isprintable()) or text


def change(workspace: Path, name: str, old: str, new: str) -> None:
    path = workspace / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_there_are_many() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 60
    assert len(set(UNSEEN)) == len(UNSEEN) >= 15


def test_a_workspace_of_hostile_texts_has_no_errors(workspace: Path) -> None:
    lay_in(workspace)
    mapped, problems = check(AUDIT, workspace)
    assert errors(problems) == set()
    assert mapped is not None


@pytest.mark.parametrize("text", [each for each in HOSTILE if each not in IN_FINDINGS])
def test_a_template_in_a_finding_is_refused(text: str, workspace: Path) -> None:
    words = "'{{ K3 deviates topic=nettsider group=soker }} peker på feil eller mangler på nettsidene.'"
    change(workspace, f"findings/{AUDIT}/findings.yaml", words, yaml(text))
    _, problems = check(AUDIT, workspace)
    found = errors(problems)
    assert found
    assert all(code.startswith("J") for code in found)


@pytest.mark.parametrize("text", UNSEEN, ids=named)
def test_what_nobody_sees_is_refused_in_yaml(text: str, workspace: Path) -> None:
    change(workspace, f"documents/{AUDIT}/D1.yaml", "title: Årsrapport 2023", f"title: 'a {text} b'")
    assert errors(check(AUDIT, workspace)[1]) & REFUSED


@pytest.mark.parametrize("text", UNSEEN, ids=named)
def test_what_nobody_sees_is_refused_as_an_escape_in_yaml(text: str, workspace: Path) -> None:
    escaped = "".join(f"\\U{ord(char):08x}" for char in text)
    change(workspace, f"documents/{AUDIT}/D1.yaml", "title: Årsrapport 2023", f'title: "a {escaped} b"')
    assert errors(check(AUDIT, workspace)[1]) & REFUSED


@pytest.mark.parametrize("text", UNSEEN, ids=named)
def test_what_nobody_sees_is_refused_in_a_note(text: str, workspace: Path) -> None:
    change(workspace, f"interviews/{AUDIT}/I02.md", "[Det er for få folk", f"[Det er {text} for få folk")
    assert errors(check(AUDIT, workspace)[1]) & REFUSED


@pytest.mark.parametrize(
    "text", [each for each in UNSEEN if not set(each) & set("\x00\x07\x1b\x7f\x85\uffff")], ids=named
)
def test_what_nobody_sees_is_refused_as_a_reference_in_a_note(text: str, workspace: Path) -> None:
    written = "".join(char if char.isprintable() else f"&#{ord(char)};" for char in text)
    change(workspace, f"interviews/{AUDIT}/I02.md", "[Det er for få folk", f"[Det er {written} for få folk")
    assert errors(check(AUDIT, workspace)[1]) & REFUSED


@pytest.mark.parametrize("text", UNSEEN, ids=named)
def test_what_nobody_sees_is_refused_in_a_table(text: str, workspace: Path) -> None:
    change(workspace, f"statistics/{AUDIT}/svartid.csv", "Nabokommunene;", f"{text};")
    assert errors(check(AUDIT, workspace)[1]) & REFUSED


IN_XML = [each for each in UNSEEN if not set(each) & set("\x00\x07\x1b\uffff")]


@pytest.mark.parametrize("text", IN_XML, ids=named)
def test_what_nobody_sees_is_refused_in_a_workbook(text: str, tmp_path: Path) -> None:
    write(tmp_path, workbook(rows("navn", f"a {text} b")))
    problems: list[Problem] = []
    read_table(Resource.model_validate(RESOURCE), tmp_path, "statistics/x", problems)
    assert errors(problems) == {"F007"}


DECLARED = "an entity from the web"


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused(bomb: str, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError):
        read_sheet(write(tmp_path, BOMBS[bomb]))


def test_what_a_document_type_declares_is_never_followed(tmp_path: Path) -> None:
    try:
        assert read_sheet(write(tmp_path, BOMBS[DECLARED])) == [["a"], ["1"]]
    except WorkbookError:
        return


@pytest.mark.parametrize("bomb", [each for each in BOMBS if each != DECLARED])
def test_a_bomb_is_a_problem_of_its_file(bomb: str, tmp_path: Path) -> None:
    write(tmp_path, BOMBS[bomb])
    problems: list[Problem] = []
    assert read_table(Resource.model_validate(RESOURCE), tmp_path, "statistics/x", problems) is None
    assert [(each.code, each.at.file) for each in problems] == [("F009", "statistics/x/tabell.xlsx")]


def test_the_bombs_are_made_of_a_workbook_that_can_be_read(tmp_path: Path) -> None:
    assert read_sheet(write(tmp_path, workbook(rows("navn", "&lt;script&gt;")))) == [["navn"], ["<script>"]]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_cell_is_read_as_it_is(text: str, tmp_path: Path) -> None:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\n").writerows([["navn"], [f"x {text}"]])
    (tmp_path / "tabell.csv").write_text(line.getvalue(), encoding="utf-8")
    problems: list[Problem] = []
    table = read_table(Resource.model_validate({**RESOURCE, "path": "tabell.csv"}), tmp_path, "statistics/x", problems)
    assert problems == []
    assert table is not None
    assert table.names() == (f"x {text}",)
    assert json.loads(json.dumps(table.names())) == [f"x {text}"]
