"""Compare every indicator of the tests on Spark in local mode with DuckDB: `python -m tests.records.spark FOLDER`.

A process of its own, as Spark warns, starts threads and changes how the process ends.
"""

from __future__ import annotations

import sys
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
        compared = 0
        for source in (SOURCE, TEXT):
            for measure in MEASURES:
                for where in WHERES:
                    for groups in GROUPS:
                        indicator = RecordIndicator("i", source, measure, where, groups)
                        there, here = measure_table(indicator, tables[source.files]), measure_records(indicator, folder)
                        if there != here:
                            raise SystemExit(f"{indicator}\nSpark:  {there}\nDuckDB: {here}")
                        compared += 1
        return compared
    finally:
        session.stop()


if __name__ == "__main__":
    print(compare(Path(sys.argv[1])))
