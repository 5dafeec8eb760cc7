"""The life of a judgement: what it rested on when it was judged, and whether that still holds.

A judgement is an assessment, a finding, a conclusion or a recommendation. Why it is stored as it is:
docs/decisions/0018.
"""

from auditlib.judged.acts import accept, changed_in_short, clear, judge, to_judge
from auditlib.judged.basis import judgements
from auditlib.judged.model import Acceptance, Change, Judgement, Stored, Suspect, What
from auditlib.judged.standing import Standing, standing_of
from auditlib.judged.store import Store, read_store

__all__ = [
    "Acceptance",
    "Change",
    "Judgement",
    "Standing",
    "Store",
    "Stored",
    "Suspect",
    "What",
    "accept",
    "changed_in_short",
    "clear",
    "judge",
    "judgements",
    "read_store",
    "standing_of",
    "to_judge",
]
