"""Telling how a run comes along: a bar on a terminal, a line for each section elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Finished = Callable[[str, float], None]


@contextmanager
def progress(total: int, quiet: bool, unit: str = "section") -> Iterator[Finished]:
    """Give what is called with the name of each section that is done and the seconds it took."""
    if quiet or not total:
        yield lambda name, seconds: None
    elif sys.stderr.isatty():
        with _bar(total, unit) as finished:
            yield finished
    else:
        yield _line_printer(total)


def say(text: str, quiet: bool) -> None:
    """Tell whoever waits something that is no result."""
    if not quiet:
        print(text, file=sys.stderr, flush=True)


@contextmanager
def _bar(total: int, unit: str) -> Iterator[Finished]:
    from tqdm import tqdm

    with tqdm(total=total, unit=unit, leave=False) as bar:

        def finished(name: str, seconds: float) -> None:
            bar.update()
            bar.set_postfix_str(f"{name} {seconds:.1f} s")

        yield finished


def _line_printer(total: int) -> Finished:
    places = iter(range(1, total + 1))

    def finished(name: str, seconds: float) -> None:
        say(f"[{next(places)}/{total}] {name} {seconds:.1f} s", quiet=False)

    return finished
