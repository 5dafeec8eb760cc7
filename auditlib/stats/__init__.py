"""Statistics an audit can defend: pure functions on counts, with exact methods where they exist."""

from auditlib.stats.counts import GrowthComparison, Proportion, compare_growth, proportion

__all__ = ["GrowthComparison", "Proportion", "compare_growth", "proportion"]
