"""The rules that turn evidence into a suggested status, a strength and a word for how many.

This is the one place where the mapping is written; the method chapter prints `explain`. The thresholds are the audit's
own (`rules` and `quantifiers` in audit.yaml). The tool suggests; the auditor judges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from auditlib.audits import Ground, Quantifier, Rules
from auditlib.criteria import Stance
from auditlib.evidence import Evidence, EvidenceKind
from auditlib.findings import Status
from auditlib.interviews import Informant, Note
from auditlib.language import _, ngettext
from auditlib.numbers import format_number

_SIDES = (Stance.MEETS, Stance.DEVIATES, Stance.MIXED)
_NOTHING: frozenset[Stance] = frozenset()


class Strength(StrEnum):
    """How strong the ground under a judgement is."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


def counted_as(stance: Stance) -> frozenset[Stance]:
    """Give the stances that count when one is asked for: a mixed statement both meets and deviates."""
    return frozenset({stance, Stance.MIXED} if stance in (Stance.MEETS, Stance.DEVIATES) else {stance})


@cache
def _with(said: frozenset[Stance], stance: Stance) -> frozenset[Stance]:
    """Give some stances and one more. There are few combinations, and all informants share them."""
    return said | {stance}


@dataclass(frozen=True, slots=True)
class Tally:
    """What the informants who were asked about something said of it.

    `said` holds each asked informant's stances; one who was asked and took no stance has none.
    """

    said: Mapping[str, frozenset[Stance]]

    @property
    def asked(self) -> int:
        """How many informants were asked."""
        return len(self.said)

    def saying(self, stance: Stance) -> tuple[str, ...]:
        """Give the informants who said something with this stance; a mixed statement is both."""
        wanted = counted_as(stance)
        return tuple(name for name, stances in self.said.items() if stances & wanted)

    def side(self, informant: str) -> Stance | None:
        """Give an informant's stance on the whole: both ways is mixed, context alone is none."""
        stances = self.said[informant] - {Stance.CONTEXT}
        if len(stances) > 1:
            return Stance.MIXED
        return next(iter(stances), None)

    def of(self, informants: Iterable[str]) -> Tally:
        """Narrow the tally to some informants, for example a group."""
        wanted = set(informants)
        return Tally({name: said for name, said in self.said.items() if name in wanted})


class Tallies:
    """Tallies of every criterion and topic, made in one pass over the notes."""

    def __init__(self, notes: Iterable[Note], informants: Sequence[Informant]) -> None:
        """Count who was asked about what, and what they said."""
        self.groups: defaultdict[str, list[str]] = defaultdict(list)
        for each in informants:
            self.groups[each.group].append(each.id)
        self._said: defaultdict[tuple[str, str], dict[str, frozenset[Stance]]] = defaultdict(dict)
        for note in notes:
            self._count(note)

    def _count(self, note: Note) -> None:
        """Take one note into the tallies."""
        for about in note.asked_about():
            for informant in note.interview.informants:
                self._said[about, ""].setdefault(informant, _NOTHING)
        for passage in note.passages:
            keys = {(passage.criterion, ""), (passage.topic, ""), (passage.criterion, passage.topic)}
            for key in keys - {("", "")}:
                said = self._said[key]
                for informant in passage.informants:
                    said[informant] = _with(said.get(informant, _NOTHING), passage.stance)

    def on(self, about: str, topic: str = "", group: str = "") -> Tally:
        """Give the tally of a criterion or topic; with a topic, of those asked about that topic."""
        said = self._of(about, topic)
        tally = Tally({name: said.get(name, _NOTHING) for name in self._asked(topic or about)})
        return tally.of(self.groups.get(group, ())) if group else tally

    def _of(self, about: str, topic: str) -> Mapping[str, frozenset[Stance]]:
        """Give the stances of each informant on a criterion or topic, or on a criterion within a topic."""
        nobody: Mapping[str, frozenset[Stance]] = {}
        return self._said.get((about, topic), nobody)

    def _asked(self, about: str) -> Iterable[str]:
        """Give the informants who were asked about a criterion or topic."""
        return self._of(about, "")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The status the rules suggest, how strong the ground is, and the count it rests on."""

    status: Status
    strength: Strength
    meets: int
    deviates: int
    mixed: int
    ground: Ground
    reason: str

    @property
    def sources(self) -> int:
        """How many independent sources took a stance."""
        return self.meets + self.deviates + self.mixed


def suggest(
    evidence: Sequence[Evidence], tally: Tally, group_of: Mapping[str, str], rules: Rules
) -> Suggestion:
    """Suggest a status from the evidence on a criterion.

    Each informant is one source, and so is each document, table and test, however much it says. Sources that only
    give context are not counted.
    """
    sides = _sides(evidence, tally)
    meets, deviates, mixed = (sum(side is each for side in sides) for each in _SIDES)
    tests = [each.stance for each in evidence if each.tested]
    if not evidence and not tally.asked:
        status, reason = Status.NOT_EXAMINED, _("ingen er spurt, og det er ikke samlet inn noe om kravet")
    elif not sides or (len(sides) < rules.least_sources and not tests):
        status = Status.INSUFFICIENT_EVIDENCE
        reason = _("{sources} tar stilling til kravet; regelen krever minst {least}").format(
            sources=_sources(len(sides)), least=rules.least_sources
        )
    else:
        status, reason = _by_share(deviates + mixed / 2, len(sides), Stance.DEVIATES in tests, rules)
    ground = _ground_of(evidence, tally, group_of, len(sides))
    return Suggestion(status, strength_of(ground, rules), meets, deviates, mixed, ground, reason)


def _ground_of(
    evidence: Sequence[Evidence], tally: Tally, group_of: Mapping[str, str], sources: int
) -> Ground:
    """Count the sources that took a side, the groups they come from and the kinds of evidence."""
    kinds = {each.kind for each in evidence if each.stance in _SIDES}
    groups = {group_of[name] for name in tally.said if tally.side(name)}
    written = kinds - {EvidenceKind.PASSAGE}
    return Ground(sources=sources, groups=len(groups) + bool(written), kinds=len(kinds))


def _sides(evidence: Sequence[Evidence], tally: Tally) -> list[Stance]:
    """Give the side of each independent source that took one."""
    stances: defaultdict[str, set[Stance]] = defaultdict(set)
    for each in evidence:
        if each.kind is not EvidenceKind.PASSAGE and each.stance in _SIDES:
            stances[each.id if each.tested else each.origin].add(each.stance)
    written = [Stance.MIXED if len(said) > 1 else next(iter(said)) for said in stances.values()]
    spoken = [side for name in tally.said if (side := tally.side(name))]
    return spoken + written


def _by_share(weight: float, sources: int, failed: bool, rules: Rules) -> tuple[Status, str]:
    """Place the share of deviating sources on the scale; a failed test cannot be outvoted."""
    share = weight / sources
    said = _("{weight} av {sources} avviker (andel {share})").format(
        weight=_decimal(weight), sources=_sources(sources), share=_decimal(share)
    )
    if share > rules.partly_met_at_most:
        return Status.NOT_MET, said
    if share > rules.mostly_met_at_most:
        return Status.PARTLY_MET, said
    if failed:
        return Status.PARTLY_MET, _("{counted}, men en test viste at kravet ikke var holdt").format(counted=said)
    return (Status.MOSTLY_MET if share > rules.met_at_most else Status.MET), said


def strength_of(ground: Ground, rules: Rules) -> Strength:
    """Say how strong the ground is: a degree needs its sources, groups and kinds, all three."""
    for strength, needed in ((Strength.STRONG, rules.strong), (Strength.MEDIUM, rules.medium)):
        if all(getattr(ground, part) >= getattr(needed, part) for part in Ground.model_fields):
            return strength
    return Strength.WEAK


def quantifier(count: int, asked: int, scale: Sequence[Quantifier]) -> str:
    """Give the first word on the scale that the count bears; `ingen` for none."""
    if not count:
        return _("ingen")
    return next((each.word for each in scale if each.fits(count, asked)), str(count))


def explain(rules: Rules, scale: Sequence[Quantifier]) -> tuple[str, ...]:
    """Write the rules with the audit's thresholds, for the method chapter; no `scale` where nobody was asked."""
    return (
        _(
            "Hver informant, hvert dokument, hver tabell og hver test mot en norm teller som én kilde, uansett hvor "
            "mye den sier. Opplysninger som bare gir bakgrunn, teller ikke."
        ),
        _(
            "Er ingen spurt og ingenting samlet inn, er kriteriet ikke undersøkt. Tar færre enn {least} kilder "
            "stilling, og ingen test er gjort, er grunnlaget utilstrekkelig."
        ).format(least=rules.least_sources),
        _(
            "Ellers avgjør andelen av kildene som avviker, der en delt kilde teller halvt: oppfylt til og med {met}, "
            "i hovedsak oppfylt til og med {mostly}, delvis oppfylt til og med {partly}, og over det ikke oppfylt. "
            "Har en test vist at kravet ikke var holdt, foreslås aldri bedre enn delvis oppfylt."
        ).format(
            met=_percent(rules.met_at_most), mostly=_percent(rules.mostly_met_at_most),
            partly=_percent(rules.partly_met_at_most),
        ),
        _(
            "Dokumenter, tabeller og tester regnes som én gruppe ved siden av gruppene av informanter. Grunnlaget er "
            "sterkt med {strong}, middels med {medium}, og ellers svakt."
        ).format(strong=_ground(rules.strong), medium=_ground(rules.medium)),
        *(
            (_("Ord for antall skrives etter opptelling blant dem som ble spurt om saken: {words}.").format(
                words="; ".join(map(_claimed, scale))
            ),) if scale else ()
        ),
        _("Reglene gir et forslag. Revisor vurderer, og avvik fra forslaget er begrunnet der det forekommer."),
    )  # fmt: skip


def _claimed(word: Quantifier) -> str:
    """Say what a word for how many takes."""
    if not word.least_share:
        return _("«{word}» minst {count}").format(word=word.word, count=word.least_count)
    said = _("«{word}» minst {count} og minst {share} av de spurte")
    return said.format(word=word.word, count=word.least_count, share=_percent(word.least_share))


def _ground(ground: Ground) -> str:
    groups = ngettext("{count} gruppe", "{count} grupper", ground.groups).format(count=ground.groups)
    kinds = ngettext("{count} slag bevis", "{count} slags bevis", ground.kinds).format(count=ground.kinds)
    said = _("minst {sources} kilder fra minst {groups} og minst {kinds}")
    return said.format(sources=ground.sources, groups=groups, kinds=kinds)


def _sources(count: int) -> str:
    return ngettext("{count} kilde", "{count} kilder", count).format(count=count)


def _decimal(value: float) -> str:
    exact = Decimal(str(value))
    return format_number(exact, 0 if exact == exact.to_integral_value() else min(2, -int(exact.as_tuple().exponent)))


def _percent(share: float) -> str:
    return _("{number} prosent").format(number=_decimal(round(share * 100, 1)))
