"""What was changed after a hearing, told in the language of the report though the audit is in another."""

from lxml.html import fromstring

from auditlib.hearing.text import field_in_words
from auditlib.labels import owner_in_words
from auditlib.language import speaking
from auditlib.report import show
from auditlib.workbench import load
from tests.builders import AUDIT, Nyby
from tests.hearing.heard import DATES, send


def test_judgements_and_texts_of_the_audit_are_named_in_the_language_of_the_report(nyby: Nyby) -> None:
    nyby.change("audit.yaml", "published:", f"{DATES}published:")
    send(nyby)
    nyby.change("assessments.yaml", "status: not_met, text", "status: partly_met, departs: Kontoret svarer nå., text")
    nyby.change("audit.yaml", "purpose: ", "purpose: Nå ")
    markup = show.hearing_changes(load(AUDIT, nyby.root, "en")).internal.markup
    said = [" ".join(each.text_content().split()) for each in fromstring(markup).iter("td", "h3", "p")]
    assert "The purpose" in said
    assert any(each.startswith("Assessed: not met") and each.endswith("partly met") for each in said)
    assert "changed; not met → partly met" in said


def test_a_field_of_a_text_is_named(nyby: Nyby) -> None:
    with speaking("nn"):
        assert [field_in_words(each) for each in ("limits", "purpose", "weaknesses[2]", "method[Intervju]")] == [
            "ikkje undersøkt", "formålet", "veikskapane 2", "Intervju",
        ]  # fmt: skip
        assert [owner_in_words(each) for each in ("method", "F1")] == ["metoden", "F1"]
