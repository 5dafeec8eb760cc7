"""Whether a comparison can be tested at all: a refusal with its reason where the design does not allow it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, groupby
from numbers import Real
from typing import Literal

from auditlib.language import Language
from auditlib.stats.explain import Explained, Explanation, StatsError, require, whole

Reason = Literal["one_group", "same_cases", "part", "overlap", "one_number", "no_counts", "no_total"]

SOURCE = "Altman, Practical Statistics for Medical Research (1991), ch. 9–10"
_FIGURES: dict[bool, dict[Language, str]] = {
    True: {"nb": "kan testes", "nn": "kan testast", "en": "can be tested"},
    False: {"nb": "kan ikke testes", "nn": "kan ikkje testast", "en": "cannot be tested"},
}
_ALLOWED: dict[Language, str] = {
    "nb": "{names} kan holdes mot hverandre i en test.",
    "nn": "{names} kan haldast mot kvarandre i ein test.",
    "en": "{names} can be held against each other in a test.",
}
_REFUSED: dict[Language, str] = {
    "nb": "Forskjellen er ikke testet: {reasons}.",
    "nn": "Skilnaden er ikkje testa: {reasons}.",
    "en": "The difference has not been tested: {reasons}.",
}
_REASONS: dict[Reason, dict[Language, str]] = {
    "one_group": {
        "nb": "det er bare én gruppe ({names}), og ingen å holde den mot",
        "nn": "det er berre éi gruppe ({names}), og inga å halde ho mot",
        "en": "there is only one group ({names}), and none to hold it against",
    },
    "same_cases": {
        "nb": "{names} er de samme sakene, som må følges parvis",
        "nn": "{names} er dei same sakene, som må følgjast parvis",
        "en": "{names} are the same cases, which must be followed in pairs",
    },
    "part": {
        "nb": "{first} er en del av {last}; trekk {first} fra {last} først",
        "nn": "{first} er ein del av {last}; trekk {first} frå {last} først",
        "en": "{first} is a part of {last}; subtract {first} from {last} first",
    },
    "overlap": {
        "nb": "gruppene overlapper ({names}); saker som er i begge, må tas ut av den ene først",
        "nn": "gruppene overlappar ({names}); saker som er i begge, må takast ut av den eine først",
        "en": "the groups overlap ({names}); cases that are in both must be taken out of one first",
    },
    "one_number": {
        "nb": "{names} er ett tall uten antall eller spredning bak, og ett tall sier ikke hvor mye tilfeldighet gir",
        "nn": "{names} er eitt tal utan antal eller spreiing bak, og eitt tal seier ikkje kor mykje tilfelle gir",
        "en": "{names} is one number with no count or spread behind it, and does not say how much chance gives",
    },
    "no_counts": {
        "nb": "{names} er en prosent uten antallene bak",
        "nn": "{names} er ein prosent utan tala bak",
        "en": "{names} is a percentage without its counts",
    },
    "no_total": {
        "nb": "{names} er et antall uten tallet på saker det er en del av",
        "nn": "{names} er eit tal saker utan totalen det er ein del av",
        "en": "{names} is a count without the number of cases it is a part of",
    },
}
_BOTH: dict[Language, str] = {
    "nb": "hvert av de to tallene",
    "nn": "kvart av dei to tala",
    "en": "each of the two figures",
}
_AND: dict[Language, str] = {"nb": " og ", "nn": " og ", "en": " and "}


@dataclass(frozen=True, slots=True)
class Group:
    """What is known of one group: its counts, or the lone figure that was printed.

    `count` is cases with the trait (or events), `total` the cases they are out of; `percentage` and `amount` are
    figures known without counts. `parts` names groups inside this one, `cases` the ids of its cases where known.
    """

    name: str
    count: int | None = None
    total: int | None = None
    percentage: float | None = None
    amount: float | None = None
    parts: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a comparison cannot be tested, and the groups it is about; for a part, the whole comes last."""

    reason: Reason
    groups: tuple[str, ...]

    def words(self, language: Language = "nb") -> str:
        """Say the reason as part of a sentence."""
        return _said(self.reason, self.groups, language)


@dataclass(frozen=True, slots=True)
class Design(Explained):
    """Whether groups can be compared in a test; every reason against it, none left out."""

    groups: tuple[str, ...]
    refusals: tuple[Refusal, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing stands against the test."""
        return not self.refusals

    def reasons(self, language: Language = "nb") -> str:
        """Say every reason against the test, one that holds for both of two groups once."""
        said = []
        for reason, same in groupby(self.refusals, key=lambda each: each.reason):
            about = [each.groups for each in same]
            both = len(self.groups) == 2 and about == [(name,) for name in self.groups]
            said += [_said(reason, names, language) for names in ([(_BOTH[language],)] if both else about)]
        return "; ".join(said)

    def explain(self, language: Language = "nb") -> Explanation:
        """Say that the test may be made, or why not."""
        names, reasons = _listed(self.groups, language), self.reasons(language)
        sentence = _REFUSED[language].format(reasons=reasons) if reasons else _ALLOWED[language].format(names=names)
        return Explanation(_FIGURES[self.allowed][language], "", "", SOURCE, (), sentence)


def check_design(groups: Iterable[Group], *, shares: bool = True) -> Design:
    """Say whether groups can be held against each other in a test of independent groups.

    Args:
        groups: what is known of each group, in the order they are compared.
        shares: whether shares of cases are compared (each group needs a total); False for plain counts of events.

    Raises StatsError for a group whose own counts are wrong, or two groups of one name.
    Source: Altman (1991), ch. 9-10: tests for independent groups need counts, and groups with no case in common.
    """
    known = tuple(groups)
    names = [group.name for group in known]
    require(len(set(names)) == len(names), "groups", names, "each group named once")
    refusals = [Refusal("one_group", tuple(names))] if len(known) < 2 else []
    for group in known:
        refusals += _of_one(group, shares)
    for first, second in combinations(known, 2):
        refusals += _of_two(first, second)
    return Design(tuple(names), tuple(refusals))


def require_design(groups: Iterable[Group], *, shares: bool = True) -> None:
    """Raise StatsError, with every reason, unless the groups can be compared in a test.

    Args and source: as for `check_design`.
    """
    design = check_design(groups, shares=shares)
    if not design.allowed:
        raise StatsError("groups", design.groups, f"two or more separate groups with counts ({design.reasons('en')})")


def without(whole_group: Group, part: Group) -> Group:
    """Give the rest of a group when a part of it is taken out, so that the two no longer overlap.

    Raises StatsError unless the part is named among the whole's parts and both have counts that allow it.
    """
    require(part.name in whole_group.parts, "part", part.name, f"a group named among the parts of {whole_group.name}")
    count = _less("count", whole_group.count, part.count)
    total = None if whole_group.total is None else _less("total", whole_group.total, part.total)
    if total is not None:
        cases("count", count, "total", total)
    return Group(
        f"{whole_group.name} − {part.name}",
        count,
        total,
        parts=whole_group.parts - {part.name},
        cases=whole_group.cases - part.cases,
    )


def cases(name: str, count: object, total_name: str, total: object) -> tuple[int, int]:
    """Give a count and its total; raise StatsError unless 0 <= count <= total and total >= 1, both whole."""
    n = whole(total_name, total, 1)
    x = whole(name, count)
    require(x <= n, name, count, f"a count from 0 to {total_name}, which is {n}; a percentage is not a count")
    return x, n


def numbers(argument: str, values: Sequence[object]) -> tuple[float, ...]:
    """Give finite numbers as floats; raise StatsError, with the place, for anything else."""
    for place, value in enumerate(values):
        ok = not isinstance(value, bool) and isinstance(value, Real | Decimal) and math.isfinite(value)
        require(ok, f"{argument}[{place}]", value, "a finite number")
    return tuple(float(value) for value in values)  # type: ignore[arg-type]


def positive(argument: str, value: object) -> float:
    """Give a number above 0 as float; raise StatsError for anything else."""
    ok = not isinstance(value, bool) and isinstance(value, Real | Decimal) and math.isfinite(value) and float(value) > 0
    require(ok, argument, value, "a finite number above 0")
    return float(value)  # type: ignore[arg-type]


def ratio(over: float, under: float) -> float | None:
    """Divide; infinite over 0, and None for 0 over 0."""
    return over / under if under else math.inf if over else None


def named(names: tuple[str, str] | None, language: Language) -> tuple[str, str]:
    """Give the names of two groups, or what they are called when they have none."""
    word = "group" if language == "en" else "gruppe"
    return names or (f"{word} 1", f"{word} 2")


def _of_one(group: Group, shares: bool) -> list[Refusal]:
    """Refuse a group that is a lone figure; check the counts of one that is not."""
    if group.count is None:
        reason: Reason = "no_counts" if group.percentage is not None else "one_number"
        return [Refusal(reason, (group.name,))]
    if not shares:
        whole(f"{group.name}.count", group.count)
    elif group.total is None:
        return [Refusal("no_total", (group.name,))]
    else:
        cases(f"{group.name}.count", group.count, f"{group.name}.total", group.total)
    return []


def _of_two(first: Group, second: Group) -> list[Refusal]:
    """Refuse two groups that share cases, or of which one lies inside the other."""
    names = (first.name, second.name)
    if first.cases and first.cases == second.cases:
        return [Refusal("same_cases", names)]
    if first.name in second.parts or second.name in first.parts:
        return [Refusal("part", names if first.name in second.parts else names[::-1])]
    return [Refusal("overlap", names)] if first.cases & second.cases or first.parts & second.parts else []


def _less(what: str, of_whole: int | None, of_part: int | None) -> int:
    """Subtract a part's count from the whole's."""
    require(of_whole is not None and of_part is not None, what, (of_whole, of_part), "a count in both groups")
    left = whole(what, of_whole) - whole(what, of_part)
    require(left >= 0, what, (of_whole, of_part), "no more in the part than in the whole")
    return left


def _said(reason: Reason, names: tuple[str, ...], language: Language) -> str:
    """Say a reason about some groups."""
    said = {"names": _listed(names, language), "first": names[0] if names else "", "last": names[-1] if names else ""}
    return _REASONS[reason][language].format(**said)


def _listed(names: tuple[str, ...], language: Language) -> str:
    """List names in a sentence."""
    return _AND[language].join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
