"""The hearing: the version that was sent is fixed, and what is otherwise in the report now is shown claim by claim."""

from auditlib.hearing.compare import ClaimChange, Compared, Comparison, Why, compare
from auditlib.hearing.send import fix, write_sent
from auditlib.hearing.wording import Part, difference

__all__ = ["ClaimChange", "Compared", "Comparison", "Part", "Why", "compare", "difference", "fix", "write_sent"]
