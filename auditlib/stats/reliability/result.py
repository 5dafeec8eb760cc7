"""What every test of reliability gives: a result that says what it can and cannot show, or why it was not made."""

from __future__ import annotations

import html
from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Literal

from auditlib.language import Language
from auditlib.stats.explain import Explained, Explanation
from auditlib.stats.phrases import number
from auditlib.stats.reliability.reach import CANNOT_SHOW, NAMES, SHOWS, TestName

Reason = Literal[
    "too_few", "narrow", "short_span", "coarse", "assigned", "capped", "all_equal", "mostly_equal", "unrounded",
    "signs", "not_running", "no_periods", "disordered", "nothing_missing", "nothing_to_hold",
]  # fmt: skip

_HEADINGS: tuple[tuple[str, str], ...] = (("Kan vise", "shows"), ("Kan ikke vise", "cannot_show"))
_NOT_TESTED: dict[Language, str] = {
    "nb": "{name} er ikke gjort: {reason}{places}.",
    "nn": "{name} er ikkje gjord: {reason}{places}.",
    "en": "{name} was not made: {reason}{places}.",
}
_FIGURE: dict[Language, str] = {"nb": "ikke testet", "nn": "ikkje testa", "en": "not tested"}
_REASONS: dict[Reason, dict[Language, str]] = {
    "too_few": {
        "nb": "det er bare {found} tall som kan brukes, og det må være minst {needed}",
        "nn": "det er berre {found} tal som kan brukast, og det må vere minst {needed}",
        "en": "only {found} figures can be used, and {needed} or more are needed",
    },
    "narrow": {
        "nb": "det største tallet er {found} ganger det minste, og det må være minst {needed} ganger",
        "nn": "det største talet er {found} gonger det minste, og det må vere minst {needed} gonger",
        "en": "the largest figure is {found} times the smallest, and must be {needed} times or more",
    },
    "short_span": {
        "nb": "det er {found} enheter i siste siffer fra det minste tallet til det største, og det må være minst "
        "{needed}",
        "nn": "det er {found} einingar i siste siffer frå det minste talet til det største, og det må vere minst "
        "{needed}",
        "en": "there are {found} units in the last digit from the smallest figure to the largest, and {needed} or "
        "more are needed",
    },
    "coarse": {
        "nb": "halvparten av tallene ligger innenfor {found} steg, og det må være minst {needed} for at gjentakelse "
        "skal si noe",
        "nn": "halvparten av tala ligg innanfor {found} steg, og det må vere minst {needed} for at gjentaking skal "
        "seie noko",
        "en": "half of the figures lie within {found} steps, and {needed} or more are needed for repetition to mean "
        "anything",
    },
    "assigned": {
        "nb": "tallene er tildelt, som løpenumre og koder, og ikke målt eller talt",
        "nn": "tala er tildelte, som løpenummer og kodar, og ikkje målte eller talde",
        "en": "the figures are assigned, as running numbers and codes are, and not measured or counted",
    },
    "capped": {
        "nb": "tallene er avgrenset av et tak eller et minstebeløp",
        "nn": "tala er avgrensa av eit tak eller eit minstebeløp",
        "en": "the figures are bounded by a cap or a least amount",
    },
    "all_equal": {"nb": "alle tallene er like", "nn": "alle tala er like", "en": "all figures are equal"},
    "mostly_equal": {
        "nb": "minst halvparten av tallene ligger likt, og avstanden til dem kan ikke måles mot noe",
        "nn": "minst halvparten av tala ligg likt, og avstanden til dei kan ikkje målast mot noko",
        "en": "half the figures or more lie alike, and there is nothing to measure the distance to them by",
    },
    "unrounded": {
        "nb": "tallene har opptil {found} desimaler, og testen gjelder tall med høyst {needed}",
        "nn": "tala har opptil {found} desimalar, og testen gjeld tal med høgst {needed}",
        "en": "the figures have up to {found} decimals, and the test is for figures with {needed} at most",
    },
    "signs": {
        "nb": "{found} av tallene er negative; positive og negative tall må testes hver for seg",
        "nn": "{found} av tala er negative; positive og negative tal må testast kvar for seg",
        "en": "{found} of the figures are negative; positive and negative figures must be tested apart",
    },
    "not_running": {
        "nb": "nøklene er ikke en løpende nummerserie",
        "nn": "nøklane er ikkje ein løpande nummerserie",
        "en": "the keys are no running series of numbers",
    },
    "no_periods": {
        "nb": "merkelappene er ikke år, kvartaler eller måneder av samme slag",
        "nn": "merkelappane er ikkje år, kvartal eller månader av same slag",
        "en": "the labels are not years, quarters or months of one kind",
    },
    "disordered": {
        "nb": "periodene står ikke i rekkefølge, hver én gang",
        "nn": "periodane står ikkje i rekkjefølgje, kvar éin gong",
        "en": "the periods do not stand in order, each once",
    },
    "nothing_missing": {
        "nb": "ingen verdier mangler",
        "nn": "ingen verdiar manglar",
        "en": "no values are missing",
    },
    "nothing_to_hold": {
        "nb": "det er ingen annen kolonne å holde manglene mot",
        "nn": "det er ingen annan kolonne å halde manglane mot",
        "en": "there is no other column to hold the missing values against",
    },
}


@dataclass(frozen=True, slots=True)
class Account(Explanation):
    """An explanation that also says what the test can show and what it cannot."""

    shows: str
    cannot_show: str


class Examined(Explained):
    """What came of one test of reliability; `test` names it."""

    __slots__ = ()

    @property
    @abstractmethod
    def test(self) -> TestName:
        """Which test this is."""

    @property
    @abstractmethod
    def subject(self) -> str:
        """What the figures are called; blank where they have no name."""

    @property
    @abstractmethod
    def flagged(self) -> bool:
        """Whether something was found that someone should look at."""

    @property
    @abstractmethod
    def places(self) -> tuple[str, ...]:
        """The labels of the rows or periods that were found; none where nothing was."""

    @property
    def family_p(self) -> float | None:
        """The p-value that counts when several tests are made of the same data; None for a plain count."""
        return None

    @abstractmethod
    def explain(self, language: Language = "nb") -> Account:
        """Put the result into words."""

    def _repr_html_(self) -> str:
        """Show the sentence, how it was found, and what it can and cannot show."""
        said = self.explain()
        lines = "".join(f"<dt>{name}</dt><dd>{html.escape(getattr(said, field))}</dd>" for name, field in _HEADINGS)
        return Explained._repr_html_(self).removesuffix("</dl>") + lines + "</dl>"


@dataclass(frozen=True, slots=True)
class Told:
    """The parts of an account that are the result's own."""

    sentence: str
    figure: str
    formula: str
    source: str
    assumptions: tuple[str, ...] = ()
    interval: str = ""

    def account(self, test: TestName, subject: str, language: Language) -> Account:
        """Add what the test can and cannot show, and what the figures are called."""
        sentence = f"{subject}: {self.sentence}" if subject else self.sentence
        shows, cannot = SHOWS[test][language], CANNOT_SHOW[test][language]
        return Account(self.figure, self.interval, self.formula, self.source, self.assumptions, sentence, shows, cannot)


@dataclass(frozen=True, slots=True)
class NotTested(Examined):
    """A test that the data do not fit: the reason, what was found and what is needed.

    `around` names what the reason is about, such as labels or declared breaks that were then left unexamined.
    """

    name: TestName
    reason: Reason
    found: float | None = None
    needed: float | None = None
    around: tuple[str, ...] = ()
    subject: str = ""
    flagged: ClassVar[bool] = False
    places: ClassVar[tuple[str, ...]] = ()

    @property
    def test(self) -> TestName:
        """Which test was not made."""
        return self.name

    def words(self, language: Language = "nb") -> str:
        """Say the reason as part of a sentence."""
        numbers = {"found": self.found, "needed": self.needed}
        said = {name: "" if each is None else number(each, language, 1) for name, each in numbers.items()}
        return _REASONS[self.reason][language].format(**said)

    def explain(self, language: Language = "nb") -> Account:
        """Say which test was not made, and why."""
        name = NAMES[self.name][language]
        places = f" ({'; '.join(self.around)})" if self.around else ""
        sentence = _NOT_TESTED[language].format(
            name=name[0].upper() + name[1:], reason=self.words(language), places=places
        )
        return Told(sentence, _FIGURE[language], "", "").account(self.name, self.subject, language)
