"""Calling the command line inside this process."""

from pathlib import Path

from click.testing import CliRunner, Result

from auditlib.cli import main

AUDIT = "nyby-2024"


def call(*arguments: str | Path) -> Result:
    """Run a command; it may end with a status, never with another error or a stack."""
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code in (0, 1, 2)
    assert "Traceback" not in result.output
    return result


def change(workspace: Path, name: str, old: str, new: str) -> None:
    """Change some words of a file, which must be there."""
    path = workspace / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} does not say {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
