"""The difference between two texts holds both of them, and reads as people read."""

from hypothesis import given
from hypothesis import strategies as st

from auditlib.hearing import difference
from auditlib.hearing.wording import marked

TEXT = st.text("ab æ.,1 \u00a0", max_size=30)


def side(parts: tuple[tuple[str, str], ...], *wanted: str) -> str:
    return "".join(text for how, text in parts if how in wanted)


@given(TEXT, TEXT)
def test_both_texts_are_in_it(before: str, now: str) -> None:
    parts = difference(before, now)
    assert side(parts, "same", "out") == before
    assert side(parts, "same", "in") == now


@given(TEXT)
def test_the_same_text_has_no_difference(text: str) -> None:
    assert difference(text, text) == ((("same", text),) if text else ())


def test_a_word_more() -> None:
    assert difference("Fristen brytes.", "Fristen brytes ofte.") == (
        ("same", "Fristen brytes"), ("in", " ofte"), ("same", "."),
    )  # fmt: skip


def test_a_number_is_one_word() -> None:
    found = marked(difference("Det var 1 498 saker i 2023.", "Det var 1 489 saker i 2023."))
    assert found == "Det var [-1 498-]{+1 489+} saker i 2023."


def test_a_short_word_between_two_changes_joins_them() -> None:
    found = marked(
        difference("De ventet for lenge på svar fra kommunen.", "De ventet altfor lang på svar fra kommunen.")
    )
    assert found == "De ventet [-for lenge-]{+altfor lang+} på svar fra kommunen."


def test_texts_with_little_in_common_are_shown_whole() -> None:
    before, now = "Svar mangler i hver sak.", "Kommunen har ingen rutine for å varsle."
    assert difference(before, now) == (("out", before), ("in", now))
