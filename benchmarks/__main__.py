"""Every benchmark: `python -m benchmarks`, or `--quick` for some minutes less of it."""

from __future__ import annotations

import argparse

from benchmarks import against, disclosure, growth, intervals, log, records, startup


def main() -> None:
    """Run them one after the other, since they measure time."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller sizes and fewer runs")
    quick: bool = parser.parse_args().quick
    for each in (startup, growth, against, intervals, disclosure, log, records):
        each.main(quick)


if __name__ == "__main__":
    main()
