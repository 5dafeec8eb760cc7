"""Small cells: what may not be published, what must be hidden with it, and what an attacker can work out."""

from auditlib.stats.disclosure.attacker import Knowledge, attack
from auditlib.stats.disclosure.primary import Primary, Protection, dominance, threshold
from auditlib.stats.disclosure.publication import Publication
from auditlib.stats.disclosure.result import Attack, Interval, Suppression
from auditlib.stats.disclosure.secondary import suppress
from auditlib.stats.disclosure.tables import Cell, Dimension, Table

__all__ = [
    "Attack",
    "Cell",
    "Dimension",
    "Interval",
    "Knowledge",
    "Primary",
    "Protection",
    "Publication",
    "Suppression",
    "Table",
    "attack",
    "dominance",
    "suppress",
    "threshold",
]
