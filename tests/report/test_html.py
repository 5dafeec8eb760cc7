"""Filters and objects that turn parts into escaped HTML."""

import pytest
from jinja2 import UndefinedError

from auditlib.claims import Claim, Reference
from auditlib.pictures import stances
from auditlib.report.html import Html, drawn, environment, paragraphs, says, sentence

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)></style>'


def claim(said: str, target: str = "K1", evidence: tuple[str, ...] = ()) -> Claim:
    return Claim("F1.c1", said, Reference(said, target), target, evidence)


def test_a_claim_is_a_link_to_what_it_rests_on() -> None:
    said = says(("I alt ", claim("3 av 5", evidence=("I01.p1", "I02.p1")), "."))
    assert said == ('I alt <a class="claim" id="F1.c1" href="#K1" title="Bygger på I01.p1, I02.p1">3 av 5</a>.')


def test_a_bare_pointer_is_set_as_a_mark() -> None:
    assert 'class="ref"' in says((claim("[I01.p1]", "I01.p1"),))
    assert ">I01.p1</a>" in says((claim("[I01.p1]", "I01.p1"),))


def test_many_pieces_of_evidence_are_counted_instead_of_listed() -> None:
    assert "I12.p1 og 3 til" in says((claim("15 av 15", evidence=tuple(f"I{n}.p1" for n in range(1, 16))),))


def test_texts_claims_and_figures_are_escaped() -> None:
    for made in (
        says((HOSTILE, claim(HOSTILE))),
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


def test_jupyter_gets_the_markup_and_a_terminal_its_size() -> None:
    assert Html("<p>a</p>")._repr_html_() == "<p>a</p>"
    assert repr(Html("<p>a</p>")) == "<HTML, 8 tegn>"
