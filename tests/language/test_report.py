"""The worked example as a report in three languages: nothing of another language but the audit's own words, marked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import lxml.html
import pytest
from pydantic import BaseModel

import auditlib
from auditlib.report.make import make_report
from auditlib.scaffold import make_workspace
from auditlib.word.write import write_word

pytestmark = pytest.mark.slow

AUDIT = "nyby-2024"
NYNORSK = (
    r"\b(?:ikke|hva|hvor\w*|hver\w*|fra|noen|bare|mer|ble|være|vært|gjelder|mangler|anbefaling\w*|høring\w*|vurderinger"
    r"|kilde\w*|tallene|også|uten|sier|enhet\w*|utsagn|problemstillinger|vedlegg \w+:? sammen\w*)\b"
)
ENGLISH = (
    r"[æøå«»]|\b(?:ikke|hva|og|er|fra|til|med|som|av|kriteri\w+et?|prosent|percent|funn|bevis|tall|rad|vurdering)\b"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Mapping[str, str]]:
    """The public and the internal page in each language."""
    folder = make_workspace(tmp_path_factory.mktemp("language") / "nyby").folder
    made = {}
    for code in ("nb", "nn", "en"):
        report = make_report(AUDIT, folder, quiet=True, extra={"language": code})
        assert not report.failed
        made[code] = {each.name: each.read_text(encoding="utf-8") for each in report.path.parent.glob("*.html")}
    made["own words"] = {str(n): each for n, each in enumerate(_own_words(auditlib.load(AUDIT, folder).inputs))}
    return made


def _own_words(item: object) -> Iterator[str]:
    """Give every text in what the audit's people have written."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, BaseModel):
        yield from (each for name in type(item).model_fields for each in _own_words(getattr(item, name)))
    elif is_dataclass(item):
        names = [each.name for each in fields(item)]
        yield from (each for name in names for each in _own_words(getattr(item, name)))
    elif isinstance(item, Mapping):
        yield from (each for pair in item.items() for part in pair for each in _own_words(part))
    elif isinstance(item, list | tuple):
        yield from (each for part in item for each in _own_words(part))


def _spoken(page: str) -> list[str]:
    """Give the texts of a page that are in the page's own language, alternative texts too."""
    root = lxml.html.fromstring(page)
    for each in list(root.iter("style", "script")):
        each.drop_tree()
    code = root.get("lang")
    for each in [each for each in root.iterdescendants() if each.get("lang", code) != code]:
        each.drop_tree()
    labels = [each.get("aria-label", "") for each in root.iter()]
    # a drawing breaks the audit's words over lines, and says all of them in its label; a rule's name is an id
    for each in [*root.iter("svg"), *root.xpath("//table[contains(@class, 'standard')]/tbody//th")]:
        each.drop_tree()
    said = [*root.itertext(), *labels]
    return list(dict.fromkeys(" ".join(each.split()) for each in said if each.strip()))


def _left(pages: Mapping[str, Mapping[str, str]], code: str, words: str) -> list[str]:
    """Give the texts of another language that are not the audit's own words."""
    own = sorted({" ".join(each.split()) for each in pages["own words"].values()} - {""}, key=len, reverse=True)
    named = re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in own if len(each) > 2), re.IGNORECASE)
    found = [text for page in pages[code].values() for text in _spoken(page) if re.search(words, text, re.IGNORECASE)]
    return [text for text in found if re.search(words, named.sub(" ", text.rstrip(".")), re.IGNORECASE)]


def test_a_report_in_nynorsk_has_no_bokmal_of_its_own(pages: dict[str, Mapping[str, str]]) -> None:
    assert _left(pages, "nn", NYNORSK) == []


def test_a_report_in_english_has_no_norwegian_of_its_own(pages: dict[str, Mapping[str, str]]) -> None:
    assert _left(pages, "en", ENGLISH) == []


@pytest.mark.parametrize(
    ("code", "summary", "questions", "share"),
    [
        ("nb", "Sammendrag", "Problemstillinger", "36,4 prosent"),
        ("nn", "Samandrag", "Problemstillingar", "36,4 prosent"),
        ("en", "Summary", "Audit questions", "36.4 per cent"),
    ],
)
def test_headings_and_numbers_are_in_the_language_of_the_page(
    pages: dict[str, Mapping[str, str]], code: str, summary: str, questions: str, share: str
) -> None:
    for page in pages[code].values():
        assert f'<html lang="{code}">' in page
        headings = [each.text_content() for each in lxml.html.fromstring(page).iter("h1", "h2")]
        assert summary in headings
        assert questions in headings
        assert share in page


@pytest.mark.parametrize("code", ["nn", "en"])
def test_the_audits_own_words_are_marked_with_their_language(pages: dict[str, Mapping[str, str]], code: str) -> None:
    root = lxml.html.fromstring(pages[code]["rapport.html"])
    condition = root.xpath("//section[@class='finding deviation']/p/span[@lang='nb']")
    assert len(condition) > 3
    assert all(each.get("lang") in ("nb", code) for each in root.iter() if each.get("lang"))
    claims = [each for each in root.iter("a") if each.get("class") == "claim"]
    assert claims
    assert all(any(above.get("lang") == "nb" for above in each.iterancestors("span")) for each in claims)


def test_a_report_in_the_audits_language_marks_nothing(pages: dict[str, Mapping[str, str]]) -> None:
    assert 'lang="' not in pages["nb"]["rapport.html"].split("<body", 1)[1]


def test_a_claim_says_the_same_in_every_language(pages: dict[str, Mapping[str, str]]) -> None:
    """A claim stands in the auditor's sentence, so it is in the auditor's language, with the same ground."""
    claim = re.compile(r'<a class="claim" [^>]*>([^<]*)</a>')
    found = [claim.findall(pages[code]["rapport.html"]) for code in ("nb", "nn", "en")]
    assert len(found[0]) > 5
    assert found[0] == found[1] == found[2]


def test_word_speaks_the_language_of_the_page(pages: dict[str, Mapping[str, str]], tmp_path: Path) -> None:
    import docx

    made = tmp_path / "made.docx"
    made.write_bytes(write_word(pages["en"]["rapport.html"]))
    document = docx.Document(str(made))
    said = [each.text for each in document.paragraphs]
    assert "Contents" in said
    assert any(each.startswith("Table 1: ") for each in said)
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.created is not None
    assert 'w:val="nb-NO"' in document.element.xml  # the audit's own words
