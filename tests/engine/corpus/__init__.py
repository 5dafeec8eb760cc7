"""The notebooks that both engines run."""

from tests.engine.corpus import displays, errors, papermills, pictures, processes, shell
from tests.engine.corpus.case import Case

CASES: tuple[Case, ...] = (
    *displays.CASES,
    *errors.CASES,
    *processes.CASES,
    *shell.CASES,
    *pictures.CASES,
    *papermills.CASES,
)
