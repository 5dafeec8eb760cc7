"""Numbers, dates, counts and texts follow the language that is spoken."""

from decimal import Decimal

import pytest

from auditlib.audits import Audit
from auditlib.dates import Day, Period
from auditlib.findings import Status
from auditlib.labels import label
from auditlib.language import Language, _, foreign, known, language, ngettext, speaking
from auditlib.language.texts import in_language
from auditlib.numbers import format_number, format_percent
from auditlib.problems import UsageError
from tests.builders import Nyby

NB = "\u00a0"


@pytest.mark.parametrize(
    ("code", "number", "percent", "day", "period", "status"),
    [
        ("nb", f"−1{NB}234,5", "29,0 prosent", "12. mai 2024", "mai 2023 til 2024", "delvis oppfylt"),
        ("nn", f"−1{NB}234,5", "29,0 prosent", "12. mai 2024", "mai 2023 til 2024", "delvis oppfylt"),
        ("en", "−1,234.5", "29.0 per cent", "12 May 2024", "May 2023 to 2024", "partly met"),
    ],
)
def test_what_is_written_in_each_language(
    code: Language, number: str, percent: str, day: str, period: str, status: str
) -> None:
    with speaking(code):
        assert format_number(Decimal("-1234.5"), 1) == number
        assert format_percent(29, 1) == percent
        assert Day.read("2024-05-12").in_words() == day
        assert Period(Day.read("2023-05"), Day.read("2024")).in_words() == period
        assert label(Status.PARTLY_MET) == status


def test_an_open_period_begins_with_from() -> None:
    said = {}
    for code in ("nb", "nn", "en"):
        with speaking(known(code)):
            said[code] = Period(Day.read("2009-07-01")).in_words()
    assert said == {"nb": "fra 1. juli 2009", "nn": "frå 1. juli 2009", "en": "from 1 July 2009"}


def test_counts_have_their_forms() -> None:
    with speaking("nn"):
        assert [ngettext("{count} uke", "{count} uker", n).format(count=n) for n in (1, 3)] == ["1 veke", "3 veker"]


def test_the_language_ends_with_its_block_also_when_something_fails() -> None:
    with pytest.raises(ZeroDivisionError), speaking("en"):
        1 / 0  # noqa: B018
    assert (language(), _("Vurdering")) == ("nb", "Vurdering")


def test_words_are_foreign_in_a_page_of_another_language() -> None:
    assert foreign() is None
    with speaking("en", "nb"):
        assert foreign() == "nb"
        with speaking("nb"):
            assert foreign() is None


def test_nothing_is_said_of_nothing() -> None:
    with speaking("en"):  # a catalogue's own header stands under the empty text
        assert _("") == ""


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="no language `se`; choose one of nb, nn, en"):
        known("se")


def test_prose_of_a_notebook_is_translated_block_by_block() -> None:
    with speaking("en"):
        assert in_language("# Sammendrag\n\nMine egne ord,\nover to linjer.\n") == (
            "# Summary\n\nMine egne ord,\nover to linjer."
        )


def _audit(nyby: Nyby, titles: str) -> Audit:
    sheet = nyby.root / "criteria" / "nyby" / "audit.yaml"
    sheet.write_text(f"{sheet.read_text(encoding='utf-8')}{titles}", encoding="utf-8")
    return nyby.inputs().audit


def test_offices_have_the_audits_titles_in_their_forms(nyby: Nyby) -> None:
    audit = _audit(nyby, "titles:\n  chief_executive: {one: rådmann, definite: rådmannen}\n")
    text = _("{Chief_executive} og {committee}: {a_chief_executive}")
    assert text.format(**audit.offices) == "Rådmannen og kontrollutvalget: rådmann"
    with speaking("nn"):
        assert text.format(**audit.offices) == "Rådmannen og kontrollutvalet: rådmann"
    with speaking("en"):
        assert text.format(**audit.offices) == (
            "The chief municipal executive og the control committee: chief municipal executive"
        )


def test_offices_have_their_common_titles_otherwise(nyby: Nyby) -> None:
    assert nyby.inputs().audit.offices["Chief_executive"] == "Kommunedirektøren"
