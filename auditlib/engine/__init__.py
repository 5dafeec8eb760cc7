"""Executing notebooks in forks of a process that has imported everything: the same outputs as papermill's, sooner.

`Warm` runs many; `papermill --engine auditlib` uses the same for one. Importing this loads nothing of Jupyter.
"""

from auditlib.engine.jobs import Done, Job
from auditlib.engine.warm import Warm

__all__ = ["Done", "Job", "Warm"]
