"""Names that parts of a report are found by: anchors in the page, and the kind of output that holds both editions."""

from __future__ import annotations

import re
from hashlib import blake2s

from auditlib.claims import Reference

EDITIONS = "application/vnd.auditlib.editions+json"


def panel_anchor(reference: Reference) -> str:
    """Give the anchor of a claim's panel: the same for the same reference, in every run."""
    words = re.sub(r"\W+", "-", reference.text).strip("-")
    return f"_b-{words[:40]}-{blake2s(reference.text.encode(), digest_size=3).hexdigest()}"


def subject_anchor(name: str) -> str:
    """Give the place in the register of what is known about a criterion or topic."""
    return f"_bevis-{name}"
