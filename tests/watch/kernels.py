"""An engine that starts no process, and shows of thin notebooks what they show."""

import json
from collections.abc import Iterable, Iterator

from auditlib.engine import Done, Job
from auditlib.runs.executed import read_notebook
from auditlib.watch.thin import is_thin, shown_by, with_outputs
from tests.runs.doubles import Engine


class Kernels(Engine):
    """The engine of the tests of runs, with outputs; it runs in the folder that the notebooks are run in."""

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]:
        for done in super().run(jobs):
            notebook = read_notebook(done.job.target)
            shown = shown_by(notebook) if is_thin(notebook) else None
            if shown is not None:
                done.job.target.write_text(json.dumps(with_outputs(notebook, shown)), encoding="utf-8")
            yield done
