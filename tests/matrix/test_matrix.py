"""A matrix: each row in its folder, finished rows kept, one that fails alone, and a page that compares them."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditlib.cli import main
from auditlib.matrix.run import Asked, Matrix, make_matrix
from auditlib.problems import InputError, UsageError
from tests.builders import AUDIT, Nyby
from tests.matrix.made import PARAMETERS, Kernels, write_section, write_table
from tests.runs.made import write_notebook

ROWS = ["0301/31_kommune", "1103/31_kommune", "4601/31_kommune"]


def make(table: Path, **options: object) -> Matrix:
    return make_matrix(Asked(AUDIT, table.parent, table, quiet=True, **options))  # type: ignore[arg-type]


def files_in(root: Path) -> dict[str, bytes]:
    folder = root / "reports" / AUDIT / "matrix"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cells_of(page: str, name: str) -> list[str]:
    """Give the words of a row of the page's table."""
    row = next(each for each in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if f">{name}<" in each)
    return [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]


def test_each_row_has_its_folder_and_the_page_compares_them(nyby: Nyby, table: Path, engine: Kernels) -> None:
    made = make(table)
    assert (made.failed, made.kept, engine.taken()) == ([], 0, ROWS)
    files = files_in(nyby.root)
    assert {name for name in files if not name.startswith(".run/")} == {
        "index.html",
        *(f"{row}/{name}" for row in ("0301", "1103", "4601")
          for name in (".row.json", "31_kommune.ipynb", "rapport.html", "rapport-intern.html")),
    }  # fmt: skip
    executed = json.loads(files["1103/31_kommune.ipynb"])
    assert executed["metadata"]["papermill"]["parameters"] == {"kommune": "Storvik", "cases": 14, "audit": AUDIT}
    assert "Kommunen</h1>" in files["1103/rapport.html"].decode()
    page = made.page.read_text(encoding="utf-8")
    assert cells_of(page, "0301") == ["0301", "Nyby", "700", "700"]
    assert [cells_of(page, name)[-1] for name in ("Lavest", "Median", "Høyest")] == ["3", "14", "700"]
    assert '<a href="4601/rapport.html">4601</a>' in page
    assert "Feilet" not in page


def test_finished_rows_are_kept_and_what_they_rest_on_decides(nyby: Nyby, table: Path, engine: Kernels) -> None:
    first = (make(table), engine.taken(), files_in(nyby.root))[2]
    again = make(table)
    assert (again.kept, engine.taken(), files_in(nyby.root)) == (3, [], first)
    write_table(nyby.root, "0301;Nyby;701", "1103;Storvik;14", "4601;Æøå;3", "9999;Ny;1")
    assert (make(table).kept, engine.taken()) == (2, ["0301/31_kommune", "9999/31_kommune"])
    nyby.change("findings.yaml", "title:", "title: Ny")
    assert (make(table).kept, len(engine.taken())) == (0, 4)
    assert (make(table, force=True).kept, len(engine.taken())) == (0, 4)


@pytest.mark.parametrize("name", ["rapport.html", "31_kommune.ipynb", ".row.json"])
def test_a_row_whose_files_are_gone_or_edited_is_run_again(nyby: Nyby, table: Path, engine: Kernels, name: str) -> None:
    first = (make(table), engine.taken(), files_in(nyby.root))[2]
    path = nyby.root / "reports" / AUDIT / "matrix" / "1103" / name
    path.write_text("{}", encoding="utf-8")
    assert (make(table).kept, engine.taken(), files_in(nyby.root)) == (2, ["1103/31_kommune"], first)
    path.unlink()
    assert (make(table).kept, engine.taken(), files_in(nyby.root)) == (2, ["1103/31_kommune"], first)


def test_a_row_that_fails_stops_no_other_and_keeps_what_stood(nyby: Nyby, table: Path, engine: Kernels) -> None:
    make(table)
    standing = files_in(nyby.root)["1103/rapport.html"]
    nyby.change("findings.yaml", "title:", "title: Ny")
    engine.failing["Storvik"] = ("failed", 2, "ValueError: nei", ())
    made = make(table)
    assert [each.name for each in made.failed] == ["1103"]
    assert str(made.failed[0].problems[0]) == (
        "notebooks/31_kommune.ipynb:0:0: P804 cell 2 fails: ValueError: nei (open the notebook at that cell; the last"
        " good report is untouched) [1103/31_kommune]"
    )
    assert files_in(nyby.root)["1103/rapport.html"] == standing
    page = made.page.read_text(encoding="utf-8")
    assert '<a class="failed" href="#feilet">1 feilet</a>' in page
    assert cells_of(page, "1103") == ["1103 feilet, den forrige rapporten står", "Storvik", "14", "–"]
    engine.failing.clear()
    engine.taken()
    assert (make(table).failed, engine.taken()) == ([], ["1103/31_kommune"])


def test_an_interrupted_run_goes_on_where_it_was(nyby: Nyby, table: Path, engine: Kernels) -> None:
    run = engine.run

    def stopped(jobs: object) -> object:
        for count, done in enumerate(run(jobs)):  # type: ignore[arg-type]
            if count == 2:
                raise KeyboardInterrupt
            yield done

    engine.run = stopped  # type: ignore[method-assign, assignment]
    with pytest.raises(KeyboardInterrupt):
        make(table)
    assert not list((nyby.root / "reports" / AUDIT / "matrix" / ".run").glob("work-*"))
    page = (nyby.root / "reports" / AUDIT / "matrix" / "index.html").read_text(encoding="utf-8")
    assert "<p>2 rader.</p>" in page
    engine.run = run  # type: ignore[method-assign]
    engine.taken()
    made = make(table)
    assert (made.kept, engine.taken()) == (2, ["0301/31_kommune"])
    shutil.rmtree(nyby.root / "reports")
    engine.taken()
    assert files_in_after(make(table), nyby) == files_in_after(made, nyby)


def files_in_after(made: Matrix, nyby: Nyby) -> dict[str, bytes]:
    assert not made.failed
    return files_in(nyby.root)


def test_several_notebooks_are_chapters_of_one_report(nyby: Nyby, table: Path, engine: Kernels) -> None:
    write_section(nyby.root, "32_mer")
    write_notebook(nyby.root, "10_felles", prose="# Felles")
    write_section(nyby.root, "kommune_i_tall")
    make(table)
    assert {each.partition("/")[2] for each in engine.taken()} == {"31_kommune", "32_mer"}
    make(table, notebooks=("kommune_i_tall", "10_felles.ipynb"))
    assert {each.partition("/")[2] for each in engine.taken()} == {"kommune_i_tall", "10_felles"}
    assert "Felles</h1>" in files_in(nyby.root)["0301/rapport.html"].decode()


def test_a_file_read_undeclared_runs_its_row_each_time(nyby: Nyby, table: Path, engine: Kernels) -> None:
    engine.opened["31_kommune"] = (str(nyby.root / "folketall.csv"),)
    made = make(table)
    assert [each.code for row in made.results for each in row.problems] == ["P807"] * 3
    assert make(table).kept == 0


def test_a_page_that_must_not_be_published_fails_its_row(nyby: Nyby, table: Path, engine: Kernels) -> None:
    write_notebook(nyby.root, "31_kommune", parameters=PARAMETERS, prose="Skriv til kari.bekk@nyby.kommune.no.")
    made = make(table)
    assert len(made.failed) == 3
    assert "row 0301 is not written: " in str(made.failed[0].problems[0])
    assert "0301/rapport.html" not in files_in(nyby.root)


@pytest.mark.parametrize(
    ("heading", "row", "said"),
    [
        ("nr;kommune;cases", "1;Nyby;mange", "P803 parameter `cases` is 'mange', notebook notebooks/31_kommune.ipynb"),
        ("nr;kommune;cases", "1;Nyby;", "k.csv:2:0: P803"),
        ("nr;kommune;cases", "../1;Nyby;3", "P808"),
    ],
)
def test_what_is_wrong_stops_the_matrix_before_anything_starts(
    nyby: Nyby, table: Path, engine: Kernels, heading: str, row: str, said: str
) -> None:
    write_table(nyby.root, row, heading=heading).rename(nyby.root / "k.csv")
    with pytest.raises(InputError, match=re.escape(said)):
        make(nyby.root / "k.csv")
    assert engine.taken() == []
    assert not (nyby.root / "reports").exists()


def test_a_table_that_no_notebook_takes_a_column_of_is_a_wrong_call(nyby: Nyby, table: Path, engine: Kernels) -> None:
    write_table(nyby.root, "1;2", heading="nr;audit")
    with pytest.raises(UsageError, match=r"no notebook takes a parameter called as a column .* \(nr, audit\)"):
        make(table)
    with pytest.raises(InputError, match="P806 not readable as a notebook: No such file"):
        make(table, notebooks=("finnes_ikke",))


# --- the command ---


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["matrix", *map(str, arguments)])


def test_the_command_tells_of_failures_and_ends_with_one(nyby: Nyby, table: Path, engine: Kernels) -> None:
    engine.failing["Storvik"] = ("failed", 2, "ValueError: nei", ())
    done = call(AUDIT, "--over", table, "-w", nyby.root)
    assert done.exit_code == 1
    assert "[1103/31_kommune]" in done.stdout
    assert done.stdout.splitlines()[-1] == f"Comparison: {nyby.root / 'reports' / AUDIT / 'matrix' / 'index.html'}"
    assert "3 rows: 0 kept, 1 failed" in done.stderr
    engine.failing.clear()
    done = call(AUDIT, "--over", table, "-q", "-w", nyby.root)
    assert (done.exit_code, done.stderr) == (0, "3 rows: 2 kept, 0 failed\n")


@pytest.mark.parametrize("options", [["--on", "dask"], ["--scheduler", "tcp://127.0.0.1:1"]])
def test_a_cluster_takes_an_address(nyby: Nyby, table: Path, engine: Kernels, options: list[str]) -> None:
    done = call(AUDIT, "--over", table, "-w", nyby.root, *options)
    assert (done.exit_code, "go together" in done.stderr) == (2, True)


def test_columns_that_nobody_takes_are_told(nyby: Nyby, engine: Kernels, capsys: pytest.CaptureFixture[str]) -> None:
    write_section(nyby.root)
    table = write_table(nyby.root, "1;Nyby;3;Øst", heading="nr;kommune;cases;fylke")
    make_matrix(Asked(AUDIT, nyby.root, table))
    assert capsys.readouterr().err.splitlines() == ["Columns that no notebook takes: fylke", "[1/1] 1 0.1 s"]
