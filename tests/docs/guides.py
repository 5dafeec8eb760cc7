"""Reading a guide in Markdown into what a reader does with it: commands to run, files to write and files to change.

A ```console block holds commands after `$ ` and what each prints: `…` stands for anything in a line, and alone on a
line for any lines. `# slutter med 1` after a command is its exit status. After `console`, `etter=NAME` names who has
done something before the commands; see `others`. In the first line of other blocks,
`skriv=FILE` says that the reader writes that file, `legg-til=FILE` that he adds to it, and `endre=FILE`, in a diff,
that he changes it.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ ", re.MULTILINE)
_STATUS = re.compile(r"\s+# slutter med (\d)$")
_DEED = re.compile(r"\b(skriv|legg-til|endre)=(\S+)")
_AFTER = re.compile(r"console(?: etter=(\S+))?")
_ANY_LINES, _ANY = r"(?:[^\n]*\n)*", r"[^\n]*"


@dataclass(frozen=True)
class Command:
    """A command with the status it ends with and the pattern of what it prints; an empty one is not compared."""

    line: str
    words: tuple[str, ...]
    status: int
    printed: str

    def fits(self, output: str) -> bool:
        return not self.printed or re.fullmatch(pattern_of(self.printed), output) is not None


@dataclass(frozen=True)
class Deed:
    """Something the reader does with a file: `skriv`, `legg-til` or `endre`."""

    how: str
    file: str
    text: str

    def do(self, folder: Path) -> None:
        path = folder / self.file
        if self.how == "skriv":
            assert not path.exists(), f"{self.file} is there already"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.text, encoding="utf-8")
            return
        before = path.read_text(encoding="utf-8")
        path.write_text(before + self.text if self.how == "legg-til" else self.changed(before), encoding="utf-8")

    def changed(self, before: str) -> str:
        lines = self.text.splitlines(keepends=True)
        old = "".join(each[1:] for each in lines if each[:1] in "- ")
        new = "".join(each[1:] for each in lines if each[:1] in "+ ")
        assert before.count(old) == 1, f"{self.file} has {before.count(old)} of:\n{old}"
        return before.replace(old, new)


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else does before the next commands."""

    who: str


def pattern_of(printed: str) -> str:
    """The pattern of what a guide shows of an output."""
    parts = []
    for line in printed.splitlines():
        parts.append(_ANY_LINES if line.strip() == "…" else _ANY.join(map(re.escape, line.split("…"))) + "\n")
    return "".join(parts)


def steps_of(guide: Path) -> Iterator[Command | Deed | Meanwhile]:
    """What a reader of a guide does, in order."""
    for block in _BLOCK.finditer(guide.read_text(encoding="utf-8")):
        deed = _DEED.search(block["info"])
        console = _AFTER.fullmatch(block["info"])
        if console:
            if console[1]:
                yield Meanwhile(console[1])
            yield from _commands(block["body"])
        elif deed:
            yield Deed(deed[1], deed[2], block["body"])


def _commands(body: str) -> Iterator[Command]:
    before, *asked = _COMMAND.split(body)
    assert not before.strip(), f"a console block begins with a command: {before}"
    for each in asked:
        line, _, printed = each.partition("\n")
        status = _STATUS.search(line)
        plain = _STATUS.sub("", line)
        yield Command(plain, tuple(shlex.split(plain)), int(status[1]) if status else 0, printed)
