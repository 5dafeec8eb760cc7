"""A made-up audit in its hearing: sent, and answered in hearing.yaml."""

from pathlib import Path

from auditlib.hearing import fix, write_sent
from auditlib.workbench import load
from tests.builders import AUDIT, Nyby

FILES = {"rapport.html": "ab" * 32}
DATES = "hearing: {from: 2024-04-21, to: 2024-05-10}\n"


def send(nyby: Nyby, on: str = "2024-04-22", hash_: str = "ab" * 32) -> Path:
    """Send the audit as it is."""
    sent = fix(load(AUDIT, nyby.root), {"rapport.html": hash_}, "Kari Nordmann", on)
    return write_sent(sent, nyby.root, AUDIT)


def response(id_: str = "H1", **keys: str) -> str:
    """Write a response of hearing.yaml, decided unless it says otherwise."""
    given = {
        "comment": "Dette er feil.",
        "examined": "Lest på nytt.",
        "decision": "kept",
        "reason": "Det stemmer.",
    } | keys
    said = "".join(f"      {key}: {value}\n" for key, value in given.items() if value)
    return f"    - id: {id_}\n      from: kommunedirektøren\n      on: 2024-05-08\n{said}"


def hearing(*responses: str, notes: str = "", more: str = "") -> str:
    """Write hearing.yaml."""
    listed = "  responses:\n" + "".join(responses) if responses else ""
    return f"hearing:\n  statement: Kommunedirektøren takker for rapporten.\n{listed}{notes}{more}"
