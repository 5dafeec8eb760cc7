"""The grammar of bracketed spans and their attributes, as Pandoc reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.files.spans import parse_attributes, span_parser


def spans(text: str) -> list[tuple[str, dict[str, str]]]:
    """Give the id and values of every span in the order they open."""
    tokens = span_parser().parse(text)
    children = [child for token in tokens for child in token.children or []]
    found = [child.meta["attributes"] for child in children if child.type == "span_open"]
    return [(each.id, each.values) for each in found]


@pytest.mark.parametrize(
    ("inside", "id_", "classes", "values"),
    [
        ("#p1 .passage criterion=K1 stance=meets", "p1", ["passage"], {"criterion": "K1", "stance": "meets"}),
        ("", "", [], {}),
        ("  #p1  ", "p1", [], {}),
        ("stance=meets\n  #p1\n.passage", "p1", ["passage"], {"stance": "meets"}),
        ('note="a } b" #p1', "p1", [], {"note": "a } b"}),
        ('note="a ] b" note2=""', "", [], {"note": "a ] b", "note2": ""}),
        ("sted=Nyby/Sør topic=kjøp-på_dør", "", [], {"sted": "Nyby/Sør", "topic": "kjøp-på_dør"}),
        ("criterion=K4.5 informants=soker-1,soker-2", "", [], {"criterion": "K4.5", "informants": "soker-1,soker-2"}),
        ("url=https://nyby.example/a?b", "", [], {"url": "https://nyby.example/a?b"}),
        ("#æøå .ÆØÅ", "æøå", ["ÆØÅ"], {}),
    ],
)
def test_attributes_are_read(inside: str, id_: str, classes: list[str], values: dict[str, str]) -> None:
    found, end = parse_attributes(f"{inside}}}rest", 0)
    assert (found.id, found.classes, found.values, found.error) == (id_, classes, values, "")
    assert end == len(inside) + 1


@pytest.mark.parametrize(
    ("inside", "error"),
    [
        ("#p1 #p2}", "two ids"),
        ("stance=meets stance=mixed}", "`stance` stands twice"),
        ("#p1 stance}", "cannot read `stance`"),
        ("#p1 stance=}", "cannot read `stance=`"),
        ("#p1 stance = meets}", "cannot read `stance = meets`"),
        ('note="open}', 'cannot read `note="open`'),
        ("#p1 stance=meets", "the closing } is missing"),
        ("#}", "cannot read `#`"),
        ("=x}", "cannot read `=x`"),
    ],
)
def test_attributes_that_make_no_sense_are_named(inside: str, error: str) -> None:
    found, end = parse_attributes(inside, 0)
    assert found.error == error
    assert end == len(inside)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a]{#p1} b [c]{#p2}", ["p1", "p2"]),
        ("[a [b]{#p2} c]{#p1}", ["p1", "p2"]),
        ("[a *b* `c` [d](http://e)]{#p1}", ["p1"]),
        ("*[a]{#p1}* **[b]{#p2}**", ["p1", "p2"]),
        ("[[a]{#p1}](http://b)", ["p1"]),
        ("## [a]{#p1}\n\n- [b]{#p2}\n\n> [c]{#p3}", ["p1", "p2", "p3"]),
        ("[a\nb]{#p1\nstance=meets}", ["p1"]),
        ('[a]{#p1 note="x } y"} [b]{#p2}', ["p1", "p2"]),
        ("[a [b] c]{#p1}", ["p1"]),
        (r"[a \] b]{#p1}", ["p1"]),
        ("[]{.from #p1} a []{.to ref=p1}", ["p1", ""]),
        ("[a](http://b) [c][d]\n\n[d]: http://e", []),
        ("![a](b.png)", []),
        ("`[a]{#p1}`", []),
        (r"\[a]{#p1}", []),
        ("[a] {#p1}", []),
        ("a]{#p1}", []),
        ("[a\n\nb]{#p1}", []),
    ],
)
def test_where_spans_are_and_are_not(text: str, expected: list[str]) -> None:
    assert [id_ for id_, _ in spans(text)] == expected


@pytest.mark.parametrize("text", ["[a](http://b 'c')", "[a][b]\n\n[b]: c", "<http://a>", "![a](b)", "*a* `b` **c**"])
def test_what_is_no_span_is_rendered_as_ever(text: str) -> None:
    plain = span_parser()
    plain.disable("span")
    assert span_parser().render(text) == plain.render(text)


def test_html_is_text() -> None:
    assert "<script>" not in span_parser().render("a <script>alert(1)</script>\n\n<script>b</script>")


@pytest.mark.parametrize("text", ["[" * 3000, "[" * 1500 + "]" * 1500, "[a]{" * 1000, "[a]{#p" * 1000 + "}" * 1000])
def test_piles_of_brackets_are_read_to_the_end(text: str) -> None:
    assert span_parser().parse(text)


BARE = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='{}"'), min_size=1)
QUOTED = st.text(st.characters(exclude_categories=("C",), exclude_characters='"'))


@given(st.dictionaries(st.sampled_from(["criterion", "topic", "stance", "sted", "år"]), BARE | QUOTED))
def test_values_read_back_as_written(values: dict[str, str]) -> None:
    written = " ".join(f'{key}="{value}"' for key, value in values.items())
    found, _ = parse_attributes(written + "}", 0)
    assert (found.values, found.error) == (values, "")


@given(st.text("[]{}#.=\"ab1 \\`\n", max_size=40))
def test_any_text_is_read(text: str) -> None:
    assert spans(text) is not None
