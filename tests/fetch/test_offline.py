"""Without a network a table is made again from its snapshot, byte for byte, and what does not fit is said."""

from pathlib import Path

import pytest

from auditlib.problems import Problem
from auditlib.tables import Status
from auditlib.workspace import read_inputs
from tests.builders import AUDIT, codes
from tests.fetch.conftest import Fetching, simple


def problems_of_check(fetching: Fetching) -> list[Problem]:
    return [each for each in read_inputs(fetching.nyby.root, AUDIT)[1] if each.code.startswith("S")]


def fetched(fetching: Fetching, text: str | None = None) -> None:
    fetching.declare(text or simple())
    assert fetching.run()[1] == []
    fetching.running.world.calls.clear()


def test_a_table_is_made_again_without_asking(fetching: Fetching) -> None:
    fetched(fetching)
    first, record = fetching.text(), sorted((fetching.folder / "raw").glob("*.yaml"))[0].read_bytes()
    (fetching.folder / "barn_tabell.csv").unlink()
    made, problems = fetching.run(online=False)
    assert problems == []
    assert fetching.text() == first
    assert sorted((fetching.folder / "raw").glob("*.yaml"))[0].read_bytes() == record
    assert made[0].grid.marks == (":",)
    assert fetching.running.world.calls == []


def test_another_layout_needs_no_network_and_another_question_does(fetching: Fetching) -> None:
    fetched(fetching)
    fetching.declare(simple().replace("rows: Region", "rows: Tid").replace("columns: [Tid]", "columns: [Region]"))
    assert codes(problems_of_check(fetching)) == ["S913"]
    assert fetching.run(online=False)[1] == []
    assert fetching.text() == "kode;navn;Nyby;Storvik\n2022;2022;122;:\n2023;2023;123;223\n2024;2024;124;224\n"
    fetching.declare(simple().replace('"9901", ', '"9903", '))
    assert codes(problems_of_check(fetching)) == ["S901", "S913"]  # a report must not rest on another selection
    made, problems = fetching.run(online=False)
    assert made == []
    assert [str(each) for each in problems] == [
        "statistics/nyby/fetch.yaml:4:5: S901 fetch `barn` has no snapshot: the newest one answers another question "
        "(where there is a network: auditlib fetch nyby barn --online) [fetches[0]]"
    ]


def test_a_workspace_reads_the_folder_without_minding_the_snapshots(fetching: Fetching) -> None:
    fetched(fetching)
    assert codes(read_inputs(fetching.nyby.root, AUDIT)[1]) == ["F008"]  # the table, which nothing declares yet
    assert problems_of_check(fetching) == []


def test_the_same_answer_again_renews_the_record_and_another_one_is_kept_beside(fetching: Fetching) -> None:
    fetched(fetching)
    fetching.clock.passed += 86400
    assert fetching.run()[1] == []
    (record,) = (fetching.folder / "raw").glob("*.yaml")
    assert "2024-09-02T12:00:00Z" in record.read_text("utf-8")
    fetching.running.world.value = lambda region, content, year: 7
    fetching.clock.passed += 86400
    assert fetching.run()[1] == []
    assert len(list((fetching.folder / "raw").glob("*.yaml"))) == 2
    assert fetching.run(online=False)[1] == []
    assert "9901;Nyby;7;7;7" in fetching.text()  # the newest is the one that counts


def test_a_table_that_was_changed_by_hand_is_noticed_and_written_again(fetching: Fetching) -> None:
    fetched(fetching)
    path = fetching.folder / "barn_tabell.csv"
    path.write_text(fetching.text().replace(";:;", ";0;"), encoding="utf-8")
    assert [str(each) for each in problems_of_check(fetching)] == [
        "statistics/nyby/barn_tabell.csv:0:0: S913 barn_tabell.csv is not what fetch `barn` makes of its snapshot "
        "(auditlib fetch nyby barn writes it again)"
    ]
    assert fetching.run(online=False)[1] == []
    assert problems_of_check(fetching) == []
    assert ";:;" in fetching.text()


def test_a_snapshot_that_was_changed_is_not_used(fetching: Fetching) -> None:
    fetched(fetching)
    before = fetching.text()
    (path,) = (each for each in (fetching.folder / "raw").glob("*.json") if "metadata" not in each.name)
    path.write_bytes(path.read_bytes().replace(b"124", b"125"))
    made, problems = fetching.run(online=False)
    assert (made, codes(problems), fetching.text()) == ([], ["S914"], before)
    assert codes(problems_of_check(fetching)) == ["S914"]
    path.unlink()
    assert "no such file or directory" in str(fetching.run(online=False)[1][0])


@pytest.mark.parametrize(
    ("rule", "updated", "status"),
    [
        ("{final: 06-15}", "2025-06-14T22:00:00Z", Status.PRELIMINARY),
        ("{final: 06-15}", "2025-06-15T06:00:00Z", Status.FINAL),
        ("{final: 06-15, years_after: 2}", "2025-06-15T06:00:00Z", Status.PRELIMINARY),
        ("{final: 06-15}", "", Status.PRELIMINARY),  # then the day it was fetched, 1 September of the year itself
    ],
)
def test_preliminary_figures_are_known_by_the_rule(fetching: Fetching, rule: str, updated: str, status: Status) -> None:
    fetching.running.world.updated = updated
    fetching.declare(simple(more=f"    status: {rule}\n"))
    made, problems = fetching.run()
    assert problems == []
    assert (made[0].snapshot.status, made[0].entry["status"]) == (status, status.value)


def test_preliminary_figures_called_final_are_an_error(fetching: Fetching) -> None:
    fetched(fetching, simple(more="    status: {final: 06-15}\n"))
    fetching.nyby.change(
        "datapackage.yaml",
        "    status: final\n    footnotes",
        "    status: final\n    reliability: [Nei.]\n    footnotes",
    )
    fetching.nyby.change(
        "datapackage.yaml",
        "  - name: mapper",
        """\
  - name: barn_tabell
    title: Barn
    path: barn_tabell.csv
    sources: [Statistikkbyrået]
    status: final
    schema:
      fields:
        - {name: kode, type: string}
        - {name: navn, type: string}
        - {name: "2022", type: integer}
        - {name: "2023", type: integer}
        - {name: "2024", type: integer}
      primaryKey: navn
      missingValues: ["", ":"]
  - name: mapper""",
    )
    problems = read_inputs(fetching.nyby.root, AUDIT)[1]
    assert codes(problems) == ["S912"]
    assert "table barn_tabell is called final, its snapshot is preliminary" in str(problems[0])
    fetching.nyby.change(
        "datapackage.yaml", "[Statistikkbyrået]\n    status: final", "[Statistikkbyrået]\n    status: preliminary"
    )
    inputs, problems = read_inputs(fetching.nyby.root, AUDIT)
    assert problems == []
    assert inputs is not None
    assert inputs.tables["barn_tabell"].number("Storvik", "2022") is None


def test_a_rule_that_changes_changes_the_status_without_a_network(fetching: Fetching) -> None:
    fetched(fetching)
    fetching.declare(simple(more="    status: {final: 06-15}\n"))
    made, _ = fetching.run(online=False)
    assert made[0].snapshot.status is Status.PRELIMINARY


# --- what the files and the answers hold ---


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("service: pxweb2", "service: pxweb", "S917", "there is no service pxweb (did you mean pxweb2?)"),
        ('table: "12345"', "table: ../x", "Y106", "String should match pattern"),
        ("rows: Region", 'rows: Region\n    join: [{into: "9901", method: sum}]', "S917", "a join needs municipal"),
        ("columns: [Tid]", "columns: [Tid]\n    kolonner: 1", "Y104", "kolonner"),
        ("columns: [Tid]", "columns: [Tid]\n    status: {final: 31-12}", "Y109", "a month and a day"),
    ],
)
def test_a_declaration_that_is_wrong(fetching: Fetching, old: str, new: str, code: str, said: str) -> None:
    fetching.declare(simple().replace(old, new))
    made, problems = fetching.run()
    assert made == []
    assert codes(problems) == [code]
    assert said in "\n".join(map(str, problems))
    assert fetching.running.world.calls == []


@pytest.mark.parametrize(
    "base", ["http://statistikk.example/api", "ftp://x.example", "https://a:b@x.example", "https://x.example/?a=1",
             "http://localhost.example/", "https://", "http://127.0.0.1@x.example/"],
)  # fmt: skip
def test_an_address_that_is_not_safe(fetching: Fetching, base: str) -> None:
    fetching.declare(simple())
    path = fetching.folder / "fetch.yaml"
    path.write_text(path.read_text("utf-8").replace(f"{fetching.running.address}/v2", base), "utf-8")
    made, problems = fetching.run()
    assert (made, codes(problems)) == ([], ["S903"])
    assert f"`{base}` is no address to fetch figures from (https://…" in str(problems[0])


def test_two_fetches_of_one_name(fetching: Fetching) -> None:
    fetching.declare(simple() + simple())
    assert codes(fetching.run()[1]) == ["R301", "R301"]  # the id, and the table


def test_dimensions_that_changed(fetching: Fetching) -> None:
    fetching.declare(simple().replace(", ContentsCode: [barn]", ""))
    made, problems = fetching.run()
    assert (made, codes(problems)) == ([], ["S905"])
    assert str(problems[0]) == (
        "statistics/nyby/fetch.yaml:9:13: S905 the table has the dimension ContentsCode (contentscode) too "
        "(select codes of each, or name it under left_out to get its total; the table has Region (4 codes), "
        "ContentsCode (2 codes), Tid (4 codes)) [fetches[0].select]"
    )
    fetching.declare(simple().replace("Region: [", "Kommune: ["))
    assert codes(fetching.run()[1]) == ["S905", "S905"]
    fetching.declare(simple(more="    left_out: [Kjonn]\n"))
    assert "no dimension Kjonn to leave out" in str(fetching.run()[1][0])
    fetching.declare(simple(more="    left_out: [Tid]\n"))
    assert "Tid (tid) has no total, so it cannot be left out" in str(fetching.run()[1][0])


def test_codes_that_are_not_there(fetching: Fetching) -> None:
    fetching.declare(simple().replace('"2022", ', '"2019", "202x*", ').replace("9902", "9092"))
    made, problems = fetching.run()
    assert (made, codes(problems)) == ([], ["S906", "S906", "S906"])
    assert "S906 Region has no code `9092` (did you mean 9902?)" in str(problems[0])


def test_an_answer_with_other_codes_than_it_was_asked_for(fetching: Fetching) -> None:
    fetching.declare(simple("pxweb1"), "pxweb1")
    answered = fetching.running.world.jsonstat
    fetching.running.world.jsonstat = lambda chosen: answered({**chosen, "Tid": chosen["Tid"][:2]})  # type: ignore[method-assign]
    made, problems = fetching.run()
    assert (made, codes(problems)) == ([], ["S905"])
    assert "Tid 2024 was asked for and did not come" in str(problems[0])


def test_a_cell_without_a_word_is_no_figure(fetching: Fetching) -> None:
    fetching.running.world.mark = ""
    fetching.declare(simple())
    made, problems = fetching.run()
    assert (made, codes(problems)) == ([], ["S910"])
    assert "9902, barn, 2022: there is no figure and nothing says why" in str(problems[0])
    assert not Path(fetching.folder / "barn_tabell.csv").exists()
    fetching.declare(simple(), unmarked="'..'")
    made, problems = fetching.run(online=False)
    assert problems == []
    assert "9902;Storvik;..;223;224" in fetching.text()


def test_a_mark_that_is_not_known_is_said_once(fetching: Fetching) -> None:
    fetching.running.world.mark = "x"
    fetching.declare(simple().replace("[barn]", '["*"]').replace("[Tid]", "[ContentsCode, Tid]"))
    made, problems = fetching.run()
    assert (made, codes(problems)) == ([], ["S910"])
    assert "a mark that is not known `x`, and 1 more (known: . .. : * k; add it to `marks`" in str(problems[0])
    fetching.declare(simple(), marks='["x"]')
    assert fetching.run()[1] == []
    assert "9902;Storvik;x;223;224" in fetching.text()


def test_a_figure_with_a_mark_for_none_is_refused_and_another_flag_is_told(fetching: Fetching) -> None:
    fetching.declare(simple("pxweb1"), "pxweb1")
    answered = fetching.running.world.jsonstat
    flag = {"0": ":"}
    fetching.running.world.jsonstat = lambda chosen: answered(chosen) | {"status": {**flag, "3": ":"}}  # type: ignore[method-assign]
    made, problems = fetching.run()
    assert (made, codes(problems)) == ([], ["S910"])
    assert "a figure and a mark for none in one cell `:`" in str(problems[0])
    flag["0"] = "f"
    made, problems = fetching.run()
    assert problems == []
    assert "1 av tallene har utgiverens merke «f»." in made[0].entry["footnotes"]


def test_units_that_change_are_noticed(fetching: Fetching) -> None:
    fetched(fetching)
    fetching.running.world.units["barn"] = {"base": "1 000 barn", "decimals": 0}
    before = fetching.text()
    made, problems = fetching.run()
    assert (made, codes(problems), fetching.text()) == ([], ["S909"], before)
    assert "barn is in 1 000 barn, and was in antall in the snapshot before" in str(problems[0])
    fetching.declare(simple(more="    units: {barn: 1 000 barn}\n"))
    assert fetching.run(online=False)[1] == []
    fetching.declare(simple(more="    units: {barn: antall}\n"))
    assert "barn is in 1 000 barn, and `units` says antall" in str(fetching.run(online=False)[1][0])


def test_units_that_differ_between_parts_are_refused(fetching: Fetching) -> None:
    world = fetching.running.world
    fetching.declare(simple(), cells=2)

    def in_thousands(handler: object) -> bool:
        world.units["barn"] = {"base": "1 000 barn", "decimals": 0}
        return False

    world.faults = [None, None, in_thousands]
    made, problems = fetching.run()
    assert (made, codes(problems)) == ([], ["S904"])
    assert "the unit of Barn med tiltak differs between the parts: antall and 1 000 barn" in str(problems[0])


def test_what_is_no_table(fetching: Fetching) -> None:
    fetching.declare(simple().replace("[barn]", "[barn, andel]"))
    assert "ContentsCode has 2 codes, and is neither rows nor columns" in str(fetching.run()[1][0])
    fetching.declare(simple().replace("columns: [Tid]", "columns: [Aar]"))
    assert "S905 the answer has no dimension Aar (it has Region, ContentsCode, Tid)" in str(fetching.run()[1][0])
    fetching.declare(simple().replace("columns: [Tid]", "columns: [Tid, Region]"))
    assert "S915 a dimension is named twice" in str(fetching.run()[1][0])
    fetching.running.world.dimensions["Region"]["9902"] = "Nyby"
    fetching.declare(simple())
    assert "S915 two rows are called Nyby (key: code)" in str(fetching.run()[1][0])
    fetching.declare(simple(more="    key: code\n"))
    made, problems = fetching.run()
    assert problems == []
    assert made[0].entry["schema"]["primaryKey"] == "kode"


def test_one_fetch_in_disorder_does_not_stop_another(fetching: Fetching) -> None:
    other = simple().replace("id: barn", "id: b2").replace("as: barn_tabell", "as: b2").replace('"9901", ', '"1", ')
    fetching.declare(other + simple())
    made, problems = fetching.run()
    assert codes(problems) == ["S906"]
    assert [each.fetch.id for each in made] == ["barn"]
    assert not (fetching.folder / "b2.csv").exists()


def test_a_table_that_somebody_wrote_is_not_written_over(fetching: Fetching) -> None:
    own = fetching.text("svartid.csv")
    fetching.declare(simple().replace("as: barn_tabell", "as: svartid"))
    made, problems = fetching.run()
    assert (made, codes(problems), fetching.text("svartid.csv")) == ([], ["S919"], own)
    assert fetching.running.world.calls == []
    fetched(fetching)
    fetching.declare(simple().replace("as: barn_tabell", "as: svartid"))  # its snapshot is of another table
    assert codes(fetching.run(online=False)[1]) == ["S919"]
    assert fetching.text("svartid.csv") == own
