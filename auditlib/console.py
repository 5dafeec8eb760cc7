"""What every command does alike: exit codes, how problems are printed, `--format` and `--workspace`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

import click

from auditlib.problems import AuditlibError, InputError, Problem, Severity, UsageError

_Command = TypeVar("_Command", bound=Callable[..., None])

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
WORKSPACE = click.option(
    "-w", "--workspace", type=click.Path(exists=True, file_okay=False), default=".",
    help="A folder in the workspace; the current one by default.",
)  # fmt: skip


def _is_wrong_call(error: AuditlibError) -> bool:
    return isinstance(error, UsageError)


def with_exit_codes(
    is_wrong_call: Callable[[AuditlibError], bool] = _is_wrong_call,
) -> Callable[[_Command], _Command]:
    """Print errors without a stack, and end with 1 for what files hold and 2 for a wrong call."""

    def decorate(command: _Command) -> _Command:
        @wraps(command)
        def wrapped(*args: Any, **kwargs: Any) -> None:
            try:
                command(*args, **kwargs)
            except InputError as error:
                print_problems(error.problems)
                sys.exit(1)
            except AuditlibError as error:
                click.echo(f"auditlib: {error}", err=True)
                sys.exit(2 if is_wrong_call(error) else 1)
            except OSError as error:
                click.echo(f"auditlib: {error.filename}: {error.strerror}", err=True)
                sys.exit(1)

        return wrapped  # type: ignore[return-value]

    return decorate


def print_problems(problems: Iterable[Problem]) -> None:
    """Print one line each, and a count on the standard error."""
    counts = dict.fromkeys(Severity, 0)
    for each in problems:
        counts[each.severity] += 1
        colour = {Severity.ERROR: "red", Severity.WARNING: "yellow"}.get(each.severity)
        click.secho(str(each), fg=colour)
    if sum(counts.values()):
        said = ", ".join(f"{n} {severity.value}{'s' * (n != 1)}" for severity, n in counts.items() if n)
        click.echo(said, err=True)
