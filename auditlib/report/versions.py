"""A criterion's wordings side by side: when each applied, and what is new since the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from auditlib.criteria import CriterionVersion, Norm, Operator
from auditlib.labels import label
from auditlib.language import _
from auditlib.measures.deadlines import in_words
from auditlib.measures.norms import limit_words
from auditlib.report.model import VersionPart


def version_parts(versions: Sequence[CriterionVersion], citations: Mapping[str, str]) -> tuple[VersionPart, ...]:
    """Build the wordings, the oldest first; `citations` are the words for each provision."""
    changed = [(), *(tuple(_changes(before, after)) for before, after in pairwise(versions))]
    return tuple(_part(each, citations, new) for each, new in zip(versions, changed, strict=False))


def _part(version: CriterionVersion, citations: Mapping[str, str], changes: tuple[str, ...]) -> VersionPart:
    return VersionPart(
        version.validity.in_words(),
        version.requirement,
        label(version.modality),
        deadline_of(version),
        tuple((each, citations[each]) for each in version.provisions),
        changes,
    )


def deadline_of(version: CriterionVersion) -> str:
    """Give the deadline as the source words it; empty where it has none."""
    return f"{version.deadline.value} {version.deadline.unit}" if version.deadline else ""


def _changes(before: CriterionVersion, after: CriterionVersion) -> Iterator[str]:
    """Say what is new: in the auditor's words, and what can be held together."""
    if after.changes:
        yield after.changes
    if before.modality != after.modality:
        yield _("Kravet er gått fra «{before}» til «{after}».").format(
            before=label(before.modality), after=label(after.modality)
        )
    if _stamp(before.norm) != _stamp(after.norm):
        yield _("Grensen er gått fra {before} til {after}.").format(
            before=_limit(before.norm), after=_limit(after.norm)
        )
    same = before.requirement == after.requirement and _stamp(before.norm) == _stamp(after.norm)
    if same and not after.changes and before.modality == after.modality:
        yield _("Kravet er det samme, men hjemmelen er ny.")


def _stamp(norm: Norm | None) -> str:
    """Give what a norm asks for, wherever it stands in its file."""
    return norm.stamp if norm else ""


def _limit(norm: Norm | None) -> str:
    if norm is None:
        return _("ingen målbar grense")
    return in_words(norm) if norm.operator is Operator.WITHIN else limit_words(norm)
