"""`auditlib trace`: the chain from a finding to its sources, and back."""

import json
from pathlib import Path

import pytest

from tests.cli.calls import AUDIT, call


def chain(workspace: Path, item: str, way: str) -> set[str]:
    """Give the ids on one side of an item's chain."""
    (row,) = json.loads(call("trace", AUDIT, item, "--format", "json", "-w", workspace).stdout)
    assert row["id"] == item
    return {each["id"] for each in row[way]}


def test_a_finding_leads_to_all_it_rests_on(workspace: Path) -> None:
    below = chain(workspace, "F1", "rests_on")
    assert {"I02.p1", "I03.p1", "I04.p1", "D1.u1", "M2", "G1.a1"} <= below  # passages, excerpts, tests
    assert {"saksbehandler-1", "soker-1", "leder-1"} <= below  # informants
    assert {"svartid", "mapper", "I02", "D1"} <= below  # tables, notes and documents
    assert {"K1", "byggesaksloven-21-7", "byggesaksloven", "P1"} <= below
    assert chain(workspace, "F1", "used_by") == {"S1", "A1"}


@pytest.mark.parametrize(
    ("item", "way", "found"),
    [
        ("I02.p1", "used_by", {"F1", "S1", "A1"}),
        ("soker-1", "used_by", {"I03.p1", "F1"}),
        ("svartid", "used_by", {"M1", "M2", "F1"}),
        ("byggesaksloven-21-7", "used_by", {"K1", "F1", "V1"}),
        ("byggesaksloven-21-7", "rests_on", {"byggesaksloven"}),
        ("A1", "rests_on", {"F1", "I02.p1", "soker-1", "saker"}),
        ("P2", "used_by", {"K3", "S2", "F6"}),
        ("V1", "rests_on", {"K1", "D1.u1"}),
        ("S1", "rests_on", {"P1", "F2"}),
        ("F1.c1", "rests_on", {"G1.a1", "mapper"}),
        ("F1.c1", "used_by", {"F1", "S1"}),
        ("H1", "rests_on", {"F6"}),
        ("D1.u1", "used_by", {"F1"}),
    ],
)
def test_every_kind_of_item_is_traced(workspace: Path, item: str, way: str, found: set[str]) -> None:
    assert found <= chain(workspace, item, way)


def test_the_text_says_how_and_where(workspace: Path) -> None:
    said = call("trace", AUDIT, "F1", "-w", workspace).stdout
    assert said.startswith(f"F1 (funn, svakhet): Fristen for vedtak brytes  [findings/{AUDIT}/findings.yaml:3]\n")
    for line in (
        "    motsies av D1.u1 (dokument, oppfylt): Fristen ble holdt i de fleste sakene i 2023.  [documents/",
        "      sagt av leder-1 (informant): byggesakssjef, Byggesakskontoret",
        "    sier F1.c1 (påstand): 8 av 20",
        "    ligger til grunn for S1 (konklusjon): ",
    ):
        assert f"\n{line}" in said


def test_without_an_id_every_finding_is_traced(workspace: Path) -> None:
    rows = json.loads(call("trace", AUDIT, "--format", "json", "-w", workspace).stdout)
    assert [each["id"] for each in rows] == ["F1", "F2", "F3", "F4", "F5", "F6"]
    assert call("trace", AUDIT, "-w", workspace).stdout.count("(funn, ") >= 6


def test_a_row_has_its_place_and_depth(workspace: Path) -> None:
    (row,) = json.loads(call("trace", AUDIT, "D1.u1", "--format", "json", "-w", workspace).stdout)
    assert set(row) == {"id", "kind", "said", "file", "line", "rests_on", "used_by"}
    assert (row["file"], row["line"]) == ("documents/nyby-2024/D1.yaml", 9)
    assert set(row["rests_on"][0]) == {"depth", "relation", "id", "kind", "said", "file", "line"}


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_unknown_id_is_a_wrong_call_with_a_suggestion(workspace: Path, form: str) -> None:
    done = call("trace", AUDIT, "I02.p11", "--format", form, "-w", workspace)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("auditlib: there is no `I02.p11` in this audit (did you mean I02.p")


def test_an_audit_without_findings_says_so(workspace: Path) -> None:
    for path in (workspace / "findings" / AUDIT).iterdir():
        path.unlink()
    assert call("trace", AUDIT, "-w", workspace).stdout == f"{AUDIT} har ingen funn\n"
    assert call("trace", AUDIT, "--format", "json", "-w", workspace).stdout == "[]\n"
