"""Municipality numbers of other years, and series over a merger: joined only when told how, and never in silence."""

from decimal import Decimal

import pytest

from auditlib.problems import Severity
from tests.builders import codes
from tests.fetch.conftest import REGISTER, Fetching, simple

PLACES = {
    "9801": "Nyby (–2022)", "9802": "Vik (–2022)", "9901": "Nyby", "9902": "Storvik", "9804": "Øya", "9903": "Nes",
    "9805": "Dal", "9906": "Nordal", "9808": "Fjell 1", "9809": "Fjell 2", "9908": "Fjell", "EAK": "Landet",
}  # fmt: skip
COUNTS = {
    "9801": 100, "9802": 50, "9901": 160, "9902": 80, "9804": 20, "9903": 30, "9805": 9, "9906": 4, "9808": 11,
    "9809": 12, "9908": 13, "EAK": 5000, "9777": 1,
}  # fmt: skip
SHARES = {"9801": "50.0", "9802": "20.0", "9901": "43.5"}
FIRST, LAST = {"9901": 2023, "9906": 2023, "9908": 2023, "9809": 2022}, {"9801": 2022, "9802": 2022, "9804": 2022,
               "9805": 2022, "9808": 2021, "9809": 2022}  # fmt: skip


def value(region: str, content: str, year: str) -> float | None:
    """Figures only for years that the number was somebody's."""
    if not FIRST.get(region, 0) <= int(year) <= LAST.get(region, 9999):
        return None
    return COUNTS[region] + int(year) - 2020 if content == "barn" else float(SHARES.get(region, "10.0"))


@pytest.fixture
def merged(fetching: Fetching) -> Fetching:
    fetching.running.world.dimensions["Region"] = PLACES
    fetching.running.world.value = value
    fetching.running.world.mark = "."
    fetching.register()
    return fetching


def select(places: str, more: str, contents: str = "barn", years: str = "2021, 2022, 2023, 2024") -> str:
    quoted = ", ".join(f'"{each}"' for each in places.split())
    columns = "[Tid]" if "," not in contents else "[ContentsCode, Tid]"
    text = simple().replace('"9901", "9902"', quoted).replace("[barn]", f"[{contents}]")
    text = text.replace('"2022", "2023", "2024"', years).replace("columns: [Tid]", f"columns: {columns}")
    return f"{text}    municipalities: Region\n{more}"


def said(fetching: Fetching, text: str) -> str:
    """Fetch what is in disorder; give what is said, which must have left no table."""
    fetching.declare(text)
    made, problems = fetching.run()
    assert made == []
    assert not (fetching.folder / "barn_tabell.csv").exists()
    return "\n".join(map(str, problems))


def test_numbers_of_another_year_are_refused_with_what_to_do(merged: Fetching) -> None:
    assert said(merged, select("9801 9903 EAK", "", years="2023, 2024")) == (
        "statistics/nyby/fetch.yaml:9:13: S907 9801 Nyby: nobody's number in 2023, 2024; it is Nyby's 2010–2022 "
        '(its area was 9901 then; select other years or numbers, or say how under join: {into: "…", '
        "method: renumbered}) [fetches[0].select]"
    )
    assert "9901 Nyby: nobody's number in 2021, 2022; it is Nyby's 2023– (its area was 9801, 9802 then" in said(
        merged, select("9901", "")
    )
    assert "S907 9908 Fjell: nobody's number in 2021, 2022; it is Fjell's 2023– (its area was 9808, 9809" in said(
        merged, select("9908", "")
    )


def test_a_number_that_the_register_does_not_have(merged: Fetching) -> None:
    merged.running.world.dimensions["Region"] = PLACES | {"9777": "Ukjent"}
    assert "S907 9777 (not in the register): nobody's number in 2023; it is never anybody's" in said(
        merged, select("9777", "", years="2023")
    )
    merged.register(REGISTER.replace("complete: true", "complete: false"))
    made, problems = merged.run(online=False)
    assert len(made) == 1
    assert [(each.code, each.severity) for each in problems] == [("S916", Severity.NOTE)]
    assert "1 codes are not in the register: 9777" in str(problems[0])


def test_a_number_whose_area_changed_is_refused_without_a_join(merged: Fetching) -> None:
    assert (
        "S908 9902 Storvik: in 2021 it was another area: 9804 Øya became part of it later "
        '(join: [{into: "9902", method: sum}] with 9804 selected too'
    ) in said(merged, select("9902 9903", ""))
    merged.declare(select("9902 9903", "", years="2023, 2024"))
    assert merged.run()[1] == []  # both years are after it


def test_counts_are_summed_when_told_so(merged: Fetching) -> None:
    merged.declare(select("9801 9802 9901 9903", '    join: [{into: "9901", method: sum}]\n'))
    made, problems = merged.run()
    assert problems == []
    assert merged.text() == "kode;navn;2021;2022;2023;2024\n9901;Nyby;152;154;163;164\n9903;Nes;31;32;33;34\n"
    assert made[0].entry["footnotes"][-1] == (
        "9901: tall fra før sammenslåingen er summert for kommunene som ble slått sammen (9801, 9802)."
    )


def test_a_municipality_that_keeps_its_number_is_summed_with_what_it_took_in(merged: Fetching) -> None:
    merged.declare(select("9804 9902", '    join: [{into: "9902", method: sum}]\n'))
    assert merged.run()[1] == []
    assert merged.text().splitlines()[1:] == ["9902;Storvik;102;104;83;84"]


def test_a_suppressed_part_leaves_the_sum_without_a_figure(merged: Fetching) -> None:
    def secret(region: str, content: str, year: str) -> float | None:
        return None if (region, year) == ("9802", "2022") else value(region, content, year)

    merged.running.world.value = secret
    merged.running.world.mark = ":"
    merged.declare(select("9801 9802 9901", '    join: [{into: "9901", method: sum}]\n'))
    made, problems = merged.run()
    assert merged.text().splitlines()[1] == "9901;Nyby;152;:;163;164"
    assert [str(each) for each in problems] == [
        "statistics/nyby/fetch.yaml:13:12: S911 9901, 2022: 9802 of 9801, 9802 has no figure; the cell gets the "
        "mark `:` and no figure [fetches[0].join[0]]"
    ]
    assert made[0].grid.marks == (":",)


def test_shares_are_weighted_by_what_they_are_of(merged: Fetching) -> None:
    join = ('    join:\n      - {into: "9901", method: sum, contents: [barn]}\n'
            '      - {into: "9901", method: weighted, contents: [andel], by: barn}\n')  # fmt: skip
    merged.declare(select("9801 9802 9901", join, "barn, andel"))
    assert merged.run()[1] == []
    row = merged.text().splitlines()[1].split(";")
    exact = (Decimal("50") * 101 + Decimal("20") * 51) / 152
    assert row[2:6] == ["152", "154", "163", "164"]
    assert row[6] == str(exact.quantize(Decimal("0.1"))).replace(".", ",") == "39,9"
    assert row[8:] == ["43,5", "43,5"]


@pytest.mark.parametrize(
    ("places", "join", "contents", "expected"),
    [
        ("9801 9802 9901", '{into: "9901", method: sum}', "barn, andel", "S908 9901 Nyby: andel is a share, and"),
        ("9801 9901", '{into: "9901", method: sum}', "barn", "S908 9901 Nyby: 9802 must be selected too"),
        ("9801 9802 9901", '{into: "9901", method: renumbered}', "barn",
         "S908 9901 Nyby: more than a new number: in 2021 it was 9801, 9802 (method: sum"),
        ("9801 9802 9901", '{into: "9901", method: weighted}', "barn", "S917 fetch `barn`: a weighted mean needs its"),
        ("9801 9802 9901", '{into: "9901", method: weighted, by: barn}', "andel", "S917 fetch `barn`: the weight barn"),
        ("9801 9802 9901", '{into: "9901", method: sum, contents: [hund]}', "barn, andel", "there is no content hund"),
        ("9801 9802 9901", '{into: "9901", method: sum, contents: [barn]}', "barn, andel",
         "S908 9901 Nyby: no join says how andel is joined"),
        ("9805 9906", '{into: "9906", method: sum}', "barn",
         "S908 9906 Nordal: 9805 Dal was divided between 9906, 9907 (nobody can tell"),
        ("9801 9802 9901", '{into: "9901", method: weighted, by: barn}', "barn, andel", "barn would be weighted by it"),
        ("9801 9802 9901", '{into: "9901", method: sum, contents: [barn]}, {into: "9901", method: renumbered}', "barn",
         "S908 9901 Nyby: two joins are for barn"),
        ("9804 9902", '{into: "9902", method: sum, contents: [barn]}, {into: "9902", method: apart, contents: [andel]}',
         "barn, andel", "S908 9902 Storvik: some contents are left apart and others joined"),
        ("9903", '{into: "9777", method: sum}', "barn",
         "S908 9777 (not in the register): the register does not say what its area was in 2021"),
    ],
)  # fmt: skip
def test_a_join_that_cannot_be_made(merged: Fetching, places: str, join: str, contents: str, expected: str) -> None:
    assert expected in said(merged, select(places, f"    join: [{join}]\n", contents))


def test_a_new_number_is_followed_over_several(merged: Fetching) -> None:
    merged.declare(select("9808 9809 9908", '    join: [{into: "9908", method: renumbered}]\n'))
    assert merged.run()[1] == []
    assert merged.text().splitlines()[1:] == ["9908;Fjell;12;14;16;17"]


def test_a_weight_of_nothing_gives_no_mean(merged: Fetching) -> None:
    merged.running.world.value = lambda region, content, year: 0 if content == "barn" else 10.0
    join = ('    join:\n      - {into: "9901", method: sum, contents: [barn]}\n'
            '      - {into: "9901", method: weighted, contents: [andel], by: barn}\n')  # fmt: skip
    assert "the weights barn are not above 0" in said(merged, select("9801 9802 9901", join, "barn, andel"))


def test_rows_that_are_left_apart_get_a_break_which_the_tests_respect(merged: Fetching) -> None:
    merged.declare(select("9804 9902", '    join: [{into: "9902", method: apart}]\n'))
    made, problems = merged.run()
    assert problems == []
    assert merged.text().splitlines()[1:] == ["9804;Øya;21;22;.;.", "9902;Storvik;81;82;83;84"]
    assert made[0].entry["breaks"] == [
        {"column": "2023", "rows": ["Storvik"], "text": "Kommunen omfatter fra 2023 også det som var Øya (9804)."}
    ]


def test_the_service_s_own_division_is_only_looked_at_in_the_last_year(merged: Fetching) -> None:
    merged.declare(select("9901", "    codelists: {Region: agg_I_dag}\n"))
    made, problems = merged.run()
    assert problems == []
    assert merged.text().splitlines()[1] == "9901;Nyby;.;.;163;164"
    assert "inndelingen er utgiverens egen" in made[0].entry["footnotes"][-1]


def test_municipalities_need_a_register_and_years(merged: Fetching) -> None:
    (merged.nyby.root / "criteria/registers/municipalities.yaml").unlink()
    merged.declare(select("9903", ""))
    made, problems = merged.run()
    assert (made, codes(problems)) == ([], ["F001"])
    merged.register()
    assert "S905 there is no dimension Kommune of municipalities" in said(
        merged, select("9903", "").replace("municipalities: Region", "municipalities: Kommune")
    )
    assert "S915 municipalities are held against the register by year" in said(
        merged, select("9903", "    time: ContentsCode\n")
    )


def test_footnotes_are_in_the_language_of_the_audit(merged: Fetching) -> None:
    merged.nyby.change("audit.yaml", "language: nb", "language: nn")
    merged.declare(select("9801 9802 9901 9903", '    join: [{into: "9901", method: sum}]\n'))
    made, problems = merged.run()
    assert problems == []
    assert made[0].entry["footnotes"][-1] == (
        "9901: tal frå før samanslåinga er summerte for kommunane som vart slått saman (9801, 9802)."
    )
