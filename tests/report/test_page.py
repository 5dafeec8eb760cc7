"""The whole page: links lead somewhere, nothing is fetched, text is text, and what is counted is in it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import AUDIT as SMALL
from tests.builders import nyby_in
from tests.report.pages import attributes_in, ids_in, links_in, page_of, words_in

AUDIT = "nyby-2024"
HOSTILE = ('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "</style><b>", "{{7*7}}", "&lt;i&gt;")
MarkedBy = Callable[[str], str]


@pytest.fixture(scope="module")
def page(template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    return page_of(Path(shutil.copytree(template, folder / "workspace")), AUDIT, folder)


@pytest.fixture(scope="module")
def hostile(template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
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
        ("documents/nyby-2024/D1.yaml", "title: Årsrapport 2023", f"title: '{script}{image}'"),
        ("statistics/nyby-2024/svartid.csv", "Nabokommunene;", f"\"{script}{image.replace(chr(34), chr(34) * 2)}\";"),
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


def assert_linked(page: str) -> None:
    ids = ids_in(page)
    assert [name for name, count in ids.items() if count > 1] == []
    assert {link for link in links_in(page) if link[1:] not in ids} == set()


def test_every_link_has_its_anchor_and_every_anchor_is_one(page: str) -> None:
    assert_linked(page)
    assert len(links_in(page)) > 200


def test_nothing_is_fetched_from_anywhere(page: str) -> None:
    attributes = attributes_in(page)
    leading = [value for name in ("href", "src", "xlink:href", "action", "data", "srcset") for value in attributes.get(name, [])]
    assert [value for value in leading if not value.startswith("#")] == []
    assert set(re.findall(r"url\((?!#)[^)]*\)", page)) == set()
    assert not re.search(r"@import|<(script|link|iframe|object|embed|base|form)\b", page)
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_figures_have_words(page: str) -> None:
    assert page.count("<svg") == page.count('role="img" aria-label="') > 4
    assert page.count("<figcaption>") == page.count("<svg")


def test_tables_have_captions_and_headings(page: str) -> None:
    assert page.count("<table") == page.count("<caption>")
    assert page.count("<th") > page.count("<table")
    assert re.findall(r"<th(?! scope)[ >][^e]", page) == []


def test_quantifiers_are_counted(page: str) -> None:
    text = words_in(page)
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


def test_numbers_are_written_the_norwegian_way(page: str) -> None:
    figures = re.sub(r"\b[A-Za-zÆØÅæøå]+\d*[.\d]*\.[a-z]\d+\b|\b[KFSVAMPDGI]\d+(\.\w+)*", "", words_in(page))
    assert re.findall(r"(?<![\d.])\d+\.\d+", figures) == []
    assert not re.search(r"[^\w]-\d", figures)


def test_a_section_sign_never_ends_a_line(page: str) -> None:
    assert "§\u00a021-7" in page
    assert not re.search(r"§ \d", page)


def test_every_part_of_a_report_is_there(page: str) -> None:
    nav = re.findall(r'<a href="#[^"]*">(.*?)</a>', page[page.index("<nav") : page.index("</nav>")])
    assert [re.sub(r"^(Vedlegg )?\d+:? ", "", each) for each in nav] == [
        "Sammendrag", "Innledning", "Metode og data", "Svartid", "Beskjeder og veiledning", "Konklusjon", "Anbefalinger",
        "Høring", "Utledning av kriteriene", "Bevisregister", "Dekning", "Tabeller, målinger og etterregning",
    ] or len(nav) == 12  # fmt: skip


def test_all_evidence_is_in_the_register(page: str) -> None:
    register = page[page.index('<table class="register">') : page.index("Bevis etter tema")]
    ids = set(ids_in(register))
    assert {"I01.p1", "I04.p3", "I05.p1", "D1.u3", "M1", "M5", "G1.a2"} <= ids
    assert f"Bevisregister: {len(ids)} bevis" in words_in(register)


def test_markup_in_words_is_words(hostile: str) -> None:
    tags = {tag.lower() for tag in re.findall(r"<\s*([a-zA-Z][\w-]*)", hostile)}
    assert not tags & {"script", "img", "b", "i"}
    assert hostile.count("</style>") == hostile[: hostile.index("</head>")].count("</style>") + hostile.count("</style>\n </defs>")
    assert [name for name in attributes_in(hostile) if name.startswith("on")] == []
    for said in HOSTILE[:3]:
        assert said in words_in(hostile)


def test_words_that_look_like_templates_or_entities_stay_as_written(hostile: str) -> None:
    assert "&amp;lt;i&amp;gt;" in hostile


def test_a_page_of_hostile_words_is_still_linked(hostile: str) -> None:
    assert_linked(hostile)


def test_what_no_chapter_has_is_in_the_appendix_on_coverage(tmp_path: Path) -> None:
    nyby = nyby_in(tmp_path / "small")
    nyby.change("conclusions.yaml", "[F1, F2]", "[F1]")
    nyby.change("recommendations.yaml", "[F1]", "[F1, F2]")
    page = page_of(nyby.root, SMALL, tmp_path)
    assert_linked(page)
    text = words_in(page[page.index("Utenfor problemstillingene") :])
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
    assert 'id="byggesaksloven-9"' in page
    assert "byggesaksloven-8" not in page


def test_a_finding_under_two_questions_stands_in_both_chapters(tmp_path: Path) -> None:
    nyby = nyby_in(tmp_path / "small")
    nyby.change("questions.yaml", "degree: true}\n", "degree: true}\n  - {id: P2, title: To, wording: Og nå?, degree: false}\n")
    nyby.change("criteria.yaml", "id: K1\n    questions: [P1]", "id: K1\n    questions: [P1, P2]")
    page = page_of(nyby.root, SMALL, tmp_path)
    assert_linked(page)
    assert page.count("F1 Fristen brytes</h3>") == 2
