"""Statistics an audit can defend: pure functions on counts, with exact methods where they exist."""

from auditlib.stats.agreement import (
    Alpha,
    Disagreement,
    Kappa,
    cohens_kappa,
    kappa_of_table,
    krippendorff_alpha,
)
from auditlib.stats.counts import (
    GrowthComparison,
    Proportion,
    compare_growth,
    proportion,
)
from auditlib.stats.design import (
    Design,
    Group,
    Refusal,
    check_design,
    require_design,
    without,
)
from auditlib.stats.distributions import (
    DistributionShift,
    OrderedShift,
    compare_distributions,
    compare_ordered,
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
from auditlib.stats.families import (
    AdjustedTest,
    Family,
    adjust_family,
    benjamini_hochberg,
    holm,
)
from auditlib.stats.funnel import (
    Funnel,
    FunnelUnit,
    funnel_limits,
    funnel_proportions,
    funnel_rates,
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
from auditlib.stats.proportions import (
    Estimate,
    ProportionComparison,
    compare_proportions,
    koopman_interval,
    newcombe_interval,
)
from auditlib.stats.rates import (
    ChangeComparison,
    RateComparison,
    binomial_p_values,
    compare_changes,
    compare_rates,
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
from auditlib.stats.trend import (
    SeriesTrend,
    SharesTrend,
    cochran_armitage,
    mann_kendall,
)

__all__ = [
    "AdjustedTest",
    "Alpha",
    "AttributePlan",
    "ChangeComparison",
    "CountInterval",
    "Design",
    "Disagreement",
    "DistributionShift",
    "Draw",
    "Estimate",
    "Evaluation",
    "Explained",
    "Explanation",
    "Family",
    "Funnel",
    "FunnelUnit",
    "Group",
    "GrowthComparison",
    "Hit",
    "Kappa",
    "MonetaryBound",
    "MonetaryPlan",
    "OrderedShift",
    "Proportion",
    "ProportionComparison",
    "RateComparison",
    "RateInterval",
    "Refusal",
    "Replacement",
    "SeriesTrend",
    "SharesTrend",
    "StatsError",
    "StratifiedRate",
    "Stratum",
    "SurveyPlan",
    "TwoStagePlan",
    "accept_chances",
    "adjust_family",
    "benjamini_hochberg",
    "binomial_p_values",
    "check_design",
    "clopper_pearson",
    "cochran",
    "cochran_armitage",
    "cohens_kappa",
    "compare_changes",
    "compare_distributions",
    "compare_growth",
    "compare_ordered",
    "compare_proportions",
    "compare_rates",
    "draw_differences",
    "draw_sample",
    "evaluate",
    "evaluate_strata",
    "funnel_limits",
    "funnel_proportions",
    "funnel_rates",
    "holm",
    "hypergeometric_interval",
    "kappa_of_table",
    "koopman_interval",
    "krejcie_morgan",
    "krippendorff_alpha",
    "mann_kendall",
    "newcombe_interval",
    "plan_monetary",
    "plan_sample",
    "plan_two_stages",
    "proportion",
    "replace_unit",
    "require_design",
    "select_monetary",
    "stringer_bound",
    "wilson",
    "without",
]
