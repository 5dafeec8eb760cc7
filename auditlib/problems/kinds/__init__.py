"""The catalogue of problems: every code with its title, its message and an example of what is right.

`docs/problems.md` is a loop over this table. The first letter of a code is the room it belongs to: F files,
Y structure, D dates and law, R references, N interview notes, T tables, J judgements and prose, C coverage,
P notebooks and runs. Each room is a module with a `TABLE`.
"""

from auditlib.problems.kind import Kind
from auditlib.problems.kinds import coverage, files, judgements, law, notes, references, runs, structure, tables

ROOMS = (files, structure, law, references, notes, tables, judgements, coverage, runs)

KINDS: dict[str, Kind] = {kind.code: kind for room in ROOMS for kind in room.TABLE}
