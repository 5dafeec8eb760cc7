"""Looking for what was to be deleted in everything that stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from auditlib.archive.contents import files_below
from auditlib.archive.deletion import Plan, What
from auditlib.files.notes import read_note
from auditlib.fingerprints import FOLDERS
from auditlib.problems import Location, Problem, problem

_LEAST_WORDS = 6
_TEXTS = (".yaml", ".md", ".csv", ".txt", ".html", ".ipynb", ".json", ".jsonl")
_SPACE = re.compile(r"\s+")


def leftovers(root: Path, plan: Plan) -> list[Problem]:
    """Give each place where what is to be deleted stands outside what the deletion takes; to be asked before it.

    Names are looked for as whole words, and of the notes the coded passages of six words or more. Word documents and
    other files that are no text are not looked through.
    """
    said = [("the name of an informant", each) for each in plan.names]
    if plan.what is What.NOTES:
        said = [("a passage", each) for each in _passages(root, plan)]
    patterns = [(what, _pattern(each)) for what, each in said]
    staying = (name for name in _texts(root, plan.audit) if name not in plan.gone)
    return [each for name in staying for each in _found(root, name, plan, patterns)]


def _passages(root: Path, plan: Plan) -> Iterator[str]:
    """Give the words of the passages that are long enough to be known again."""
    for name in plan.gone:
        if name.startswith(f"interviews/{plan.audit}/") and name.count("/") == 2 and name.endswith(".md"):
            read = read_note(root / name, name, [])
            passages = read.note.passages if read else ()
            yield from (each.text for each in passages if len(each.text.split()) >= _LEAST_WORDS)


def _pattern(text: str) -> re.Pattern[str]:
    """Find a text however its white space is laid out."""
    words = r"\s+".join(re.escape(each) for each in _SPACE.split(text.strip()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _texts(root: Path, audit: str) -> Iterator[str]:
    folders = (*(f"{each}/{audit}" for each in FOLDERS), f"reports/{audit}", "notebooks")
    for folder in folders:
        yield from (name for name in files_below(root, folder) if name.endswith(_TEXTS))


def _found(root: Path, name: str, plan: Plan, patterns: list[tuple[str, re.Pattern[str]]]) -> Iterator[Problem]:
    """Give the places in one file; a place is told, and what stands there is not."""
    text = plan.changed.get(name)
    if text is None:
        text = (root / name).read_text(encoding="utf-8", errors="replace")
    for what, pattern in patterns:
        for match in pattern.finditer(text):
            line, column = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
            yield problem("A912", Location(name, line, column), what=what)
