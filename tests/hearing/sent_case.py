"""Writes anew the sent versions of the cases in `tests/bad_files`, after the worked example was changed.

python -m tests.hearing.sent_case
"""

from pathlib import Path

import auditlib
from auditlib.hearing import fix
from auditlib.hearing.send import as_text
from auditlib.workbench import load

AUDIT = "nyby-2024"
CASES = Path(__file__).parents[1] / "bad_files"
EDITED = "H905"  # whose words are not those that were sealed


def sent_text(template: Path) -> str:
    """Give the worked example as it would be sent."""
    sent = fix(load(AUDIT, template), {"rapport.html": "0" * 64}, "revisor", "2024-04-22")
    named = sent.model_copy(update={"id": "sent-1"})
    return as_text(named.model_copy(update={"seal": named.sealed()}))


if __name__ == "__main__":
    text = sent_text(Path(auditlib.__file__).parent / "templates" / "workspace")
    for path in sorted(CASES.glob(f"H9*/findings/{AUDIT}/hearing/sent-1.yaml")):
        title = "Fristen for vedtak brytes"
        edited = text.replace(title, "Fristen for vedtak holdes", 1) if EDITED in path.parts else text
        path.write_text(edited, encoding="utf-8")
