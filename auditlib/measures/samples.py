"""The reviewed cases as a sample: what they show of the cases they were drawn from, by how they were drawn."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from auditlib.language import _, language, later
from auditlib.measures.cases import Cases, Counted
from auditlib.measures.norms import Sample, sample_of
from auditlib.measures.phrases import exactly
from auditlib.numbers import format_number
from auditlib.stats import Evaluation, StratifiedRate, Stratum, clopper_pearson, evaluate, evaluate_strata
from auditlib.tables import Attribute, Review

Interval = tuple[Decimal, Decimal]

_NOT_RANDOM = later(
    "Intervallet ville gjelde om sakene hadde vært trukket tilfeldig. Det er ikke vist, og det sier derfor ikke noe om "
    "andre saker."
)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One attribute's cases, and what statistics makes of them; shares and intervals are of those that keep it."""

    review: Review
    attribute: Attribute
    cases: Cases
    result: Evaluation | StratifiedRate

    @property
    def weighted(self) -> bool:
        """Whether the share is put together from strata."""
        return isinstance(self.result, StratifiedRate)

    @property
    def share(self) -> Decimal:
        """The share that keeps the requirement, in percent."""
        if self.weighted:
            return (1 - exactly(self.result.rate)) * 100
        return Decimal(self.cases.met) / self.cases.assessed * 100

    @property
    def sample(self) -> Sample | None:
        """What a random sample says of its population; None for all the cases there are, and for those not drawn so."""
        return sample_of(self.result, self.review.confidence, self.attribute.tolerable)

    @property
    def speaks_of_others(self) -> bool:
        """Whether the cases are drawn at random, or are all there are."""
        complete = isinstance(self.result, Evaluation) and self.result.complete
        return self.review.drawn.generalises or complete

    @property
    def interval(self) -> Interval | None:
        """The interval of the share, in percent; only an illustration where the cases were not drawn at random."""
        if self.sample is not None and self.result.lower is not None and self.result.upper is not None:
            return (1 - exactly(self.result.upper)) * 100, (1 - exactly(self.result.lower)) * 100
        if self.speaks_of_others:
            return None
        own = clopper_pearson(self.cases.met, self.cases.assessed, self.review.confidence)
        return exactly(own.lower) * 100, exactly(own.upper) * 100

    def how(self) -> tuple[str, str, tuple[str, ...]]:
        """Give the formula, the source of the method, and what is assumed."""
        said = self.result.explain(language())
        if self.speaks_of_others:
            return said.formula, said.source, said.assumptions
        shown = clopper_pearson(self.cases.met, self.cases.assessed, self.review.confidence).explain(language())
        formula = _("avvik: {deviating}; oppfylt: {meeting}").format(deviating=said.formula, meeting=shown.formula)
        return formula, shown.source, (_(_NOT_RANDOM),)


def evaluated(review: Review, attribute: Attribute, counted: Counted) -> Evaluated:
    """Evaluate the cases by how they were drawn; some of them, and of each stratum, must have been read."""
    cases = counted.cases
    if review.strata is not None:
        strata = [
            Stratum(name, review.strata.sizes[name], own.n, own.deviating, own.missing)
            for name, own in counted.strata.items()
        ]
        return Evaluated(review, attribute, cases, evaluate_strata(strata, review.confidence))
    everything = review.drawn.method == "all"
    found = evaluate(
        cases.n, cases.deviating, review.confidence,
        drawn="simple" if everything else review.drawn.method,  # type: ignore[arg-type]
        population=cases.n if everything else review.population.known, tolerable=attribute.tolerable,
        not_applicable=cases.apart + cases.not_due, missing=cases.missing,
    )  # fmt: skip
    return Evaluated(review, attribute, cases, found)


def nothing_to_read(review: Review, counted: Counted) -> str:
    """Say that no case, or none of a stratum, could be held against the requirement; nothing where some could."""
    cases = counted.cases
    if not cases.assessed:
        return _("ingen av {n} {cases} har et svar på dette").format(n=format_number(cases.n), cases=review.unit.many)
    for name, own in counted.strata.items():
        if own.n == own.missing:
            said = _("ingen av {n} {cases} i stratumet {name} har et svar på dette")
            return said.format(n=format_number(own.n), cases=review.unit.many, name=name)
    return ""
