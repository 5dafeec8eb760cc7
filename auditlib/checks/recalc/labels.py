"""What the label of a row or a column says about its numbers."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from auditlib.checks.recalc import norwegian

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SCHOOL_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)/\d\d(?!\d)")
_SHORT_RANGE = re.compile(r"(?<!\d)(19|20)(\d\d)\s*[-\u2013]\s*(\d\d)(?!\d)")
# "100 % stilling" names a group of people, not a percentage; "2009 %" is one.
_PERCENT_IN_NAME = re.compile(r"(?<!\d)(?!(?:19|20)\d\d\b)\d+\s*(?:%|prosent\b)")
_ANY_TOTAL = "|".join(norwegian.TOTALS)
_TOTAL = re.compile(rf"(?:{_ANY_TOTAL})\b.*|.*\b(?:{_ANY_TOTAL})")
_PER_UNIT = re.compile(
    rf"\b(?:{'|'.join(norwegian.PER)})\b\.?+\s*+"
    rf"(?!\d{{1,2}}\.|(?:19|20)\d\d\b|{'|'.join(norwegian.MONTHS)})"
)


class Role(Enum):
    """What kind of numbers a label announces."""

    FIGURE = auto()
    TOTAL = auto()
    CHANGE = auto()
    SHARE = auto()
    RATE = auto()
    PART_OF = auto()
    IDENTIFIER = auto()


@dataclass(frozen=True)
class Label:
    """A label taken apart.

    `tokens` are its words in lower case, `years` the years it names in order, and `template` the label with
    `#` for each year: two columns are comparable when only the year differs, so `2009_korrigert` is not
    comparable with `2002`, and `200959` names no year.
    """

    text: str
    role: Role
    tokens: tuple[str, ...]
    years: tuple[int, ...]
    template: str

    def says(self, words: frozenset[str]) -> bool:
        """Tell whether any of the words stands in the label."""
        return not words.isdisjoint(self.tokens)

    @property
    def is_plain_total(self) -> bool:
        """Tell whether the label says that it is a total, and nothing more."""
        return " ".join(self.tokens) in norwegian.TOTALS

    @property
    def says_mean(self) -> bool:
        """Tell whether a word of the label is mean, or ends with it."""
        return any(token.endswith(norwegian.MEANS) or token.startswith(norwegian.MEANS[0]) for token in self.tokens)

    @property
    def stands_for_whole(self) -> bool:
        """Tell whether the label names all of it: a total, also «Totalt gjennomsnitt», or the municipality.

        A mean is no total, and «Sum/snitt» leaves open which of them a percentage is.
        """
        total = _TOTAL.fullmatch(" ".join(self.tokens)) is not None
        if self.says_mean:
            return total and not norwegian.EITHER.search(self.text.casefold())
        return total or self.says(norwegian.WHOLES)

    @property
    def is_sample_size(self) -> bool:
        """Tell whether the label names the number that percentages are of: `n`."""
        return self.says(norwegian.SAMPLE_SIZES)

    @property
    def is_measured(self) -> bool:
        """Tell whether the label names an amount, a duration or another measure, whose whole numbers may be rounded."""
        return any(token in norwegian.MEASURES or token.endswith(norwegian.MEASURE_ENDINGS) for token in self.tokens)

    @property
    def content(self) -> frozenset[str]:
        """Return the words and years that may name a column."""
        return frozenset(token for token in self.tokens if not _is_empty(token))

    @property
    def whole(self) -> frozenset[str]:
        """Return the content after "av": what a share is a share of."""
        if norwegian.OF not in self.tokens:
            return frozenset()
        place = self.tokens.index(norwegian.OF)
        return self.content & frozenset(self.tokens[place + 1 :])


def read_label(text: str) -> Label:
    """Take a label apart; whether it means what it says is for the numbers to decide."""
    plain = " ".join(text.casefold().replace("_", " ").split()).rstrip(":")
    plain = _SHORT_RANGE.sub(r"\1\2-\1\3", _SCHOOL_YEAR.sub(r"\1", plain))
    tokens = tuple(re.findall(r"\w+|%", plain))
    return Label(
        text=text,
        role=_role(plain),
        tokens=tokens,
        years=tuple(int(year) for year in _YEAR.findall(plain)),
        template=_YEAR.sub("#", plain),
    )


def _role(plain: str) -> Role:
    named = _PERCENT_IN_NAME.sub(" ", plain)
    tokens = re.findall(r"\w+|%", named)
    leading = next((token for token in tokens if token not in norwegian.PERCENT), "")
    if leading in norwegian.INCREASES | norwegian.DECREASES | norwegian.DIFFERENCES | norwegian.POINTS:
        return Role.CHANGE
    if any(token in norwegian.PERCENT or token.endswith(norwegian.SHARE_ENDINGS) for token in tokens):
        return Role.SHARE
    if leading in norwegian.PARTS_OF:
        return Role.PART_OF
    if _PER_UNIT.search(named) or any(_is_rate(token) for token in tokens):
        return Role.RATE
    if _TOTAL.fullmatch(" ".join(tokens)):
        return Role.TOTAL
    return Role.IDENTIFIER if len(tokens) == 1 and _is_identifier(leading) else Role.FIGURE


def _is_rate(token: str) -> bool:
    return token.startswith(norwegian.RATE_BEGINNINGS) or token.endswith(norwegian.RATE_ENDINGS)


def _is_identifier(token: str) -> bool:
    return token in norwegian.IDENTIFIERS or token.endswith(norwegian.IDENTIFIER_ENDINGS)


def _is_empty(token: str) -> bool:
    announcing = (norwegian.INCREASES, norwegian.DECREASES, norwegian.DIFFERENCES, norwegian.POINTS,
                  norwegian.PERCENT, norwegian.PARTS_OF, norwegian.EMPTY_WORDS)  # fmt: skip
    return any(token in words for words in announcing)
