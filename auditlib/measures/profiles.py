"""Profiles: several indicators of one unit together, from a table of figures or from tests that were made."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditlib.language import _
from auditlib.measures.call import Call, Parts, Untestable
from auditlib.measures.comparisons import explained
from auditlib.stats import ChangeComparison, Profile, ProfileRow, ProportionComparison, RateComparison, make_profile
from auditlib.stats.proportions import Estimate
from auditlib.tables import Measurement

GIVES_RATIO = (ProportionComparison, RateComparison, ChangeComparison)


def profile(call: Call) -> Parts:
    """Hold a column against others on every row: the rows are the indicators, and the first of `others` is the 1.

    `low` and `high` are the columns of the group's lowest and highest figure. A row without a figure of its own or of
    the first reference is left out, and named.
    """
    column, others, left_out = call["column"], call.names("others"), call.names("leave_out")
    rows = [each for each in call.sheet().names() if each not in left_out]
    found = {each: _row(call, each, column, others) for each in rows}
    known = [each for each in found.values() if each is not None]
    if not known:
        raise Untestable(_("ingen av indikatorene har både et eget tall over 0 og et å holde det mot"))
    names = [call.column(each).label for each in others]
    made = make_profile(call.indicator.title, call.column(column).label, names, known)
    missing = [name for name, each in found.items() if each is None]
    used = [each for each in rows if each not in missing]
    return _parts(made, missing) | {"cells": call.cells(*((row, each) for row in used for each in (column, *others)))}


def _row(call: Call, row: str, column: str, others: tuple[str, ...]) -> ProfileRow | None:
    """Read one indicator; None where there is nothing to hold together."""
    table = call.sheet()
    own, *references = (table.number(row, each) for each in (column, *others))
    if not own or not references[0] or min(own, references[0]) < 0:
        return None
    decimals = max(table.decimals(row, each) for each in (column, others[0]))
    ratio = float(own / references[0])
    return ProfileRow(
        row, float(own), tuple(None if each is None else float(each) for each in references),
        Estimate(ratio, ratio, ratio), _ends(call, row), decimals,
    )  # fmt: skip


def _ends(call: Call, row: str) -> tuple[float, float] | None:
    """Read the lowest and the highest figure of the group, where both are given."""
    if not {"low", "high"} <= call.indicator.parameters.keys():
        return None
    ends = [call.sheet().number(row, call[each]) for each in ("low", "high")]
    known = sorted(float(each) for each in ends if each is not None)
    return (known[0], known[1]) if len(known) == 2 else None


def profile_of(call: Call) -> Parts:
    """Put tests that give a ratio together, with their p-values adjusted for their number.

    The first of what was compared is the unit, the second what it is held against. A test that could not be made is
    named, and counts in the adjustment.
    """
    declared = [call.measured[each] for each in call.names("tests")]
    rows = [_tested(each) for each in declared]
    missing = [each.id for each, row in zip(declared, rows, strict=True) if row is None]
    known = [each for each in rows if each is not None]
    if not known:
        raise Untestable(_("ingen av testene ga et forhold mellom to tall"))
    named = next(each.result.names for each in declared if isinstance(each.result, GIVES_RATIO))
    own, reference = named or (_("eget tall"), _("sammenligningen"))
    counted = [*known, *(_nothing(each) for each in missing)]
    made = make_profile(call.indicator.title, own, [reference], counted, call["method"])  # type: ignore[arg-type]
    shown = Profile(made.name, made.own, made.references, made.rows[: len(known)], made.method, made.alpha)
    return _parts(shown, missing)


def _tested(measured: Measurement) -> ProfileRow | None:
    """Give the ratio a test gave, with its limits; None where it gave none above 0."""
    found = measured.result
    if not isinstance(found, GIVES_RATIO) or measured.p is None:
        return None
    own, other = _figures(found)
    ratio = (
        found.risk_ratio if isinstance(found, ProportionComparison)
        else found.rate_ratio if isinstance(found, RateComparison) else found.growth_ratio
    )  # fmt: skip
    if not ratio.value or not other:
        return None
    return ProfileRow(measured.title, own, (other,), ratio, decimals=measured.decimals, p=measured.p)


def _figures(found: ProportionComparison | RateComparison | ChangeComparison) -> tuple[float, float]:
    """Give the two figures a test compared."""
    if isinstance(found, ProportionComparison):
        first, second = (100 * x / n for x, n in zip(found.counts, found.totals, strict=True))
        return first, second
    if isinstance(found, RateComparison):
        return found.rates
    first, second = (after / before for before, after in zip(found.before, found.after, strict=True))
    return first, second


def _nothing(name: str) -> ProfileRow:
    """Stand in the adjustment for a test that could not be made."""
    return ProfileRow(name, 1.0, (1.0,), Estimate(1.0, 1.0, 1.0))


def _parts(made: Profile, missing: list[str]) -> Parts:
    """Give what a profile says, with the indicators that are not in it."""
    parts = explained(made, lead="")
    left = " " + _("Ikke med, fordi tall mangler: {names}.").format(names=", ".join(missing)) if missing else ""
    return {
        **parts,
        "sentence": f"{parts['sentence']}{left}",
        "value": Decimal(sum(each.stands for each in made.rows)) if made.tested else Decimal(len(made.rows)),
        "details": dict(_farthest(made)),
    }


def _farthest(made: Profile) -> Iterator[tuple[str, str]]:
    """Name the indicators that lie farthest above and below."""
    ordered = sorted(made.rows, key=lambda each: each.ratio.value or 0.0)
    yield _("lavest i forhold"), ordered[0].name
    yield _("høyest i forhold"), ordered[-1].name
