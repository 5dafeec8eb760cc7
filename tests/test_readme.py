"""The transcript in README is what the commands print."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def transcript() -> list[tuple[str, str]]:
    """Give the commands of README's console block with what should follow each."""
    block = re.search(r"```console\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block
    steps = re.split(r"^\$ ", block[1], flags=re.MULTILINE)[1:]
    return [(command, expected) for command, _, expected in (step.partition("\n") for step in steps)]


def test_readme_transcript_is_what_the_commands_print(tmp_path: Path) -> None:
    folder = tmp_path
    for command, expected in transcript():
        name, *arguments = shlex.split(command)
        if name == "cd":
            folder /= arguments[0]
            continue
        done = subprocess.run(
            [sys.executable, "-m", name, *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == expected, f"{command}\n{done.stderr}"
