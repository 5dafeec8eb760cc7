"""What the notebooks call: each function gives one part of the report, ready to be shown.

`a` is a workbench from `auditlib.load`. The functions hold no figures and no words about the audit; those come from its
files. Each part is made twice, for the internal and for the public edition, which is made of other inputs.
"""

from auditlib.report.show.appendices import (
    all_tables,
    coverage_matrix,
    derivations,
    measurements,
    recalculations,
    register,
    reliability,
    statements,
)
from auditlib.report.show.chapters import (
    assessments,
    chapter_title,
    conclusions,
    criteria,
    findings,
    hearing,
    recommendations,
    stances,
    tables,
)
from auditlib.report.show.front import (
    definitions,
    documents,
    interviews,
    method,
    order,
    overview,
    questions,
    reviews,
    rules,
    statuses,
    summary,
    weaknesses,
)

__all__ = [
    "all_tables",
    "assessments",
    "chapter_title",
    "conclusions",
    "coverage_matrix",
    "criteria",
    "definitions",
    "derivations",
    "documents",
    "findings",
    "hearing",
    "interviews",
    "measurements",
    "method",
    "order",
    "overview",
    "questions",
    "recalculations",
    "recommendations",
    "register",
    "reliability",
    "reviews",
    "rules",
    "stances",
    "statements",
    "statuses",
    "summary",
    "tables",
    "weaknesses",
]
