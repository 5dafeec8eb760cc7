"""An audit held against an auditing standard: each rule is met, not met, untested, or for a person to confirm.

Packs are data (`auditlib.rulepacks`, in `criteria/standards/`); the tests that they name are made here.
"""

from auditlib.standards.checklist import Checklist, RuleResult, checklist, declared_pack, pack_for
from auditlib.standards.model import Outcome
from auditlib.standards.rows import as_text, rows

__all__ = ["Checklist", "Outcome", "RuleResult", "as_text", "checklist", "declared_pack", "pack_for", "rows"]
