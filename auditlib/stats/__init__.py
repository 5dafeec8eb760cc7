"""Statistics an audit can defend: pure functions on counts, with exact methods where they exist."""

from auditlib.stats.counts import (
    GrowthComparison,
    Proportion,
    compare_growth,
    proportion,
)
from auditlib.stats.draws import (
    Draw,
    Replacement,
    draw_differences,
    draw_sample,
    replace_unit,
)
from auditlib.stats.evaluation import (
    Evaluation,
    evaluate,
)
from auditlib.stats.explain import (
    Explained,
    Explanation,
    StatsError,
)
from auditlib.stats.intervals import (
    CountInterval,
    RateInterval,
    clopper_pearson,
    hypergeometric_interval,
    wilson,
)
from auditlib.stats.monetary import (
    Hit,
    MonetaryBound,
    MonetaryPlan,
    plan_monetary,
    select_monetary,
    stringer_bound,
)
from auditlib.stats.planning import (
    AttributePlan,
    plan_sample,
)
from auditlib.stats.stages import (
    TwoStagePlan,
    accept_chances,
    plan_two_stages,
)
from auditlib.stats.strata import (
    StratifiedRate,
    Stratum,
    evaluate_strata,
)
from auditlib.stats.surveys import (
    SurveyPlan,
    cochran,
    krejcie_morgan,
)

__all__ = [
    "AttributePlan",
    "CountInterval",
    "Draw",
    "Evaluation",
    "Explained",
    "Explanation",
    "GrowthComparison",
    "Hit",
    "MonetaryBound",
    "MonetaryPlan",
    "Proportion",
    "RateInterval",
    "Replacement",
    "StatsError",
    "StratifiedRate",
    "Stratum",
    "SurveyPlan",
    "TwoStagePlan",
    "accept_chances",
    "clopper_pearson",
    "cochran",
    "compare_growth",
    "draw_differences",
    "draw_sample",
    "evaluate",
    "evaluate_strata",
    "hypergeometric_interval",
    "krejcie_morgan",
    "plan_monetary",
    "plan_sample",
    "plan_two_stages",
    "proportion",
    "replace_unit",
    "select_monetary",
    "stringer_bound",
    "wilson",
]
