"""What a warm parent does once for all the notebooks that are run in its forks: load the audit, read the templates."""

from __future__ import annotations

import gc
from pathlib import Path

from auditlib.report.environment import environment
from auditlib.report.show import summary
from auditlib.workbench.preloaded import keep


def prepare(audit: str, root: str) -> None:
    """Load an audit in both editions, and make ready what its sections are shown with."""
    loaded = keep(audit, Path(root).resolve(), checked=False)
    if loaded is not None:
        summary(loaded)  # makes what every section looks up, once for all forks
    for name in environment().list_templates(extensions=["html"]):
        environment().get_template(name)
    gc.collect()
    gc.freeze()  # so that a fork's collector does not touch, and thereby copy, what they share
