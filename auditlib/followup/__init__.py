"""What becomes of recommendations: a follow-up audit started from an earlier one, and the register over all audits."""

from auditlib.followup.register import Entry, Wanted, register
from auditlib.followup.start import Started, start

__all__ = ["Entry", "Started", "Wanted", "register", "start"]
