"""Small tables and notebooks for tests of the matrix."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from auditlib.engine import Done, Job
from auditlib.report.compared import COMPARED
from auditlib.runs.executed import read_notebook
from tests.runs.doubles import Engine
from tests.runs.made import write_notebook

PARAMETERS = 'audit = ""\nkommune = "Nyby"\ncases = 1'


class Kernels(Engine):
    """The engine of the tests of runs; each notebook shows its number of cases."""

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]:
        for done in super().run(jobs):
            self.ran[-1] = f"{done.job.target.parent.name}/{self.ran[-1]}"
            if "cases" in done.job.parameters:
                notebook, cases = read_notebook(done.job.target), done.job.parameters["cases"]
                shown = {"text/plain": str(cases), COMPARED: [["Saker", str(cases), str(cases)]]}
                output = {"output_type": "execute_result", "execution_count": 1, "data": shown, "metadata": {}}
                notebook["cells"][1]["outputs"] = [output]
                done.job.target.write_text(json.dumps(notebook), encoding="utf-8")
            if done.job.parameters.get("kommune") in self.failing:
                outcome, cell, error, not_run = self.failing[done.job.parameters["kommune"]]
                yield Done(done.job, outcome, cell, error, not_run, (), 0.1)
            else:
                yield done


def write_section(root: Path, name: str = "31_kommune", *cells: str) -> Path:
    return write_notebook(root, name, *cells, parameters=PARAMETERS, prose="# Kommunen")


def write_table(root: Path, *rows: str, heading: str = "nr;kommune;cases") -> Path:
    path = root / "kommuner.csv"
    path.write_text("\n".join([heading, *rows, ""]), encoding="utf-8")
    return path
