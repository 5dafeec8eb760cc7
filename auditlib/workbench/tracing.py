"""The whole chain of an item, both ways: what it rests on and what uses it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from auditlib.mapping.graph import Graph, Node
from auditlib.problems import UsageError, hint_for
from auditlib.workbench.core import load

_WIDTH = 110


def trace_text(audit: str, item: str | None, workspace: Path | str = ".") -> str:
    """Give the chain of an item as an indented text; of every finding when no item is named."""
    bench = load(audit, workspace)
    items = [item] if item else [each.id for each in bench.inputs.findings]
    return "\n\n".join(_one(bench.graph, each) for each in items) or f"{audit} har ingen funn"


def trace_rows(audit: str, item: str | None, workspace: Path | str = ".") -> list[dict[str, Any]]:
    """Give the chains as plain data: for each item itself, `rests_on` and `used_by`."""
    bench = load(audit, workspace)
    items = [item] if item else [each.id for each in bench.inputs.findings]
    rows = []
    for each in items:
        node = _node(bench.graph, each)
        rows.append(
            {
                **_row(node),
                "rests_on": _chain(bench.graph.rests_on(each)),
                "used_by": _chain(bench.graph.used_by(each)),
            }
        )
    return rows


def _chain(steps: Iterable[tuple[int, str, Node]]) -> list[dict[str, Any]]:
    return [{"depth": depth, "relation": how, **_row(to)} for depth, how, to in steps]


def _node(graph: Graph, item: str) -> Node:
    """Find an item, or say what there is."""
    if item not in graph.nodes:
        raise UsageError(f"there is no `{item}` in this audit ({hint_for(item, graph.nodes)})")
    return graph.nodes[item]


def _row(node: Node) -> dict[str, Any]:
    return {"id": node.id, "kind": node.kind, "said": node.said, "file": node.at.file, "line": node.at.line}


def _one(graph: Graph, item: str) -> str:
    """Lay out one item with both chains."""
    node = _node(graph, item)
    lines = [_line(node, 0, "")]
    below, above = list(graph.rests_on(item)), list(graph.used_by(item))
    lines += ["  bygger på:" if below else "  bygger ikke på noe"]
    lines += [_line(to, depth + 1, how) for depth, how, to in below]
    lines += ["  brukes av:" if above else "  brukes ikke"]
    lines += [_line(to, depth + 1, how) for depth, how, to in above]
    return "\n".join(lines)


def _line(node: Node, depth: int, relation: str) -> str:
    """Lay out one item: how it is linked, what it is, what it says, and where it is written."""
    said = node.said if len(node.said) <= _WIDTH else f"{node.said[: _WIDTH - 1]}…"
    how = f"{relation} " if relation else ""
    return f"{'  ' * depth}{how}{node.id} ({node.kind}): {said}  [{node.at.file}:{node.at.line}]"
