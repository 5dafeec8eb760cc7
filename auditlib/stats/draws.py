"""Drawing cases so that a colleague who has the list, the seed and the method gets the same ones.

Simple and stratified draws give each case a random number from the seed and its id (`randomness`) and take the lowest;
the order of the list does not matter. Systematic draws and draws by size step through the list in its order from a
random start, so the list's fingerprint is then taken in that order. A replaced case stays on record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from auditlib.language import Language
from auditlib.stats.explain import Explained, Explanation, StatsError, require, whole
from auditlib.stats.phrases import cases, count
from auditlib.stats.randomness import ALGORITHM, fingerprint, ranked, seed_of
from auditlib.stats.selection import by_size, in_strata, share_out, systematic, weights_of
from auditlib.stats.tails import Real

DrawMethod = Literal["simple", "systematic", "stratified", "pps"]

_SOURCES: dict[DrawMethod, str] = {
    "simple": "Rivest, consistent_sampler (2018); FIPS 180-4",
    "systematic": "Cochran, Sampling Techniques, 3rd ed. (1977), § 8.1; FIPS 180-4",
    "stratified": "Cochran, Sampling Techniques, 3rd ed. (1977), § 5.5; FIPS 180-4",
    "pps": "Madow, Annals of Mathematical Statistics 20 (1949) 333–354; FIPS 180-4",
}
_METHOD: dict[Language, dict[DrawMethod, str]] = {
    "nb": {
        "simple": "tilfeldig",
        "systematic": "med fast avstand fra en tilfeldig start",
        "stratified": "tilfeldig i hvert stratum",
        "pps": "med sannsynlighet etter størrelse",
    },
    "nn": {
        "simple": "tilfeldig",
        "systematic": "med fast avstand frå ein tilfeldig start",
        "stratified": "tilfeldig i kvart stratum",
        "pps": "med sannsyn etter storleik",
    },
    "en": {
        "simple": "at random",
        "systematic": "with a fixed step from a random start",
        "stratified": "at random within each stratum",
        "pps": "with probability proportional to size",
    },
}
_SENTENCE: dict[Language, tuple[str, str]] = {
    "nb": (
        "Vi trakk {cases} {method} blant {population}, med frø {seed} ({time}).",
        " {n} av dem ble erstattet, hver med en grunn.",
    ),
    "nn": (
        "Vi trekte {cases} {method} mellom {population}, med frø {seed} ({time}).",
        " {n} av dei vart erstatta, kvar med ein grunn.",
    ),
    "en": (
        "We drew {cases} {method} from {population}, with seed {seed} ({time}).",
        " {n} of them were replaced, each for a stated reason.",
    ),
}
_ASSUMES: dict[Language, str] = {
    "nb": "lista har med hele populasjonen, og frøet ble valgt før noen så sakene",
    "nn": "lista har med heile populasjonen, og frøet vart valt før nokon såg sakene",
    "en": "the list holds the whole population, and the seed was chosen before anyone saw the cases",
}


@dataclass(frozen=True, slots=True)
class Replacement:
    """A drawn case that was exchanged for another, when and why."""

    out: str
    into: str
    reason: str
    time: str


@dataclass(frozen=True, slots=True)
class Draw(Explained):
    """The cases that were drawn, and all that is needed to draw them again.

    `ids` are the cases to examine now, with the replacements made; `allocation` is how many were drawn per stratum.
    """

    population: int
    population_hash: str
    seed: int
    method: DrawMethod
    n: int
    time: str
    ids: tuple[str, ...]
    allocation: tuple[tuple[str, int], ...] = ()
    replacements: tuple[Replacement, ...] = ()
    algorithm: str = ALGORITHM

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how the cases were drawn, so that it can be repeated."""
        sentence, replaced = _SENTENCE[language]
        said = sentence.format(
            cases=cases(self.n, language), method=_METHOD[language][self.method], seed=self.seed, time=self.time,
            population=count(self.population, language),
        )  # fmt: skip
        if self.replacements:
            said += replaced.format(n=count(len(self.replacements), language))
        return Explanation(
            figure=cases(self.n, language),
            interval="",
            formula=f"SHA-256({self.seed}, …); {self.algorithm}; SHA-256(N) = {self.population_hash}",
            source=_SOURCES[self.method],
            assumptions=(_ASSUMES[language],),
            sentence=said,
        )


def draw_sample(
    ids: Sequence[str],
    n: int,
    seed: int,
    time: datetime | str,
    method: DrawMethod = "simple",
    *,
    strata: Mapping[str, str] | None = None,
    sizes: Mapping[str, Real] | None = None,
    allocation: Mapping[str, int] | None = None,
) -> Draw:
    """Draw n different cases from a list of ids.

    `ids` are texts and differ; `seed` is a whole number written down before the draw; `time` is when it is made, with
    its offset from UTC, told by the caller. A stratified draw needs the stratum of every id and shares n out in
    proportion to the strata (largest remainders) unless an `allocation` names the number for each. A draw by size
    (`pps`) needs a size of 0 or more for every id: each case is drawn with probability n times its share of the sum,
    and those whose share would exceed 1 are taken for certain.

    Raises StatsError for ids that repeat, are empty or not text, n = 0 or above the population, a seed left out, a
    time without offset, strata or sizes that are missing for a case or negative, and an allocation that does not add
    up.
    Source: Cochran, Sampling Techniques, 3rd ed. (1977), § 2.1, 5.5, 8.1; Madow, Annals of Mathematical Statistics
    20 (1949) 333-354; Rivest, consistent_sampler (2018), for the random numbers.
    """
    listed, start, when = _listed(ids), seed_of(seed), _time(time)
    n = whole("n", n, 1)
    require(n <= len(listed), "n", n, f"at most the {len(listed)} cases of the population")
    require(method in get_args(DrawMethod), "method", method, f"one of {', '.join(get_args(DrawMethod))}")
    shared: dict[str, int] = {}
    if method == "stratified":
        groups = in_strata(listed, strata)
        shared = share_out(groups, n, allocation)
        taken = {each for name, k in shared.items() for each in ranked(start, "stratified", groups[name])[:k]}
        lines = sorted(f"{each}\t{name}" for name, group in groups.items() for each in group)
    else:
        taken, lines = _unstratified(listed, n, start, method, sizes)
    ordered = sorted(listed) if method in ("simple", "stratified") else listed
    chosen = tuple(each for each in ordered if each in taken)
    return Draw(len(listed), fingerprint(lines), start, method, n, when, chosen, tuple(sorted(shared.items())))


def _unstratified(
    listed: list[str], n: int, seed: int, method: DrawMethod, sizes: Mapping[str, Real] | None
) -> tuple[set[str], list[str]]:
    """Draw from the list as a whole; give the ids and the lines that the fingerprint is taken of."""
    if method == "pps":
        weights = weights_of(listed, sizes)
        return by_size(weights, n, seed), [f"{each}\t{size}" for each, size in weights.items()]
    if method == "systematic":
        return systematic(listed, n, seed), listed
    return set(ranked(seed, "simple", listed)[:n]), sorted(listed)


def replace_unit(
    drawn: Draw, ids: Sequence[str], out: str, reason: str, time: datetime | str,
    strata: Mapping[str, str] | None = None,
) -> Draw:  # fmt: skip
    """Exchange a drawn case for the next in random order, and keep the exchange on record.

    The next is the first undrawn case in the seed's order (in the same stratum when stratified); nobody chooses it.

    Raises StatsError when `out` is not drawn, no reason is given, another list than the draw's, or none is left.
    Source: the record follows ISSAI 3000 (2019) on documentation; the order is that of `draw_sample`.
    """
    listed = _listed(ids)
    require(out in drawn.ids, "out", out, "one of the drawn ids")
    require(bool(reason.strip()), "reason", reason, "why the case could not be used")
    require(len(listed) == drawn.population, "ids", len(listed), f"the list of {drawn.population} that was drawn from")
    if drawn.method == "stratified":
        groups = in_strata(listed, strata)
        listed = next(group for group in groups.values() if out in group)
    used = {*drawn.ids, *(each.out for each in drawn.replacements)}
    purpose = drawn.method if drawn.method in ("simple", "stratified") else "replacement"
    left = [each for each in ranked(drawn.seed, purpose, listed) if each not in used]
    require(bool(left), "out", out, "replaceable: every case of its list has been drawn")
    record = Replacement(out, left[0], reason.strip(), _time(time))
    current = tuple(left[0] if each == out else each for each in drawn.ids)
    return replace(drawn, ids=current, replacements=(*drawn.replacements, record))


def draw_differences(
    drawn: Draw, ids: Sequence[str], *, strata: Mapping[str, str] | None = None, sizes: Mapping[str, Real] | None = None
) -> list[str]:
    """Draw again by the record and list what differs; nothing when the draw can be repeated.

    Replacements are made again in their order. Raises StatsError for what cannot be drawn at all, as `draw_sample`
    does.
    Source: see `draw_sample`.
    """
    require(drawn.algorithm == ALGORITHM, "algorithm", drawn.algorithm, ALGORITHM)
    again = draw_sample(
        ids, drawn.n, drawn.seed, drawn.time, drawn.method, strata=strata, sizes=sizes,
        allocation=dict(drawn.allocation) or None,
    )  # fmt: skip
    found = [
        f"{name}: the record says {old}, the list gives {new}"
        for name, old, new in (
            ("population", drawn.population, again.population),
            ("hash", drawn.population_hash, again.population_hash),
        )
        if old != new
    ]
    if found:
        return found
    for each in drawn.replacements:
        again = replace_unit(again, ids, each.out, each.reason, each.time, strata)
    missing, extra = sorted(set(again.ids) - set(drawn.ids)), sorted(set(drawn.ids) - set(again.ids))
    found += [f"ids: {each} is drawn, the record lacks it" for each in missing]
    return found + [f"ids: {each} is in the record and is not drawn" for each in extra]


def _listed(ids: Sequence[object]) -> list[str]:
    """Check the ids: text on one line, not empty, all different."""
    listed: dict[str, None] = {}
    require(not isinstance(ids, str) and len(ids) > 0, "ids", ids, "a list of case ids")
    for each in ids:
        if not isinstance(each, str) or not each.strip() or "\n" in each or "\t" in each:
            raise StatsError("ids", each, "text on one line, not empty, without tabs, for example '2010/17'")
        require(each not in listed, "ids", each, "each id once; this one stands twice")
        listed[each] = None
    return list(listed)


def _time(time: object) -> str:
    """Give a time as ISO 8601 with its offset."""
    try:
        moment = datetime.fromisoformat(time) if isinstance(time, str) else time
    except ValueError as error:
        raise StatsError("time", time, "ISO 8601, for example 2010-06-30T09:00:00+02:00") from error
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise StatsError("time", time, "with its offset from UTC, for example 2010-06-30T09:00:00+02:00")
    return moment.isoformat(timespec="seconds")
