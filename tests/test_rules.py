"""The rules of the mapping: status, strength, tallies and words for how many."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.audits import Audit, Ground, Quantifier, Rules
from auditlib.criteria import Stance
from auditlib.evidence import Evidence, EvidenceKind
from auditlib.files.notes import parse_note
from auditlib.files.yaml import parse_yaml
from auditlib.findings import Status
from auditlib.interviews import Informant, Note
from auditlib.problems import Location
from auditlib.rules import Strength, Suggestion, Tallies, Tally, counted_as, explain, quantifier, strength_of, suggest
from tests.builders import FILES, note

AUDIT = parse_yaml(FILES["criteria/nyby/audit.yaml"], "audit.yaml", Audit, [])
assert AUDIT is not None
RULES, SCALE = AUDIT.rules, AUDIT.quantifiers
M, D, X, C = Stance.MEETS, Stance.DEVIATES, Stance.MIXED, Stance.CONTEXT
P, MEASURED, E = EvidenceKind.PASSAGE, EvidenceKind.MEASUREMENT, EvidenceKind.EXCERPT
GROUPS = {f"i{number}": f"gruppe{number % 3}" for number in range(20)}
# worse and worse; the two that are no status of the requirement come before
ORDER = [Status.NOT_EXAMINED, Status.INSUFFICIENT_EVIDENCE, Status.MET, Status.MOSTLY_MET, Status.PARTLY_MET,
         Status.NOT_MET]  # fmt: skip


def piece(kind: EvidenceKind, stance: Stance, origin: str, number: int = 0, *, tested: bool = False) -> Evidence:
    informants = (origin,) if kind is P else ()
    return Evidence(
        f"{origin}.{number}", kind, "K1", "", stance, "ord", origin, "s. 1", informants, Location("f"), "", tested
    )


def said(*stances: Stance) -> list[Evidence]:
    """One informant for each stance."""
    return [piece(P, stance, f"i{number}") for number, stance in enumerate(stances)]


def read(*stances: Stance) -> list[Evidence]:
    """One document for each stance."""
    return [piece(E, stance, f"D{number}") for number, stance in enumerate(stances)]


def normed(*stances: Stance) -> list[Evidence]:
    """One test against a norm for each stance, all on one table."""
    return [piece(MEASURED, stance, "svartid", number, tested=True) for number, stance in enumerate(stances)]


def suggestion(evidence: Iterable[Evidence], asked: Iterable[str] = (), rules: Rules = RULES) -> Suggestion:
    pieces = list(evidence)
    stances: dict[str, set[Stance]] = {name: set() for name in asked}
    for each in pieces:
        for name in each.informants:
            stances.setdefault(name, set()).add(each.stance)
    tally = Tally({name: frozenset(each) for name, each in stances.items()})
    return suggest(pieces, tally, GROUPS, rules)


@pytest.mark.parametrize(
    ("evidence", "asked", "status"),
    [
        # nothing, and too little
        ([], [], "not_examined"),
        ([], ["i0"], "insufficient_evidence"),
        (said(C, C, C), [], "insufficient_evidence"),
        (said(D), [], "insufficient_evidence"),
        (said(M), ["i1", "i2"], "insufficient_evidence"),
        (read(D), [], "insufficient_evidence"),
        (read(C), [], "insufficient_evidence"),
        # a test is enough alone
        (normed(M), [], "met"),
        (normed(D), [], "not_met"),
        # each status around its threshold: 0.10, 0.34, 0.67
        (said(M, M), [], "met"),
        (said(*[M] * 9, D), [], "met"),
        (said(*[M] * 8, D), [], "mostly_met"),
        (said(M, M, D), [], "mostly_met"),
        (said(*[M] * 13, *[D] * 7), [], "partly_met"),
        (said(M, D), [], "partly_met"),
        (said(M, D, D), [], "partly_met"),
        (said(M, M, M, *[D] * 7), [], "not_met"),
        (said(D, D), [], "not_met"),
        # a mixed source counts half
        (said(X, X), [], "partly_met"),
        (said(*[M] * 4, X), [], "met"),
        (said(M, M, X), [], "mostly_met"),
        (said(D, D, X), [], "not_met"),
        # informants, documents and tests side by side; background does not count
        (said(M) + read(D), [], "partly_met"),
        (said(M, M, C) + read(M, C), ["i9"], "met"),
    ],
)
def test_status(evidence: list[Evidence], asked: list[str], status: str) -> None:
    assert suggestion(evidence, asked).status == status


@pytest.mark.parametrize(
    ("evidence", "status"),
    [
        (said(M, M, M, D), "mostly_met"),
        (said(M, M, D), "partly_met"),
        (said(M, D), "partly_met"),
        (said(X, D), "not_met"),
    ],
)
def test_a_share_at_its_threshold_is_within_it(evidence: list[Evidence], status: str) -> None:
    rules = RULES.model_copy(update={"mostly_met_at_most": 0.25, "partly_met_at_most": 0.5})
    assert suggestion(evidence, rules=rules).status == status


@pytest.mark.parametrize(
    ("evidence", "counts"),
    [
        ([piece(E, D, "D1", number) for number in range(9)], (0, 1, 0)),
        ([piece(E, D, "D1", 1), piece(E, M, "D1", 2)], (0, 0, 1)),
        ([piece(P, D, "i1", number) for number in range(9)], (0, 1, 0)),
        ([piece(P, D, "i1", 1), piece(P, M, "i1", 2), piece(P, C, "i1", 3)], (0, 0, 1)),
        ([piece(MEASURED, D, "svartid", 1), piece(MEASURED, D, "svartid", 2)], (0, 1, 0)),
        (normed(D, D, M), (1, 2, 0)),
        ([piece(E, C, "D1", 1), piece(P, C, "i1", 1)], (0, 0, 0)),
    ],
)
def test_a_source_is_one_however_much_it_says(evidence: list[Evidence], counts: tuple[int, int, int]) -> None:
    found = suggestion(evidence)
    assert (found.meets, found.deviates, found.mixed) == counts
    assert found.sources == sum(counts)


def test_those_who_were_asked_and_said_nothing_are_no_sources() -> None:
    assert suggestion(said(M, M), asked=["i5", "i6", "i7"]).sources == 2


@pytest.mark.parametrize(
    ("evidence", "status"),
    [
        (said(*[M] * 12) + normed(D), "partly_met"),
        (said(M, M) + normed(D), "partly_met"),
        (said(D, D) + normed(D), "not_met"),
        (said(*[M] * 12) + normed(M), "met"),
        (said(*[M] * 12) + read(D), "met"),
    ],
)
def test_a_failed_test_cannot_be_outvoted(evidence: list[Evidence], status: str) -> None:
    assert suggestion(evidence).status == status


def test_the_reason_says_the_count() -> None:
    assert suggestion(said(M, D, X)).reason == "1,5 av 3 kilder avviker (andel 0,5)"
    assert suggestion(said(M, M) + normed(D)).reason.endswith("men en test viste at kravet ikke var holdt")
    assert "krever minst 2" in suggestion(said(D)).reason
    assert suggestion(said(D)).reason.startswith("1 kilde ")


@pytest.mark.parametrize(
    ("evidence", "ground", "strength"),
    [
        ([], (0, 0, 0), "weak"),
        (said(D), (1, 1, 1), "weak"),
        (said(D, D), (2, 2, 1), "medium"),
        (said(D, D, D, D, D), (5, 3, 1), "medium"),
        (said(D, D, D, D) + read(D), (5, 4, 2), "strong"),
        (said(D, D, D) + read(D), (4, 4, 2), "medium"),
        (read(D, D, D) + normed(D, D), (5, 1, 2), "medium"),
        (said(D, D, C, C, C) + read(C), (2, 2, 1), "medium"),
    ],
)
def test_strength_takes_sources_groups_and_kinds(
    evidence: list[Evidence], ground: tuple[int, int, int], strength: str
) -> None:
    found = suggestion(evidence)
    assert (found.ground.sources, found.ground.groups, found.ground.kinds) == ground
    assert found.strength == strength


def test_a_degree_of_strength_needs_all_three() -> None:
    strong, medium = RULES.strong, RULES.medium
    assert strength_of(strong, RULES) is Strength.STRONG
    assert strength_of(medium, RULES) is Strength.MEDIUM
    for part in Ground.model_fields:
        less = {name: getattr(strong, name) - (name == part) for name in Ground.model_fields}
        assert strength_of(Ground(**less), RULES) is Strength.MEDIUM


def test_no_source_is_needed_by_the_rules_and_none_is_there() -> None:
    found = suggest(said(C), Tally({}), GROUPS, RULES.model_copy(update={"least_sources": 0}))
    assert found.status is Status.INSUFFICIENT_EVIDENCE


# --- properties ---

STANCES = st.sampled_from(list(Stance))
PIECES = st.one_of(
    st.builds(piece, st.just(P), STANCES, st.sampled_from(list(GROUPS)), st.integers(0, 99)),
    st.builds(piece, st.just(E), STANCES, st.sampled_from(["D1", "D2", "D3"]), st.integers(0, 99)),
    st.builds(piece, st.just(MEASURED), STANCES, st.just("svartid"), st.integers(0, 99)),
    st.builds(
        piece, st.just(MEASURED), st.sampled_from([M, D]), st.just("mapper"), st.integers(0, 99), tested=st.just(True)
    ),
)
EVIDENCE = st.lists(PIECES, max_size=12, unique_by=lambda each: each.id)
NEW = st.sampled_from(
    [piece(P, D, "i19", 100), piece(E, D, "D9"), piece(MEASURED, D, "mapper", 100, tested=True), piece(P, D, "i1", 100)]
)


@given(EVIDENCE, NEW)
def test_one_more_deviating_piece_never_improves_the_status(evidence: list[Evidence], new: Evidence) -> None:
    before, after = suggestion(evidence).status, suggestion([*evidence, new]).status
    assert ORDER.index(after) >= ORDER.index(before)


@given(EVIDENCE.flatmap(lambda pieces: st.tuples(st.just(pieces), st.permutations(pieces))))
def test_the_order_of_evidence_does_not_matter(both: tuple[list[Evidence], list[Evidence]]) -> None:
    assert suggestion(both[0]) == suggestion(both[1])


@given(EVIDENCE, st.text())
def test_what_the_evidence_says_in_words_does_not_matter(evidence: list[Evidence], text: str) -> None:
    other = [replace(each, text=text, locator=text, stamp=text) for each in evidence]
    assert suggestion(other) == suggestion(evidence)


@given(EVIDENCE)
def test_a_failed_test_is_never_more_than_partly_met(evidence: list[Evidence]) -> None:
    found = suggestion([*evidence, piece(MEASURED, D, "ny", tested=True)])
    assert ORDER.index(found.status) >= ORDER.index(Status.PARTLY_MET)


# --- tallies ---

INFORMANTS = [
    Informant(id=f"{group}-{number}", role="r", unit="u", group=group, label="l")
    for group, count in (("soker", 3), ("leder", 2))
    for number in range(1, count + 1)
]


def parsed(name: str, informants: str, body: str, asked: str) -> Note:
    found = parse_note(note(name, informants, body, asked=asked), f"{name}.md", problems := [])
    assert found, problems
    assert problems == []
    return found.note


TALLIES = Tallies(
    [
        parsed(
            "I01", "soker-1, soker-2",
            "[a]{#p1 .passage criterion=K1 topic=svartid stance=deviates}\n\n"
            "[b]{#p2 .passage criterion=K1 stance=meets informants=soker-2}",
            "K1, kontorplass",
        ),
        parsed("I02", "soker-3", "[c]{#p1 .passage criterion=K1 topic=svartid stance=mixed}", "K2"),
        parsed("I03", "leder-1, leder-2", "[d]{#p1 .passage topic=svartid stance=meets informants=leder-1}", "K1"),
    ],
    INFORMANTS,
)  # fmt: skip


@pytest.mark.parametrize(
    ("about", "topic", "group", "asked", "deviates", "meets"),
    [
        ("K1", "", "", 5, ("soker-1", "soker-2", "soker-3"), ("soker-2", "soker-3")),
        ("K1", "", "soker", 3, ("soker-1", "soker-2", "soker-3"), ("soker-2", "soker-3")),
        ("K1", "", "leder", 2, (), ()),
        ("K1", "svartid", "", 5, ("soker-1", "soker-2", "soker-3"), ("soker-3",)),
        ("svartid", "", "", 5, ("soker-1", "soker-2", "soker-3"), ("soker-3", "leder-1")),
        ("svartid", "", "leder", 2, (), ("leder-1",)),
        ("K2", "", "", 1, (), ()),
        ("kontorplass", "", "", 2, (), ()),
        ("K3", "", "", 0, (), ()),
        ("K1", "", "ukjent", 0, (), ()),
    ],
)
def test_tallies(
    about: str, topic: str, group: str, asked: int, deviates: tuple[str, ...], meets: tuple[str, ...]
) -> None:
    tally = TALLIES.on(about, topic, group)
    assert (tally.asked, tally.saying(D), tally.saying(M)) == (asked, deviates, meets)


def test_the_side_of_an_informant() -> None:
    tally = Tally({"a": frozenset({D, C}), "b": frozenset({D, M}), "c": frozenset({C}), "d": frozenset(), "e": {X}})
    assert [tally.side(name) for name in "abcde"] == [D, X, None, None, X]
    assert tally.of(["a", "x"]).said == {"a": {D, C}}


def test_mixed_counts_both_ways_and_background_only_as_itself() -> None:
    assert [counted_as(stance) for stance in (M, D, X, C)] == [{M, X}, {D, X}, {X}, {C}]


def test_looking_up_a_tally_changes_nothing() -> None:
    before = TALLIES.on("K1").said
    TALLIES.on("ukjent", "ukjent", "ukjent")
    assert TALLIES.on("K1").said == before


# --- words for how many ---


@pytest.mark.parametrize(
    ("count", "asked", "word"),
    [
        (0, 5, "ingen"), (1, 1, "én"), (1, 9, "én"), (2, 2, "noen"), (2, 9, "noen"), (3, 3, "alle"), (3, 4, "flere"),
        (4, 4, "alle"), (4, 5, "de fleste"), (4, 7, "flere"), (6, 10, "de fleste"), (5, 9, "flere"), (3, 50, "flere"),
    ],
)  # fmt: skip
def test_the_first_word_that_fits(count: int, asked: int, word: str) -> None:
    assert quantifier(count, asked, SCALE) == word


def test_without_a_word_the_number_stands() -> None:
    assert quantifier(2, 3, SCALE[:1]) == "2"
    assert quantifier(2, 3, ()) == "2"


def test_no_word_fits_where_nobody_was_asked() -> None:
    assert not Quantifier(word="ord", least_share=0, least_count=0).fits(0, 0)


@given(st.integers(1, 400).flatmap(lambda asked: st.tuples(st.integers(0, asked), st.just(asked))), st.integers(0, 100))
def test_a_word_fits_by_the_exact_share(counts: tuple[int, int], percent: int) -> None:
    count, asked = counts
    step = Quantifier(word="ord", least_share=percent / 100, least_count=0)
    assert step.fits(count, asked) is (Fraction(count, asked) >= Fraction(percent, 100))


@given(st.integers(0, 60), st.integers(1, 60))
def test_more_informants_never_bear_a_weaker_word(count: int, asked: int) -> None:
    words = [each.word for each in SCALE] + ["ingen"]
    if count < asked:
        assert words.index(quantifier(count + 1, asked, SCALE)) <= words.index(quantifier(count, asked, SCALE))


def test_the_report_prints_the_thresholds() -> None:
    text = " ".join(explain(RULES, SCALE))
    for part in (
        "færre enn 2 kilder", "til og med 10 prosent", "34 prosent", "67 prosent", "minst 5 kilder",
        "minst 1 gruppe og minst 1 slag bevis", "«de fleste» minst 4 og minst 60 prosent av de spurte",
    ):  # fmt: skip
        assert part in text
