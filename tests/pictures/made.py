"""One picture of every kind, from results of made-up municipalities and from plain figures."""

import random
from collections.abc import Callable
from decimal import Decimal
from math import inf, log10

from auditlib import stats
from auditlib.criteria import Stance
from auditlib.language import Language
from auditlib.pictures import (
    IntervalGroup,
    IntervalRow,
    Line,
    Picture,
    Reference,
    Series,
    SeriesBreak,
    Spread,
    caterpillar,
    coders_matrix,
    counts_matrix,
    digit_bars,
    groups,
    interval_plot,
    missing_pattern,
    picture_of,
    series_plot,
    spreads,
    stances,
)
from auditlib.problems import Location
from auditlib.stats import disclosure
from auditlib.stats.reliability import (
    DeclaredBreak,
    count_shift,
    find_breaks,
    first_digits,
    last_digits,
    missing_links,
    missing_patterns,
    modified_z,
    pettitt,
)
from auditlib.tables import Break, Column, Measurement, Outcome, Resource, Schema, Status, Table

Draw = Callable[[Language], Picture]

NOWHERE = Location("indicators.yaml", 1, 1, "")
YEARS = tuple(str(year) for year in range(2008, 2020))
SERIES = (12.0, 13.0, 11.0, 12.0, 14.0, 13.0, 25.0, 26.0, 24.0, 27.0, 25.0, 26.0)
UNITS = {"Nyby": (45, 100), "Storvik": (170, 420), "Dalen": (0, 60), "Fjordby": (20, 80), "Elvestad": (30, 120)}
COUNTS = disclosure.Table.of(
    "barn",
    {"kommune": ["Nyby", "Storvik", "Dalen"], "alder": ["0–5", "6–12", "13–17"]},
    [[20, 3, 14], [40, 30, 2], [11, 22, 33]],
)
PUBLICATION = disclosure.Publication.of(COUNTS)
SUPPRESSED = disclosure.suppress(PUBLICATION, disclosure.threshold(PUBLICATION, 4))
NAMES = ("Nyby", "Storvik")


def table(
    cells: dict[str, tuple[str, ...]],
    years: tuple[str, ...] = ("2021", "2022", "2023"),
    title: str = "Svartid",
    unit: str = "dager",
    breaks: tuple[Break, ...] = (),
) -> Table:
    """A table of rows by year, as a loader gives it."""
    fields = (
        Column(name="enhet", type="string", title="Enhet"),
        *(Column(name=year, type="number", unit=unit or None) for year in years),
    )
    schema = Schema(fields=fields, primaryKey="enhet", missingValues=("", ":"))
    resource = Resource(
        name="t", title=title, path="t.csv", sources=("Fagsystemet",), status=Status.FINAL, schema=schema, breaks=breaks
    )
    rows = tuple({"enhet": name, **dict(zip(years, values, strict=True))} for name, values in cells.items())
    return Table(resource, rows, tuple(range(2, len(rows) + 2)), "t.csv")


def share(*, illustrative: bool = False) -> Measurement:
    """A share of reviewed files, as a measurement gives it."""
    return Measurement(
        "G1.a1", "besvart", "K1", "", Stance.DEVIATES, Outcome.NOT_MET, "8 av 18.", NOWHERE, "t", Decimal("44.44"),
        "prosent", 1, (Decimal("21.5"), Decimal("69.2")), illustrative=illustrative, count=8, n=18,
    )  # fmt: skip


def figures(n: int = 400) -> list[int]:
    """Whole figures over four orders of magnitude."""
    draw = random.Random(5)
    return [round(10 ** draw.uniform(1, 5)) for _ in range(n)]


RESULTS: dict[str, object] = {
    "RateInterval": stats.wilson(0, 25),
    "CountInterval": stats.hypergeometric_interval(1, 60, 1200),
    "Evaluation": stats.evaluate(60, 1, drawn="simple", population=1200, tolerable=0.08, missing=3),
    "Evaluation, not drawn at random": stats.evaluate(18, 10, drawn="unknown", tolerable=0.1),
    "StratifiedRate": stats.evaluate_strata(
        [stats.Stratum("Nyby", 100, 20, 3), stats.Stratum("Storvik", 400, 40, 2, 1), stats.Stratum("Dalen", 30, 30, 4)]
    ),
    "MonetaryBound": stats.stringer_bound([Decimal("0.5"), Decimal("0.25")], 60, 1_000_000),
    "MonetaryPlan": stats.plan_monetary(10_000_000, 500_000, 100_000),
    "AttributePlan": stats.plan_sample(0.05, 0.01),
    "AttributePlan, population": stats.plan_sample(0.05, None, allowed=2, population=500),
    "TwoStagePlan": stats.plan_two_stages(0.08, 0.01),
    "SurveyPlan": stats.krejcie_morgan(1200),
    "SurveyPlan, Cochran": stats.cochran(0.05),
    "ProportionComparison": stats.compare_proportions(10, 18, 30, 90, names=NAMES),
    "PairedComparison": stats.compare_pairs(10, 4, 2, 20),
    "ChangeComparison": stats.compare_changes(489, 631, 5200, 6333, names=NAMES),
    "RateComparison": stats.compare_rates(12, 1500, 0, 1400, names=NAMES, unit="barn"),
    "Kappa": stats.cohens_kappa("aabbabab", "aabbabbb"),
    "Alpha": stats.krippendorff_alpha(["aabbabab", "aabbabbb"]),
    "Family": stats.adjust_family("svartid", ["a", "b", "c"], {"a": 0.0, "b": 0.03, "c": None}),
    "Funnel": stats.funnel_proportions(UNITS),
    "Funnel, rates": stats.funnel_rates({name: (x, n * 37.0) for name, (x, n) in UNITS.items()}, confidence=0.9),
    "Profile": stats.make_profile(
        "Nyby i nettverket", "Nyby", ["Snittet", "Landet"],
        [
            stats.ProfileRow("Utgifter", 6980, (7283, 7100), stats.Estimate(0.958, 0.958, 0.958), (4968, 9934)),
            stats.ProfileRow("Planer", 91.3, (92.0, None), stats.Estimate(0.992, 0.992, 0.992), None, 1),
        ],
    ),
    "Profile, tested": stats.make_profile(
        "Brudd på frister", "Nyby", ["de andre"],
        [
            stats.ProfileRow("Meldinger", 0.2, (0.1,), stats.Estimate(2.0, 1.4, 2.9), None, 2, 0.001),
            stats.ProfileRow("Undersøkelser", 0.1, (0.1,), stats.Estimate(1.0, 0.0, float("inf")), None, 2, 1.0),
            stats.ProfileRow("Svar", 0.1, (0.2,), stats.Estimate(0.5, 0.5, 0.5), None, 2),
        ],
        "holm",
    ),
    "SeriesTrend": stats.mann_kendall(SERIES, [float(year) for year in YEARS], unit="dager", step="år"),
    "SharesTrend": stats.cochran_armitage([2, 5, 9, 14], [40, 40, 42, 40]),
    "DistributionShift": stats.compare_distributions([10, 20, 30], [5, 10, 40], names=NAMES),
    "OrderedShift": stats.compare_ordered([10, 20, 30, 5], [5, 10, 40, 25], names=NAMES),
    "Suppression": SUPPRESSED,
    "Attack": SUPPRESSED.attack,
    "FirstDigits": first_digits(figures()),
    "FirstDigits, two": first_digits(figures(1200), digits=2),
    "LastDigits": last_digits(figures()),
    "CountShift": count_shift([int(value) for value in SERIES], YEARS, seed=1),
    "ModifiedZ": modified_z([10, 11, 12, 10, 11, 9, 10, 12, 11, 10, 99], seed=1),
    "Missing": missing_patterns({"alder": [1, None, 3, None] * 5, "kjønn": ["a", None, "c", "d"] * 5}),
    "MissingLinks": missing_links({"alder": [1, None, 3, None] * 5, "kjønn": ["a", "b", "a", "b"] * 5}),
    "Measurement": share(illustrative=True),
    "Table": table(
        {"Nyby": ("1498", ":", "1702"), "Storvik": ("900", "950", "1000")},
        breaks=(Break(column="2023", text="nytt fagsystem"),),
    ),
}
WITH_VALUES: dict[str, object] = {
    "Pettitt": pettitt(SERIES, YEARS),
    "Breaks": find_breaks(SERIES, YEARS, [DeclaredBreak("2018", "ny instruks")]),
}
LONG = "Kommunen skal samordne arbeidet med utsatte barn og unge mellom tjenestene og gi svar til den som har meldt"


def _rows(language: Language) -> Picture:
    rows = (
        IntervalRow("Nyby", None),
        IntervalRow(LONG, 40.0, 20.0, 60.0),
        IntervalRow("Dalen", 12.0),
        IntervalRow("Elvestad", 3.0, 1.0, inf),
    )
    group = IntervalGroup(rows, "dager", reference=Reference(30, "krav: høyst 30 dager"))
    return interval_plot([group], "Svartid", language=language)


def _series(language: Language) -> Picture:
    lines = (
        Line("Nyby", (489.0, 510.0, None, 600.0, 631.0), ("2020",)),
        Line("Storvik", (300.0, 310.0, 320.0, 290.0, 305.0)),
        Line("Dalen", (480.0, 505.0, 530.0, 590.0, 629.0)),
    )
    breaks = (SeriesBreak("2022", "nytt fagsystem"), SeriesBreak("2023", found=True))
    given = Series(("2019", "2020", "2021", "2022", "2023"), lines, "saker", 0, breaks)
    return series_plot(given, "Saker", language=language)


def _long_series(language: Language) -> Picture:
    lines = tuple(Line(f"{LONG} {number}", tuple(value * number for value in SERIES)) for number in range(1, 7))
    return series_plot(Series(YEARS, lines, "kroner per innbygger"), "Utgifter", language=language)


PLAIN: dict[str, Draw] = {
    "stances": lambda language: stances(
        [("K1", 2, 1, 5), (LONG, 0, 0, 0), ("K3", 12, 3, 1)], "Sider", language=language
    ),
    "groups": lambda language: groups([("søkere", 2, 10), (LONG, 1, 120)], "Utsagn", language=language),
    "caterpillar": lambda language: caterpillar(stats.funnel_proportions(UNITS), "Svartid", language=language),
    "caterpillar, rates": lambda language: caterpillar(
        stats.funnel_rates({name: (x, n * 37.0) for name, (x, n) in UNITS.items()}), "Svar", unit="x", per=1000,
        language=language,
    ),
    "intervals": _rows,
    "series": _series,
    "series of long names": _long_series,
    "spreads": lambda language: spreads(
        ["fornøyd", LONG, "misfornøyd"], Spread("Nyby", (10, 20, 30)), Spread("Storvik", (0, 0, 0)), "Svar",
        language=language,
    ),
    "digits": lambda language: digit_bars(
        {1: 310, 2: 160, 9: 20}, {lead: log10(1 + 1 / lead) for lead in range(1, 10)}, "Beløp", language=language
    ),
    "matrix": lambda language: counts_matrix(
        ["K1", LONG], ["intervju", "måling", "mappe", "dokument"], [[5, 1, 0, 2], [0, 0, 18, None]], "Bevis",
        language=language,
    ),
    "wide matrix": lambda language: counts_matrix(
        ["Nyby", "Storvik"], [f"{year}" for year in range(2005, 2020)], [[1200 + n for n in range(15)]] * 2, "Saker",
        language=language,
    ),
    "matrix of long names": lambda language: counts_matrix(
        ["Nyby"], [LONG, "antall årsverk", "x", "y"], [[1, 2, 3, 1_000_000]], "Tall", language=language
    ),
    "coders": lambda language: coders_matrix(
        "aabdab", "aabdbb", codes={"a": "avvik", "b": "oppfylt", "d": "delt"}, language=language
    ),
    "missing": lambda language: missing_pattern(
        ["alder", "kjønn", "navn"], [((), 310), (("alder", "kjønn"), 1)], language=language
    ),
}  # fmt: skip


def _of(result: object) -> Draw:
    return lambda language: picture_of(result, language=language)


def _with_values(result: object) -> Draw:
    return lambda language: picture_of(result, values=SERIES, unit="dager", language=language)


EVERY: dict[str, Draw] = {
    **{name: _of(result) for name, result in RESULTS.items()},
    **{name: _with_values(result) for name, result in WITH_VALUES.items()},
    **PLAIN,
}
