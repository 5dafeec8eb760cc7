"""An engine for tests that starts no process: notebooks are copied with their parameters, or fail as they are told."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditlib.engine import Done, Job


@dataclass
class Engine:
    """What is told of sections by their id, and the ids of those that were run."""

    ran: list[str] = field(default_factory=list)
    opened: dict[str, tuple[str, ...]] = field(default_factory=dict)
    failing: dict[str, tuple[str, int, str, tuple[int, ...]]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]:
        for job in reversed(list(jobs)):  # in another order than was asked for, as forks are done
            id_ = job.target.stem
            self.ran.append(id_)
            job.target.write_text(executed(job), encoding="utf-8")
            outcome, cell, error, not_run = self.failing.get(id_, ("ok", 0, "", ()))
            opened, note = self.opened.get(id_, ()), self.notes.get(id_, "")
            yield Done(job, outcome, cell, error, not_run, opened, 0.1, None, note)

    def taken(self) -> list[str]:
        """Give the sections that were run since the last time, in the order of the report."""
        ran, self.ran = sorted(self.ran), []
        return ran


def executed(job: Job) -> str:
    """Give the notebook as papermill would leave it: times, places and a random id among what it showed."""
    notebook = json.loads(job.source.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["metadata"] = {
            "tags": [], **cell["metadata"], "papermill": {"duration": 0.1, "exception": False, "status": "completed"}
        }  # fmt: skip
    injected = {
        "cell_type": "code", "id": "7c1a2b3d", "execution_count": 2, "metadata": {"tags": ["injected-parameters"]},
        "outputs": [], "source": "\n".join(f"{name} = {value!r}" for name, value in job.parameters.items()),
    }  # fmt: skip
    tagged = [place for place, cell in enumerate(notebook["cells"]) if "parameters" in cell["metadata"]["tags"]]
    notebook["cells"].insert(tagged[0] + 1, injected)
    noted = {"parameters": dict(job.parameters), "input_path": str(job.source), "start_time": "2024-01-15T09:30:00"}
    notebook["metadata"]["papermill"] = noted
    return json.dumps(notebook)
