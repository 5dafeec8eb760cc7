"""The same audit over 357 municipalities, with figures made up for each: `python -m benchmarks.municipalities FOLDER`.

It writes a workspace of its own: the real audit's criteria and notebooks, and a table of generated figures that is
labelled so wherever it is shown. The same seed gives the same table, byte for byte, so that no large file is kept.
"""

from __future__ import annotations

import argparse
import random
import shutil
from pathlib import Path

AUDIT = "barnevern-trondheim-2022"
FOLDERS = ("criteria", "interviews", "statistics", "documents", "findings", "notebooks")
ROWS, SEED = 357, 20221231
ROOT = Path(__file__).parents[1]
COLUMNS = ("undersokelser", "fristbrudd", "hjelpetiltak", "med_plan", "tilsynsbarn", "uten_tilsyn")

_RESOURCE = """
  - name: kommuner
    title: GENERERTE TALL for {rows} oppdiktede kommuner
    path: kommuner.csv
    dialect: {{delimiter: ";"}}
    sources: [Generert av et skript med frø {seed}; ingen virkelig kommune]
    status: unknown
    footnotes: [Alle tall er generert og sier ingenting om noen kommune.]
    reliability: [Tallene er laget for å vise hvordan mange kommuner kan sammenlignes.]
    schema:
      fields:
        - {{name: kommune, type: string, title: Kommune}}
        - {{name: undersokelser, type: integer, unit: undersøkelser, holds: count, title: Undersøkelser}}
        - {{name: fristbrudd, type: integer, unit: undersøkelser, holds: count, title: Undersøkelser over fristen}}
        - {{name: hjelpetiltak, type: integer, unit: barn, holds: count, title: Barn i hjelpetiltak}}
        - {{name: med_plan, type: integer, unit: barn, holds: count, title: Barn med plan}}
        - {{name: tilsynsbarn, type: integer, unit: barn, holds: count, title: Barn med rett til tilsyn}}
        - {{name: uten_tilsyn, type: integer, unit: barn, holds: count, title: Barn uten tilsyn}}
      primaryKey: kommune
      missingValues: [""]
"""
_INDICATOR = """  - id: {id}
    title: {title} (generert)
    topic: {topic}
    table: kommuner
    test: funnel
    parameters: {{row: {row}, column: {column}, of_column: {over}, kind: share}}
"""
_INDICATORS = (
    ("X1", "Undersøkelser over fristen", "frister", "fristbrudd", "undersokelser"),
    ("X2", "Barn i hjelpetiltak med plan", "planer", "med_plan", "hjelpetiltak"),
    ("X3", "Barn i fosterhjem uten tilsyn", "barn-i-fosterhjem", "uten_tilsyn", "tilsynsbarn"),
)


def generated(rows: int = ROWS, seed: int = SEED) -> list[tuple[str, ...]]:
    """Give a row for each made-up municipality; sizes are as uneven as municipalities are."""
    draw = random.Random(seed)
    found = []
    for number in range(1, rows + 1):
        size = max(6, round(draw.lognormvariate(3.6, 1.2)))
        pairs = [(size, 0.09), (round(size * 0.9), 0.9), (max(3, round(size * 0.35)), 0.14)]
        cells: list[str] = []
        for of, share in pairs:
            own = min(0.99, max(0.005, draw.gauss(share, share * 0.12)))
            cells += [str(of), str(sum(draw.random() < own for _ in range(of)))]
        found.append((f"Kommune {number:03}", *cells))
    return found


def write(folder: Path, rows: int = ROWS) -> Path:
    """Write the workspace into a new folder; give the table to run the matrix over."""
    folder.mkdir(parents=True)
    for name in FOLDERS:
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, folder / name)
    made = generated(rows)
    statistics = folder / "statistics" / AUDIT
    lines = [";".join(("kommune", *COLUMNS)), *(";".join(row) for row in made), ""]
    (statistics / "kommuner.csv").write_text("\n".join(lines), encoding="utf-8")
    audit = folder / "criteria" / AUDIT / "audit.yaml"
    text, label = audit.read_text(encoding="utf-8"), "GENERERTE TALL for oppdiktede kommuner"
    audit.write_text(text.replace("\ntitle: ", f"\ntitle: {label} – ", 1), encoding="utf-8")
    _append(statistics / "datapackage.yaml", _RESOURCE.format(rows=rows, seed=SEED))
    own = (
        _INDICATOR.format(id=id_, title=title, topic=topic, row=made[0][0], column=column, over=over)
        for id_, title, topic, column, over in _INDICATORS
    )
    _append(statistics / "indicators.yaml", "".join(own))
    table = folder / "kommuner.csv"
    table.write_text("\n".join(["rad", *(row[0] for row in made), ""]), encoding="utf-8")
    return table


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def main() -> None:
    """Write the workspace and say how to run it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.municipalities", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=ROWS)
    given = parser.parse_args()
    table = write(given.folder, given.rows)
    print(f"auditlib matrix {AUDIT} --over {table} -n sammenlignet -w {given.folder}")


if __name__ == "__main__":
    main()
