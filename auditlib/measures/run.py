"""Running an audit's indicators and file reviews, after checking that each names what exists."""

from __future__ import annotations

from collections.abc import Mapping

from auditlib.criteria import CriterionVersion, Stance
from auditlib.language import _
from auditlib.measures.call import Call, Parts, Untestable
from auditlib.measures.families import adjusted, members
from auditlib.measures.indicator_problems import indicator_problems
from auditlib.measures.library import LIBRARY, OF_TESTS
from auditlib.measures.of_records import cases_of, count_cases, is_sound, record_problems
from auditlib.measures.review_problems import attribute_problems, review_problems
from auditlib.measures.reviews import measure_attribute
from auditlib.measures.table_problems import table_problems
from auditlib.measures.versions import Wordings
from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.stats import StatsError
from auditlib.tables import Attribute, Indicator, Measurement, Outcome, Review, Table
from auditlib.workspace import Inputs

_Versions = Mapping[str, CriterionVersion | None]


def measure(inputs: Inputs) -> tuple[tuple[Measurement, ...], list[Problem]]:
    """Run every indicator and file review; one that names what does not exist is a problem and gives nothing."""
    wordings = Wordings(inputs.criteria, inputs.audit.period.period)
    problems = [found for table in inputs.tables.values() for found in table_problems(table, inputs.tables)]
    problems += record_problems(inputs)
    measured = _measure_indicators(inputs, wordings, problems)
    for review in inputs.reviews:
        measured.extend(_measure_review(review, inputs, wordings.latest, problems))
    return tuple(measured), problems


def _measure_indicators(inputs: Inputs, wordings: Wordings, problems: list[Problem]) -> list[Measurement]:
    """Run the indicators, families of tests after the tests they name, and give them in the order of the file."""
    measured: dict[str, Measurement] = {}
    for indicator in sorted(inputs.indicators, key=lambda each: each.test in OF_TESTS):
        versions = wordings.of(indicator)
        version = versions[-1] if versions else None
        found = list(indicator_problems(indicator, inputs, version))
        problems.extend(found)
        if not found and _is_ready(indicator, inputs, version) and measured.keys() >= _needed(indicator):
            measured[indicator.id] = _run(indicator, inputs, wordings, measured)
    families = [measured[each.id] for each in inputs.indicators if each.test == "family" and each.id in measured]
    ordered = (measured[each.id] for each in inputs.indicators if each.id in measured)
    return [adjusted(each, families) for each in ordered]


def _needed(indicator: Indicator) -> set[str]:
    """Give the indicators that must have been measured before this one."""
    return set(members(indicator)) if indicator.test in OF_TESTS else set()


def _is_ready(indicator: Indicator, inputs: Inputs, version: CriterionVersion | None) -> bool:
    """Say whether the table and the norm that a test reads could be read."""
    test, norm = LIBRARY[indicator.test], version.norm if version else None
    table = inputs.tables.get(indicator.table or "")
    if table is not None and not is_sound(table, inputs.root):
        return False
    return (not test.needs_table or indicator.table in inputs.tables) and (not test.needs_norm or norm is not None)


def _run(
    indicator: Indicator, inputs: Inputs, wordings: Wordings, measured: Mapping[str, Measurement]
) -> Measurement:
    """Run one test; one that cannot be run says so and takes no stance."""
    table, versions = inputs.tables.get(indicator.table or ""), wordings.of(indicator)
    call = Call(
        indicator, table, versions[-1] if versions else None, measured, versions[:-1], wordings.several(indicator),
        inputs.tables, inputs.root,
    )  # fmt: skip
    try:
        found: Parts = LIBRARY[indicator.test].run(call)
    except Untestable as refused:
        found = _untested(str(refused), refused.sentence)
    except StatsError as error:  # the tests ask first; what is left is beyond what the computer's numbers can hold
        found = _untested(_("tallene ligger utenfor det testen kan regnes ut for ({what})").format(what=error.argument))
    described = {"outcome": Outcome.DESCRIBED, "stance": indicator.stance}
    return Measurement(
        id=indicator.id,
        title=indicator.title,
        criterion=indicator.criterion or "",
        topic=indicator.topic or "",
        at=indicator.at,
        table=indicator.table or "",
        note=indicator.note or "",
        **{**described, **found},
    )


def _untested(why: str, sentence: str = "") -> Parts:
    """Give what a test that could not be run says; it takes no stance."""
    reason = why.rstrip(".")
    said = sentence or _("Ikke testet: {reason}.").format(reason=reason)
    return {"outcome": Outcome.UNTESTED, "stance": Stance.CONTEXT, "reason": reason, "sentence": said}


def _measure_review(review: Review, inputs: Inputs, versions: _Versions, problems: list[Problem]) -> list[Measurement]:
    """Measure the attributes of a review without problems; a table that could not be read has problems of its own."""
    table = inputs.tables.get(review.table)
    if table is None:
        if not inputs.may_be_unread(review.table, "datapackage"):
            hint = hint_for(review.table, inputs.tables)
            problems.append(problem("T508", review.field_at("table"), name=review.table, hint=hint))
        return []
    if not is_sound(table, inputs.root):
        return []
    try:
        return _measure_cases(review, table, inputs, versions, problems)
    except StatsError as error:
        if not table.resource.of_records:
            raise
        hint = "a column of groups has few values; see docs/formats.md"
        problems.append(problem("F009", Location(table.file), reason=str(error), hint=hint))
        return []


def _measure_cases(
    review: Review, table: Table, inputs: Inputs, versions: _Versions, problems: list[Problem]
) -> list[Measurement]:
    """Measure the attributes of a review whose table is sound, unless the review itself has problems."""
    rows, drawn = cases_of(review, table, inputs.root)
    found = list(review_problems(review, table, rows, drawn))
    ready = [each for each in review.attributes if each.answered or _knows_norm(each, versions)]
    for each in ready:
        found.extend(attribute_problems(review, each, table, versions.get(each.criterion or "")))
    problems.extend(found)
    if found:
        return []
    measured = []
    for each in ready:
        version = versions.get(each.criterion or "")
        counted, wrong = count_cases(review, each, table, version.norm if version else None, inputs.root)
        problems.extend(wrong)
        measured += [] if wrong else [measure_attribute(review, each, table, version, counted)]
    return measured


def _knows_norm(attribute: Attribute, versions: _Versions) -> bool:
    """Say whether the criterion that an attribute is held against could be read."""
    return attribute.criterion is None or attribute.criterion in versions
