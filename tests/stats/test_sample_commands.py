"""`auditlib sample`: planning, evaluating and drawing from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from auditlib.cli import main
from auditlib.stats.draw_files import read_record

TIME = "2010-06-30T09:00:00+02:00"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["sample", *map(str, arguments)])


def json_of(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.output)
    return found


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "saker.csv"
    rows = [f"{number:04};{'øst' if number % 3 else 'vest'};{number * 10},5" for number in range(1, 121)]
    path.write_text("\n".join(["sak;bydel;beløp", *rows, ""]), encoding="utf-8")
    return path


# --- plan and evaluate ---


@pytest.mark.parametrize(
    ("arguments", "n", "k"),
    [
        ("--tolerable 0.05 --expected 0.01 --confidence 0.95", 93, 1),  # AICPA A-1
        ("--tolerable 0.05 --expected 0.035 --confidence 0.90", 400, 14),  # AICPA A-2
        ("--tolerable 0.05 --allowed 2 --confidence 0.95", 124, 2),  # Touw & Hoogduin p. 126
        ("--tolerable 0.05 --expected 0.01 --allowed 2", 124, 2),
        ("--tolerable 0.08 --expected 0.01 --confidence 0.9 --population 500", 46, 1),  # AuditSampler
        ("--tolerable 0.08 --expected 0.01 --confidence 0.9 --population 500 --distribution binomial", 48, 1),
        ("--tolerable 0,02 --expected 0 --distribution poisson", 150, 0),
    ],
)
def test_plan(arguments: str, n: int, k: int) -> None:
    found = json_of("plan", *arguments.split())
    assert (found["n"], found["k"]) == (n, k)
    assert found["sentence"].endswith(".")


def test_plan_in_words() -> None:
    result = run("plan", "--tolerable", "0.05", "--expected", "0", "--language", "nn")
    assert result.exit_code == 0
    assert result.output.splitlines()[0].startswith("Finn vi ingen avvik i 59 saker")
    assert "P(X ≤ 0; n = 59, p = 0,05) = 0,0485 ≤ 0,05" in result.output


def test_evaluate() -> None:
    found = json_of("evaluate", "--n", 60, "--deviations", 1, "--confidence", "0.95", "--population", 1200)
    assert found["rate"] == 1 / 60
    assert found["lower"] == pytest.approx(0.000421874, abs=1e-9)
    assert found["upper"] == pytest.approx(0.08939905, abs=1e-8)
    assert found["upper_one_sided"] == pytest.approx(0.07664, abs=1e-5)
    assert (found["lower_count"], found["upper_count"], found["upper_one_sided_count"]) == (1, 105, 90)
    assert found["wilson_upper"] > found["wilson_lower"] > found["lower"]
    assert json_of("evaluate", "--n", 60, "--deviations", 1)["lower_count"] is None


def test_evaluate_what_nobody_drew() -> None:
    found = json_of("evaluate", "--n", 18, "--deviations", 10, "--drawn", "unknown", "--tolerable", "0.1")
    assert (found["lower"], found["upper"], found["outcome"], found["generalises"]) == (None, None, "untested", False)
    assert "sier ikke noe om andre saker" in found["sentence"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("plan --tolerable 5 --expected 1", "tolerable = Decimal('5') is not allowed"),
        ("plan --tolerable nan --expected 0", "tolerable = Decimal('NaN')"),
        ("plan --tolerable five --expected 0", "write 5 percent as 0.05"),
        ("plan --tolerable 0.05", "give the expected rate"),
        ("plan --tolerable 0.02 --expected 0.01 --population 50", "large enough"),
        ("plan --expected 0.01", "Missing option '--tolerable'"),
        ("evaluate --n 0 --deviations 0", "n = 0"),
        ("evaluate --n 10 --deviations 11", "deviations = 11"),
        ("evaluate --n 10 --deviations -1", "deviations = -1"),
        ("evaluate --n 10 --deviations 1.5", "1.5"),
        ("evaluate --n 10 --deviations 1 --population 9", "population = 9"),
        ("evaluate --n 10 --deviations 1 --confidence 95", "confidence = Decimal('95')"),
    ],
)
def test_a_wrong_call_is_2(arguments: str, said: str) -> None:
    result = run(*arguments.split())
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


# --- draw ---


@pytest.mark.parametrize(
    "method",
    ["--method simple", "--method systematic", "--method stratified --strata bydel", "--method pps --size beløp"],
)
def test_a_draw_can_be_drawn_again(cases: Path, tmp_path: Path, method: str) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    for output in (first, second):
        arguments = ("draw", cases, "--n", 18, "--seed", 20100630, *method.split(), "--time", TIME, "-o", output)
        assert run(*arguments).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    record = yaml.safe_load(first.read_text(encoding="utf-8"))
    assert (record["population"], record["seed"], record["time"], record["n"]) == (120, 20100630, TIME, 18)
    assert len(record["hash"]) == 64
    assert len(set(record["ids"])) == 18
    assert all(isinstance(each, str) and len(each) == 4 for each in record["ids"])
    verified = run("draw", cases, "--verify", first)
    assert verified.exit_code == 0
    assert "the same 18 of 120 cases are drawn again" in verified.output


def test_ids_are_quoted_for_every_reader(cases: Path, tmp_path: Path) -> None:
    result = run("draw", cases, "--n", 120, "--seed", 1, "--time", TIME)
    assert "- '0018'\n" in result.output
    assert "- '0120'\n" in result.output


def test_another_list_or_an_edited_record_does_not_verify(cases: Path, tmp_path: Path) -> None:
    record = tmp_path / "draw.yaml"
    run("draw", cases, "--n", 18, "--seed", 1, "-o", record)
    text = record.read_text(encoding="utf-8")
    drawn = read_record(record).ids
    other = next(f"{number:04}" for number in range(1, 121) if f"{number:04}" not in drawn)
    record.write_text(text.replace(f"'{drawn[3]}'", f"'{other}'"), encoding="utf-8")
    edited = run("draw", cases, "--verify", record)
    assert edited.exit_code == 1
    assert f"{drawn[3]} is drawn, the record lacks it" in edited.output
    record.write_text(text, encoding="utf-8")
    cases.write_text(cases.read_text(encoding="utf-8").replace("0120", "0121"), encoding="utf-8")
    changed = run("draw", cases, "--verify", record)
    assert changed.exit_code == 1
    assert "hash: the record says" in changed.output
    record.write_text(
        text.replace("population: 120", "population: mange").replace("seed: 1", "frø: 1"), encoding="utf-8"
    )
    broken = run("draw", cases, "--verify", record)
    assert broken.exit_code == 1
    assert "Y109" in broken.output
    assert "Y104" in broken.output
    assert "Traceback" not in broken.output


def test_a_replacement_is_kept_and_not_overwritten(cases: Path, tmp_path: Path) -> None:
    record = tmp_path / "draw.yaml"
    run("draw", cases, "--n", 18, "--seed", 1, "-o", record, "--method", "stratified", "--strata", "bydel")
    out = read_record(record).ids[0]
    exchanged = run("replace", cases, record, "--out", out, "--reason", "mappen finnes ikke", "--time", TIME)
    assert exchanged.exit_code == 0, exchanged.output
    held = read_record(record)
    assert [(each.out, each.reason, each.time) for each in held.replacements] == [(out, "mappen finnes ikke", TIME)]
    assert out not in held.ids
    assert held.replacements[0].into in held.ids
    assert run("draw", cases, "--verify", record).exit_code == 0
    again = run("draw", cases, "--n", 18, "--seed", 2, "-o", record)
    assert again.exit_code == 2
    assert "would lose them" in again.output
    assert run("replace", cases, record, "--out", out, "--reason", "igjen").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("--n 18", 2, "--n and --seed are needed"),
        ("--seed 18", 2, "--n and --seed are needed"),
        ("--n 18 --seed tirsdag", 2, "seed = 'tirsdag'"),
        ("--n 121 --seed 1", 2, "at most the 120 cases"),
        ("--n 0 --seed 1", 2, "n = 0"),
        ("--n 18 --seed 1 --time nå", 2, "ISO 8601"),
        ("--n 18 --seed 1 --method pps", 2, "--size COLUMN"),
        ("--n 18 --seed 1 --strata bydel", 2, "--strata COLUMN"),
        ("--n 18 --seed 1 --column nummer", 1, "T501"),
        ("--n 18 --seed 1 --column bydel", 1, "T506"),
        ("--n 18 --seed 1 --method pps --size bydel", 1, "T503"),
        ("--n 18 --seed 1 --method klynge", 2, "klynge"),
    ],
)
def test_draws_that_are_refused(cases: Path, arguments: str, code: int, said: str) -> None:
    result = run("draw", cases, *arguments.split())
    assert result.exit_code == code, result.output
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "F002"),
        (b"sak\n", "T513"),
        (b"sak;navn\n1;a\n2\n", "T505"),
        (b"sak\n1\n\xe6\n", "F009"),
        (b'sak\n"1\n', "F009"),
        (b"sak;navn\n;a\n2;b\n", "Y107"),
        (b"sak;sak\n1;2\n", "Y103"),
    ],
)
def test_lists_that_cannot_be_read(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "saker.csv"
    path.write_bytes(content)
    named = ["--column", "sak"] if code == "Y103" else []
    result = run("draw", path, "--n", 1, "--seed", 1, *named)
    assert result.exit_code == 1
    assert code in result.output


def test_lists_from_a_spreadsheet(tmp_path: Path) -> None:
    """A byte order mark, Windows line ends and another delimiter change no id."""
    plain, exported = tmp_path / "a.csv", tmp_path / "b.csv"
    plain.write_text("sak;navn\n1;a\n2;b\n3;c\n", encoding="utf-8")
    exported.write_bytes("\ufeffsak,navn\r\n1,a\r\n2,b\r\n3,c\r\n".encode())
    found = [run("draw", path, "--n", 2, "--seed", 1, "--time", TIME).output for path in (plain, exported)]
    assert found[0] == found[1]
    assert "ids:" in found[0]
