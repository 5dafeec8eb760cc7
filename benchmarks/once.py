"""Measure one workspace in this process, which does nothing else: `python -m benchmarks.once FOLDER SMALL_FOLDER`.

Prints JSON: processor seconds of `check` by phase, of the graph that `trace` follows, and the peak memory after each.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from markdown_it import MarkdownIt

from auditlib import workspace
from auditlib.evidence import Register
from auditlib.files import notes
from auditlib.mapping import Mapped, graph_of
from auditlib.problems import raise_errors
from auditlib.workbench import core
from benchmarks.stopwatch import Stopwatch
from benchmarks.writing import AUDIT

_PHASES = (
    (MarkdownIt, "parse", "Markdown to tokens (markdown-it-py)"),
    (workspace, "read_note", "tokens to passages"),
    (notes, "parse_yaml", "YAML front matter of notes"),
    (workspace, "read_yaml", "other YAML files"),
    (workspace, "read_table", "tables and measurements"),
    (core, "figure_problems", "tables and measurements"),
    (core, "measure", "tables and measurements"),
    (core, "reference_problems", "references between files"),
    (core, "law_problems", "law and dates"),
    (core, "Mapped", "mapping: evidence and tallies"),
    (Register, "about", "mapping: findings and suggestions"),
    (Mapped, "ground", "mapping: findings and suggestions"),
    (Mapped, "suggestion", "mapping: findings and suggestions"),
    (core, "prose_problems", "references and counts in texts"),
    (core, "judgement_problems", "judgements and coverage"),
    (core, "coverage_problems", "judgements and coverage"),
)
_REST = "the rest"


def peak() -> float:
    """Give the most memory this process has held, in MiB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (2**20 if sys.platform == "darwin" else 2**10)


def measure(folder: str, small: str) -> dict[str, object]:
    """Check a workspace; a small one goes first, so that imports and what is made once are not counted."""
    core.check(AUDIT, small)
    before, watch = peak(), Stopwatch()
    for owner, name, phase in _PHASES:
        watch.watch(owner, name, phase)
    watch.watch_collector()
    watch.enter(_REST)
    mapped, problems = core.check(AUDIT, folder)
    phases = watch.stop()
    raise_errors(problems)
    assert mapped is not None
    checked, start = peak(), time.process_time()
    graph = graph_of(mapped)
    return {
        "passages": sum(len(note.passages) for note in mapped.inputs.notes),
        "seconds": sum(phases.values()),
        "phases": phases,
        "graph_seconds": time.process_time() - start,
        "nodes": len(graph.nodes),
        "start_mib": before,
        "check_mib": checked,
        "graph_mib": peak(),
    }


if __name__ == "__main__":
    print(json.dumps(measure(*sys.argv[1:])))
