"""Agreement between coders: Krippendorff's and Cohen's published figures, and what must hold for any coding."""

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.stats import Disagreement, StatsError, cohens_kappa, kappa_of_table, krippendorff_alpha

N = None
# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), «C»: four observers, twelve units
C = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
LEVELS = ("nominal", "ordinal", "interval", "ratio")
CODINGS = st.integers(1, 8).flatmap(
    lambda n: st.lists(st.lists(st.sampled_from([1, 2, 3, 5, None]), min_size=n, max_size=n), min_size=2, max_size=4)
)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_c(level: str, alpha: float) -> None:
    found = krippendorff_alpha(C, level)  # type: ignore[arg-type]
    assert round(found.value, 3) == alpha
    assert (found.coders, found.units, found.codings, found.left_out) == (4, 11, 40, 1)
    assert [each.unit for each in found.disagreements] == ["2", "6", "8"]
    assert found.disagreements[1] == Disagreement("6", (1, 2, 3, 4))


def test_krippendorffs_a_and_b() -> None:
    """Krippendorff (2011): A, binary data of Meg and Owen, 0.095; B, five codes of Ben and Gerry, 0.692."""
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert round(krippendorff_alpha([meg, owen]).value, 3) == 0.095
    ben, gerry = list("aabbdcccedda"), list("babbbccceddd")
    assert round(krippendorff_alpha([ben, gerry]).value, 3) == 0.692


@pytest.mark.parametrize(("table", "kappa"), [([[20, 5], [10, 15]], 0.4), ([[45, 15], [25, 15]], 0.1304)])
def test_published_kappas(table: list[list[int]], kappa: float) -> None:
    assert round(kappa_of_table(table).value, 4) == kappa


def by_definition(codings: list[list[int | None]], level: str) -> float:
    """Alpha from pairs of codes one by one, with the rank distance summed over the ranks between."""
    units = [[code for code in column if code is not None] for column in zip(*codings, strict=True)]
    units = [codes for codes in units if len(codes) > 1]
    pool = [code for codes in units for code in codes]

    def delta(a: int, b: int) -> float:
        if level == "nominal":
            return float(a != b)
        if level == "ordinal":
            low, high = min(a, b), max(a, b)
            return (sum(low <= code <= high for code in pool) - (pool.count(a) + pool.count(b)) / 2) ** 2
        return float((a - b) ** 2) if level == "interval" else ((a - b) / (a + b)) ** 2

    within = sum(delta(a, b) / (len(codes) - 1) for codes in units for a, b in permutations(codes, 2)) / len(pool)
    between = sum(delta(a, b) for a, b in permutations(pool, 2)) / (len(pool) * (len(pool) - 1))
    return 1 - within / between


@given(CODINGS, st.sampled_from(LEVELS))
def test_alpha_is_its_definition(codings: list[list[int | None]], level: str) -> None:
    try:
        found = krippendorff_alpha(codings, level)  # type: ignore[arg-type]
    except StatsError as error:
        assert "two coders coded" in str(error) or "more than one code" in str(error)  # noqa: PT017
        return
    assert found.value == pytest.approx(by_definition(codings, level), abs=1e-9)
    assert found.value <= 1
    assert (found.value == 1) == (not found.disagreements)
    turned = krippendorff_alpha(codings[::-1], level)  # type: ignore[arg-type]
    assert turned.value == pytest.approx(found.value, abs=1e-12)


@given(st.lists(st.integers(1, 4), min_size=2, max_size=10).filter(lambda codes: len(set(codes)) > 1))
def test_full_agreement_is_one(codes: list[int]) -> None:
    assert cohens_kappa(codes, codes).value == 1
    for level in LEVELS:
        assert krippendorff_alpha([codes, codes, codes], level).value == 1  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
def test_kappa_keeps_its_range(pairs: list[tuple[str, str]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    if len(set(first + second)) == 1:
        with pytest.raises(StatsError, match="more than one code"):
            cohens_kappa(first, second)
        return
    found, swapped = cohens_kappa(first, second), cohens_kappa(second, first)
    assert -1 <= found.lower <= found.value <= found.upper <= 1
    assert swapped.value == pytest.approx(found.value)
    assert swapped.error == pytest.approx(found.error)
    assert len(found.disagreements) == found.n - found.same
    assert not math.isnan(found.error)


def test_ordered_labels_need_their_order() -> None:
    codings = [["lav", "høy", "middels"], ["lav", "middels", "middels"]]
    numbered = [[1, 3, 2], [1, 2, 2]]
    found = krippendorff_alpha(codings, "ordinal", order=("lav", "middels", "høy"))
    assert found.value == krippendorff_alpha(numbered, "ordinal").value
    with pytest.raises(StatsError, match="codes\\[0\\] = 'lav'"):
        krippendorff_alpha(codings, "ordinal")


def test_the_interval_can_be_repeated() -> None:
    found, again = (krippendorff_alpha(C, seed=20100630, resamples=500) for _ in range(2))
    assert found.lower is not None
    assert found.upper is not None
    assert found.lower < found.value < found.upper
    assert (found.lower, found.upper) == (again.lower, again.upper)
    assert krippendorff_alpha(C).lower is None


def test_agreement_in_words() -> None:
    found = kappa_of_table([[20, 5], [10, 15]])
    assert found.explain().sentence == (
        "To kodere var enige om 35 av 50 enheter (70,0 prosent); Cohens kappa, som trekker fra enigheten tilfeldighet "
        "gir, er 0,40 (95 % KI fra 0,15 til 0,65)."
    )
    assert found.explain().formula == "κ = (0,700 − 0,500) / (1 − 0,500)"
    assert krippendorff_alpha(C, "interval").explain("nn").sentence == (
        "4 kodarar gav 40 kodingar av 11 einingar som minst to koda; dei var usamde om 3. Krippendorffs alfa "
        "(intervall) er 0,849."
    )
    assert "Krippendorff's alpha (nominal) is 0.743" in krippendorff_alpha(C).explain("en").sentence


@pytest.mark.parametrize(
    ("codings", "level", "message"),
    [
        ([[1, 2]], "nominal", "two coders or more"),
        ([[1, 2], [1]], "nominal", "rows of one length"),
        ([[1, math.nan], [1, 2]], "nominal", "codings[0][1] = nan"),
        ([[1, N], [N, 2]], "nominal", "one unit or more that two coders coded"),
        ([[1, 1], [1, 1]], "nominal", "more than one code in use"),
        ([[1, -1], [1, 2]], "ratio", "0 or more at the ratio level"),
        ([[1, "b"], [1, 2]], "interval", "a finite number"),
        ([[1, 2], [1, 2]], "metric", "level = 'metric'"),
    ],
)
def test_bad_codings_are_said(codings: list[list[int]], level: str, message: str) -> None:
    with pytest.raises(StatsError, match="is not allowed") as raised:
        krippendorff_alpha(codings, level)  # type: ignore[arg-type]
    assert message in str(raised.value)


def test_bad_kappas_are_said() -> None:
    with pytest.raises(StatsError, match="as many codes as the first"):
        cohens_kappa([1, 2], [1])
    with pytest.raises(StatsError, match="missing codes need krippendorff_alpha"):
        cohens_kappa([1, None], [1, 2])
    with pytest.raises(StatsError, match="as many columns as rows"):
        kappa_of_table([[1, 2], [3]])
    with pytest.raises(StatsError, match="a whole number"):
        kappa_of_table([[0.4, 2], [3, 1]])  # type: ignore[list-item]
    with pytest.raises(StatsError, match="one name for each of the 2 units"):
        cohens_kappa([1, 2], [1, 1], units=["a"])
