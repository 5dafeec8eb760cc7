"""How long does it take to tell what is suspect, of everything and after one edit, and how much memory?"""

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
    rows: list[tuple[str, ...]] = []
    first = 0.0
    for notes in _QUICK if quick else _FULL:
        with TemporaryDirectory() as folder:
            audit(Path(folder), notes)
            runs = [_once(folder) for _ in range(_RUNS)]
        found = {key: median(run[key] for run in runs) for key in runs[0]}
        per = found["full"] / found["passages"]
        first = first or per
        rows.append((
            f"{found['passages']:,.0f}", f"{found['claims']:,.0f}", f"{found['rests']:,.0f}", f"{found['full']:.2f}",
            f"{per / first:.2f}", f"{found['edit']:.2f}", f"{found['full'] / found['edit']:.1f}",
            f"{found['stored_mib']:.0f}", f"{found['peak_mib']:.0f}",
        ))  # fmt: skip
    print_table(
        "Status of an audit whose judgements are all stored",
        ("passages", "claims", "links to what they rest on", "full check, s", "against linear", "one edit, s",
         "full check / one edit", "store, MiB", "peak MiB"),
        rows,
    )  # fmt: skip


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
    return {**_run("full", folder), **_run("edit", folder)}


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
    start = time.process_time()
    status_text(AUDIT, folder)
    seconds, most = time.process_time() - start, peak()
    standing = load(AUDIT, folder).standing
    return {
        "full": seconds,
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
        start = time.process_time()
        found = quick(AUDIT, folder).suspects
        seconds = time.process_time() - start
    finally:
        path.write_text(before, encoding="utf-8")
    assert found, "the edit was not found"
    return {"edit": seconds}


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(json.dumps({"judge": _judge, "full": _full, "edit": _edit}[sys.argv[1]](Path(sys.argv[2]))))
    else:
        main("--quick" in sys.argv)
