"""Every benchmark: `python -m benchmarks`, or `--quick` for a look in half a minute."""

from __future__ import annotations

import argparse

from benchmarks import growth, startup


def main() -> None:
    """Run them one after the other, since they measure time."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100 and 300 interviews, and fewer runs")
    quick: bool = parser.parse_args().quick
    for each in (startup, growth):
        each.main(quick)


if __name__ == "__main__":
    main()
