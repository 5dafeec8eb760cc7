"""The version that was sent and the report now, claim by claim."""

import pytest

from auditlib.hearing import ClaimChange, Comparison, Why, compare
from auditlib.hearing.compare import claim_changes
from auditlib.hearing.text import comparison_rows, comparison_text, hearing_rows, hearing_text
from auditlib.sent import SentClaim
from auditlib.workbench import load
from tests.builders import AUDIT, Nyby
from tests.hearing.heard import hearing, response


def compared(nyby: Nyby) -> Comparison:
    return compare(load(AUDIT, nyby.root))


def claims(*pairs: tuple[str, str]) -> list[SentClaim]:
    return [SentClaim(id=f"F1.c{n}", reference=ref, said=said) for n, (ref, said) in enumerate(pairs, 1)]


def test_nothing_changed(heard: Nyby) -> None:
    found = compared(heard)
    assert (found.items, found.claims, found.unchanged) == ((), 2, 2)
    assert comparison_text(found).endswith("2 av 2 påstander sier det samme\nIngenting er endret")


def test_evidence_that_moves_a_claim(heard: Nyby) -> None:
    heard.change("I03.md", "stance=meets", "stance=deviates")
    heard.change("assessments.yaml", "status: partly_met", "status: partly_met, departs: Noen saker gikk fort")
    found = compared(heard)
    item = next(each for each in found.items if each.id == "F1")
    assert item.how == "changed"
    assert item.claims == (
        ClaimChange(
            "F1.c1", "K1 deviates group=soker", "flere av de spurte søkerne (3 av 5)",
            "de fleste av de spurte søkerne (4 av 5)",
        ),
    )  # fmt: skip
    assert item.reworked == ("I03.p1",)
    assert (found.claims, found.unchanged) == (2, 1)


def test_evidence_that_says_something_else_under_the_same_words(heard: Nyby) -> None:
    heard.change("I01.md", "Begge ventet over tolv uker.", "Begge ventet i over tretten uker.")
    items = {each.id: each for each in compared(heard).items}
    assert {id_: each.how for id_, each in items.items()} == {"V1": "grounds", "F1": "grounds"}
    assert items["F1"].reworked == ("I01.p1",)


def test_a_judgement_in_words_with_what_explains_it(heard: Nyby) -> None:
    heard.change("assessments.yaml", "status: not_met", "status: partly_met, departs: Flere fikk svar")
    heard.write(
        "hearing.yaml", hearing(response(decision="changed", changes="[V2]", changed="Vurderingen er mildere."))
    )
    (item,) = compared(heard).items
    assert (item.id, item.title, item.kind) == ("V2", "K2 Svar i hver sak", "assessment")
    assert item.judged == ("ikke oppfylt", "delvis oppfylt")
    assert item.why == (Why("H1", "Vurderingen er mildere."),)
    text = comparison_text(compared(heard))
    assert "V2 K2 Svar i hver sak (vurdering): endret\n  vurdert: ikke oppfylt → delvis oppfylt" in text
    assert text.endswith("  fordi H1: Vurderingen er mildere.")


def test_what_came_and_went(heard: Nyby) -> None:
    heard.change("findings.yaml", "evidence: [M1, M2, D1.u1, G1.a1]", "evidence: [M2, D1.u1, I04.p2]")
    (item,) = compared(heard).items
    assert (item.added, item.removed, item.words) == (("I04.p2",), ("G1.a1", "M1"), ())
    assert "grunnlag, kom til: I04.p2" in comparison_text(compared(heard))
    assert "ikke forklart" in comparison_text(compared(heard))


def test_rows_for_other_programs(heard: Nyby) -> None:
    heard.change("findings.yaml", "Fristen brytes", "Fristen brytes ofte")
    rows = comparison_rows(compared(heard))
    assert rows["sent"]["id"] == "sent-1-kari-nordmann"
    (item,) = rows["items"]
    assert (item["id"], item["how"]) == ("F1", "changed")
    assert item["words"] == {"title": (("same", "Fristen brytes"), ("in", " ofte"))}


def test_a_new_claim_does_not_move_those_after_it() -> None:
    before = claims(("K1 deviates", "3 av 5"), ("M1", "29,0 prosent"))
    now = claims(("M2", "84 dager"), ("K1 deviates", "3 av 5"), ("M1", "31,0 prosent"))
    assert list(claim_changes(before, now)) == [
        ClaimChange("F1.c1", "M2", "", "84 dager"), ClaimChange("F1.c3", "M1", "29,0 prosent", "31,0 prosent"),
    ]  # fmt: skip
    assert next(claim_changes(now, before)) == ClaimChange("F1.c1", "M2", "84 dager", "")


def test_the_state_of_the_hearing(heard: Nyby) -> None:
    heard.write(
        "hearing.yaml", hearing(response(about="[F1]"), response("H2", decision="open", examined="", reason=""))
    )
    a = load(AUDIT, heard.root)
    assert hearing_text(a).split("\n") == [
        "Høring 21. april 2024 til 10. mai 2024",
        "sent-1-kari-nordmann sendt 22. april 2024 av Kari Nordmann: rapport.html abababababab",
        "2 merknader, 1 ikke avgjort",
        "  H1 kommunedirektøren (F1): opprettholdt",
        "  H2 kommunedirektøren (–): ikke avgjort",
    ]
    rows = hearing_rows(a)
    assert (rows["deadline"], [each["decision"] for each in rows["responses"]]) == ("2024-05-10", ["kept", "open"])


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_comparison_is_made_in_the_audits_own_language(heard: Nyby, language: str) -> None:
    """What was sent in another language reads as it was sent, whatever is spoken when it is compared."""
    from auditlib.language import speaking

    with speaking(language):  # type: ignore[arg-type]
        assert compared(heard).items == ()
