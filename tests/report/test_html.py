"""Filters and objects that turn parts into escaped HTML."""

import pytest
from jinja2 import UndefinedError

from auditlib.claims import Claim, Reference
from auditlib.pictures import stances
from auditlib.report.anchors import EDITIONS, panel_anchor
from auditlib.report.environment import drawn, environment, paragraphs, sentence
from auditlib.report.html import Html
from auditlib.report.model import Piece

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)></style>'


def claim(said: str, target: str = "K1", evidence: tuple[str, ...] = (), names_it: bool = False) -> Claim:
    return Claim("F1.c1", said, Reference(f"{target} deviates", target), target, evidence, names_it)


def says(text: tuple[str | Claim, ...]) -> tuple[str, dict[str, Claim]]:
    """Write a text as a template does; give the claims that it noted too."""
    claims: dict[str, Claim] = {}
    return environment().from_string("{{ text|says }}").render(text=text, claims=claims), claims


def test_a_claim_is_a_link_to_its_panel() -> None:
    made = claim("3 av 5", evidence=("I01.p1", "I02.p1"))
    anchor = panel_anchor(made.reference)
    said, claims = says(("I alt ", made, "."))
    assert said == f'I alt <a class="claim" id="F1.c1" href="#{anchor}">3 av 5</a>.'
    assert claims == {anchor: made}


def test_what_only_names_something_leads_there() -> None:
    said, claims = says((claim("F12", "F12", names_it=True),))
    assert said == '<a class="claim" id="F1.c1" href="#F12">F12</a>'
    assert claims == {}


def test_a_bare_pointer_is_set_as_a_mark() -> None:
    said, claims = says((claim("[I01.p1]", "I01.p1"),))
    assert said == '<a class="ref" id="F1.c1" href="#I01.p1">I01.p1</a>'
    assert claims == {}


def test_claims_written_alike_share_a_panel_and_others_do_not() -> None:
    texts = ("K1 deviates", "K1 deviates", "K1-deviates", "K1 meets")
    anchors = [panel_anchor(Reference(text, "K1")) for text in texts]
    assert len(set(anchors)) == 3
    assert anchors[0].startswith("_b-K1-deviates-")


def test_texts_claims_and_figures_are_escaped() -> None:
    for made in (
        says((HOSTILE, claim(HOSTILE)))[0],
        paragraphs(HOSTILE),
        drawn(stances([(HOSTILE, 1, 0, 0)], HOSTILE)),
    ):
        assert "<script" not in made
        assert "<img" not in made
        assert "</style" not in made


def test_blank_lines_make_paragraphs() -> None:
    assert paragraphs("en\n\nto\n\n\n") == "<p>en</p><p>to</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("kommunedirektøren i Nyby", "Kommunedirektøren i Nyby"), ("øst", "Øst"), ("NAV", "NAV")],
)
def test_a_sentence_begins_with_a_capital_and_keeps_its_names(text: str, expected: str) -> None:
    assert sentence(text) == expected


def test_a_picture_is_a_figure_with_its_words() -> None:
    made = drawn(stances([('Nyby "svarte"', 2, 0, 1)], "Svartid"))
    assert made.startswith('<figure class="picture"><figcaption>Svartid.</figcaption>')
    assert 'role="img" aria-label="Svartid. Nyby &quot;svarte&quot;: 2 oppfylt, 0 delt, 1 avvik."' in made


def test_a_name_the_template_does_not_get_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()


def test_jupyter_gets_the_internal_edition_and_the_report_both() -> None:
    internal, public = Piece("<p>alt</p>", {"_b-1": "<p>grunn</p>"}), Piece("<p>noe</p>", {})
    data = Html(internal, public)._repr_mimebundle_()
    assert data["text/html"] == "<p>alt</p>"
    assert data["text/plain"] == repr(Html(internal, public)) == "<HTML, 10 tegn>"
    assert data[EDITIONS] == {"panels": {"_b-1": "<p>grunn</p>"}, "public": {"markup": "<p>noe</p>", "panels": {}}}


def test_a_public_edition_that_is_the_same_is_not_said_twice() -> None:
    piece = Piece("<p>alt</p>", {})
    assert "public" not in Html(piece, piece)._repr_mimebundle_()[EDITIONS]
