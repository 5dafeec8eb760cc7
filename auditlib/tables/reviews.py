"""File reviews: a population, how cases were drawn from it, and what each case is held against."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditlib.items import DayField, Identifier, Item, Real, Whole


class Population(Item):
    """What a file review's cases were drawn from; the size may be unknown."""

    description: str
    size: str

    @property
    def known(self) -> int | None:
        """How many there are, or None where nobody knows."""
        return int(self.size) if self.size.isdecimal() else None


class Draw(Item):
    """How the cases were drawn; `all` is every case of the population."""

    method: Literal["simple", "systematic", "stratified", "all", "judgement", "unknown"]
    seed: str | None = None

    @property
    def random(self) -> bool:
        """Whether chance decided which cases were drawn."""
        return self.method in ("simple", "systematic", "stratified")

    @property
    def generalises(self) -> bool:
        """Whether the draw lets the result say something of the population."""
        return self.random or self.method == "all"


class UnitWords(Item):
    """What one case and several cases are called."""

    one: str
    many: str


class Strata(Item):
    """The parts of the population that cases were drawn from: the column that names them and how many each has."""

    column: str
    sizes: dict[str, Whole]


class Attribute(Item):
    """Something each reviewed file is held against.

    Either `column` holds the answers, and `meets` and `deviates` say which mean what; or it holds a number that is
    held against the criterion's limit; or `from` and `to` are columns of dates, held against the criterion's deadline.
    Marks in `open` mean that the case had not ended, those in `not_applicable` that the requirement does not concern
    it. `tolerable` is the rate of deviations the auditor planned to tolerate, as a share.
    """

    id: Identifier
    title: str
    column: str | None = None
    criterion: Identifier | None = None
    topic: Identifier | None = None
    meets: tuple[str, ...] = ()
    deviates: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    start: str | None = Field(None, alias="from")
    end: str | None = Field(None, alias="to")
    open: tuple[str, ...] = ()
    tolerable: Real | None = None
    note: str | None = None

    @property
    def dated(self) -> bool:
        """Whether it is dates that are held against a deadline."""
        return self.start is not None or self.end is not None

    @property
    def answered(self) -> bool:
        """Whether the reader wrote down an answer for each case."""
        return bool(self.meets or self.deviates)


class Review(Item):
    """A file review: the population, the draw, and the attributes looked for in each file.

    `read_on` is the day the cases were read, for those that had not ended; `confidence` that of the intervals.
    """

    id: Identifier
    title: str
    table: Identifier
    unit: UnitWords
    key: str
    population: Population
    drawn: Draw
    strata: Strata | None = None
    confidence: Real = 0.95
    read_on: DayField | None = None
    attributes: tuple[Attribute, ...] = Field(min_length=1)


class Reviews(Item):
    """The file `reviews.yaml`."""

    reviews: tuple[Review, ...]
