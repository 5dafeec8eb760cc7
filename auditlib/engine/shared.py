"""The warm parent that a process keeps when papermill uses the engine in it, without `auditlib run`."""

from __future__ import annotations

import atexit
import os
import re
from typing import Any

from auditlib.engine.channel import Channel
from auditlib.engine.nursery import Nursery, RefusedError
from auditlib.engine.warm import IMPORTS

_IMPORTED = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.MULTILINE)
_kept: list[tuple[dict[str, str], frozenset[str], Nursery]] = []


def requests_for(notebook: Any) -> Channel:
    """Give the channel to a warm parent with this process' environment and what the notebook imports.

    It is started for the first notebook, again when the environment has changed or a notebook imports more, and ends
    with this process. Raises RefusedError.
    """
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    mentioned = set(_IMPORTED.findall(code))
    wanted = frozenset(name for name in IMPORTS if name.partition(".")[0] in mentioned)
    environment = dict(os.environ)
    for known, imports, nursery in _kept:
        if known == environment and wanted <= imports:
            return nursery.requests
        wanted |= imports
    end()
    nursery = Nursery([name for name in IMPORTS if name in wanted])
    _kept.append((environment, wanted, nursery))
    if nursery.why:
        raise RefusedError(nursery.why)
    return nursery.requests


@atexit.register
def end() -> None:
    """End the warm parent that is kept, if there is one."""
    while _kept:
        _kept.pop()[2].end()
