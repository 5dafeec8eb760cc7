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
    recommendations,
    stances,
    tables,
)
from auditlib.report.show.followup import followup
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
from auditlib.report.show.hearing import hearing, hearing_changes
from auditlib.report.show.prose import prose
from auditlib.report.show.review import referencing
from auditlib.report.show.rows import row, row_figures
from auditlib.report.show.standards import standard

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
    "followup",
    "hearing",
    "hearing_changes",
    "interviews",
    "measurements",
    "method",
    "order",
    "overview",
    "prose",
    "questions",
    "recalculations",
    "recommendations",
    "referencing",
    "register",
    "reliability",
    "reviews",
    "row",
    "row_figures",
    "rules",
    "stances",
    "standard",
    "statements",
    "statuses",
    "summary",
    "tables",
    "weaknesses",
]
