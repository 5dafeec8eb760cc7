"""What rests on interview notes that nobody has verified, and what evidence said before it was verified."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from auditlib.mapping import Mapped
from auditlib.report.build import Builder
from auditlib.verification import before_texts


@lru_cache(maxsize=4)
def unverified_evidence(mapped: Mapped) -> frozenset[str]:
    """Give the ids of all evidence from notes that are not verified."""
    notes = (each for each in mapped.inputs.notes if each.interview.verified is None)
    return frozenset(passage.id for each in notes for passage in each.passages)


@lru_cache(maxsize=4)
def earlier_words(build: Builder) -> Mapping[str, str]:
    """Give what passages said before they were changed in verification; nothing for the public edition.

    Raises InputError when the record of a verification is broken.
    """
    if not build.internal:
        return {}
    before = before_texts(build.inputs.root, build.inputs.audit.id)
    register = build.mapped.register
    return {id_: words for id_, words in before.items() if id_ in register and register[id_].text != words}
