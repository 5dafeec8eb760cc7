"""The chain from a finding to what it rests on, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.mapping import Graph, Link, Mapped, graph_of
from auditlib.mapping.graph import Node
from auditlib.problems import Location
from tests.builders import Nyby, nyby_in


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Mapped:
    return nyby_in(tmp_path_factory.mktemp("nyby")).mapped()


@pytest.fixture(scope="module")
def graph(mapped: Mapped) -> Graph:
    return graph_of(mapped)


def below(graph: Graph, id_: str) -> set[str]:
    return {node.id for _, _, node in graph.rests_on(id_)}


def above(graph: Graph, id_: str) -> set[str]:
    return {node.id for _, _, node in graph.used_by(id_)}


def test_a_finding_reaches_everything_it_rests_on(graph: Graph) -> None:
    assert below(graph, "F1") >= {
        "K1", "P1", "byggesaksloven-21-7", "byggesaksloven",
        "I01.p1", "I01", "soker-1", "soker-2", "I02.p1", "I03.p1", "soker-4",
        "M1", "M2", "svartid_tabell", "D1.u1", "D1", "G1.a1", "mapper", "K2", "svartid", "F1.c1",
    }  # fmt: skip
    assert {"I04.p2", "soker-5", "K3"}.isdisjoint(below(graph, "F1"))


@pytest.mark.parametrize(
    ("item", "users"),
    [
        ("byggesaksloven", {"byggesaksloven-21-7", "K1", "F1", "S1", "A1", "V1"}),
        ("soker-1", {"I01.p1", "F1", "F1.c1", "S1", "A1", "V1"}),
        ("svartid_tabell", {"M1", "M2", "F1"}),
        ("mapper", {"G1.a1", "F1", "V2"}),
        ("D1", {"D1.u1", "F1"}),
        ("kontorplass", {"I04.p2", "F2", "V4"}),
        ("S1", set()),
    ],
)
def test_the_chain_is_followed_both_ways(graph: Graph, item: str, users: set[str]) -> None:
    assert above(graph, item) >= users
    assert all(item in below(graph, user) for user in users)


def test_a_link_says_how(graph: Graph) -> None:
    said = {(link.relation, link.target) for link in graph.below("F1")}
    assert said >= {
        ("holdt mot", "K1"), ("støttes av", "I01.p1"), ("motsies av", "I03.p1"), ("motsies av", "D1.u1"),
        ("bakgrunn i", "M1"), ("støttes av", "M2"), ("sier", "F1.c1"),
    }  # fmt: skip
    assert ("sagt av", "soker-4") in {(link.relation, link.target) for link in graph.below("I03.p1")}
    assert {link.source for link in graph.above("F1")} == {"S1", "A1"}


def test_a_walk_has_each_item_once_at_its_depth(graph: Graph) -> None:
    walk = list(graph.rests_on("S1"))
    assert len({node.id for _, _, node in walk}) == len(walk)
    assert "S1" not in {node.id for _, _, node in walk}
    assert next(depth for depth, _, node in walk if node.id == "F1") == 1
    assert next(depth for depth, _, node in walk if node.id == "I01.p1") > 1


def test_every_item_has_its_place(graph: Graph, mapped: Mapped) -> None:
    assert all((mapped.inputs.root / node.at.file).is_file() for node in graph.nodes.values())
    assert (graph.nodes["I01.p1"].at.file, graph.nodes["I01.p1"].at.line) == ("interviews/nyby/I01.md", 11)
    assert graph.nodes["F1.c1"].said == "flere av de spurte søkerne (3 av 5)"
    assert graph.nodes["K1"].said == "Kommunen skal avgjøre fullstendige søknader innen tolv uker."
    assert graph.nodes["I01"].said == "Intervju, 12. februar 2024, verifisert 1. mars 2024"


def test_findings_that_refer_to_each_other_do_not_go_on_for_ever(nyby: Nyby) -> None:
    nyby.change("findings.yaml", "sier at de ventet for lenge.", "ventet, se {{ F2 }} og {{ F1 }}.")
    nyby.change("findings.yaml", "nevner avstanden.", "nevner avstanden, se {{ F1 }}.")
    graph = graph_of(nyby.mapped())
    assert "F2" in below(graph, "F1")
    assert "F1" in below(graph, "F2")


def test_every_link_can_be_read_from_both_ends(graph: Graph) -> None:
    for node in graph.nodes:
        assert all(relation for _, relation, _ in [*graph.rests_on(node), *graph.used_by(node)])
    assert ("taler for", "F1") in {(relation, node.id) for _, relation, node in graph.used_by("I01.p1")}


def test_hearing_and_statements_are_in_the_chain(nyby: Nyby) -> None:
    response = "{id: H1, from: x, on: 2024-05, about: [F1], comment: x, examined: x, decision: kept, reason: x}"
    nyby.write("findings/nyby/hearing.yaml", f"hearing:\n  responses:\n    - {response}\n")
    statement = "{id: U1, place: s. 1, kind: advice, text: x, findings: [F1], verdict: carried}"
    nyby.write("findings/nyby/statements.yaml", f"statements:\n  - {statement}\n")
    graph = graph_of(nyby.mapped())
    assert above(graph, "F1") >= {"H1", "U1"}
    assert above(graph, "I01.p1") >= {"H1", "U1"}


NAMES = st.sampled_from("abcdef")


@given(st.lists(st.builds(Link, NAMES, st.just("bygger på"), NAMES)), NAMES)
def test_any_graph_is_walked_once_and_the_same_both_ways(links: list[Link], start: str) -> None:
    graph = Graph({name: Node(name, "", "", Location("f")) for name in "abcde"}, links)
    found = [node.id for _, _, node in graph.rests_on(start)]
    assert len(set(found)) == len(found)
    assert start not in found
    assert all(start in above(graph, each) for each in found)
