"""The warm parent of a run's notebooks: started when it is first wanted, ended with the run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from auditlib.runs.capacity import workers

if TYPE_CHECKING:
    from auditlib.engine import Warm

# What every report's notebooks need, and what takes long too where one of them names it.
_IMPORTS = ("auditlib.report.show", "matplotlib.backends.backend_svg", "matplotlib.figure", "matplotlib.style")
_NAMED = ("pandas", "scipy.stats", "seaborn", "matplotlib.pyplot")
MOST, NUMBERED = 1000, "[0-9][0-9]_*"
_PREPARE = ("auditlib.report.prepared", "prepare")


class WarmParent:
    """Holds an engine that has imported what notebooks need and loaded the audit. A context manager."""

    def __init__(self, root: Path, audit: str, most: int = MOST, notebooks: Sequence[str] = (NUMBERED,)) -> None:
        """Hold none yet; `most` is how many of the `notebooks`, given by name or pattern, may be wanted at once."""
        self._root, self._audit, self._most, self._notebooks = root, audit, most, notebooks
        self._warm: Warm | None = None

    def __enter__(self) -> WarmParent:
        """Start nothing: a report that has not changed needs none."""
        return self

    def start(self) -> Warm:
        """Give the engine, started if it was not."""
        if self._warm is None:
            from auditlib.engine import Warm

            imports = (*_IMPORTS, *self._named())
            self._warm = Warm(workers(self._most), imports, (*_PREPARE, (self._audit, str(self._root))))
        return self._warm

    def _named(self) -> list[str]:
        """Give the packages that a notebook names; where one is named otherwise, the notebook imports it itself."""
        patterns = [f"{each.removesuffix('.ipynb')}.ipynb" for each in self._notebooks]
        texts = [path.read_bytes() for each in patterns for path in (self._root / "notebooks").glob(each)]
        return [name for name in _NAMED if any(name.partition(".")[0].encode() in text for text in texts)]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the engine and every notebook it still runs."""
        if self._warm is not None:
            self._warm.stop()
            self._warm = None
