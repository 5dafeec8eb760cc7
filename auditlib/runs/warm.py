"""The warm parent of a run's notebooks: started when it is first wanted, ended with the run."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from auditlib.runs.capacity import workers

if TYPE_CHECKING:
    from auditlib.engine import Warm

# What the notebooks import, and takes long.
_IMPORTS = ("auditlib.report.show", "pandas", "scipy.stats", "seaborn", "matplotlib.backends.backend_svg")
_PREPARE = ("auditlib.report.prepared", "prepare")


class WarmParent:
    """Holds an engine that has imported what notebooks need and loaded the audit. A context manager."""

    def __init__(self, root: Path, audit: str, most: int = 1000) -> None:
        """Hold none yet; `most` is how many notebooks may be wanted at once."""
        self._root, self._audit, self._most = root, audit, most
        self._warm: Warm | None = None

    def __enter__(self) -> WarmParent:
        """Start nothing: a report that has not changed needs none."""
        return self

    def start(self) -> Warm:
        """Give the engine, started if it was not."""
        if self._warm is None:
            from auditlib.engine import Warm

            self._warm = Warm(workers(self._most), _IMPORTS, (*_PREPARE, (self._audit, str(self._root))))
        return self._warm

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the engine and every notebook it still runs."""
        if self._warm is not None:
            self._warm.stop()
            self._warm = None
