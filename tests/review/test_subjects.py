"""Every reference and every judging item is referenced, and its stamp is what it says and rests on, nothing else."""

import pytest

from auditlib.review import subjects_of
from auditlib.review.writers import names_in
from tests.builders import AUDIT, Nyby
from tests.review.made import WRITER, Office

FINDINGS = f"findings/{AUDIT}/findings.yaml"
ALL = [
    "V1", "V2", "V3", "V4", "F1.c1", "F1", "F2.c1", "F2", "S1", "A1",
]  # fmt: skip


def stamps(nyby: Nyby) -> dict[str, str]:
    return {each.id: each.stamp for each in subjects_of(nyby.mapped())}


def changed_by(nyby: Nyby, before: dict[str, str]) -> set[str]:
    after = stamps(nyby)
    assert after.keys() == before.keys()
    return {id_ for id_ in before if before[id_] != after[id_]}


def test_every_reference_and_every_judging_item_is_a_subject(office: Office) -> None:
    subjects = office.desk.subjects
    assert [each.id for each in subjects] == ALL
    claim = next(each for each in subjects if each.id == "F1.c1")
    assert claim.is_claim
    assert claim.owner == "F1"
    assert claim.said == "Flere av de spurte søkerne (3 av 5)"
    assert claim.sentence == "Flere av de spurte søkerne (3 av 5) sier at de ventet for lenge."
    assert claim.writers == ("per skriver",)
    assert claim.place == "F1.c1"
    item = next(each for each in subjects if each.id == "V1")
    assert not item.is_claim
    assert (item.said, item.sentence) == ("K1: delvis oppfylt", "Fristen holdes ikke alltid.")
    assert item.place == "assessed:K1"


@pytest.mark.parametrize(
    ("name", "old", "new", "changed"),
    [
        # cosmetic: the same said in another layout
        ("findings.yaml", "sier at de ventet for lenge.", "sier  at de ventet for\n      lenge.", set()),
        ("findings.yaml", "findings:\n", "# en merknad\nfindings:\n", set()),
        ("findings.yaml", "{{ K1 deviates group=soker }}", "{{K1  deviates   group=soker}}", set()),
        ("assessments.yaml", "on: 2024-04-02", "on: 2024-04-09", set()),
        ("findings.yaml", "    title: Kontorene", "    internal: Husk kart.\n    title: Kontorene", set()),
        ("I03.md", "[Svaret kom i tide.]", "## Ny overskrift\n\n[Svaret kom i tide.]", set()),
        # words
        ("findings.yaml", "ventet for lenge", "ventet altfor lenge", {"F1.c1", "F1", "S1", "A1"}),
        ("findings.yaml", "Fristen brytes", "Fristen overholdes ikke", {"F1", "S1", "A1"}),
        ("assessments.yaml", "status: not_met", "status: partly_met", {"V2"}),
        ("conclusions.yaml", "degree: some", "degree: small", {"S1"}),
        ("recommendations.yaml", "to: kommunedirektøren", "to: kommunestyret", {"A1"}),
        # evidence: the words of a claim are the same
        ("I01.md", "over tolv uker", "over tretten uker", {"V1", "F1.c1", "F1", "S1", "A1"}),
        ("I03.md", "Svaret kom i tide.", "Svaret kom tidsnok.", {"V1", "F1", "S1", "A1"}),
        ("D1.yaml", "Fristen ble holdt", "Fristen ble alltid holdt", {"V1", "F1", "S1", "A1"}),
        ("I04.md", "langt fra hverandre", "et stykke fra hverandre", {"V4", "F2.c1", "F2", "S1"}),
        ("criteria.yaml", "Hver søker skal få svar.", "Hver søker skal få skriftlig svar.", {"V2"}),
        # a count
        ("I02.md", "stance=deviates", "stance=meets", {"V1", "F1.c1", "F1", "S1", "A1"}),
    ],
)
def test_what_changes_a_stamp(office: Office, name: str, old: str, new: str, changed: set[str]) -> None:
    before = stamps(office.nyby)
    place = f"interviews/{AUDIT}/{name}" if name.startswith("I0") else name
    office.nyby.change(place, old, new)
    assert changed_by(office.nyby, before) == changed


def test_a_claim_put_in_before_another_changes_its_number_and_not_its_stamp(office: Office) -> None:
    before = stamps(office.nyby)
    office.nyby.change("findings.yaml", "condition: '{{ kontorplass", "condition: 'Se {{ F1 }}. {{ kontorplass")
    after = stamps(office.nyby)
    assert after["F2.c2"] == before["F2.c1"]
    assert after["F2.c1"] != before["F2.c1"]


def test_the_same_claim_twice_in_a_sentence_is_two(office: Office) -> None:
    office.nyby.change("findings.yaml", "sier at de ventet", "og {{ K1 deviates group=soker }} sier at de ventet")
    after = stamps(office.nyby)
    assert after["F1.c1"] != after["F1.c2"]


def test_a_cells_claim_rests_on_its_cell(office: Office) -> None:
    office.nyby.change("findings.yaml", "sier at", "ventet {{ svartid_tabell[Nyby, 2023] }} og sier at")
    before = stamps(office.nyby)
    table = f"statistics/{AUDIT}/svartid.csv"
    office.nyby.change(table, "Nord;579;762", "Nord;580;762")
    assert "F1.c2" not in changed_by(office.nyby, before)
    office.nyby.change(table, "Nyby;207;267;", "Nyby;207; +267;")  # the same number
    assert "F1.c2" not in changed_by(office.nyby, before)
    office.nyby.change(table, "Nyby;207; +267;", "Nyby;207;268;")
    assert "F1.c2" in changed_by(office.nyby, before)


def test_writers_are_those_named_else_those_who_assessed(office: Office) -> None:
    writers = {each.id: each.writers for each in office.desk.subjects}
    assert set(writers.values()) == {("per skriver",)}
    by = "    by: Kari  NORDMANN og Ola Hansen\n"
    office.nyby.change("findings.yaml", "    title: Kontorene", f"{by}    title: Kontorene")
    writers = {each.id: each.writers for each in office.desk.subjects}
    assert writers["F2"] == writers["F2.c1"] == ("kari nordmann", "ola hansen")
    assert writers["F1"] == writers["A1"] == ("per skriver",)
    assert writers["S1"] == ("kari nordmann", "ola hansen", "per skriver")  # follows from both findings


def test_a_finding_that_nobody_assessed_counts_as_everybodys(office: Office) -> None:
    office.nyby.change("assessments.yaml", "V4, topic: kontorplass", "V4, topic: svartid")
    office.nyby.change("assessments.yaml", f"Vi vet for lite., by: {WRITER}", "Vi vet for lite., by: Eva Berg")
    writers = {each.id: each.writers for each in office.desk.subjects}
    assert writers["F2"] == ("eva berg", "per skriver")


def test_several_names_in_one_by() -> None:
    assert names_in("Kari Nordmann, Ola  Hansen og Eva Berg") == ("kari nordmann", "ola hansen", "eva berg")
    assert names_in("Georg Ogre") == ("georg ogre",)
