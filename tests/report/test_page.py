"""The whole page: links lead somewhere, nothing is fetched, text is text, and what is counted is in it."""

import base64
import hashlib
import re
import shutil
from pathlib import Path

import pytest

from tests.builders import AUDIT as SMALL
from tests.builders import nyby_in
from tests.report.pages import Page, assert_linked, page_of

AUDIT = "nyby-2024"
HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><b>", "{{7*7}}", "&lt;i&gt;")


@pytest.fixture(scope="module")
def page(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Page:
    folder = tmp_path_factory.mktemp("page")
    return page_of(Path(shutil.copytree(template, folder / "workspace")), AUDIT, folder)


@pytest.fixture(scope="module")
def hostile(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The example with markup wherever a person may write words."""
    folder = tmp_path_factory.mktemp("hostile")
    root = Path(shutil.copytree(template, folder / "workspace"))
    script, image, style, braces, entity = HOSTILE
    for name, old, new in (
        ("criteria/nyby-2024/audit.yaml", "title: Svartid i byggesaker", f"title: '{style}{script}'"),
        ("criteria/nyby-2024/audit.yaml", "name: Nyby,", f"name: '{image}',"),
        ("criteria/nyby-2024/questions.yaml", "title: Svartid", f"title: '{image}{entity}'"),
        ("criteria/nyby-2024/criteria.yaml", "title: Vedtak innen fristen", f"title: '{style}{script}{image}'"),
        ("interviews/nyby-2024/informants.yaml", "label: søker A", f"label: '{image}'"),
        ("interviews/nyby-2024/I02.md", "[Det er for få folk", f"[{script} {style} {entity} Det er for få folk"),
        ("interviews/nyby-2024/I02.md", "title: Saksbehandlerne, gruppeintervju", f"title: '{script}'"),
        ("interviews/nyby-2024/I04.md", "title: Huseier, svar på e-post", f"title: '{braces}'"),
        ("documents/nyby-2024/D1.yaml", "title: Årsrapport 2023", f"title: '{script}{image}'"),
        ("statistics/nyby-2024/svartid.csv", "Nabokommunene;", f'"{script}{image.replace(chr(34), chr(34) * 2)}";'),
        ("statistics/nyby-2024/datapackage.yaml", "title: Gjennomsnittlig svartid", f"title: '{style}{script}'"),
        ("findings/nyby-2024/findings.yaml", "title: Fristen for vedtak brytes", f"title: '{script}{image}{style}'"),
        ("findings/nyby-2024/conclusions.yaml", "answer: Søkerne", f"answer: {script} {image} Søkerne"),
        ("findings/nyby-2024/hearing.yaml", "comment: Nettsidene", f"comment: {script} Nettsidene"),
    ):
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not say {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return page_of(root, AUDIT, folder)


def test_every_link_has_its_anchor_and_every_anchor_is_one(page: Page) -> None:
    assert_linked(page)
    assert len(page.links) > 100


def test_nothing_is_fetched_from_anywhere(page: Page) -> None:
    leading = ("href", "src", "xlink:href", "action", "data", "srcset", "poster")
    values = [tag.attributes[name] for tag in page.tags for name in leading if name in tag.attributes]
    assert [value for value in values if not value.startswith("#")] == []
    assert re.findall(r"url\((?!#)|@import", page.html) == []
    assert not {"link", "iframe", "object", "embed", "base"} & {tag.name for tag in page.tags}


def test_only_the_reports_own_script_and_style_may_run(page: Page) -> None:
    policy = page.named("meta")[2].attributes["content"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    for name in ("script", "style"):
        (own,) = re.findall(rf"<{name}>(.*?)</{name}>", page.html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    others = [tag.attributes["type"] for tag in page.named("script") if "type" in tag.attributes]
    assert len(page.named("script")) == len(others) + 1
    assert set(others) == {"application/json"}  # words, and what the form for referencing is made of
    assert not [name for tag in page.tags for name in tag.attributes if name == "style" or name[:2] == "on"]


def test_figures_have_words(page: Page) -> None:
    figures = page.named("svg")
    assert len(figures) == len(page.named("figcaption")) > 5
    assert all(each.attributes["role"] == "img" and each.attributes["aria-label"] for each in figures)


def test_tables_have_captions_and_headings(page: Page) -> None:
    named = [each for each in page.named("table") if "aria-label" in each.attributes]
    assert len(page.named("table")) - len(named) == len(page.named("caption")) > 5
    assert {each.attributes.get("scope") for each in page.named("th")} == {"col", "row"}


def test_quantifiers_are_counted(page: Page) -> None:
    text = page.words
    for said in (
        "De fleste av de spurte informantene (5 av 6) sier at fristen ikke alltid blir holdt",
        "Alle de spurte informantene (3 av 3) peker på at det er for få folk",
        "8 av 20 mapper gikk over fristen",
        "64 prosent (95 % KI 31–89) av mappene",
        "det er 29,6 prosent mer enn året før",
        "Taler imot: 1 søker, 1 dokument.",
    ):
        assert said in text
    assert "{{" not in text


def test_numbers_are_written_the_norwegian_way(page: Page) -> None:
    figures = re.sub(r"\b[A-Za-zÆØÅæøå]+\d*[.\d]*\.[a-z]\d+\b|\b[KFSVAMPDGI]\d+(\.\w+)*", "", page.words)
    assert re.findall(r"(?<![\d.])\d+\.\d+", figures) == []
    assert not re.search(r"[^\w]-\d", figures)


def test_a_section_sign_never_ends_a_line(page: Page) -> None:
    assert "§\u00a021-7" in page.words
    assert not re.search(r"§ \d", page.html)


def test_every_part_of_a_report_is_in_the_contents(page: Page) -> None:
    contents = page.between("<nav", "</nav>").words
    for title in (
        "Sammendrag", "1 Innledning", "2 Metode og data", "3 Svartid", "5 Konklusjon", "6 Anbefalinger", "7 Høring",
        "Vedlegg 1: Utledning av kriteriene", "Vedlegg 2: Bevisregister", "Vedlegg 3: Dekning",
        "Vedlegg 4: Tabeller, målinger og etterregning",
    ):  # fmt: skip
        assert title in contents


def test_all_evidence_is_in_the_register(page: Page) -> None:
    register = page.between('<table class="register all sortable">', "</table>")
    assert {"I01.p1", "I04.p3", "I05.p1", "D1.u3", "M1", "M5", "G1.a2"} <= set(register.ids)
    assert f"Bevisregister: {len(register.ids)} bevis" in register.words


def test_markup_in_words_is_words(hostile: Page, page: Page) -> None:
    assert {tag.name for tag in hostile.tags} <= {tag.name for tag in page.tags}
    names = {name for tag in hostile.tags for name in tag.attributes}
    assert names <= {name for tag in page.tags for name in tag.attributes}
    for said in HOSTILE:
        assert said in hostile.words


def test_a_page_of_hostile_words_is_still_linked(hostile: Page) -> None:
    assert_linked(hostile)


def test_what_no_chapter_has_is_in_the_appendix_on_coverage(tmp_path: Path) -> None:
    nyby = nyby_in(tmp_path / "small")
    nyby.change("conclusions.yaml", "[F1, F2]", "[F1]")
    nyby.change("recommendations.yaml", "[F1]", "[F1, F2]")
    page = page_of(nyby.root, SMALL, tmp_path)
    assert_linked(page)
    text = page.words[page.words.index("Utenfor problemstillingene") :]
    assert "F2 Kontorene ligger spredt" in text
    assert "Kontorene bør samles." in text


def test_a_provision_that_only_a_text_names_is_printed(tmp_path: Path) -> None:
    nyby = nyby_in(tmp_path / "small")
    nyby.change("byggesaksloven.yaml", "Tolv uker.}\n", "Tolv uker.}\n"
                "  - {id: byggesaksloven-9, pinpoint: § 9, from: 2010-07-01, to: open, text: Ni.}\n"
                "  - {id: byggesaksloven-8, pinpoint: § 8, from: 2010-07-01, to: open, text: Åtte.}\n")  # fmt: skip
    nyby.change("findings.yaml", "nevner avstanden.", "nevner avstanden, se {{ byggesaksloven-9 }}.")
    page = page_of(nyby.root, SMALL, tmp_path)
    assert_linked(page)
    assert "byggesaksloven-9" in page.ids
    assert "byggesaksloven-8" not in page.html


def test_a_finding_under_two_questions_stands_in_both_chapters(tmp_path: Path) -> None:
    nyby = nyby_in(tmp_path / "small")
    nyby.change(
        "questions.yaml", "degree: true}\n", "degree: true}\n  - {id: P2, title: To, wording: Og nå?, degree: false}\n"
    )
    nyby.change("criteria.yaml", "id: K1\n    questions: [P1]", "id: K1\n    questions: [P1, P2]")
    page = page_of(nyby.root, SMALL, tmp_path)
    assert_linked(page)
    assert sum(each.attributes.get("class") == "finding deviation" for each in page.named("section")) == 3  # and F2
