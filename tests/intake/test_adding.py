"""Adding, showing, citing and checking documents, as an auditor does it."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditlib.checks.recalc_file import recalculate_file
from auditlib.cli import main
from auditlib.files.added import added_ids, read_added
from auditlib.intake.checking import check_document
from auditlib.intake.model import Reading
from auditlib.intake.reading import _read
from auditlib.intake.store import page_text
from auditlib.log import Act, read_log
from auditlib.problems import InputError, UsageError
from auditlib.workbench import check, load
from tests.intake.conftest import AUDIT, Add
from tests.intake.files import REPORT, as_pdf, word_file

DOCUMENTS = f"documents/{AUDIT}"
LETTER = "Brev\nFristen ble holdt i forebyg-\nging og i de\nfleste saker.\n\fSide to\n"


def run(workspace: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["documents", *args, "-w", str(workspace)])


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_document_is_kept_as_it_came_with_its_pages(add: Add, workspace: Path) -> None:
    record = add("brev.txt", LETTER).record
    folder = workspace / DOCUMENTS / "sources" / "D9"
    assert sorted(files_of(folder)) == [
        "as-read/0001.txt", "original.txt", "pages/0001.txt", "pages/0002.txt", "record.yaml", "repairs.yaml",
    ]  # fmt: skip
    assert (folder / "original.txt").read_bytes() == LETTER.encode()
    assert (folder / "pages/0001.txt").read_text(encoding="utf-8").split("\n")[1:3] == [
        "Fristen ble holdt i forebygging",
        "og i de",
    ]
    assert (folder / "as-read/0001.txt").read_text(encoding="utf-8").split("\n")[1] == "Fristen ble holdt i forebyg-"
    assert (record.pages, record.kind, record.title, record.repaired) == (2, "txt", "Brev", 1)
    assert record.sha256 == hashlib.sha256(LETTER.encode()).hexdigest()
    assert not list(folder.parent.glob(".D9*"))


def test_the_same_file_added_again_gives_the_same_bytes(add: Add, workspace: Path) -> None:
    add("rapport.pdf", as_pdf(REPORT))
    before = files_of(workspace / DOCUMENTS / "sources" / "D9")
    add("rapport.pdf", as_pdf(REPORT), replaces=True)
    assert files_of(workspace / DOCUMENTS / "sources" / "D9") == before


def test_only_replace_takes_the_place_of_a_document_and_the_log_says_of_which(add: Add, workspace: Path) -> None:
    first = add("brev.txt", "Et brev.").record
    before = files_of(workspace / DOCUMENTS)
    with pytest.raises(InputError, match=r"I908 there is a document `D9` already, added from `brev\.txt`"):
        add("annet.txt", "Et annet brev.")
    assert files_of(workspace / DOCUMENTS) == before
    second = add("annet.txt", "Et annet brev.", replaces=True).record
    entries = read_log(workspace, AUDIT)
    assert [(each.act, each.who, each.about) for each in entries] == [(Act.ADDED, "Kari Nordmann", ("D9",))] * 2
    assert entries[1].details == {"file": "annet.txt", "sha256": second.sha256, "replaced": first.sha256}


def test_an_id_is_the_next_that_neither_a_document_nor_its_excerpts_have(add: Add, workspace: Path) -> None:
    assert [add("a.txt", "Brev en.", "").record.id, add("b.txt", "Brev to.", "").record.id] == ["D2", "D3"]
    assert added_ids(workspace, AUDIT) == ["D2", "D3"]


@pytest.mark.parametrize("bad", ["../D1", "1", "D 1", "a/b", "."])
def test_an_id_that_is_none_is_refused(add: Add, bad: str) -> None:
    with pytest.raises(UsageError, match="is not an identifier"):
        add("a.txt", "Brev.", bad)


def test_a_report_in_pdf_gives_one_table_over_two_pages_that_can_be_recalculated(add: Add, workspace: Path) -> None:
    added = add("rapport.pdf", as_pdf(REPORT))
    table = added.record.tables[0]
    assert (table.number, table.caption, table.pages, table.rows) == ("1", "Saker etter kontor", (1, 2), 60)
    assert [each.code for each in added.problems] == ["I913"]
    found = recalculate_file(workspace / added.folder / table.file)
    assert [(each.row, each.column, each.recomputed.text) for each in found.discrepancies] == [
        ("Totalt", "2023", "1\u00a0888")
    ]


@pytest.mark.parametrize("name", ["rapport.pdf", "side.html"])
def test_a_report_is_checked_against_itself(add: Add, workspace: Path, name: str) -> None:
    add(name, as_pdf(REPORT) if name.endswith("pdf") else REPORT)
    found = check_document(workspace, AUDIT, "D9")
    assert sorted(each.code for each in found) == ["I921", "I922", "I923", "I924", "I926"]
    said = {each.code: each.message for each in found}
    assert said["I923"].startswith("`tabell 7` is referred to")
    assert said["I926"] == "61 in the text, 5 in tabell 1 (page 1) (Kontor 3, 2023)"
    assert said["I924"] == "after chapter 2 comes 4; 3 is not there"


def test_a_sound_document_has_nothing_to_say(add: Add, workspace: Path) -> None:
    text = "Tabell 1. Saker\n\nKontor 2022 2023\nNord 10 12\nSør 20 30\nTotalt 30 42\n\n"
    add(
        "rapport.txt",
        text + "I 2023 var det 30 saker i Sør, som i 2022 hadde 20 (tabell 1). Nord økte fra 10 til 12.\n",
    )
    assert check_document(workspace, AUDIT, "D9") == ()


def test_scripts_never_become_text(add: Add, workspace: Path) -> None:
    page = "<script>alert('hei')</script><style>p{}</style><p onclick=x()>1 &lt; 2 &amp; <b>tre</b></p><!-- skjult -->"
    added = add("side.html", page)
    assert page_text(read_added(workspace, AUDIT, "D9", []).pages[0]) == "1 < 2 & tre\n"
    assert added.record.notes == ("1 skript og andre deler uten tekst er utelatt.",)


def test_a_word_file_has_the_pages_and_tables_that_word_shows(add: Add, workspace: Path, tmp_path: Path) -> None:
    record = add("brev.docx", word_file(tmp_path / "x.docx").read_bytes()).record
    pages = read_added(workspace, AUDIT, "D9", []).pages
    assert [page[0] for page in pages] == ["Årsrapport", "Side to begynner her."]
    assert [(each.rows, each.columns, each.pages) for each in record.tables] == [(2, 3, (1,))]
    assert record.created


def excerpt(workspace: Path, more: str, locator: str = "") -> list[str]:
    """Write an excerpt that cites D9, and give the problems of the audit with its codes."""
    text = (
        "id: D9\ntitle: Brev\nissuer: Nyby\ndate: 2024-01\nexcerpts:\n  - id: u1\n"
        f"{locator}{more}    text: Brevet sier noe.\n    criterion: K1\n    stance: context\n"
    )
    (workspace / DOCUMENTS / "D9.yaml").write_text(text, encoding="utf-8")
    return [str(each) for each in check(AUDIT, workspace)[1] if "D9" in each.at.file]


@pytest.mark.parametrize(
    "quote",
    ["Fristen ble holdt i forebygging og i de fleste saker", "de fleste", "forebygging   og", "i de fleste saker."],
)
def test_quoted_words_may_go_over_lines(add: Add, workspace: Path, quote: str) -> None:
    add("brev.txt", LETTER)
    assert excerpt(workspace, f"    page: 1\n    lines: 2-4\n    quote: {quote}\n") == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("    page: 1\n    lines: 9\n", "I803 page 1 of D9 has no lines 9 (it has lines 1–4;"),
        ("    page: 0\n", "I802 D9 has no page 0 (it has pages 1–2)"),
        (
            "    page: 2\n    lines: 1\n    quote: Fristen\n",
            "I804 `Fristen` does not stand on page 2, lines 1, of D9 (it stands on",
        ),
        ("    page: 1\n    quote: fristen\n", "I804 `fristen` does not stand on page 1 of D9 (the words as they stand"),
        (
            "    page: 1\n    lines: 4-2\n",
            "Y109 `4-2` is not a line or a first and a last line (for example lines: 12-15)",
        ),
        ("    page: fire\n", "Y109 `fire` is not a whole number"),
    ],
)
def test_a_citation_is_looked_up(add: Add, workspace: Path, more: str, said: str) -> None:
    add("brev.txt", LETTER)
    found = excerpt(workspace, more)
    assert len(found) == 1
    assert said in found[0]


def test_lines_without_a_page_and_no_place_at_all_are_refused(add: Add, workspace: Path) -> None:
    add("brev.txt", LETTER)
    assert "Y105 the key `page` is missing" in excerpt(workspace, "    lines: 2\n", "    locator: midt i\n")[0]
    assert "Y105 the key `locator` is missing" in excerpt(workspace, "")[0]


def test_the_report_shows_the_page_and_lines(add: Add, workspace: Path) -> None:
    add("brev.txt", LETTER)
    assert excerpt(workspace, "    page: 1\n    lines: 2-4\n") == []
    assert load(AUDIT, workspace).mapped.register["D9.u1"].locator == "s. 1, linje 2–4"


def test_an_excerpt_without_a_page_has_the_stamp_it_always_had(workspace: Path) -> None:
    part = load(AUDIT, workspace).mapped.inputs.documents[0].excerpts[0]
    assert set(part.model_dump(mode="json")) == {"id", "locator", "text", "criterion", "topic", "stance"}


def test_the_commands(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(as_pdf(REPORT))
    made = run(
        workspace, "add", str(path), "--audit", AUDIT, "--id", "D9", "--as", "Kari Nordmann", "--title", "Rapport"
    )
    assert made.exit_code == 0, made.output
    assert f"{DOCUMENTS}/sources/D9: 2 pages, 1 tables, 0 words repaired" in made.output
    again = run(workspace, "add", str(path), "--audit", AUDIT, "--id", "D9", "--as", "Kari Nordmann")
    assert (again.exit_code, "I908" in again.output) == (1, True)
    assert run(workspace, "show", AUDIT).output == "D9  Rapport (rapport.pdf, 2 pages)\n"
    assert (
        "tables/t1.csv: tabell 1, page 1–2, 60 rows, 3 columns. Saker etter kontor"
        in run(workspace, "show", AUDIT, "D9").output
    )
    assert run(workspace, "show", AUDIT, "D9", "--page", "1").output.startswith(
        " 1  Årsrapport for byggesakskontoret\n"
    )
    assert run(workspace, "show", AUDIT, "D9", "--page", "7").exit_code == 2
    assert run(workspace, "show", AUDIT, "D8").exit_code == 2
    checked = run(workspace, "check", AUDIT, "D9", "--format", "json")
    assert checked.exit_code == 1
    assert {each["code"] for each in json.loads(checked.stdout)} == {"I921", "I922", "I923", "I924", "I926"}


def test_a_document_that_was_changed_is_not_shown(add: Add, workspace: Path) -> None:
    add("brev.txt", LETTER)
    original = workspace / DOCUMENTS / "sources/D9/original.txt"
    original.write_bytes(original.read_bytes() + b"!")
    shown = run(workspace, "show", AUDIT, "D9")
    assert shown.exit_code == 1
    assert "I805 original.txt: its hash is not the one that was written down" in shown.output


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(pages=st.lists(st.lists(st.text("abcæøå 12\t", max_size=8), max_size=6), min_size=1, max_size=4))
def test_every_line_keeps_its_number(pages: list[list[str]], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\f".join("".join(f"{line}\r\n" for line in page) for page in pages).encode())
    found = _read("txt", path)
    if "pages" not in found:
        assert not "".join("".join(page) for page in pages).strip()
        return
    read = Reading(**{**found, "pages": found["pages"]}).pages
    for lines, page in zip(read, pages, strict=False):
        for number, line in enumerate(lines, 1):
            wanted = page[number - 1] if number <= len(page) else ""
            assert line == wanted.rstrip().expandtabs()
