"""Writing YAML that the reader takes: no aliases, keys in the order given, and lists of words on one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

_WIDTH = 110


def as_yaml(content: Mapping[str, Any], about: str = "") -> str:
    """Write plain data as a YAML text below the comment `about`; the same data gives the same text."""
    return about + yaml.dump(dict(content), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


class _Dumper(yaml.SafeDumper):
    """Writes nothing by reference to what stands elsewhere."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


def _list(dumper: _Dumper, data: list[Any]) -> yaml.Node:
    plain = all(isinstance(each, str) for each in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=plain)


_Dumper.add_representer(list, _list)
