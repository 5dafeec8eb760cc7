"""The command lines `auditlib sample …`. Heavy packages are imported inside the commands."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditlib.console import FORMAT, with_exit_codes
from auditlib.problems import AuditlibError, UsageError

if TYPE_CHECKING:
    from auditlib.stats.draw_files import CaseList, DrawRecord
    from auditlib.stats.explain import Explained

_IN_THE_LIST = ("ids", "strata", "sizes", "algorithm")


def _share(value: str) -> Decimal:
    """Read a share with a decimal point or comma as it was written."""
    try:
        return Decimal(str(value).replace(",", "."))
    except InvalidOperation:
        raise click.BadParameter(f"{value!r} is not a number; write 5 percent as 0.05") from None


_LANGUAGE = click.option("--language", type=click.Choice(["nb", "nn", "en"]), default="nb", help="Of the sentence.")
_CONFIDENCE = click.option("--confidence", type=_share, default="0.95", show_default=True, help="As a share.")
_COLUMN = click.option("--column", help="The column with the case ids; the first by default.")
_TIME = click.option("--time", help="When the draw is made, ISO 8601 with offset; now by default.")


def _is_wrong_call(error: AuditlibError) -> bool:
    """Tell a wrong argument from a list of cases that holds something wrong."""
    argument = str(getattr(error, "argument", "")).partition("[")[0]
    return isinstance(error, UsageError) or argument not in _IN_THE_LIST


@click.group()
def sample() -> None:
    """Plan a sample, draw it so that it can be drawn again, and say what it shows."""


@sample.command()
@click.option("--tolerable", type=_share, required=True, help="The rate that can be tolerated, as a share.")
@click.option("--expected", type=_share, help="The rate that is expected, as a share.")
@_CONFIDENCE
@click.option("--population", type=int, help="How many cases there are.")
@click.option("--distribution", type=click.Choice(["binomial", "hypergeometric", "poisson"]),
              help="Hypergeometric with a population, else binomial.")  # fmt: skip
@click.option("--allowed", type=int, help="How many deviations the sample may hold, instead of --expected.")
@_LANGUAGE
@FORMAT
@with_exit_codes(_is_wrong_call)
def plan(form: str, language: str, **asked: Any) -> None:
    """Find the smallest sample that can show the deviation rate to be below the tolerable.

    \b
    Example:
      auditlib sample plan --tolerable 0.05 --expected 0.01 --confidence 0.95 --population 500
    """  # noqa: D301
    from auditlib.stats.planning import plan_sample

    _show(plan_sample(**asked), form, language)


@sample.command()
@click.option("--n", type=int, required=True, help="How many cases were drawn.")
@click.option("--deviations", type=int, required=True, help="How many of them deviate.")
@_CONFIDENCE
@click.option("--population", type=int, help="How many cases there are.")
@click.option("--tolerable", type=_share, help="A rate to hold the sample against, as a share.")
@click.option("--not-applicable", type=int, default=0, help="How many of n the question does not concern.")
@click.option("--missing", type=int, default=0, help="How many of n could not be read.")
@click.option("--drawn", type=click.Choice(["simple", "systematic", "judgement", "unknown"]), default="simple",
              show_default=True, help="How the cases were drawn; only a random draw gives limits.")  # fmt: skip
@_LANGUAGE
@FORMAT
@with_exit_codes(_is_wrong_call)
def evaluate(form: str, language: str, **asked: Any) -> None:
    """Give the deviation rate of a sample with its limits, and what may be said of other cases.

    lower and upper are the two-sided Clopper–Pearson limits. With a population, the counts are the exact limits on how
    many of its cases deviate.

    \b
    Example:
      auditlib sample evaluate --n 60 --deviations 1 --confidence 0.95 --population 1200
    """  # noqa: D301
    from auditlib.stats.evaluation import evaluate as evaluated
    from auditlib.stats.intervals import wilson

    found = evaluated(**asked)
    more: dict[str, Any] = {"generalises": found.generalises}
    if found.generalises and not found.complete and not found.missing:
        score = wilson(found.deviations, found.assessed, asked["confidence"])
        more |= {"wilson_lower": score.lower, "wilson_upper": score.upper}
    _show(found, form, language, more)


@sample.command()
@click.argument("cases", type=click.Path(exists=True, dir_okay=False))
@click.option("--n", type=int, help="How many cases to draw.")
@click.option("--seed", help="A whole number that was written down before the draw.")
@click.option("--method", type=click.Choice(["simple", "systematic", "stratified", "pps"]), default="simple",
              show_default=True, help="pps: with probability proportional to size.")  # fmt: skip
@_COLUMN
@click.option("--strata", "strata_column", help="The column with each case's stratum.")
@click.option("--size", "size_column", help="The column with each case's size.")
@_TIME
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="The file of the draw; printed by default.")
@click.option("--verify", type=click.Path(exists=True, dir_okay=False), help="Draw again by this file and compare.")
@with_exit_codes(_is_wrong_call)
def draw(
    cases: str, n: int | None, seed: str | None, method: str, column: str | None, strata_column: str | None,
    size_column: str | None, time: str | None, output: str | None, verify: str | None,
) -> None:  # fmt: skip
    """Draw cases from the list CASES (CSV with a heading), and write a file that they can be drawn again from.

    \b
    Example:
      auditlib sample draw saker.csv --n 18 --seed 20100630 -o draw.yaml
      auditlib sample draw saker.csv --verify draw.yaml
    """  # noqa: D301
    from auditlib.stats.draw_files import read_cases, record_text
    from auditlib.stats.draws import draw_sample

    if verify is not None:
        if n is not None or seed is not None or output is not None:
            raise UsageError("--verify reads n and the seed from the file; leave out --n, --seed and -o")
        _verify(cases, verify)
        return
    if n is None or seed is None:
        raise UsageError("--n and --seed are needed; the seed is a whole number written down before the draw")
    if (method == "stratified") != bool(strata_column) or (method == "pps") != bool(size_column):
        raise UsageError("--method stratified takes --strata COLUMN and --method pps --size COLUMN; no other does")
    listed = read_cases(Path(cases), column, strata_column, size_column)
    made = draw_sample(listed.ids, n, seed, _now(time), method, strata=listed.strata, sizes=listed.sizes)  # type: ignore[arg-type]
    _write(record_text(made, listed.column, strata_column, size_column), output)


@sample.command()
@click.argument("cases", type=click.Path(exists=True, dir_okay=False))
@click.argument("record", type=click.Path(exists=True, dir_okay=False))
@click.option("--out", required=True, help="The drawn case that cannot be used.")
@click.option("--reason", required=True, help="Why it cannot be used; kept in the file.")
@_TIME
@with_exit_codes(_is_wrong_call)
def replace(cases: str, record: str, out: str, reason: str, time: str | None) -> None:
    """Exchange a drawn case for the next in random order, and keep the exchange in the file RECORD.

    \b
    Example:
      auditlib sample replace saker.csv draw.yaml --out 2010/17 --reason "saken er unntatt"
    """  # noqa: D301
    from auditlib.stats.draw_files import record_text
    from auditlib.stats.draws import replace_unit

    held, listed, differing = _again(cases, record)
    if differing:
        _refuse(record, differing)
    made = replace_unit(held.as_draw(), listed.ids, out, reason, _now(time), listed.strata)
    _write(record_text(made, held.column, held.strata_column, held.size_column), record, replacing=True)
    click.echo(f"{out} is replaced by {made.replacements[-1].into}")


def _verify(cases: str, record: str) -> None:
    """Draw again and say whether the same cases come out."""
    held, _, differing = _again(cases, record)
    if differing:
        _refuse(record, differing)
    replaced = f", {len(held.replacements)} replaced" if held.replacements else ""
    click.echo(f"{record}: the same {len(held.ids)} of {held.population} cases are drawn again{replaced}")


def _again(cases: str, record: str) -> tuple[DrawRecord, CaseList, list[str]]:
    """Read a record and its list, and draw again."""
    from auditlib.stats.draw_files import read_cases, read_record
    from auditlib.stats.draws import draw_differences
    from auditlib.stats.explain import StatsError

    held = read_record(Path(record))
    listed = read_cases(Path(cases), held.column, held.strata_column, held.size_column)
    try:
        found = draw_differences(held.as_draw(), listed.ids, strata=listed.strata, sizes=listed.sizes)
    except StatsError as error:  # what the record says cannot be done with this list
        found = [str(error)]
    return held, listed, found


def _refuse(record: str, differing: list[str]) -> None:
    """Say that a record and a list do not belong together."""
    for each in differing:
        click.echo(f"{record}: {each}", err=True)
    sys.exit(1)


def _now(time: str | None) -> str:
    """Give the time of the draw, to the second."""
    return time or datetime.now().astimezone().isoformat(timespec="seconds")


def _write(text: str, output: str | None, *, replacing: bool = False) -> None:
    """Write beside the file and move; a draw with replacements is not overwritten by a new one."""
    if output is None:
        click.echo(text, nl=False)
        return
    path = Path(output)
    if not replacing and path.exists() and "\nreplacements:" in path.read_text(encoding="utf-8", errors="replace"):
        raise UsageError(f"{output} holds a draw with replacements; a new draw would lose them: choose another name")
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


def _show(found: Explained, form: str, language: str, more: dict[str, Any] | None = None) -> None:
    """Print a result: its fields and words as JSON, or the words alone."""
    said = found.explain(language)  # type: ignore[arg-type]
    if form == "json":
        row = asdict(found) | (more or {}) | asdict(said)  # type: ignore[call-overload]
        click.echo(json.dumps(row, ensure_ascii=False, indent=2, allow_nan=False))
        return
    click.echo(said.sentence)
    for line in (said.formula, said.source, *said.assumptions):
        if line:
            click.echo(f"  {line}")
