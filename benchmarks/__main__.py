"""Every benchmark, an hour of them: `python -m benchmarks`, or `--quick` for smaller sizes and fewer runs."""

from __future__ import annotations

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
from benchmarks.asked import is_quick


def main() -> None:
    """Run them one after the other, since they measure time."""
    quick = is_quick(__doc__)
    for each in (startup, growth, against, intervals, disclosure, log, records, judged, rendering, large_report, runs):
        each.main(quick)


if __name__ == "__main__":
    main()
