"""The catalogue of problems: every code with its title, its message and an example of what is right.

`docs/problems.md` is a loop over this table. The first letter of a code is the room it belongs to: F files,
Y structure, D dates and law, R references, N interview notes, T tables, J judgements and prose, C coverage,
P notebooks and runs, H the hearing and follow-up, Q referencing, S statistics that are fetched, L the log,
A archives, I documents that are added. Each room is a module with a `TABLE`.
"""

from auditlib.problems.kind import Kind
from auditlib.problems.kinds import (
    archive,
    coverage,
    fetched,
    files,
    hearing,
    intake,
    judgements,
    law,
    log,
    notes,
    references,
    review,
    runs,
    structure,
    tables,
)

ROOMS = (
    files, structure, law, references, notes, tables, judgements, coverage, runs, fetched, review,
    log, archive, hearing, intake,
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.code: kind for room in ROOMS for kind in room.TABLE}
