"""What was hidden, what it cost and what can be worked out, in words."""

from __future__ import annotations

from dataclasses import dataclass

from auditlib.language import Language
from auditlib.stats.disclosure.primary import Primary, Protection
from auditlib.stats.disclosure.publication import Publication
from auditlib.stats.disclosure.tables import Cell
from auditlib.stats.explain import Explained, Explanation, written

_METHOD = (
    "Fischetti & Salazar, Operations Research 49 (2001) 445–454; "
    "Hundepool et al., Statistical Disclosure Control (2012)"
)
_ASSUMES: dict[Language, tuple[str, ...]] = {
    "nb": (
        "alle tabeller som deler celler, er med",
        "leseren vet at tellingene er hele og ikke negative, og det som er oppgitt om leserens kunnskap, men ikke mer",
        "ingen opplyser hvilke skjulte celler som er små og hvilke som bare verner dem",
    ),
    "nn": (
        "alle tabellar som deler celler, er med",
        "lesaren veit at teljingane er heile og ikkje negative, og det som er oppgitt om kunnskapen til lesaren, "
        "men ikkje meir",
        "ingen opplyser kva skjulte celler som er små og kva for nokre som berre vernar dei",
    ),
    "en": (
        "every table that shares cells is included",
        "the reader knows that counts are whole and not negative, and what is stated of the reader's knowledge, "
        "but no more",
        "nobody tells which hidden cells are small and which only protect them",
    ),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a hidden count must lie: both limits can be reached; `upper` is None when nothing bounds it."""

    cell: Cell
    count: int
    lower: int
    upper: int | None
    protection: Protection | None = None

    @property
    def width(self) -> float:
        """The upper limit minus the lower, in counts; infinite without an upper limit."""
        return float("inf") if self.upper is None else float(self.upper - self.lower)

    @property
    def protected(self) -> bool:
        """Whether the interval is as wide as asked for; for a cell without a protection, wider than one value."""
        need = self.protection or Protection()
        above = self.upper is None or self.upper >= self.count + need.above
        return above and self.lower <= self.count - need.below and self.width >= need.width


@dataclass(frozen=True, slots=True)
class Attack(Explained):
    """The feasible interval of every hidden cell."""

    intervals: tuple[Interval, ...]

    @property
    def determined(self) -> tuple[Interval, ...]:
        """The hidden cells that can be worked out exactly."""
        return tuple(each for each in self.intervals if each.width == 0)

    @property
    def exposed(self) -> tuple[Interval, ...]:
        """The hidden cells that can be worked out more closely than their protection allows, exactly or nearly."""
        return tuple(each for each in self.intervals if not each.protected)

    @property
    def narrowest(self) -> float | None:
        """The width of the narrowest interval, in counts; None when nothing is hidden."""
        return min((each.width for each in self.intervals), default=None)

    def explain(self, language: Language = "nb") -> Explanation:
        """Put the attack into words."""
        hidden, exact, near = len(self.intervals), len(self.determined), len(self.exposed)
        figures = [written(number, 0, language) for number in (hidden, exact, near - exact)]
        words: dict[Language, str] = {
            "nb": "Av {} skjulte celler kan {} regnes ut nøyaktig fra det som er vist, og {} til nærmere enn kravet.",
            "nn": "Av {} skjulte celler kan {} reknast ut nøyaktig frå det som er vist, og {} til nærare enn kravet.",
            "en": "Of {} hidden cells, {} can be worked out exactly from what is shown, {} more closely than allowed.",
        }
        interval = "" if self.narrowest in (None, float("inf")) else written(self.narrowest or 0, 0, language)
        formula = "min y, max y;  M y = 0,  y ≥ 0"
        return Explanation(
            f"{near} / {hidden}", interval, formula, _METHOD, _ASSUMES[language], words[language].format(*figures)
        )


@dataclass(frozen=True, slots=True)
class Suppression(Explained):
    """Which cells are hidden, and how much is lost.

    `lost` is the sum of the hidden cells' weights, `at_least` a proven lower limit to what any safe publication loses
    by the same weights (None when it was not computed). `attack` is the proof: the interval of every hidden cell.
    """

    publication: Publication
    primary: tuple[Primary, ...]
    secondary: tuple[Cell, ...]
    lost: float
    at_least: float | None
    attack: Attack

    @property
    def hidden(self) -> frozenset[Cell]:
        """Every hidden cell."""
        return frozenset(self.secondary) | {each.cell for each in self.primary}

    @property
    def optimal(self) -> bool:
        """Whether no safe publication loses less."""
        return self.at_least is not None and self.lost <= self.at_least + 1e-9 * max(1.0, abs(self.at_least))

    @property
    def cells_share(self) -> float:
        """The hidden cells' share of all cells, margins included."""
        return len(self.hidden) / len(self.publication.published)

    @property
    def counts_lost(self) -> int:
        """The sum of the counts in hidden cells, margins included."""
        return sum(self.publication.counts[number] for number in self.publication.numbers(self.hidden, "hidden cell"))

    @property
    def counts_share(self) -> float:
        """The hidden counts' share of the counts of all cells, margins included; 0 for tables of zeros."""
        return self.counts_lost / max(1, sum(self.publication.counts[: self.publication.shown]))

    def shown(self, cell: Cell) -> int | None:
        """Give a published count, or None for a hidden one; raise StatsError for a cell that is not in the tables."""
        (number,) = self.publication.numbers((cell,), "cell")
        return None if cell in self.hidden else self.publication.counts[number]

    def explain(self, language: Language = "nb") -> Explanation:
        """Put the suppression into words."""
        cells, first, second = len(self.publication.published), len(self.primary), len(self.secondary)
        shares = [written(100 * share, 1, language) for share in (self.cells_share, self.counts_share)]
        figures = [written(number, 0, language) for number in (first + second, cells, first, second)]
        words: dict[Language, str] = {
            "nb": "Av {1} celler er {0} skjult ({4} prosent): {2} etter reglene for små celler og {3} for at de ikke "
            "skal kunne regnes ut fra summene. De skjulte cellene rommer {5} prosent av alle tellingene i tabellene.",
            "nn": "Av {1} celler er {0} skjulte ({4} prosent): {2} etter reglane for små celler og {3} for at dei "
            "ikkje skal kunne reknast ut frå summane. Dei skjulte cellene rommar {5} prosent av alle teljingane i "
            "tabellane.",
            "en": "Of {1} cells, {0} are hidden ({4} per cent): {2} by the rules for small cells, and {3} so that "
            "these cannot be worked out from the totals. The hidden cells hold {5} per cent of all counts in the "
            "tables.",
        }
        formula = f"{first} + {second} = {first + second};  {first + second} / {cells} = {shares[0]} %"
        sentence = words[language].format(*figures, *shares)
        return Explanation(f"{figures[0]} / {figures[1]}", "", formula, _METHOD, _ASSUMES[language], sentence)
