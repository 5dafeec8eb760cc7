"""Referencing: a second person goes through everything the report claims, before it is signed.

What is gone through is a `Subject`: every reference in the auditor's texts and every item that judges. What people say
of it are `Mark`s, small files that are written once and never changed. `standing_of` works out from the subjects as
they are now and the marks where everything stands; nothing else is kept.
"""

from auditlib.review.marks import Mark, MarkKind, Signature, Start, same_name
from auditlib.review.standing import Point, Standing, State, SubjectStanding, standing_of
from auditlib.review.store import Round, read_rounds
from auditlib.review.subjects import Subject, subjects_of

__all__ = [
    "Mark",
    "MarkKind",
    "Point",
    "Round",
    "Signature",
    "Standing",
    "Start",
    "State",
    "Subject",
    "SubjectStanding",
    "read_rounds",
    "same_name",
    "standing_of",
    "subjects_of",
]
