"""Each interface is asked as it wants to be, and its answers become the same table."""

import json

import pytest

from auditlib.tables import Status
from tests.builders import codes
from tests.fetch.conftest import Fetching, simple

TABLE = "kode;navn;2022;2023;2024\n9901;Nyby;122;123;124\n9902;Storvik;:;223;224\n"
UDIR = """\
  - id: barn
    service: udir
    table: "155"
    as: barn_tabell
    title: Andel
    select: {TidID: [202212, 202312, 202412], EierformID: ["-10"], EnhetNivaa: ["2"]}
    rows: EnhetNavn
    columns: [Skoleaarnavn]
    codes: {EnhetNavn: Organisasjonsnummer}
    values: [Score]
    units: {Score: prosent}
    holds: {Score: share}
    time: Skoleaarnavn
"""


def test_pxweb_1_is_asked_with_its_own_query(fetching: Fetching) -> None:
    fetching.declare(simple("pxweb1"), "pxweb1")
    made, problems = fetching.run()
    assert problems == []
    assert fetching.text() == TABLE
    assert [call[:2] for call in fetching.running.world.calls] == [("GET", "/v1/12345"), ("POST", "/v1/12345")]
    assert fetching.running.world.calls[1][2] == {
        "query": [
            {"code": "Region", "selection": {"filter": "item", "values": ["9901", "9902"]}},
            {"code": "ContentsCode", "selection": {"filter": "item", "values": ["barn"]}},
            {"code": "Tid", "selection": {"filter": "item", "values": ["2022", "2023", "2024"]}},
        ],
        "response": {"format": "json-stat2"},
    }
    assert made[0].grid.marks == (":",)


def test_pxweb_2_is_asked_with_an_address(fetching: Fetching) -> None:
    fetching.declare(simple())
    _, problems = fetching.run()
    assert problems == []
    assert fetching.text() == TABLE
    assert [call[:2] for call in fetching.running.world.calls] == [
        ("GET", "/v2/tables/12345/metadata?lang=no&outputFormat=json-stat2"),
        ("GET", "/v2/tables/12345/data?lang=no&outputFormat=json-stat2&valueCodes[Region]=9901,9902"
                "&valueCodes[ContentsCode]=barn&valueCodes[Tid]=2022,2023,2024"),
    ]  # fmt: skip


def test_an_address_that_would_be_too_long_is_a_body(fetching: Fetching) -> None:
    fetching.declare(simple(), url_length=150)
    assert fetching.run()[1] == []
    assert fetching.text() == TABLE
    method, path, body = fetching.running.world.calls[1]
    assert (method, path) == ("POST", "/v2/tables/12345/data?lang=no&outputFormat=json-stat2")
    assert body["selection"][0] == {"variableCode": "Region", "valueCodes": ["9901", "9902"]}


@pytest.mark.parametrize("interface", ["pxweb1", "pxweb2"])
def test_csv_gives_the_same_table(fetching: Fetching, interface: str) -> None:
    fetching.declare(simple(interface, "    format: csv\n"), interface)
    assert fetching.run()[1] == []
    assert fetching.text() == TABLE


def test_fhi_has_a_byte_order_mark_years_written_twice_and_k_for_what_is_secret(fetching: Fetching) -> None:
    fetching.running.world.mark = "k"
    text = simple("fhi", region="GEO", contents="MEASURE_TYPE", time="AAR")
    fetching.declare(text.replace('"2022", "2023", "2024"', '"top(2)", "2022_2022"'), "fhi", cells=50000)
    made, problems = fetching.run()
    assert problems == []
    # the newest two first: the order of a selection is the order of the columns
    assert fetching.text() == "kode;navn;2023;2024;2022\n9901;Nyby;123;124;122\n9902;Storvik;223;224;k\n"
    assert made[0].entry["schema"]["missingValues"] == ["", "k"]
    body = fetching.running.world.calls[1][2]
    assert body["dimensions"][2] == {"code": "AAR", "filter": "item", "values": ["2023_2023", "2024_2024", "2022_2022"]}
    assert body["response"] == {"format": "json-stat2", "maxRowCount": 50000}


@pytest.mark.parametrize(
    ("interface", "more", "said"),
    [
        ("fhi", "    format: csv\n", "S917 fetch `barn`: CSV is not read from that service (leave `format` out)"),
        ("udir", "    format: csv\n    values: [Score]\n", "S917 fetch `barn`: CSV is not read from that service"),
        ("udir", "", "S917 fetch `barn`: that service's answers are long tables (values: [Score]"),
    ],
)
def test_what_an_interface_does_not_give(fetching: Fetching, interface: str, more: str, said: str) -> None:
    fetching.declare(simple(interface, more), interface)
    made, problems = fetching.run()
    assert (made, codes(problems)) == ([], ["S917"])
    assert said in str(problems[0])


def test_udir_is_filtered_and_read_page_by_page(fetching: Fetching) -> None:
    fetching.running.world.mark = "*"
    fetching.declare(UDIR, "udir")
    made, problems = fetching.run()
    assert problems == []
    assert fetching.text() == (
        "kode;navn;2022-23;2023-24;2024-25\norgnr 9901;Nyby;12,2;12,3;12,4\norgnr 9902;Storvik;*;22,3;22,4\n"
        "orgnr 9903;Nes;32,2;32,3;32,4\n"
    )
    assert [path for _, path, _ in fetching.running.world.calls] == [
        "/udir/155/filterVerdier",
        *(f"/udir/155/data?filter=TidID(202212_202312_202412)_EierformID(-10)_EnhetNivaa(2)&format=0&sideNummer={page}"
          for page in (1, 2, 3)),
    ]  # fmt: skip
    assert made[0].entry["schema"]["fields"][2] == {
        "name": "2022-23", "type": "number", "unit": "prosent", "holds": "share",
    }  # fmt: skip


def test_udir_pages_that_do_not_add_up_are_refused(fetching: Fetching) -> None:
    fetching.declare(UDIR, "udir")
    world = fetching.running.world

    def smaller(handler: object) -> bool:
        world.page_size = 2
        return False

    world.faults = [None, None, smaller]
    made, problems = fetching.run()
    assert made == []
    assert codes(problems) == ["S904"]
    assert "rows and should be 9" in problems[0].message


def test_a_query_with_too_many_cells_is_split_and_put_together(fetching: Fetching) -> None:
    fetching.running.world.most_cells = 4
    wide = simple().replace("[barn]", '["*"]').replace("columns: [Tid]", "columns: [ContentsCode, Tid]")
    fetching.declare(wide, cells=4)
    assert fetching.run()[1] == []
    whole = fetching.text()
    fetching.running.world.most_cells = 800_000
    fetching.declare(wide, cells=12)
    assert fetching.run()[1] == []
    assert fetching.text() == whole
    assert whole.splitlines()[0] == (
        "kode;navn;Barn med tiltak 2022;Barn med tiltak 2023;Barn med tiltak 2024;"
        "Andel med plan 2022;Andel med plan 2023;Andel med plan 2024"
    )
    assert whole.splitlines()[1] == "9901;Nyby;122;123;124;12,2;12,3;12,4"
    parts = [path for _, path, _ in fetching.running.world.calls if "/data" in path]
    assert len(parts) == 3 + 1  # 12 cells by four at most, and then all at once


def test_patterns_become_codes_by_what_the_table_has(fetching: Fetching) -> None:
    fetching.declare(simple().replace('"2022", "2023", "2024"', '"top(1)", "range(2021,2022)"')
                     .replace('"9901", "9902"', '"990?"'))  # fmt: skip
    assert fetching.run()[1] == []
    assert fetching.text().splitlines()[0] == "kode;navn;2024;2021;2022"
    assert [line[:4] for line in fetching.text().splitlines()[1:]] == ["9901", "9902", "9903"]


def test_a_code_list_gives_the_codes(fetching: Fetching) -> None:
    text = simple().replace('Region: ["9901", "9902"]', 'Region: ["*"]')
    fetching.declare(text + "    codelists: {Region: agg_I_dag}\n")
    made, problems = fetching.run()
    assert problems == []
    assert "codelist[Region]=agg_I_dag" in fetching.running.world.calls[2][1]
    assert fetching.text().splitlines()[1] == "9901;Nyby;122;123;124"
    assert "agg_I_dag" in made[0].entry["footnotes"][-1]


def test_the_record_says_what_was_asked_and_what_came(fetching: Fetching) -> None:
    fetching.declare(simple("pxweb1"), "pxweb1")
    made, _ = fetching.run()
    record, folder = made[0].snapshot, fetching.folder / "raw"
    assert (record.retrieved, record.updated) == ("2024-09-01T12:00:00Z", "2024-06-17T06:00:00Z")
    assert (record.licence, record.issuer) == ("CC BY 4.0", "Statistikkbyrået")
    assert record.selected == {"Region": ("9901", "9902"), "ContentsCode": ("barn",), "Tid": ("2022", "2023", "2024")}
    assert json.loads(record.answers[0].query or "")["response"] == {"format": "json-stat2"}
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [made[0].record.rpartition("/")[2], record.metadata[0].file, record.answers[0].file]
    )
    assert record.status is Status.UNKNOWN
    assert record.units == {"barn": "antall"}


def test_a_code_that_could_be_two_is_not_put_in_an_address(fetching: Fetching) -> None:
    fetching.running.world.dimensions["Region"]["1,2"] = "Sør\u00adby\u200b,\nog\tnord"
    fetching.running.world.value = lambda region, content, year: 5
    fetching.declare(simple().replace('"9901", "9902"', '"1,2"'))
    assert fetching.run()[1] == []
    assert fetching.running.world.calls[1][2]["selection"][0]["valueCodes"] == ["1,2"]
    assert fetching.text().splitlines()[1] == "1,2;Sørby, og nord;5;5;5"  # without what nobody sees
