"""Holding figures and cases against a criterion's norm, with three outcomes: met, not met, could not be tested."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from auditlib.criteria import Norm, Operator, Stance
from auditlib.language import _, later
from auditlib.measures import deadlines
from auditlib.measures.call import PERCENT_UNITS
from auditlib.measures.cases import Cases
from auditlib.measures.phrases import limit, percent, unit_words
from auditlib.numbers import format_number
from auditlib.stats import Evaluation, StratifiedRate
from auditlib.tables import Outcome

_SIDES = {Operator.AT_MOST: later("høyst {limit}"), Operator.AT_LEAST: later("minst {limit}")}
STANCES = {Outcome.MET: Stance.MEETS, Outcome.NOT_MET: Stance.DEVIATES}


@dataclass(frozen=True, slots=True)
class ShareRule:
    """What share of the cases a norm asks for: at least `share` of them (or at most), or `every` one."""

    share: Fraction
    words: str
    every: bool = False
    at_most: bool = False

    def keeps(self, low: Fraction, high: Fraction) -> bool | None:
        """Say whether a share known to lie between two limits keeps the rule; None where they lie on either side."""
        if self.at_most:
            low, high = -high, -low
        least = -self.share if self.at_most else self.share
        return True if low >= least else False if high < least else None


@dataclass(frozen=True, slots=True)
class Sample:
    """What a random sample says of its population: limits on the share that keeps the requirement.

    `upper` is the one-sided limit on the share that deviates, and `tolerated` says that it is below the tolerable rate.
    """

    low: Fraction
    high: Fraction
    upper: Fraction
    tolerated: bool
    confidence: Decimal


@dataclass(frozen=True, slots=True)
class Held:
    """The outcome of holding cases against a norm, with the sentence that says so; `reason` where it is undecided."""

    outcome: Outcome
    sentence: str
    reason: str = ""


def rule_of(norm: Norm | None, *, answered: bool) -> ShareRule | None:
    """Give what share of the cases a norm asks for, or None where it asks for none.

    `answered` cases were held against the requirement by their reader, and their share against a norm in percent; a
    limit in any other unit without a share of cases is not about them.
    """
    if norm is None:
        return None
    if norm.operator is Operator.EVERY:
        return ShareRule(Fraction(1), _("Kravet gjelder hver sak"), every=True)
    if answered and not norm.on_cases:
        return _in_percent(norm)
    what = deadlines.in_words(norm) if norm.operator is Operator.WITHIN else limit_words(norm)
    if norm.least_share is None or norm.least_share == 1:
        return ShareRule(Fraction(1), _("Kravet er {what} i hver sak").format(what=what), every=True)
    share = Decimal(str(norm.least_share))
    words = _("Kravet er {what} i minst {share} prosent av sakene").format(what=what, share=percent(share))
    return ShareRule(Fraction(share), words)


def _in_percent(norm: Norm) -> ShareRule | None:
    if norm.unit not in PERCENT_UNITS:
        return None
    share = Fraction(Decimal(str(norm.value))) / 100
    words = _("Kravet er {what} av sakene").format(what=limit_words(norm))
    return ShareRule(share, words, at_most=norm.operator is Operator.AT_MOST)


def limit_words(norm: Norm) -> str:
    """Write a norm's limit: `høyst 84 dager`; for every case it is 100 prosent."""
    said = f"{limit(100 if norm.value is None else norm.value)} {unit_words(norm.unit or PERCENT_UNITS[0])}"
    return _(_SIDES[norm.operator]).format(limit=said) if norm.operator in _SIDES else said


def hold(rule: ShareRule, cases: Cases, sample: Sample | None, *, only_these: bool = False) -> Held:
    """Hold cases against a rule.

    Without a sample the cases themselves are held, the missing counted both ways; with one, what it says of its
    population. `every` is not met with one case that deviates, however few the cases are. `only_these`
    says that the outcome is about these cases alone.
    """
    kept = _every(cases, sample) if rule.every else rule.keeps(*_limits(cases, sample))
    if kept is None:
        reason = _undecided(rule, cases, sample)
        said = _("{rule}. Om det er holdt, kan ikke avgjøres: {reason}.").format(rule=rule.words, reason=reason)
        return Held(Outcome.UNTESTED, said, reason)
    if not kept:
        said = _("{rule} og er ikke holdt i disse sakene.") if only_these else _("{rule} og er ikke holdt.")
    elif rule.every and sample:
        said = _("{rule} og er holdt innenfor det tålelige.")
    else:
        said = _("{rule} og er holdt i disse sakene.") if only_these else _("{rule} og er holdt.")
    return Held(Outcome.MET if kept else Outcome.NOT_MET, said.format(rule=rule.words))


def _every(cases: Cases, sample: Sample | None) -> bool | None:
    """Say whether every case keeps it; a sample without deviations shows it only within a tolerable rate."""
    if cases.deviating:
        return False
    if cases.missing or (sample and not sample.tolerated):
        return None
    return True


def _limits(cases: Cases, sample: Sample | None) -> tuple[Fraction, Fraction]:
    """Give the least and the greatest share that may keep the requirement."""
    if sample:
        return sample.low, sample.high
    return Fraction(cases.met, cases.concerned), Fraction(cases.met + cases.missing, cases.concerned)


def _undecided(rule: ShareRule, cases: Cases, sample: Sample | None) -> str:
    """Say why the outcome cannot be decided, with both limits."""
    low, high = (format_number(each * 100, 1) for each in _limits(cases, sample))
    lost = _("{missing} av {concerned} mangler opplysningen").format(
        missing=format_number(cases.missing), concerned=format_number(cases.concerned)
    )
    if sample is None:
        return _("{lost}, og andelen kan være fra {low} til {high} prosent").format(lost=lost, low=low, high=high)
    level = percent(sample.confidence)
    if not rule.every:
        said = _("andelen er fra {low} til {high} prosent med {level} prosent sikkerhet, og kravet ligger mellom")
        return said.format(low=low, high=high, level=level) + (f"; {lost}" if cases.missing else "")
    upper = format_number(sample.upper * 100, 1)
    none = _("ingen avvik er funnet, men inntil {upper} prosent av alle kan avvike med {level} prosent sikkerhet")
    return (f"{lost}; " if cases.missing else "") + none.format(upper=upper, level=level)


def sample_of(found: Evaluation | StratifiedRate, confidence: float, tolerable: float | None = None) -> Sample | None:
    """Give what a random sample says of its population; None for cases that are all, or were not drawn at random."""
    if isinstance(found, StratifiedRate):
        complete = all(each.n == each.population for each in found.strata)
        tolerated = tolerable is not None and found.upper_one_sided <= tolerable
    else:
        complete, tolerated = found.complete, found.outcome == "below"
    if complete or found.lower is None or found.upper is None or found.upper_one_sided is None:
        return None
    exact = Decimal(str(confidence))
    if isinstance(found, Evaluation) and not found.not_applicable and found.population is not None:
        return Sample(*_counted(found, found.population), tolerated, exact)
    rates = found.upper, found.lower, found.upper_one_sided
    upper, lower, most = (Fraction(Decimal(repr(rate))) for rate in rates)
    return Sample(1 - upper, 1 - lower, most, tolerated, exact)


def _counted(found: Evaluation, size: int) -> tuple[Fraction, Fraction, Fraction]:
    """Give the exact limits from how many of a known population may deviate."""
    least, most, one_sided = (each or 0 for each in (found.lower_count, found.upper_count, found.upper_one_sided_count))
    return Fraction(size - most, size), Fraction(size - least, size), Fraction(one_sided, size)
