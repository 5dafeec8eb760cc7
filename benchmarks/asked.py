"""What a benchmark is asked for on the command line."""

from __future__ import annotations

import argparse


def is_quick(described: str | None) -> bool:
    """Say whether `--quick` was asked for; `--help` describes the benchmark and measures nothing."""
    parser = argparse.ArgumentParser(description=described)
    parser.add_argument("--quick", action="store_true", help="smaller sizes and fewer runs")
    return bool(parser.parse_args().quick)
