"""Every kind of result has its picture, or a reason why there is nothing to draw."""

import importlib
import inspect
import pkgutil

import pytest

from auditlib import stats
from auditlib.pictures import picture_of
from auditlib.pictures.dispatch import drawing_of, draws
from auditlib.stats import StatsError, disclosure, reliability
from auditlib.stats.explain import Explained
from tests.pictures.made import RESULTS, WITH_VALUES

NOTHING_TO_DRAW = {
    # parts of a result that has a picture of its own
    "AdjustedTest": "a row of Family",
    "Cell": "a cell of Suppression",
    "Dimension": "the rows or columns of Suppression",
    "Disagreement": "a line of the list that Kappa and Alpha hold",
    "Estimate": "a figure of a comparison, with no scale of its own",
    "ProfileRow": "a line of Profile",
    "FunnelUnit": "a point of Funnel",
    "Interval": "a row of Attack",
    "Primary": "a cell of Suppression, which must not tell which hidden cells are small",
    "Protection": "the width a row of Attack must have",
    "Stratum": "a row of StratifiedRate",
    "Duplicate": "a line of Duplicates",
    "Extreme": "a step of Esd",
    "HeldBreak": "a break of Breaks",
    "Link": "a row of MissingLinks",
    "MissingColumn": "a column of Missing",
    "MissingPair": "two columns of Missing",
    "Run": "a line of Unchanged",
    "Scored": "a row of ModifiedZ",
    # what goes into a test and not what comes out
    "DeclaredBreak": "what was told of a series before a test",
    "Group": "what is known of a group before a test",
    "Knowledge": "what a reader is taken to know before an attack",
    "Publication": "the tables before anything is hidden; they must not be drawn",
    "Table": "counts before anything is hidden; they must not be drawn",
    # answers in words or lists
    "Design": "yes or no, with reasons",
    "Draw": "a list of ids",
    "Duplicates": "a list of rows",
    "Explanation": "words",
    "Hit": "an item of a list",
    "NotTested": "the reason why there is no result",
    "NumberGaps": "a list of numbers that are not there",
    "PeriodGaps": "a list of periods that are not there",
    "Refusal": "the reason why there is no result",
    "Repeated": "a list of places",
    "Replacement": "an item of a list",
    "Unchanged": "a list of places",
    "Examination": "several results, each with a picture of its own; its family has one too",
    # one number
    "Esd": "outliers step by step, each step with a limit of its own; ModifiedZ draws the same figures on one scale",
    "MostCommon": "one value and how often it occurs",
    # frames for others
    "Account": "words",
    "Examined": "the frame of the tests of reliability",
    "Explained": "the frame of every result",
    "StatsError": "an error",
}


def public_classes() -> dict[str, type]:
    """Every class that the faces of the statistics show, and every result anywhere in them."""
    found = {}
    for face in (stats, disclosure, reliability):
        found |= {name: each for name in face.__all__ if inspect.isclass(each := getattr(face, name))}
    for module in pkgutil.walk_packages(stats.__path__, "auditlib.stats."):
        for name, each in vars(importlib.import_module(module.name)).items():
            if inspect.isclass(each) and issubclass(each, Explained) and each.__module__ == module.name:
                found[name] = each
    return found


PUBLIC = public_classes()


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_result_is_drawn_or_has_a_reason_not_to_be(name: str) -> None:
    registered = drawing_of(PUBLIC[name]) is not draws.dispatch(object)
    assert registered is (name not in NOTHING_TO_DRAW), f"{name}: register a picture, or give the reason for none"


def test_the_reasons_are_about_classes_that_are_there() -> None:
    assert set(NOTHING_TO_DRAW) <= set(PUBLIC)


def test_every_registered_kind_is_among_the_pictures_that_are_tested() -> None:
    tested = {type(result) for result in (*RESULTS.values(), *WITH_VALUES.values())}
    assert all(drawing_of(each) is not draws.dispatch(object) for each in tested)
    assert set(draws.registry) - {object} == tested


@pytest.mark.parametrize("given", [None, 3, "tekst", stats.Group("Nyby", 1, 2), stats.check_design([])])
def test_what_has_no_picture_is_refused_by_name(given: object) -> None:
    with pytest.raises(StatsError, match=f"{type(given).__name__}.*a result of auditlib.stats that has a picture"):
        picture_of(given)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(StatsError, match="language = 'da' is not allowed: one of nb, nn, en"):
        picture_of(stats.wilson(1, 2), language="da")
