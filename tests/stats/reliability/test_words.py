"""Every result in words: three languages, Norwegian numbers, and what the test can and cannot show."""

import random
import re
from collections.abc import Iterator
from typing import get_args

import pytest

from auditlib.language import Language
from auditlib.numbers import NO_BREAK_SPACE
from auditlib.stats import (
    DeclaredBreak,
    Examined,
    NotTested,
    count_shift,
    duplicates,
    find_breaks,
    first_digits,
    generalized_esd,
    last_digits,
    missing_links,
    missing_patterns,
    modified_z,
    most_common,
    number_gaps,
    period_gaps,
    pettitt,
    repeated_sequences,
    unchanged,
)
from auditlib.stats.reliability.reach import CANNOT_SHOW, NAMES, SHOWS, TestName
from auditlib.stats.reliability.result import _REASONS, Reason

LANGUAGES: tuple[Language, ...] = get_args(Language)
DRAW = random.Random(1)
AMOUNTS = [round(DRAW.lognormvariate(8, 2)) for _ in range(1200)]
LEVELS = [1010.5, 1020.25, 1030, 1005, 1012, 1011, 1013, 1009, 2100, 2110.5, 2090, 2120, 2101, 2099, 2105, 2103]


def results() -> Iterator[Examined]:
    """One result of each kind with something found, and one without."""
    yield first_digits(AMOUNTS, subject="beløp")
    yield first_digits([each + 3000 if each < 3000 else each for each in AMOUNTS])
    yield first_digits(AMOUNTS * 2, digits=2)
    yield last_digits([5 * each for each in AMOUNTS], subject="beløp")
    yield last_digits(AMOUNTS)
    yield most_common([*AMOUNTS, *[1234] * 40], seed=1, draws=199)
    yield most_common(list(range(1000, 1040)), reference="uniform")
    yield unchanged([1234.5] * 6 + [1, 2, 3, 4, 5])
    yield unchanged([1234.5] * 6)
    yield unchanged([1, 1, 2, 3, 4, 5, 6, 1])
    yield unchanged([1, 2, 3, 4, 5])
    yield repeated_sequences([*AMOUNTS[:30], *AMOUNTS[3:12]], seed=1, draws=199)
    yield repeated_sequences([1, 2, 3, 1, 2, 3, 1, 2, 3, 2, 1, 1], seed=1, draws=199)
    yield repeated_sequences(list(range(20)), seed=1)
    yield duplicates(["a1", "A 1", "b", "b", "b", None], {"x": [1, 1, 2, 2, 3, 4]})
    yield duplicates(["a", "b"])
    yield number_gaps([1, 2, 5, 5, *range(7, 1500)], declared={4: "feilregistrert"}, subject="journal")
    yield number_gaps([1, 2, 3])
    yield period_gaps(["2010K1", "2010K2", "2011K1", "2010K4"], declared={"2010K3": "omlegging"})
    yield period_gaps([2010, 2011])
    yield pettitt(LEVELS, range(2001, 2017))
    yield pettitt([3, 1, 2, 5, 4, 2, 3, 1])
    yield count_shift([1200, 1180, 1500, 1510, 1490], exposures=[1000] * 5)
    yield count_shift([12, 11, 13, 12])
    told = [DeclaredBreak(2009, "ny teljemåte"), DeclaredBreak(2004, "nytt skjema"), DeclaredBreak(1990, "før")]
    yield find_breaks(LEVELS, range(2001, 2017), told)
    yield find_breaks([3, 1, 2, 5, 4, 2, 3, 1])
    yield find_breaks([1200, 1180, 1500, 1510, 1490], range(2001, 2006), counts=True, subject="saker")
    yield generalized_esd([*AMOUNTS[:40], 10_000_000.5])
    yield generalized_esd(list(range(20)))
    yield modified_z([*LEVELS[:8], 99_999.5], seed=1, draws=199)
    yield modified_z([each**2 for each in range(40)])
    yield missing_patterns({"a": [None] * 9 + [1] * 9, "b": [None] * 9 + [2] * 9, "c": [3] * 18})
    yield missing_patterns({"a": [1, None]}, [2001, 2002])
    yield missing_patterns({"a": [1]})
    yield missing_links({"a": [None] * 9 + [1] * 9, "b": [*range(18)], "c": ["x", *["y"] * 8, *["x"] * 9]})
    yield missing_links({"a": [1, None, 3, None, 5, 6], "b": ["x", "y", "x", "x", "y", "y"]})


RESULTS = list(results())
REFUSALS = [NotTested("esd", reason, 1234.5, 15, ("2001", "2002"), "saker") for reason in get_args(Reason)]


def test_every_test_is_there() -> None:
    assert {each.test for each in RESULTS} == set(get_args(TestName))
    assert all(not isinstance(each, NotTested) for each in RESULTS)
    for texts in (NAMES, SHOWS, CANNOT_SHOW):
        assert set(texts) == set(get_args(TestName))
        assert all(set(words) == set(LANGUAGES) and all(words.values()) for words in texts.values())
    assert set(_REASONS) == set(get_args(Reason))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", range(len(RESULTS)))
def test_a_result_explains_itself(place: int, language: Language) -> None:
    found = RESULTS[place]
    said = found.explain(language)
    assert all((said.figure, said.formula, said.source, said.assumptions, said.sentence, said.shows, said.cannot_show))
    assert said.shows == SHOWS[found.test][language]
    assert said.cannot_show == CANNOT_SHOW[found.test][language]
    assert said.sentence.startswith(f"{found.subject}: ") == bool(found.subject)
    assert said.sentence.endswith(".")
    printed = (said.sentence, said.figure, said.interval, said.formula, *said.assumptions, said.shows, said.cannot_show)
    for text in printed:
        assert not re.search(r"[{}]|\bnan\b|\binf\b|\bNone\b(?! of)|  ", text), text


@pytest.mark.parametrize("place", range(len(RESULTS)))
def test_numbers_are_written_as_the_language_writes_them(place: int) -> None:
    """No decimal point and no comma between thousands in Norwegian, the other way in English."""
    found = RESULTS[place]
    for language in ("nb", "nn"):
        said = found.explain(language)
        for text in (said.sentence, said.figure, said.interval, said.formula, *said.assumptions):
            assert not re.search(r"\d\.\d", text), text
            assert not re.search(r"\d \d{3}\b", text), text  # the gap between groups must not break
            assert not re.search(r"(?<![\w.])-\d", text), text
    english = found.explain("en")
    for text in (english.sentence, english.figure, english.interval, *english.assumptions):
        assert not re.search(rf"\d,\d(?!\d\d)|\d{NO_BREAK_SPACE}\d", text), text


def test_the_three_languages_differ() -> None:
    for found in RESULTS:
        said = [found.explain(language) for language in LANGUAGES]
        assert len({each.sentence for each in said}) == 3
        assert len({each.shows for each in said}) == 3
        assert len({each.cannot_show for each in said}) == 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda each: each.reason)
def test_a_refusal_says_why(refusal: NotTested, language: Language) -> None:
    said = refusal.explain(language)
    assert said.sentence.startswith("saker: ")
    assert refusal.words(language) in said.sentence
    assert said.sentence.endswith(" (2001; 2002).")
    assert not re.search(r"[{}]|\bNone\b", said.sentence)
    assert said.shows == SHOWS["esd"][language]
    assert (refusal.flagged, refusal.places, refusal.family_p) == (False, (), None)


def test_places_are_the_labels_given() -> None:
    found = modified_z([*LEVELS[:8], 99_999.5], [f"2010K{n % 4 + 1}" for n in range(9)], seed=1, draws=199)
    assert found.places == ("2010K1",)
    assert all(not each.flagged or each.places for each in RESULTS)


def test_jupyter_shows_what_the_test_can_and_cannot_show() -> None:
    found = last_digits([5 * each for each in AMOUNTS], subject="<beløp>")
    page = found._repr_html_()
    assert page.startswith("<p>&lt;beløp&gt;: ")
    assert page.count("<dl>") == page.count("</dl>") == 1
    assert "<dt>Kan vise</dt><dd>Testen kan vise at tallene er rundet av" in page
    assert "<dt>Kan ikke vise</dt><dd>Den viser ikke om avrundingen" in page
