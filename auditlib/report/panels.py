"""What a claim opens: the figure and how it was found, who said what for and against, the criterion and the judgement.

Claims that are written with the same reference rest on the same, and share a panel.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from auditlib.claims import Claim
from auditlib.criteria import Stance
from auditlib.evidence import Evidence, from_measurement
from auditlib.labels import owner_in_words
from auditlib.language import _
from auditlib.mapping import Mapped, claims_in
from auditlib.numbers import format_number
from auditlib.report.anchors import panel_anchor
from auditlib.report.build import Builder
from auditlib.report.model import CriterionBrief, Own, PanelPart
from auditlib.tables import Measurement

_OPPOSITE = {Stance.MEETS: (Stance.DEVIATES, Stance.MIXED), Stance.DEVIATES: (Stance.MEETS, Stance.MIXED)}
_SIDES = ("speaks_for", "speaks_against", "context")
_Sides = tuple[Sequence[Evidence], Sequence[Evidence], Sequence[Evidence]]
_Facts = Iterator[tuple[str, str]]


@lru_cache(maxsize=4)
def uses(mapped: Mapped) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Give, for each panel and each piece of evidence, the claims that lead there, as pairs of owner and claim."""
    found: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for owner, claim in claims_in(mapped):
        for target in (panel_anchor(claim.reference), *claim.evidence):
            found[target][owner, claim.id] = None
    return {target: tuple(pairs) for target, pairs in found.items()}


def build_panel(claim: Claim, build: Builder) -> PanelPart:
    """Build what a claim opens."""
    mapped, target = build.mapped, claim.target
    measured = mapped.measurements.get(target)
    anchor = panel_anchor(claim.reference)
    evidence = _evidence(claim, mapped)
    return PanelPart(
        anchor=anchor,
        said=claim.said,
        facts=tuple(_facts(claim, mapped, measured)),
        link=_link(claim, mapped, measured),
        criterion=_criterion(build, (measured.criterion if measured else target)),
        used_in=tuple((owner_in_words(owner), claim) for owner, claim in uses(build.own).get(anchor, ())),
        **{side: build.evidence(pieces) for side, pieces in zip(_SIDES, evidence, strict=True)},
    )


def _evidence(claim: Claim, mapped: Mapped) -> _Sides:
    """Give what a claim rests on, what speaks against it, and what is background to it."""
    own = [mapped.register[id_] for id_ in claim.evidence if id_ not in mapped.measurements]
    stances = [Stance(word) for word in claim.reference.words if word in list(Stance)]
    if not stances or claim.target in mapped.measurements:
        return own, (), ()
    topic = claim.reference.options.get("topic", "")
    about = mapped.register.on_criterion(claim.target) or mapped.register.on_topic(claim.target)
    known = {each.id for each in own}
    others = [each for each in about if each.id not in known and (not topic or each.topic == topic)]
    against = [each for each in others if each.stance in _OPPOSITE.get(stances[0], ())]
    return own, against, [each for each in others if each.stance is Stance.CONTEXT]


def _facts(claim: Claim, mapped: Mapped, measured: Measurement | None) -> _Facts:
    """Say what kind of claim it is and how it was found."""
    if claim.reference.row:
        yield from _cell(claim, mapped)
    elif measured:
        yield from _measured(measured)
    elif claim.reference.words:
        yield from _counted(claim, mapped)


def _cell(claim: Claim, mapped: Mapped) -> _Facts:
    """Quote a table's cell with its place and its source."""
    table = mapped.inputs.tables[claim.target]
    column = table.column(claim.reference.column)
    assert column is not None
    yield _("Tabell"), Own(table.resource.title)
    yield _("Rad og kolonne"), Own(f"{claim.reference.row}, {column.label}")
    yield _("Enhet"), Own(column.unit or "")
    yield _("Kilde"), Own("; ".join(table.resource.sources))
    yield _("Forbehold"), Own(" ".join((*table.resource.reliability, *table.resource.footnotes)))


def _measured(measured: Measurement) -> _Facts:
    """Say what was measured, how, and what it allows."""
    yield _("Måling"), Own(f"{measured.id} {measured.title}")
    yield _("Resultat"), measured.sentence
    yield _("Formel"), measured.formula
    if measured.n is not None:
        yield _("Antall saker (n)"), format_number(measured.n, 0)
    if measured.interval:
        low, high = (format_number(value, measured.decimals) for value in measured.interval)
        level = format_number(measured.confidence * 100, 0)
        yield _("{level} prosent konfidensintervall").format(level=level), f"{low}–{high}"
    yield _("Metode"), measured.method
    yield _("Forutsetter"), "; ".join(measured.assumptions)
    yield _("Leses av"), from_measurement(measured).locator if measured.cells and measured.n is None else ""
    yield _("Kunne ikke testes"), measured.reason
    yield _("Forbehold"), Own(measured.note)


def _counted(claim: Claim, mapped: Mapped) -> _Facts:
    """Say who was asked, by group, and how many said it."""
    named, topic = claim.reference.options.get("group", ""), claim.reference.options.get("topic", "")
    group = mapped.inputs.merged_groups.get(named, named)
    tally = mapped.tallies.on(claim.target, topic, group)
    stance = next(Stance(word) for word in claim.reference.words if word in list(Stance))
    speakers, silent = tally.saying(stance), [name for name, said in tally.said.items() if not said]
    yield _("Spurt"), _by_group(list(tally.said), mapped)
    yield _("Sier dette"), _by_group(speakers, mapped)
    others = [name for name in tally.said if name not in speakers and name not in silent]
    yield _("Sier noe annet"), _by_group(others, mapped)
    yield _("Har ikke uttalt seg om dette"), _by_group(silent, mapped)


def _by_group(names: Sequence[str], mapped: Mapped) -> str:
    """Write how many informants there are of each group: `5 (3 skoler, 2 barnehager)`."""
    counts = Counter(mapped.group_of[name] for name in names)
    shown = [
        f"{counts[each.id]} {each.one if counts[each.id] == 1 else each.many}"
        for each in mapped.inputs.audit.groups
        if counts[each.id]
    ]
    return f"{len(names)} ({', '.join(shown)})" if shown else _("ingen")


def _link(claim: Claim, mapped: Mapped, measured: Measurement | None) -> tuple[str, str]:
    """Give where in the report the claim's ground stands whole, as anchor and words."""
    if measured and measured.table:
        return measured.id, _("{id} i bevisregisteret").format(id=measured.id)
    if claim.reference.row:
        return claim.target, Own(mapped.inputs.tables[claim.target].resource.title)
    return claim.target, claim.target


def _criterion(build: Builder, id_: str) -> CriterionBrief | None:
    """Give the criterion that the claim is about, with its provisions, and the judgement with its text."""
    if id_ not in build.mapped.criteria:
        return None
    part = build.criterion(id_)
    judged = "".join(piece.said if isinstance(piece, Claim) else piece for piece in part.assessment)
    departs = "".join(piece.said if isinstance(piece, Claim) else piece for piece in part.departs)
    provisions = {each.id: each for source in build.inputs.sources for each in source.provisions}
    cited = tuple(
        (anchor, words, provisions[anchor].validity.in_words())
        for each in part.versions
        for anchor, words in each.citations
    )
    worded = tuple((each.when, each.requirement) for each in part.versions)
    return CriterionBrief(part.id, part.title, worded, cited, part.status, part.status_code, judged, departs)

