"""Making a new workspace: a worked example and the notebooks, in a folder that does not exist yet."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from auditlib.problems import UsageError, hint_for

_PACKAGE = Path(__file__).parent
INTERVIEWS, FIGURES = "intervjuer", "tall"
TEMPLATES = {INTERVIEWS: "workspace", FIGURES: "tall"}  # a name that auditors choose, and its folder
_SHARED = (".gitattributes", "criteria/standards")  # of the first template, the same in every workspace
_IGNORED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "*.pyc")


@dataclass(frozen=True, slots=True)
class Made:
    """The workspace that was made, and the audit in it."""

    folder: Path
    audit: str


def make_workspace(folder: Path, name: str = INTERVIEWS) -> Made:
    """Make a workspace of a template: `intervjuer` has interviews and a file review, `tall` figures against norms.

    Raises UsageError for a template that is not there, and when something is there already or the place cannot be
    written.
    """
    if name not in TEMPLATES:
        raise UsageError(f"there is no template `{name}` ({hint_for(name, TEMPLATES)})")
    if folder.exists():
        raise UsageError(f"{folder} exists already; give a name that is free, for example {folder.resolve().name}-2")
    template = _PACKAGE / "templates" / TEMPLATES[name]
    parent = folder.resolve().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=parent, prefix=f".{folder.name}-") as temporary:
            made = Path(temporary) / "workspace"
            shutil.copytree(template, made, ignore=_IGNORED)
            _add_shared(made)
            shutil.copytree(_notebooks(), made / "notebooks", ignore=_IGNORED, dirs_exist_ok=True)
            os.replace(made, folder)
    except OSError as error:
        raise UsageError(f"cannot make {folder}: {error.strerror or error}") from error
    audits = sorted(path.parent.name for path in template.glob("criteria/*/audit.yaml"))
    return Made(folder.resolve(), audits[0])


def _add_shared(made: Path) -> None:
    """Add what every workspace has."""
    for each in _SHARED:
        shared, target = _PACKAGE / "templates" / TEMPLATES[INTERVIEWS] / each, made / each
        if shared.is_dir():
            shutil.copytree(shared, target, ignore=_IGNORED, dirs_exist_ok=True)
        else:
            shutil.copyfile(shared, target)


def _notebooks() -> Path:
    """Find the notebooks: beside the package in a checkout, inside it when installed."""
    beside = _PACKAGE.parent / "notebooks"
    return beside if beside.is_dir() else _PACKAGE / "notebooks"
