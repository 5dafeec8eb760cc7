"""What stands above and below the words of an informant's copy."""

from __future__ import annotations

from auditlib.dates import Day
from auditlib.language import _

MARK = "auditlib-copy-"
SHORT = 20


def title(day: Day) -> str:
    """Give the heading of a copy."""
    return _("Referat fra samtale {day}").format(day=day.in_words())


def instructions() -> tuple[str, ...]:
    """Say what the informant is asked to do."""
    return (
        _("Dette er det vi har skrevet ned fra samtalen med deg. Vi bruker det som grunnlag i en forvaltningsrevisjon, "
          "og ber deg lese gjennom om det er riktig gjengitt."),
        _("Rett det som er feil, direkte i teksten, gjerne med sporede endringer. Du kan også skrive kommentarer. "
          "Er alt riktig, sender du det tilbake uten endringer."),
        _("Tegnet […] viser at noe er utelatt fordi andre har sagt det. La det stå."),
    )  # fmt: skip


def mark_of(hash_: str) -> str:
    """Give the mark by which a copy that comes back is known; it tells nobody else anything."""
    return MARK + hash_[:SHORT]
