"""Compare the measures on Spark in local mode with DuckDB: `python -m tests.records.spark FOLDER`.

A process of its own, as Spark warns, starts threads and changes how the process ends.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

import ibis
from pyspark.sql import SparkSession

from auditlib.records import RecordIndicator, measure_records, measure_table
from tests.records.nyby import SOURCE
from tests.records.test_portable import GROUPS, MEASURES, TEXT, WHERES


def compare(folder: Path) -> int:
    """Compare the tables of all indicators over the two files in a folder; give how many."""
    settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.sql.shuffle.partitions": "2"}
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    try:
        spark = ibis.pyspark.connect(session)
        text = spark.read_csv(str(folder / "cases.csv"), sep=";", header=True, inferSchema=False)
        tables = {SOURCE.files: spark.read_parquet(str(folder / "cases.parquet")), TEXT.files: text}
        pairs = [(where, GROUPS[place % len(GROUPS)]) for place, where in enumerate(WHERES)]
        asked = [RecordIndicator("i", *each, *pair) for each in product((SOURCE, TEXT), MEASURES) for pair in pairs]
        for indicator in asked:
            there = measure_table(indicator, tables[indicator.source.files])
            here = measure_records(indicator, folder)
            if there != here:
                raise SystemExit(f"{indicator}\nSpark:  {there}\nDuckDB: {here}")
        return len(asked)
    finally:
        session.stop()


if __name__ == "__main__":
    print(compare(Path(sys.argv[1])))
