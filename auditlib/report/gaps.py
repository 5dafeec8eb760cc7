"""What the coverage matrix lacks."""

from __future__ import annotations

from auditlib.checks.coverage import Gap
from auditlib.language import _, later

_WORDS = {
    "C701": later("Kriterium {id} ({title}) er satt opp, men det er ikke samlet inn fakta om det."),
    "C702": later("Kriterium {id} ({title}) har {count} bevis, men ingen vurdering."),
    "C703": later("Vurdering {id} ({title}) er ikke holdt mot noe kriterium."),
    "C704": later("Problemstilling {id} ({title}) har ingen konklusjon."),
    "C705": later("Funn {id} ({title}) er ikke holdt mot noe kriterium."),
    "C706": later("Kriterium {id} ({title}) har verken fakta eller vurdering."),
    "C707": later("Funn {id} ({title}) er ikke brukt i noen konklusjon."),
    "C708": later("Måling {id} ({title}) kunne ikke testes: {reason}."),
}


def in_words(gap: Gap) -> str:
    """Say a gap as the report's appendix does."""
    reason = gap.reason.rstrip(".")
    return _(_WORDS[gap.code]).format(id=gap.id, title=gap.title, count=gap.count, reason=reason)
