"""What the coverage matrix lacks, in bokmål."""

from __future__ import annotations

from auditlib.checks.coverage import Gap

_WORDS = {
    "C701": "Kriterium {id} ({title}) er satt opp, men det er ikke samlet inn fakta om det.",
    "C702": "Kriterium {id} ({title}) har {count} bevis, men ingen vurdering.",
    "C703": "Vurdering {id} ({title}) er ikke holdt mot noe kriterium.",
    "C704": "Problemstilling {id} ({title}) har ingen konklusjon.",
    "C705": "Funn {id} ({title}) er ikke holdt mot noe kriterium.",
    "C706": "Kriterium {id} ({title}) har verken fakta eller vurdering.",
    "C707": "Funn {id} ({title}) er ikke brukt i noen konklusjon.",
    "C708": "Måling {id} ({title}) kunne ikke testes: {reason}.",
}


def in_words(gap: Gap) -> str:
    """Say a gap as the report's appendix does."""
    reason = gap.reason.rstrip(".")
    return _WORDS[gap.code].format(id=gap.id, title=gap.title, count=gap.count, reason=reason)
