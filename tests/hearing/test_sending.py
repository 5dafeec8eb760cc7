"""What was sent is fixed: its words, its evidence and its seal, in a file of its own that is never overwritten."""

from pathlib import Path

import pytest

from auditlib.checks.sent import public_of, reading
from auditlib.hearing import compare, fix, write_sent
from auditlib.hearing.send import as_text
from auditlib.problems import UsageError
from auditlib.sent import Sent
from auditlib.workbench import check, load
from tests.builders import AUDIT, Nyby, codes
from tests.hearing.heard import FILES, send


def sent_of(nyby: Nyby) -> Sent:
    (sent,) = load(AUDIT, nyby.root).inputs.sent
    return sent


def test_what_is_read_is_what_was_sent(nyby: Nyby) -> None:
    made = fix(load(AUDIT, nyby.root), FILES, "Kari Nordmann", "2024-04-22")
    path = write_sent(made, nyby.root, AUDIT)
    assert path == nyby.root / "findings" / AUDIT / "hearing" / "sent-1-kari-nordmann.yaml"
    read = sent_of(nyby)
    assert read.model_dump() == made.model_dump()
    assert read.seal == read.sealed()
    assert (read.by, str(read.on), read.files) == ("Kari Nordmann", "2024-04-22", FILES)


def test_every_claim_and_judgement_is_in_it_as_it_reads(heard: Nyby) -> None:
    sent = sent_of(heard)
    kinds = {each.id: each.kind for each in sent.items if each.kind != "text"}
    assert kinds == {
        **dict.fromkeys(("K1", "K2", "K3"), "criterion"), **dict.fromkeys(("V1", "V2", "V3", "V4"), "assessment"),
        **dict.fromkeys(("F1", "F2"), "finding"), "S1": "conclusion", "A1": "recommendation",
    }  # fmt: skip
    finding = next(each for each in sent.items if each.id == "F1")
    assert finding.words["condition"] == "Flere av de spurte søkerne (3 av 5) sier at de ventet for lenge."
    assert set(finding.rests_on) == {"K1", "M1", "M2", "G1.a1", "D1.u1", "I01.p1", "I02.p1", "I03.p1"}
    assert next(each for each in sent.items if each.id == "V1").judged == "partly_met"
    assert [(each.id, each.said, each.evidence) for each in sent.claims] == [
        ("F1.c1", "flere av de spurte søkerne (3 av 5)", ("I01.p1", "I02.p1")),
        ("F2.c1", "noen av de spurte informantene (2 av 4)", ("I04.p2",)),
    ]
    assert set(sent.evidence) == {each for item in sent.items for each in item.rests_on if each[0] in "IMGD"}


def test_the_words_are_those_of_the_public_edition(nyby: Nyby) -> None:
    nyby.change("findings.yaml", "    title: Fristen brytes\n", "    title: Fristen brytes\n    internal: Hemmelig.\n")
    assert "Hemmelig" not in send(nyby).read_text(encoding="utf-8")


def test_the_same_audit_gives_the_same_text(nyby: Nyby) -> None:
    one, other = (as_text(fix(load(AUDIT, nyby.root), FILES, "Kari", "2024-04-22")) for _ in range(2))
    assert one == other


def test_the_same_files_are_not_sent_twice(heard: Nyby) -> None:
    with pytest.raises(UsageError, match=r"sent before, as sent-1-kari-nordmann, 22. april 2024"):
        fix(load(AUDIT, heard.root), FILES, "Kari", "2024-04-23")


def test_a_version_is_never_overwritten(heard: Nyby) -> None:
    path = heard.root / "findings" / AUDIT / "hearing" / "sent-1-kari-nordmann.yaml"
    before = path.read_bytes()
    with pytest.raises(UsageError, match="is never overwritten"):
        write_sent(sent_of(heard), heard.root, AUDIT)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["sent-1-kari-nordmann.yaml"]


def test_versions_are_counted_as_numbers(nyby: Nyby) -> None:
    for number in range(1, 12):
        assert send(nyby, hash_=f"{number:064}").name == f"sent-{number}-kari-nordmann.yaml"
    assert compare(load(AUDIT, nyby.root)).sent.id == "sent-11-kari-nordmann"
    assert compare(load(AUDIT, nyby.root), "sent-2").sent.id == "sent-2-kari-nordmann"
    with pytest.raises(UsageError, match="no version `sent-20`"):
        compare(load(AUDIT, nyby.root), "sent-20")


def test_an_edit_of_what_was_sent_is_found(heard: Nyby) -> None:
    path = heard.root / "findings" / AUDIT / "hearing" / "sent-1-kari-nordmann.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Svar mangler.", "Svar mangler ofte."), encoding="utf-8")
    assert "H905" in codes(list(check(AUDIT, heard.root)[1]))


def test_an_audit_reads_the_same_twice(nyby: Nyby) -> None:
    mapped = nyby.mapped()
    assert reading(mapped, public_of(mapped)) == reading(mapped, public_of(mapped))


def test_nothing_was_sent(nyby: Nyby) -> None:
    with pytest.raises(UsageError, match="nothing of nyby was sent"):
        compare(load(AUDIT, nyby.root))


def test_an_unknown_file_beside_the_versions_is_reported(heard: Nyby) -> None:
    folder: Path = heard.root / "findings" / AUDIT / "hearing"
    (folder / "notat.txt").write_text("x", encoding="utf-8")
    assert "F008" in codes(list(check(AUDIT, heard.root)[1]))
