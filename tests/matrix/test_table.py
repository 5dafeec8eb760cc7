"""Reading the table of rows: every cell as it is written, and all that is wrong at once."""

from pathlib import Path

import pytest

from auditlib.matrix.table import read_rows
from auditlib.problems import InputError, UsageError
from tests.matrix.made import write_table


@pytest.mark.parametrize("delimiter", [";", ","])
def test_a_row_is_named_by_its_first_cell_and_keeps_its_text(tmp_path: Path, delimiter: str) -> None:
    row, heading = f'0301{delimiter} Nyby {delimiter}"a{delimiter}b"', delimiter.join(("nr", "kommune", "x"))
    path = write_table(tmp_path, row, heading=heading)
    (read,) = read_rows(path, "kommuner.csv")
    assert (read.name, read.column, str(read.at)) == ("0301", "nr", "kommuner.csv:2:0")
    assert read.cells == {"nr": "0301", "kommune": "Nyby", "x": f"a{delimiter}b"}


def test_another_column_may_name_the_rows(tmp_path: Path) -> None:
    rows = read_rows(write_table(tmp_path, "1;Nyby;3", "", "2;Store Vik (ny);4"), "k.csv", "kommune")
    assert [each.name for each in rows] == ["Nyby", "Store Vik (ny)"]
    assert [each.at.line for each in rows] == [2, 4]
    with pytest.raises(UsageError, match=r"k.csv has no column `komune` \(did you mean kommune\?\)"):
        read_rows(tmp_path / "kommuner.csv", "k.csv", "komune")


@pytest.mark.parametrize(
    ("rows", "heading", "said"),
    [
        ([], "nr;x", ["k.csv:0:0: T513"]),
        (["1;2", "1;3"], "nr;x", ["k.csv:3:0: T506 the row `1` stands twice; the first is row 2"]),
        (["a;2", "A;3"], "nr;x", ["k.csv:3:0: T506"]),
        (["1;2;3"], "nr;x", ["k.csv:2:0: T505"]),
        (["1;2"], "nr;nr", ["k.csv:1:2: T502"]),
        (["1;2"], "nr;", ["k.csv:1:2: T502"]),
        (["../x;2"], "nr;x", ["k.csv:2:0: P808 `../x` cannot be the name of a folder"]),
        ([".;2"], "nr;x", ["P808"]),
        ([";2"], "nr;x", ["P808"]),
        (["-rf;2"], "nr;x", ["P808"]),
        (["a/b;2", "x ;3", "CON.;4"], "nr;x", ["P808 `a/b`", "P808 `CON.`"]),
        (['"1;2'], "nr;x", ["k.csv:2:0: F009 the file cannot be read: not CSV"]),
        (["1;\u200b2"], "nr;x", ["k.csv:2:3: F007"]),
    ],
)
def test_what_is_wrong_is_told_all_at_once(tmp_path: Path, rows: list[str], heading: str, said: list[str]) -> None:
    path = write_table(tmp_path, *rows, heading=heading)
    with pytest.raises(InputError) as raised:
        read_rows(path, "k.csv")
    assert len(raised.value.problems) == len(said)
    assert all(each in str(found) for each, found in zip(said, raised.value.problems, strict=True))
