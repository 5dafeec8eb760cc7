"""Verification of interview notes: the informant's copy, what came back, and what was done with it.

A copy holds only what the informant said, without codings. What comes back is kept as proposed changes; accepted words
are put into the note without touching anything else, and the note says that it is verified when all is decided.
"""

from auditlib.verification.before import before_texts
from auditlib.verification.copies import Copy, Part
from auditlib.verification.deciding import Decided, decide, settle
from auditlib.verification.model import Change, Kind, Record, State
from auditlib.verification.sending import copy_for, keep_sent, receive, refuse_again
from auditlib.verification.store import latest, read_records

__all__ = [
    "Change",
    "Copy",
    "Decided",
    "Kind",
    "Part",
    "Record",
    "State",
    "before_texts",
    "copy_for",
    "decide",
    "keep_sent",
    "latest",
    "read_records",
    "receive",
    "refuse_again",
    "settle",
]
