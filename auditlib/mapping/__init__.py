"""From evidence to findings: what the rules in `auditlib.rules` give for one audit's inputs."""

from auditlib.mapping.core import FindingGround, Mapped
from auditlib.mapping.graph import Graph, Link, graph_of
from auditlib.mapping.grounds import INTERVIEWS
from auditlib.mapping.resolve import Unresolved, claims_in, render, resolve
from auditlib.mapping.texts import OwnText, own_texts

__all__ = [
    "INTERVIEWS",
    "FindingGround",
    "Graph",
    "Link",
    "Mapped",
    "OwnText",
    "Unresolved",
    "claims_in",
    "graph_of",
    "own_texts",
    "render",
    "resolve",
]
