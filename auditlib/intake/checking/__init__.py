"""Checking what an added document says: its figures, its references and its chapters. Nothing in it is corrected."""

from __future__ import annotations

from pathlib import Path

from auditlib.files.added import Added
from auditlib.intake.adding import identity_problems
from auditlib.intake.checking.against import against_problems
from auditlib.intake.checking.chapters import chapter_problems
from auditlib.intake.checking.figures import figure_problems, read_tables
from auditlib.intake.checking.references import reference_problems
from auditlib.intake.checking.text import text_of
from auditlib.intake.showing import read_one
from auditlib.problems import Problem


def check_document(root: Path, audit: str, id_: str) -> tuple[Problem, ...]:
    """Find everything that does not follow in an added document, in the order of its files.

    Raises UsageError where there is no such document, and InputError where it was changed after it was added.
    """
    added: Added = read_one(root, audit, id_)
    text, tables = text_of(added), read_tables(root, added)
    found = [
        *identity_problems(added.folder, added.pages), *figure_problems(added, text, tables),
        *reference_problems(text), *chapter_problems(text), *against_problems(text, tables),
    ]  # fmt: skip
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda each: (each.at.file, each.at.line, each.at.column, each.code)))
