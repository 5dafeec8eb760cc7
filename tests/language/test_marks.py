"""What a reader meets is marked for translation wherever it is written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

from auditlib.labels import OFFICES
from auditlib.language.texts import all_texts
from auditlib.report.environment import environment

PACKAGE = Path(__file__).parents[2] / "auditlib"
TEMPLATES = sorted(PACKAGE.glob("*/templates/*.html"))
ROOMS = (
    "report", "pictures", "measures", "mapping", "word", "matrix", "judged", "excel", "standards", "hearing",
    "followup", "verification", "review", "editions", "archive", "fetch",
)  # fmt: skip
MODULES = [
    *(path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))),
    *(PACKAGE / f"{name}.py" for name in ("rules", "labels", "numbers", "dates", "evidence")),
]
# Their texts are in the three languages where they stand, or are read by those who write the audit.
APART = {
    "pictures/phrases.py": "each text is there in the three languages",
    "mapping/graph.py": "what `auditlib trace` prints",
    "word/skeleton.py": "the file that an auditor fills in",
    "followup/start.py": "comments in the files that an auditor fills in",
    "verification/listing.py": "what `auditlib verify list` prints",
}
NO_WORDS = {
    "report/show/prose.py": "quotation marks of a message to the author",
    "word/tables.py": "Word's own name of a count",
    "excel/facts.py": "what formulas call a table, in every language the same",
    "excel/judged.py": "what formulas call a table, in every language the same",
    "hearing/send.py": "a comment at the head of a file that the tool writes",
    "verification/store.py": "a comment at the head of a file that the tool writes",
    "numbers.py": "the words that numbers are read from",
    "judged/content.py": "what a judgement is stamped with, in every language the same",
}
_MARKS = {"_", "later", "ngettext"}
_BOKMAL = re.compile(
    r"[æøåÆØÅ«»]|\b(?:ikke|hva|hvordan|eller|og|av|er|fra|til|med|som|på|den|det|de|tall|prosent|kriterium|vurdering|funn"
    r"|tabell|kilde|enhet|antall|bevis|konklusjon|anbefaling|grunnlag|avvik|oppfylt|ingen|mangler)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"kommunedirektør|rådmann|administrasjonssjef|kontrollutvalg|kommunestyre|bystyre|fylkesting|byråd", re.IGNORECASE
)
# What stands in code and is no text: names of parameters and of files, and patterns that read Norwegian.
_NO_TEXT = re.compile(r"[a-z_]+(?:\.\w+)+|rapport(?:-intern)?\.(?:html|docx)|_?[a-z0-9_-]+")


def _unmarked(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Give the string constants outside docstrings and marks."""
    apart = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS:
            apart |= {id(each) for given in node.args for each in ast.walk(given)}
        if isinstance(node, ast.Call) and _is_pattern(node.func):
            apart |= {id(each) for each in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.lineno, node.value


def _is_pattern(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr in {"compile", "removeprefix", "replace", "sub"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_text_in_code_is_unmarked(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    found = _unmarked(ast.parse(path.read_text(encoding="utf-8")))
    told = [(line, text) for line, text in found if _BOKMAL.search(text) and not _NO_TEXT.fullmatch(text)]
    assert bool(told) == (name in APART or name in NO_WORDS), told


def test_no_text_calls_an_office_by_a_name_of_its_own() -> None:
    """An audit may call its offices otherwise, so a text has a place for what it calls them."""
    texts = all_texts(PACKAGE, PACKAGE.parent / "notebooks", environment())
    told = [(each.file, each.text) for each in texts if _OFFICE.search(each.text)]
    common = [("auditlib/labels.py", name) for office in OFFICES.values() for name in office]
    assert sorted(told) == sorted(common)


def _literal(source: str) -> Iterator[str]:
    """Give the words that a template writes as they stand, without its tags and what the page itself needs."""
    data = "".join(value if kind == "data" else " " for _, kind, value in environment().lex(source))
    data = re.sub(r"<(style|script)\b.*?</\1>", " ", data, flags=re.DOTALL)
    spoken = re.findall(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"', data)
    yield from re.findall(r"[^\W\d_]{2,}", " ".join((re.sub(r"<[^>]*>", " ", data), *spoken)))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_text_in_a_template_is_unmarked(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert sorted(set(_literal(source)) - {"auditlib", "SHA"}) == []
    tree = environment().parse(source)
    marked = {id(each) for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") in _MARKS
              for each in call.find_all(nodes.Const)}  # fmt: skip
    others = [each.value for each in tree.find_all(nodes.Const) if id(each) not in marked]
    assert [each for each in others if isinstance(each, str) and _BOKMAL.search(each)] == []


def test_a_text_without_a_mark_is_found() -> None:
    tree = ast.parse("""'Fra dokumentet.'\nA = later("Kilde")\nB = f"{A} er ikke {_('funn')}"\n""")
    assert [text for _, text in _unmarked(tree) if _BOKMAL.search(text)] == [" er ikke "]
    assert list(_literal('<p title="Vis">{{ _("Lukk") }} {% if a == "b" %}Se{% endif %}</p>')) == ["Se", "Vis"]
