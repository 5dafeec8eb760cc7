"""Every benchmark, an hour of them: `python -m benchmarks`, or `--quick` for smaller sizes and fewer runs."""

from __future__ import annotations

import argparse

from benchmarks import (
    against,
    disclosure,
    growth,
    intervals,
    judged,
    large_report,
    log,
    records,
    rendering,
    runs,
    startup,
)


def main() -> None:
    """Run them one after the other, since they measure time."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller sizes and fewer runs")
    quick: bool = parser.parse_args().quick
    for each in (startup, growth, against, intervals, disclosure, log, records, judged, rendering, large_report, runs):
        each.main(quick)


if __name__ == "__main__":
    main()
