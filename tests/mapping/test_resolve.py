"""References in text: each row of the table in docs/formats.md, and what is said of those that point at nothing."""

from pathlib import Path

import pytest

from auditlib.claims import Claim, parse_reference
from auditlib.mapping import Mapped, Unresolved, claims_in, render, resolve
from auditlib.tables import Outcome
from tests.builders import Nyby, nyby_in


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Mapped:
    return nyby_in(tmp_path_factory.mktemp("nyby")).mapped()


def claim(text: str, mapped: Mapped) -> Claim:
    reference = parse_reference(text)
    assert reference is not None
    return resolve(reference, mapped, "F1.c1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # the table «References in text», row by row
        ("K1 deviates", "flere av de spurte informantene (4 av 7)"),
        ("K1 deviates group=soker", "flere av de spurte søkerne (3 av 5)"),
        ("K1 deviates topic=svartid group=soker count", "3 av 5"),
        ("kontorplass deviates", "noen av de spurte informantene (2 av 4)"),
        ("M1", "29,0 prosent"),
        ("M1 sentence", "Nyby gikk fra 207 dager i 2022 til 267 i 2023: opp 29,0 prosent"),
        ("G1.a1", "8 av 18"),
        ("G1.a1 deviates", "10 av 18"),
        ("G1.a1 interval", "44 prosent (95 % KI 22–69 om sakene hadde vært trukket tilfeldig)"),
        ("svartid_tabell[Nyby, 2023]", "267 dager"),
        ("I01.p1", "[I01.p1]"),
        ("D1.u1", "[D1.u1]"),
        ("byggesaksloven-21-7", "byggesaksloven §\u00a021-7"),
        ("K1", "K1"),
        ("F1", "F1"),
        # more of the same
        ("K1 meets", "noen av de spurte informantene (2 av 7)"),
        ("K1 mixed", "én av de spurte informantene (1 av 7)"),
        ("K1 context count", "0 av 7"),
        ("K3 deviates", "ingen av de spurte informantene (0 av 2)"),
        ("K1 mixed group=leder", "én av de spurte ansatte lederne (1 av 2)"),
        ("kontorplass deviates group=leder", "noen av de spurte ansatte lederne (2 av 2)"),
        ("svartid deviates", "flere av de spurte informantene (3 av 5)"),
        ("K1 deviates count group=leder", "1 av 2"),
        ("M2", "267 dager"),
        ("G1.a1 meets", "8 av 18"),
        ("G1.a1 share", "44 prosent"),
        ("svartid_tabell[Nyby, saker]", "498 saker"),
        ("svartid_tabell[Nyby, saker] count", "498"),
        ("svartid_tabell[Sør, 2023]", "ikke oppgitt"),
        ("svartid_tabell[Sør, merknad]", "ikke oppgitt"),
        ("svartid_tabell[Nord, merknad]", "12,5"),
        ("svartid_tabell[Nyby, merknad]", "12,5 er typisk"),
        ("mapper[S1, svar]", "ja"),
        ("A1", "A1"),
        ("P1", "P1"),
    ],
)
def test_what_a_reference_becomes(text: str, said: str, mapped: Mapped) -> None:
    assert claim(text, mapped).said == said


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("K1 deviates", ("I01.p1", "I02.p1", "I04.p1")),
        ("K1 deviates group=soker", ("I01.p1", "I02.p1")),
        ("K1 deviates topic=svartid", ("I01.p1", "I02.p1")),
        ("K1 meets", ("I03.p1", "I04.p1")),
        ("K1 mixed", ("I04.p1",)),
        ("K1 context", ()),
        ("K3 context", ("I04.p3",)),
        ("kontorplass deviates", ("I04.p2",)),
        ("M1 sentence", ("M1",)),
        ("G1.a1 interval", ("G1.a1",)),
        ("D1.u1", ("D1.u1",)),
        ("svartid_tabell[Nyby, 2023]", ()),
        ("K1", ()),
    ],
)
def test_a_claim_links_to_what_it_counts(text: str, evidence: tuple[str, ...], mapped: Mapped) -> None:
    found = claim(text, mapped)
    assert (found.evidence, found.target) == (evidence, text.split()[0].partition("[")[0])


@pytest.mark.parametrize(
    ("text", "reason", "hint"),
    [
        ("K9", "`K9` is not known", "known: I01.p1"),
        ("K9 deviates", "`K9` is not known", "known: I01.p1"),
        ("I01.p2", "`I01.p2` is not known", "did you mean I0"),
        ("D1", "`D1` is not known", "D1.u1"),
        ("K1 deviate", "a tally needs one stance", "meets, deviates, mixed, context"),
        ("K1 count", "a tally needs one stance", "meets, deviates"),
        ("K1 meets deviates", "a tally needs one stance", "meets, deviates"),
        ("K1 deviates gruppe=soker", "unknown option `gruppe`", "did you mean group?"),
        ("K1 deviates group=sokere", "there is no group `sokere`", "did you mean soker?"),
        ("K1 deviates topic=svartids", "there is no topic `svartids`", "did you mean svartid?"),
        ("kontorplass deviates topic=svartid", "a topic is not narrowed by another", "svartid"),
        ("K2 deviates", "nobody was asked", "check the group and the topic"),
        ("K3 deviates group=soker", "nobody was asked", "check the group and the topic"),
        ("M1 interval", "M1 has no `interval`", "nothing for the value"),
        ("M1 deviates", "M1 has no `deviates`", "nothing for the value"),
        ("M1 sentence interval", "M1 has no `interval`", "sentence"),
        ("M1 group=soker", "M1 has no `group=soker`", "sentence"),
        ("G1.a1 sum", "G1.a1 has no `sum`", "interval"),
        ("I01.p1 deviates", "I01.p1 has no `deviates`", "write the id alone"),
        ("F1 group=soker", "F1 has no `group=soker`", "write the id alone"),
        ("svartid_tabel[Nyby, 2023]", "there is no table `svartid_tabel`", "did you mean svartid_tabell?"),
        ("svartid_tabell[Nybo, 2023]", "the table has no row `Nybo`", "did you mean Nyby?"),
        ("svartid_tabell[Nyby, 2033]", "the table has no column `2033`", "did you mean 2023?"),
        ("svartid_tabell[Nyby, 2023] deviates", "svartid_tabell has no `deviates`", "write the cell alone"),
        ("svartid_tabell", "table svartid_tabell needs a row and a column", "svartid_tabell[Nyby, 2023]"),
    ],
)
def test_what_points_at_nothing_says_why(text: str, reason: str, hint: str, mapped: Mapped) -> None:
    with pytest.raises(Unresolved) as error:
        claim(text, mapped)
    assert str(error.value).startswith(reason)
    assert hint in error.value.hint


def test_everyone_is_said_without_of(nyby: Nyby) -> None:
    nyby.change("I03.md", "stance=meets informants=soker-4", "stance=deviates")
    mapped = nyby.mapped()
    assert claim("K1 deviates group=soker", mapped).said == "alle de spurte søkerne (5 av 5)"
    assert claim("K1 deviates", mapped).said == "de fleste av de spurte informantene (6 av 7)"


def test_without_a_scale_the_number_stands(nyby: Nyby) -> None:
    text = (nyby.root / "criteria/nyby/audit.yaml").read_text(encoding="utf-8")
    scale = text[text.index("quantifiers:\n") : text.index("rules:\n")]
    nyby.write("audit.yaml", text.replace(scale, "quantifiers: []\n"))
    assert claim("K1 deviates", nyby.mapped()).said == "4 av de spurte informantene (4 av 7)"


def test_a_test_that_could_not_be_run_has_no_figure(nyby: Nyby) -> None:
    nyby.change("indicators.yaml", "row: Nyby, from", "row: Sør, from")
    mapped = nyby.mapped()
    assert mapped.measurements["M1"].outcome is Outcome.UNTESTED
    assert claim("M1", mapped).said == "ikke testet"
    assert claim("M1 sentence", mapped).said == "Ikke testet: tallet for Sør, 2023 mangler i tabellen"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ K1 deviates }} sier det.", "Flere av de spurte informantene (4 av 7) sier det."),
        ("Det sier {{ K1 deviates }}.", "Det sier flere av de spurte informantene (4 av 7)."),
        ("Slutt. {{ K1 deviates }} sier det.", "Slutt. Flere av de spurte informantene (4 av 7) sier det."),
        ("Slutt?\n{{ K1 meets }} nei.", "Slutt?\nNoen av de spurte informantene (2 av 7) nei."),
        ("Slik: {{ K1 meets }}.", "Slik: noen av de spurte informantene (2 av 7)."),
        ("{{ K1 meets }}, {{ K1 mixed }}",
         "Noen av de spurte informantene (2 av 7), én av de spurte informantene (1 av 7)"),
        ("I {{ G1.a1 }} {{ K1 mixed }}", "I 8 av 18 én av de spurte informantene (1 av 7)"),
        ("Se {{ I01.p1 }} og {{ F1 }}.", "Se [I01.p1] og F1."),
    ],
)  # fmt: skip
def test_a_count_that_begins_a_sentence_has_a_capital(text: str, said: str, mapped: Mapped) -> None:
    rendered = render(text, mapped, "F1")
    assert "".join(each if isinstance(each, str) else each.said for each in rendered) == said


def test_claims_are_numbered_through_all_texts_of_their_owner(nyby: Nyby, tmp_path: Path) -> None:
    nyby.change("findings.yaml", "  - id: F2", "    cause: '{{ M1 }} og {{ G1.a1 }}'\n  - id: F2")
    mapped = nyby.mapped()
    numbered = [claim.id for owner, claim in claims_in(mapped) if owner == "F1"]
    assert numbered == ["F1.c1", "F1.c2", "F1.c3"]
    cause = mapped.inputs.findings[0].cause or ""
    assert [each.id for each in render(cause, mapped, "F1", 1) if isinstance(each, Claim)] == numbered[1:]


def test_an_unresolved_reference_makes_no_claim(nyby: Nyby) -> None:
    nyby.change("findings.yaml", "K1 deviates group=soker", "K9 deviates")
    mapped = nyby.mapped()
    assert [claim.id for _, claim in claims_in(mapped)] == ["F2.c1"]
    with pytest.raises(Unresolved):
        list(render("{{ K9 }}", mapped, "F1"))
