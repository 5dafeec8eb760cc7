"""How long does it take to tell what is suspect, of everything and after one edit, and how much memory?

And how long to list where the referencing of as many claims stands. The yardstick is seconds of processor: in elapsed
ones, which stand beside them, other work on the machine counts too.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.asked import is_quick
from benchmarks.generate import generate
from benchmarks.printing import print_table
from benchmarks.words import CASES, CONDITIONS, DUTIES, GROUPS
from benchmarks.writing import AUDIT, write_yaml

_ROOT = Path(__file__).parents[1]
_FULL, _QUICK = (100, 300, 1000), (100, 300)
_RUNS = 3
_FINDINGS, _CLAIMS = 500, 10
_SEED = 20240502


def main(quick: bool = False) -> None:
    """Measure and print."""
    found = [_measured(notes) for notes in (_QUICK if quick else _FULL)]
    first = found[0]["full"] / found[0]["passages"]
    print_table(
        "Status of an audit whose judgements are all stored; seconds of processor, elapsed ones in brackets",
        ("passages", "claims", "links to what they rest on", "full check", "against linear", "peak MiB", "one edit",
         "full check / one edit", "store, MiB"),
        [(
            f"{each['passages']:,.0f}", f"{each['claims']:,.0f}", f"{each['rests']:,.0f}", _seconds(each, "full"),
            f"{each['full'] / each['passages'] / first:.2f}", f"{each['peak_mib']:.0f}", _seconds(each, "edit"),
            f"{each['full'] / each['edit']:.1f}", f"{each['stored_mib']:.0f}",
        ) for each in found],
    )  # fmt: skip
    print_table(
        "`review list` of an audit in which everything is agreed",
        ("claims and items", "marks", "reading the audit", "laying out and listing", "ms per claim"),
        [(
            f"{each['subjects']:,.0f}", f"{each['marks']:,.0f}", _seconds(each, "load"), _seconds(each, "list"),
            f"{1000 * each['list'] / each['subjects']:.2f}",
        ) for each in found],
    )  # fmt: skip


def _seconds(found: dict[str, float], what: str) -> str:
    return f"{found[what]:.2f} ({found[what + '_elapsed']:.2f})"


def _measured(notes: int) -> dict[str, float]:
    """Measure an audit of a size, a few times; give the medians."""
    with TemporaryDirectory() as folder:
        audit(Path(folder), notes)
        _run("agree", folder)
        runs = [_once(folder) for _ in range(_RUNS)]
    return {key: median(run[key] for run in runs) for key in runs[0]}


class _Clock:
    """Seconds of processor and elapsed, since it was made."""

    def __init__(self) -> None:
        self._processor, self._elapsed = time.process_time(), time.perf_counter()

    def read(self, what: str) -> dict[str, float]:
        """Give both under a name."""
        elapsed = time.perf_counter() - self._elapsed
        return {what: time.process_time() - self._processor, f"{what}_elapsed": elapsed}


def audit(folder: Path, notes: int) -> None:
    """Write a workspace with 500 findings of ten claims each, and judge all of it."""
    generate(folder, notes)
    chance = random.Random(_SEED)
    criteria = [f"K{number}" for number in range(1, len(CASES) * len(DUTIES) + 1)]
    topics = [f"{case}-{condition}" for case in CASES for condition in CONDITIONS]
    findings = [_finding(number, criteria, topics, notes, chance) for number in range(1, _FINDINGS + 1)]
    write_yaml(folder / f"findings/{AUDIT}/findings.yaml", {"findings": findings})
    _run("judge", str(folder))


def _finding(number: int, criteria: list[str], topics: list[str], notes: int, chance: random.Random) -> dict[str, Any]:
    """Write a finding on two criteria within a topic, whose texts make ten claims."""
    first, second = chance.sample(criteria, 2)
    topic, groups = chance.choice(topics), chance.sample(list(GROUPS), 3)
    shown = [f"I{chance.randint(1, notes):04}.p{chance.randint(1, 9)}" for _ in range(4)]
    counts = [f"{{{{ {first} deviates topic={topic} group={group} count }}}}" for group in groups]
    cells = ["{{ saker[Sum, 2022] }}", "{{ saker[Sum, 2023] }}", f"{{{{ M{number % 5 + 1} }}}}"]
    links = [f"{{{{ {each} }}}}" for each in shown]
    return {
        "id": f"F{number}", "title": f"Funn {number}", "kind": "deviation", "criteria": [first, second],
        "topics": [topic], "evidence": shown[:2],
        "condition": f"Avvik er nevnt av {', '.join(counts)}. "
                     f"Saksmengden gikk fra {cells[0]} til {cells[1]}, altså {cells[2]}.",
        "cause": f"Se {', '.join(links)}.",
    }  # fmt: skip


def _once(folder: str) -> dict[str, float]:
    return {**_run("full", folder), **_run("edit", folder), **_run("list", folder)}


def _run(what: str, folder: str) -> dict[str, float]:
    """Do one thing in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.judged", what, folder]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True)
    read: dict[str, float] = json.loads(done.stdout)
    return read


def _judge(folder: Path) -> dict[str, float]:
    from auditlib.judged import judge
    from auditlib.workbench import load

    standing = load(AUDIT, folder).standing
    judge(folder, AUDIT, standing.judgements, list(standing.judgements), "Kari", "2024-05-02")
    return {}


def _full(folder: Path) -> dict[str, float]:
    """Look at everything: no cache, all checks."""
    import shutil

    from auditlib.mapping import claims_in
    from auditlib.workbench.core import load
    from auditlib.workbench.status import status_text
    from benchmarks.once import peak

    shutil.rmtree(folder / "reports", ignore_errors=True)
    clock = _Clock()
    status_text(AUDIT, folder)
    taken, most = clock.read("full"), peak()
    standing = load(AUDIT, folder).standing
    return {
        **taken,
        "peak_mib": most,
        "passages": sum(len(note.passages) for note in standing.mapped.inputs.notes),
        "claims": sum(1 for _ in claims_in(standing.mapped)),
        "rests": sum(len(each.rests) for each in standing.judgements.values()),
        "stored_mib": sum(path.stat().st_size for path in folder.glob("findings/*/judged/*")) / 2**20,
    }


def _edit(folder: Path) -> dict[str, float]:
    """Look once, change one word of one passage, and look again."""
    from auditlib.workbench.quick import quick

    quick(AUDIT, folder)
    path = folder / f"interviews/{AUDIT}/I0050.md"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace("stance=meets", "stance=mixed", 1), encoding="utf-8")
        clock = _Clock()
        found = quick(AUDIT, folder).suspects
        taken = clock.read("edit")
    finally:
        path.write_text(before, encoding="utf-8")
    assert found, "the edit was not found"
    return taken


def _agree(folder: Path) -> dict[str, float]:
    """Let somebody start a round and agree with everything."""
    from auditlib.review.acts import mark_on
    from auditlib.review.desk import desk_of
    from auditlib.review.marks import MarkKind, Start
    from auditlib.review.store import write
    from auditlib.workbench import load

    on, name = "2024-05-12T09:30:00Z", "runde-1"
    write(folder, AUDIT, name, Start(by="Kari", on=on, round=name))
    for each in desk_of(load(AUDIT, folder).mapped).subjects:
        write(folder, AUDIT, name, mark_on(each, MarkKind.AGREE, "Kari", on))
    return {}


def _list(folder: Path) -> dict[str, float]:
    """List where everything stands, as `auditlib review list` does."""
    from auditlib.review.desk import desk_of
    from auditlib.review.listing import text_of
    from auditlib.workbench import load

    clock = _Clock()
    mapped = load(AUDIT, folder).mapped
    loaded, clock = clock.read("load"), _Clock()
    desk = desk_of(mapped)
    standing = desk.standing()
    text_of(standing, standing.subjects, "runde-1")
    listed = clock.read("list")
    assert all(each.signed for each in standing.subjects if each.subject and each.subject.writers)
    return {**loaded, **listed, "subjects": len(desk.subjects), "marks": len(desk.rounds[0].marks)}


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measured = {"judge": _judge, "full": _full, "edit": _edit, "agree": _agree, "list": _list}[sys.argv[1]]
        print(json.dumps(measured(Path(sys.argv[2]))))
    else:
        main(is_quick(__doc__))
