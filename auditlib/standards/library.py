"""The tests that rules can name; `rulepacks.TESTS` lists them with their parameters."""

from __future__ import annotations

from collections.abc import Mapping

from auditlib.standards import on_criteria, on_evidence, on_report
from auditlib.standards.model import Test

LIBRARY: Mapping[str, Test] = {
    test.__name__: test
    for test in (
        on_criteria.has_items,
        on_criteria.audit_states,
        on_criteria.order_traceable,
        on_criteria.dates_in_order,
        on_criteria.criteria_in_force,
        on_criteria.criteria_have_source,
        on_criteria.criteria_have,
        on_criteria.questions_have_criteria,
        on_evidence.interviews_verified,
        on_evidence.kinds_described,
        on_evidence.reviews_described,
        on_evidence.figures_follow,
        on_evidence.measurements_made,
        on_evidence.numbers_have_source,
        on_report.questions_answered,
        on_report.assessments_have_criterion,
        on_report.facts_without_judgement,
        on_report.finding_elements,
        on_report.finding_strength,
        on_report.weak_findings_limited,
        on_report.recommendations_follow,
        on_report.hearing_held,
        on_report.statement_included,
        on_report.responses_reasoned,
        on_report.report_shows,
        on_report.referenced,
    )
}
