"""Repairing what reading did to a document's letters: nothing without a reason, and nothing without saying so.

`repair` takes the pages as they were read and gives them repaired, with every change and every word that had to be
left. A text without damage comes out as it went in, and a repaired text has nothing more to repair.
"""

from auditlib.intake.repair.changes import Change, Damage, Doubt
from auditlib.intake.repair.pages import Mended, MendedPage, repair

__all__ = ["Change", "Damage", "Doubt", "Mended", "MendedPage", "repair"]
