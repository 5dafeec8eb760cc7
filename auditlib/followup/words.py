"""What a recommendation or a judgement says outside its own report: as the public edition words it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from auditlib.claims import Claim
from auditlib.language import speaking
from auditlib.mapping import Mapped, render
from auditlib.workbench import load
from auditlib.workspace import Inputs

_EMPTY = re.compile(r"\s*\([\s,;]*\)")  # what is left of marks in brackets


def words_of(inputs: Inputs, owner: str, text: str) -> str:
    """Give an item's text with the counts and figures in place; raise InputError when they cannot be had.

    Only a text that refers to evidence takes reading and measuring the whole audit.
    """
    if "{{" not in text:
        return text
    mapped = _public(inputs.root, inputs.audit.id)
    with speaking(inputs.audit.language):
        pieces = render(text, mapped, owner)
        said = "".join(each if isinstance(each, str) else _said(each) for each in pieces)
    return _EMPTY.sub("", said)


def _said(claim: Claim) -> str:
    """Say a claim; a mark that only points at evidence leads nowhere outside its report."""
    return "" if claim.said == f"[{claim.target}]" else claim.said


@lru_cache(maxsize=1)
def _public(root: Path, audit: str) -> Mapped:
    return load(audit, root).public
