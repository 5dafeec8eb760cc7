"""Writing the made-up audit's YAML files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

AUDIT = "nyby-2024"


class _Dumper(yaml.SafeDumper):
    """Writes no anchors, which the strict subset does not have."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_yaml(path: Path, data: Any) -> None:
    """Write a file, and its folder where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yaml.dump(data, file, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
