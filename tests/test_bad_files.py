"""Every kind of problem has a broken case, and no file, however broken, ends in anything but problems.

A case is a folder `bad_files/<code>/` that is laid over a copy of the worked example; a file called `<name>.deleted`
takes that file away. `expected.txt` holds every line that must be printed for the code, and may end with a line
`also: R302, J601` that names the codes that follow from it. The codes of notebooks (P8) come from a run of the case's
notebooks; each line of `parameters.txt` is a parameter given to it, as `NAME VALUE`. P808 is of a matrix's table.
Those of logs (L), archives (A), referencing (Q), what is fetched (S) and added documents (I9) are in tests/log,
tests/archive, tests/review, tests/fetch and tests/intake.
"""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditlib.matrix.table import read_rows
from auditlib.problems import KINDS, InputError, Problem, UsageError
from auditlib.report.make import make_report
from auditlib.workbench import check, load

AUDIT = "nyby-2024"
CASES = Path(__file__).parent / "bad_files"
MATRIX_CODE = "P808"
RUN_CODES = sorted(path.name for path in CASES.glob("P8*") if path.name != MATRIX_CODE)
OTHER_CODES = sorted(path.name for path in CASES.glob("[AILQS]9*"))
CODES = sorted({path.name for path in CASES.iterdir()} - {*RUN_CODES, MATRIX_CODE, *OTHER_CODES})
LINE = re.compile(r"[^:]+:(?P<line>\d+):(?P<column>\d+): (?P<code>[A-Z]\d{3}) \S.*")


def lay_over(case: Path, workspace: Path) -> None:
    """Put a case's files over those of a workspace."""
    for path in sorted(case.rglob("*")):
        target = workspace / path.relative_to(case)
        if path.name.endswith(".deleted"):
            target.with_name(path.name.removesuffix(".deleted")).unlink()
        elif path.is_file() and path.name not in ("expected.txt", "parameters.txt"):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def expected_of(case: Path) -> tuple[list[str], set[str]]:
    """Give the lines a case must print for its code, and the codes that may follow from it."""
    lines = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    also = {code for line in lines if line.startswith("also: ") for code in line.removeprefix("also: ").split(", ")}
    return [line for line in lines if not line.startswith("also: ")], also


@pytest.fixture(scope="module")
def sound(template: Path) -> tuple[Problem, ...]:
    """The problems of the worked example itself."""
    return check(AUDIT, template)[1]


def test_the_worked_example_has_only_gaps(sound: tuple[Problem, ...]) -> None:
    assert {each.code for each in sound} == {"C705", "C706", "C708"}


def test_every_kind_has_a_case() -> None:
    assert sorted(KINDS) == sorted([*CODES, *RUN_CODES, MATRIX_CODE, *OTHER_CODES])
    assert len(KINDS) >= 35


@pytest.mark.parametrize("code", CODES)
def test_a_case_gives_exactly_its_problems(code: str, workspace: Path, sound: tuple[Problem, ...]) -> None:
    lines, also = expected_of(CASES / code)
    lay_over(CASES / code, workspace)
    _, problems = check(AUDIT, workspace)
    assert [str(each) for each in problems if each.code == code] == lines
    others = {each.code for each in problems} - {code, *(each.code for each in sound)}
    assert others == also, "\n".join(str(each) for each in problems if each.code in others ^ also)


def problems_of_run(workspace: Path, extra: dict[str, str]) -> Iterable[Problem]:
    """Run the notebooks of a workspace; give what is wrong with them."""
    try:
        return make_report(AUDIT, workspace, quiet=True, extra=extra).problems
    except InputError as error:
        return error.problems


@pytest.mark.slow
@pytest.mark.parametrize("code", RUN_CODES)
def test_a_broken_notebook_gives_exactly_its_problems(code: str, workspace: Path) -> None:
    lines, also = expected_of(CASES / code)
    lay_over(CASES / code, workspace)
    given = CASES / code / "parameters.txt"
    extra = dict(line.split() for line in given.read_text(encoding="utf-8").splitlines()) if given.exists() else {}
    last = workspace / "reports" / AUDIT / "rapport.html"
    last.parent.mkdir(parents=True)
    last.write_text("den forrige", encoding="utf-8")
    found = [each for each in problems_of_run(workspace, extra) if each.code.startswith("P8")]
    assert [str(each) for each in found if each.code == code] == lines
    assert {each.code for each in found} - {code} == also
    assert (last.read_text(encoding="utf-8") == "den forrige") == (KINDS[code].severity == "error")
    assert [path.name for path in last.parent.parent.iterdir()] == [AUDIT]


def test_a_broken_table_of_rows_gives_exactly_its_problems() -> None:
    lines, _ = expected_of(CASES / MATRIX_CODE)
    with pytest.raises(InputError) as raised:
        read_rows(CASES / MATRIX_CODE / "kommuner.csv", "kommuner.csv")
    assert [str(each) for each in raised.value.problems] == lines


@pytest.mark.parametrize("code", [*CODES, *RUN_CODES, MATRIX_CODE, *OTHER_CODES])
def test_a_case_prints_its_place_and_code(code: str) -> None:
    lines, _ = expected_of(CASES / code)
    assert lines
    for line in lines:
        match = LINE.fullmatch(line)
        assert match, line
        assert match["code"] == code


@pytest.mark.parametrize("code", [code for code in CODES if KINDS[code].severity == "error"])
def test_an_error_stops_loading_with_all_problems(code: str, workspace: Path) -> None:
    lay_over(CASES / code, workspace)
    with pytest.raises(InputError) as raised:
        load(AUDIT, workspace)
    assert set(expected_of(CASES / code)[0]) <= set(str(raised.value).splitlines())


def test_problems_of_all_files_come_at_once(workspace: Path) -> None:
    codes = ["F003", "Y104", "N403", "T503", "R304", "J606", "Y109", "D203"]  # one file each
    for code in codes:
        lay_over(CASES / code, workspace)
    _, problems = check(AUDIT, workspace)
    assert {each.code for each in problems} == set(codes)


def test_a_broken_file_hides_only_what_may_stand_in_it(workspace: Path) -> None:
    # findings, conclusions and prose name criteria, evidence, findings and figures that cannot be read
    for name in ("criteria/nyby-2024/criteria.yaml", "findings/nyby-2024/findings.yaml", "interviews/nyby-2024/I02.md"):
        (workspace / name).write_text("", encoding="utf-8")
    (workspace / "statistics/nyby-2024/svartid.csv").write_text("kommune;2022;2023;endring\n", encoding="utf-8")
    _, problems = check(AUDIT, workspace)
    assert [each.code for each in problems] == ["F002", "F002", "F002", "T513"]


SNIPPETS = (
    "{{", "}}", "{{ K1 }}", "[", "]", "]{", "{#p1 .passage criterion=K1 stance=meets}", "[]{.to ref=p1}",
    "---\n", "...\n", ": ", "- ", "\n", "\n\n", "  ", "\t", "#", "&a ", "*a", "!!set ", "| ", "> ", "? ", "%",
    '"', "'", ",", ";", "{", "}", "\\", "<b>", "`", "![a](b)", "−", "0", "1 000", "9" * 400, "−1", "0,5 %",
    "2024-02-30", "open", "null", "æ", "K1", "1e999", "NaN", "../x.csv", "x.xlsx",
    "\u200b", "\u2028", "\ufb01", "\x00", "\r",
)  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn, raw: bytes) -> bytes:
    """Damage a file as an editor, a person or a disk does."""
    lines = raw.splitlines(keepends=True)
    at = draw(st.integers(0, max(len(lines) - 1, 0)))
    place = draw(st.integers(0, len(raw)))
    kind = draw(st.sampled_from(["delete", "repeat", "move", "insert", "insert", "insert", "cut", "flip", "swap"]))
    if kind == "delete":
        return b"".join(lines[:at] + lines[at + 1 :])
    if kind == "repeat":
        return b"".join(lines[: at + 1] + lines[at:])
    if kind == "move":
        return b"".join(lines[:at] + lines[at + 1 :] + lines[at : at + 1])
    if kind == "insert":
        text = draw(st.sampled_from(SNIPPETS) | st.text(max_size=8))
        return raw[:place] + text.encode() + raw[place:]
    if kind == "cut":
        return raw[:place]
    if kind == "flip":
        flipped = bytes(each ^ draw(st.integers(1, 255)) for each in raw[place : place + 2])
        return raw[:place] + flipped + raw[place + 2 :]
    words = re.split(rb"(\W+)", raw)
    first, second = (draw(st.integers(0, len(words) - 1)) for _ in range(2))
    words[first], words[second] = words[second], words[first]
    return b"".join(words)


@pytest.fixture(scope="module")
def damaged(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the worked example that is damaged and mended again and again."""
    return Path(shutil.copytree(template, tmp_path_factory.mktemp("damaged") / "workspace"))


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_files_give_problems_and_no_other_error(data: st.DataObject, damaged: Path) -> None:
    files = sorted(path.relative_to(damaged).as_posix() for path in damaged.rglob("*") if path.is_file())
    kept = {}
    try:
        for _ in range(data.draw(st.integers(1, 3))):
            path = damaged / data.draw(st.sampled_from(files))
            raw = path.read_bytes()
            kept.setdefault(path, raw)
            path.write_bytes(data.draw(mutations(raw)))
        _, problems = check(AUDIT, damaged)
    except (InputError, UsageError):
        return
    finally:
        for path, raw in kept.items():
            path.write_bytes(raw)
    for each in problems:
        assert LINE.fullmatch(str(each).split("\n")[0]), each
