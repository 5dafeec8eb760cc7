"""Is a test or interval slower than the same one of statsmodels? Each pair in turn, in one run: medians of a call."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import NamedTuple

import numpy as np
from statsmodels.stats.contingency_tables import Table, mcnemar
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.multitest import fdrcorrection, multipletests
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
    samplesize_confint_proportion,
)
from statsmodels.stats.rates import test_poisson_2indep

from auditlib import stats
from benchmarks.asked import is_quick
from benchmarks.printing import print_table

_ROUNDS, _FEW = 200, 40
_P_VALUES = [random.Random(1).random() for _ in range(12)]
_CODES = np.random.default_rng(1).integers(0, 12, (4, 4)).tolist()


class Pair(NamedTuple):
    """The same figure twice; ours often says more, and is still to be no slower."""

    name: str
    theirs: str
    our_call: Callable[[], object]
    their_call: Callable[[], object]
    same: Callable[[object, object], bool]


def main(quick: bool = False) -> None:
    """Print the medians and the ratios; fails where the figures differ."""
    rounds = _FEW if quick else _ROUNDS
    print_table(
        f"Ours against statsmodels, microseconds of a call (median of {rounds} in turn); below 1 is faster",
        ("auditlib.stats", "statsmodels", "ours", "theirs", "ours / theirs"),
        [_measured(pair, rounds) for pair in pairs()],
    )


def pairs() -> Iterator[Pair]:
    """Give what both have."""
    for x, n in ((10, 18), (1, 60), (1_234, 40_000)):
        for ours, method in ((stats.clopper_pearson, "beta"), (stats.wilson, "wilson")):
            yield Pair(
                f"{ours.__name__} {x} of {n:,}", f"proportion_confint {method}",
                lambda f=ours, x=x, n=n: f(x, n), lambda m=method, x=x, n=n: proportion_confint(x, n, 0.05, m),
                lambda a, b: _near((a.lower, a.upper), b),
            )  # fmt: skip
    yield Pair(
        "newcombe_interval", "confint_proportions_2indep newcomb",
        lambda: stats.newcombe_interval(10, 18, 30, 90, 0.95),
        lambda: confint_proportions_2indep(10, 18, 30, 90, method="newcomb"), _near,
    )  # fmt: skip
    yield Pair(
        "koopman_interval", "confint_proportions_2indep score",
        lambda: stats.koopman_interval(10, 18, 30, 90, 0.95),
        lambda: confint_proportions_2indep(10, 18, 30, 90, method="score", compare="ratio", correction=False),
        lambda a, b: _near(a, b, 1e-6),
    )  # fmt: skip
    for x1, x2 in ((14, 30), (1_290, 2_180)):
        yield Pair(
            f"compare_rates {x1:,} and {x2:,}", "test_poisson_2indep exact-cond (no interval)",
            lambda x1=x1, x2=x2: stats.compare_rates(x1, 1_000, x2, 1_800),
            lambda x1=x1, x2=x2: test_poisson_2indep(x1, 1_000, x2, 1_800, method="exact-cond"),
            lambda a, b: _near((a.p,), (b.pvalue,)),
        )  # fmt: skip
    yield Pair(
        "compare_pairs", "mcnemar exact (no interval)",
        lambda: stats.compare_pairs(59, 6, 16, 80), lambda: mcnemar([[59, 6], [16, 80]], exact=True),
        lambda a, b: _near((a.p,), (b.pvalue,)),
    )  # fmt: skip
    shares = np.array([(8, 53), (10, 48), (11, 100), (22, 102), (6, 129)])
    totals, scores = shares.sum(1).tolist(), np.array([1, 0])
    yield Pair(
        "cochran_armitage normal", "Table.test_ordinal_association",
        lambda: stats.cochran_armitage(shares[:, 0].tolist(), totals, null="normal"),
        lambda: Table(shares, shift_zeros=False).test_ordinal_association(col_scores=scores),
        lambda a, b: _near((a.z,), (b.zscore * (sum(totals) / (sum(totals) - 1)) ** 0.5,)),
    )  # fmt: skip
    yield Pair(
        "kappa_of_table", "cohens_kappa", lambda: stats.kappa_of_table(_CODES), lambda: cohens_kappa(np.array(_CODES)),
        lambda a, b: _near((a.value, a.error), (b.kappa, b.std_kappa)),
    )  # fmt: skip
    yield Pair(
        "holm, 12 tests", "multipletests holm",
        lambda: stats.holm(_P_VALUES), lambda: multipletests(_P_VALUES, method="holm"), lambda a, b: _near(a, b[1]),
    )  # fmt: skip
    yield Pair(
        "benjamini_hochberg, 12 tests", "fdrcorrection",
        lambda: stats.benjamini_hochberg(_P_VALUES), lambda: fdrcorrection(_P_VALUES), lambda a, b: _near(a, b[1]),
    )  # fmt: skip
    yield Pair(
        "cochran", "samplesize_confint_proportion",
        lambda: stats.cochran(0.05), lambda: samplesize_confint_proportion(0.5, 0.05),
        lambda a, b: _near((a.unrounded,), (b,)),
    )  # fmt: skip


def _near(first: object, second: object, relative: float = 1e-8) -> bool:
    return bool(np.allclose(first, second, rtol=relative, atol=1e-12))


def _measured(pair: Pair, rounds: int) -> tuple[object, ...]:
    """Time both calls in turn, so that a busy moment hits them both; garbage is collected outside."""
    if not pair.same(pair.our_call(), pair.their_call()):
        raise RuntimeError(f"{pair.name}: not what statsmodels finds")
    times: tuple[list[float], list[float]] = ([], [])
    gc.disable()
    for _ in range(rounds):
        for call, taken in zip((pair.our_call, pair.their_call), times, strict=True):
            start = perf_counter()
            call()
            taken.append(perf_counter() - start)
    gc.enable()
    ours, theirs = (1e6 * median(each) for each in times)
    return pair.name, pair.theirs, f"{ours:.0f}", f"{theirs:.0f}", f"{ours / theirs:.2f}"


if __name__ == "__main__":
    main(is_quick(__doc__))
