"""Tests of method and data: interviews, file reviews, figures and what the method chapter says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from auditlib.audits import Paragraph
from auditlib.checks.bare import bare_problems
from auditlib.checks.figures import acknowledgement, recalculate_table
from auditlib.evidence import EvidenceKind
from auditlib.labels import label
from auditlib.language import _
from auditlib.mapping import Mapped
from auditlib.standards.model import Held, Parameters, Result, met, not_met, sorted_out, untested
from auditlib.tables import Outcome, Review

_AROUND_WORDS = re.compile(r"^«|».*$", re.DOTALL)


def interviews_verified(mapped: Mapped, given: Parameters) -> Result:
    """Each interview note is verified by an informant."""
    interviews = [each.interview for each in mapped.inputs.notes]
    kept = (Held(each.id) for each in interviews if each.verified)
    broken = (Held(each.id, _("ikke verifisert")) for each in interviews if not each.verified)
    return sorted_out(kept, broken, _("Revisjonen har ingen intervjuer."))


def kinds_described(mapped: Mapped, given: Parameters) -> Result:
    """Each kind of evidence in use is described in a paragraph on method that says nothing is lacking.

    The parameters are, for each kind, words of which the paragraph's title or text has at least one.
    """
    kept, broken = list[Held](), list[Held]()
    for kind in [kind for kind in EvidenceKind if any(each.kind is kind for each in mapped.register)]:
        about = _paragraphs(mapped.inputs.audit.method, given[kind.value])
        lacking = [each.lacks for each in about if each.lacks]
        if lacking:
            broken.append(Held("", f"{label(kind)}: {' '.join(lacking)}"))
        elif about:
            kept.append(Held("", _("{kind}: «{title}»").format(kind=label(kind), title=about[0].title)))
        else:
            broken.append(Held("", _("{kind}: ikke omtalt").format(kind=label(kind))))
    return sorted_out(kept, broken, _("Revisjonen har ingen bevis."))


def _paragraphs(method: Sequence[Paragraph], words: Iterable[str]) -> list[Paragraph]:
    """Give the paragraphs with one of the words in their title; where there is none, those with one in the text."""
    found = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)
    titled = [each for each in method if found.search(each.title)]
    return titled or [each for each in method if found.search(each.text)]


def reviews_described(mapped: Mapped, given: Parameters) -> Result:
    """For each file review it is known what the cases were drawn from, how many there were, and how they were drawn."""
    kept, broken = list[Held](), list[Held]()
    for review in mapped.inputs.reviews:
        unknown = list(_unknown(review))
        for attribute in review.attributes:
            (broken if unknown else kept).append(Held(f"{review.id}.{attribute.id}", "; ".join(unknown)))
    return sorted_out(kept, broken, _("Revisjonen har ingen mappegjennomgang."))


def _unknown(review: Review) -> Iterator[str]:
    if review.drawn.method == "unknown":
        yield _("hvordan sakene ble trukket, er ikke beskrevet")
    if review.population.known is None:
        yield _("hvor mange saker det var å velge blant, er ikke oppgitt")


def figures_follow(mapped: Mapped, given: Parameters) -> Result:
    """Each total, share and change in the tables follows from the other cells, or is explained or acknowledged."""
    tables = mapped.inputs.tables
    kept, broken = list[Held](), list[Held]()
    for name, table in tables.items():
        found = recalculate_table(table, tables.values()).discrepancies
        wrong = [each for each in found if not each.explained and not acknowledgement(table, each)]
        places = "; ".join(f"{each.row}, {each.column}" for each in wrong)
        (broken if wrong else kept).append(Held(name, places))
    return sorted_out(kept, broken, _("Revisjonen har ingen tabeller."))


def measurements_made(mapped: Mapped, given: Parameters) -> Result:
    """Each declared test of figures could be made."""
    kept, broken = list[Held](), list[Held]()
    for each in mapped.measurements.values():
        failed = each.outcome is Outcome.UNTESTED
        (broken if failed else kept).append(Held(each.id, each.reason if failed else ""))
    return sorted_out(kept, broken, _("Revisjonen har ingen målinger."))


def numbers_have_source(mapped: Mapped, given: Parameters) -> Result:
    """Each number in the auditor's own texts is a reference, or declared with its reason."""
    found = [each for each in bare_problems(mapped) if each.code == "J611"]
    if found:
        words = ((_AROUND_WORDS.sub("", each.message), each.at) for each in found)
        said = (Held("", _("«{word}» ({place})").format(word=word, place=place)) for word, place in words)
        return not_met(said, _("Tallene har ingen kilde."))
    if not mapped.inputs.findings:
        return untested(_("Revisjonen har ingen funn."))
    return met((), _("Alle tall i revisors tekster viser til kilden eller er forklart."))
