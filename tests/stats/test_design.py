"""Designs that do not allow a test are refused with every reason."""

import pytest

from auditlib.stats import Group, StatsError, check_design, require_design, without

NORDBY = Group("Nordby", 267, 1000)
OTHERS = Group("de andre", 11386, 50000)


def test_two_separate_groups_with_counts_are_allowed() -> None:
    found = check_design([NORDBY, OTHERS])
    assert found.allowed
    assert found.explain().sentence == "Nordby og de andre kan holdes mot hverandre i en test."
    assert found.explain("en").figure == "can be tested"
    require_design([NORDBY, OTHERS])


@pytest.mark.parametrize(
    ("groups", "reason", "words"),
    [
        ([NORDBY], "one_group", "det er bare én gruppe (Nordby)"),
        ([NORDBY, Group("Byene", 11653, 51000, parts=frozenset({"Nordby"}))], "part", "Nordby er en del av Byene"),
        ([Group("a", amount=6750), Group("b", 5, 10)], "one_number", "a er ett tall uten antall eller spredning bak"),
        ([Group("a", percentage=29.0), Group("b", 5, 10)], "no_counts", "a er en prosent uten antallene bak"),
        ([Group("a", 5), Group("b", 5, 10)], "no_total", "a er et antall uten tallet på saker"),
        (
            [Group("a", 1, 2, cases=frozenset("xy")), Group("b", 1, 2, cases=frozenset("xy"))],
            "same_cases",
            "a og b er de samme sakene",
        ),
        (
            [Group("a", 1, 2, cases=frozenset("xy")), Group("b", 1, 2, cases=frozenset("yz"))],
            "overlap",
            "gruppene overlapper (a og b)",
        ),
        (
            [Group("a", 1, 2, parts=frozenset({"c"})), Group("b", 1, 2, parts=frozenset({"c", "d"}))],
            "overlap",
            "gruppene overlapper (a og b)",
        ),
    ],
)
def test_refusals_say_why(groups: list[Group], reason: str, words: str) -> None:
    found = check_design(groups)
    assert [each.reason for each in found.refusals] == [reason]
    assert found.explain().figure == "kan ikke testes"
    assert words in found.explain().sentence
    for language in ("nn", "en"):
        assert found.groups[0] in found.explain(language).sentence
    with pytest.raises(StatsError, match="two or more separate groups with counts"):
        require_design(groups)


def test_every_reason_is_given() -> None:
    found = check_design(
        [Group("Nordby", percentage=48.6), Group("Byene", amount=40.2, parts=frozenset({"Nordby"}))]
    )
    assert [each.reason for each in found.refusals] == ["no_counts", "one_number", "part"]


def test_what_to_do_depends_on_how_the_groups_overlap() -> None:
    whole, part = Group("Byene", 100, 200, parts=frozenset({"Nordby"})), Group("Nordby", 5, 10)
    for groups in ([whole, part], [part, whole]):
        assert check_design(groups).explain().sentence == (
            "Forskjellen er ikke testet: Nordby er en del av Byene; trekk Nordby fra Byene først."
        )
    shared = check_design([Group("a", 1, 2, parts=frozenset("c")), Group("b", 1, 2, parts=frozenset("cd"))])
    assert shared.reasons("nb").endswith("(a og b); saker som er i begge, må tas ut av den ene først")
    assert shared.reasons("nn").endswith("(a og b); saker som er i begge, må takast ut av den eine først")
    assert shared.reasons("en").endswith("(a and b); cases that are in both must be taken out of one first")


def test_a_reason_that_holds_for_both_is_said_once() -> None:
    both = check_design([Group("a", percentage=3.0), Group("b", percentage=4.0)])
    assert [each.groups for each in both.refusals] == [("a",), ("b",)]
    assert both.reasons() == "hvert av de to tallene er en prosent uten antallene bak"
    assert both.reasons("nn") == "kvart av dei to tala er ein prosent utan tala bak"
    assert both.reasons("en") == "each of the two figures is a percentage without its counts"
    three = check_design([Group("a", percentage=3.0), Group("b", percentage=4.0), Group("c", 1, 2)])
    assert three.reasons() == "a er en prosent uten antallene bak; b er en prosent uten antallene bak"


def test_plain_counts_of_events_need_no_total() -> None:
    assert check_design([Group("a", 207), Group("b", 9564)], shares=False).allowed


def test_a_part_can_be_taken_out() -> None:
    whole = Group("Byene", 11653, 51000, parts=frozenset({"Nordby"}))
    rest = without(whole, NORDBY)
    assert (rest.name, rest.count, rest.total, rest.parts) == ("Byene − Nordby", 11386, 50000, frozenset())
    assert check_design([NORDBY, rest]).allowed


def test_what_cannot_be_taken_out_is_said() -> None:
    whole = Group("Byene", 100, 1200, parts=frozenset({"Nordby", "liten"}))
    with pytest.raises(StatsError, match="named among the parts"):
        without(whole, OTHERS)
    with pytest.raises(StatsError, match="no more in the part"):
        without(whole, NORDBY)
    with pytest.raises(StatsError, match="a count in both groups"):
        without(whole, Group("liten", percentage=3))


def test_counts_that_are_wrong_are_not_a_design() -> None:
    with pytest.raises(StatsError, match=r"a\.count = 5 is not allowed: a count from 0 to a\.total, which is 4"):
        check_design([Group("a", 5, 4), NORDBY])
    with pytest.raises(StatsError, match="each group named once"):
        check_design([NORDBY, NORDBY])
