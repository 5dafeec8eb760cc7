"""What an author writes in a notebook's cell, with claims as in the findings."""

from __future__ import annotations

from hashlib import blake2s

from auditlib.checks.bare import bare_in
from auditlib.checks.prose import quantifier_pattern
from auditlib.mapping import Unresolved
from auditlib.problems import UsageError
from auditlib.report.build import Builder
from auditlib.report.html import Html
from auditlib.report.show.parts import Values, part
from auditlib.workbench import Workbench


def prose(a: Workbench, text: str) -> Html:
    """Show paragraphs of the author's own, in which `{{ … }}` says what the evidence says and leads to it.

    Blank lines part the paragraphs. Raises UsageError for a reference to nothing, and for a number, a date or a word
    for how many informants that is no claim.

    Example: `show.prose(a, "Fristen ble brutt i {{ G1.a1 deviates }} mapper.")`
    """
    audit = a.inputs.audit
    bare = [said for _, said in bare_in(text, quantifier_pattern(audit.quantifiers, audit.groups))]
    if bare:
        named = ", ".join(f"«{each}»" for each in bare)
        raise UsageError(f"{named}: no claim; write {{{{ M1 }}}} or another reference")
    owner = f"n-{blake2s(text.encode(), digest_size=4).hexdigest()}"

    def fill(build: Builder) -> Values:
        return {"text": build.text(owner, text)}

    try:
        return part(a, "prose.html", fill)
    except Unresolved as error:
        raise UsageError(f"{error} ({error.hint})") from None
