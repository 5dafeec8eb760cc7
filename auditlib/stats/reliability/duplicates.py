"""Duplicates: rows that are alike, keys that recur, and one key spelt in several ways, with their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import ClassVar, Literal

from auditlib.language import Language
from auditlib.stats.explain import require
from auditlib.stats.phrases import count
from auditlib.stats.reliability.figures import Label, comparable, labels_of, listed
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, Told

Kind = Literal["record", "key", "spelling"]

SOURCE = "Christen, Data Matching (2012), ch. 3; Unicode Standard Annex 15"
_NOTHING: dict[Language, str] = {
    "nb": "Blant {n} rader er ingen nøkkel brukt to ganger, heller ikke skrevet på en annen måte.{unkeyed}",
    "nn": "Mellom {n} rader er ingen nøkkel brukt to gonger, heller ikkje skriven på ein annan måte.{unkeyed}",
    "en": "Among {n} rows no key is used twice, nor spelt in another way.{unkeyed}",
}
_FOUND: dict[Language, str] = {
    "nb": "Av {n} rader: {parts}.{unkeyed}",
    "nn": "Av {n} rader: {parts}.{unkeyed}",
    "en": "Of {n} rows: {parts}.{unkeyed}",
}
_PARTS: dict[Kind, dict[Language, str]] = {
    "record": {
        "nb": "{k} gjentar en annen i alt ({which})",
        "nn": "{k} tek opp att ei anna i alt ({which})",
        "en": "{k} the same as another in everything ({which})",
    },
    "key": {
        "nb": "{k} har nøkkelen til en annen, men et annet innhold ({which})",
        "nn": "{k} har nøkkelen til ei anna, men eit anna innhald ({which})",
        "en": "{k} with the key of another but other contents ({which})",
    },
    "spelling": {
        "nb": "{k} har en nøkkel som bare er skrevet annerledes enn i en annen ({which})",
        "nn": "{k} har ein nøkkel som berre er skriven annleis enn i ei anna ({which})",
        "en": "{k} with a key only spelt otherwise than in another ({which})",
    },
}
_UNKEYED: dict[Language, str] = {
    "nb": " {k} uten nøkkel er ikke med.",
    "nn": " {k} utan nøkkel er ikkje med.",
    "en": " Without a key, and left out: {k}.",
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": ("Hver sak skal stå én gang, med sin egen nøkkel.",),
    "nn": ("Kvar sak skal stå éin gong, med sin eigen nøkkel.",),
    "en": ("Each case should stand once, with a key of its own.",),
}
_FORMULA: dict[Language, str] = {
    "nb": "rader − ulike nøkler = {n} − {distinct} = {more}; rader − ulike nøkler etter normering = {more_near}",
    "nn": "rader − ulike nøklar = {n} − {distinct} = {more}; rader − ulike nøklar etter normering = {more_near}",
    "en": "rows − distinct keys = {n} − {distinct} = {more}; rows − distinct keys when normalised = {more_near}",
}
_ROWS: dict[Language, tuple[str, str]] = {"nb": ("rad", "rader"), "nn": ("rad", "rader"), "en": ("row", "rows")}


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Rows that belong together: `keys` is the key of each as it is spelt, `labels` where each stands.

    `record`: all columns equal. `key`: one key, other contents. `spelling`: keys equal when normalised, and no two
    spelt alike; of rows with one spelling only the first is named.
    """

    kind: Kind
    keys: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duplicates(Examined):
    """Every group of duplicates, in the order of their first rows; `unkeyed` are the rows without a key."""

    groups: tuple[Duplicate, ...]
    n: int
    distinct: int
    distinct_near: int
    unkeyed: tuple[str, ...]
    subject: str = ""
    test: ClassVar[TestName] = "duplicates"

    @property
    def flagged(self) -> bool:
        """Whether there are any."""
        return bool(self.groups)

    @property
    def places(self) -> tuple[str, ...]:
        """Every row of every group, each once."""
        return tuple(dict.fromkeys(label for group in self.groups for label in group.labels))

    def surplus(self, kind: Kind) -> int:
        """How many rows of a kind there are besides the first of each group."""
        return sum(len(group.labels) - 1 for group in self.groups if group.kind == kind)

    def explain(self, language: Language = "nb") -> Account:
        """Say how many rows repeat another, and which."""
        n, parts = count(self.n, language), []
        for kind, words in _PARTS.items():
            groups = ["=".join(group.labels) for group in self.groups if group.kind == kind]
            if groups:
                which = listed(groups, language)
                parts.append(words[language].format(k=count(self.surplus(kind), language), which=which))
        unkeyed = _UNKEYED[language].format(k=_rows(len(self.unkeyed), language)) if self.unkeyed else ""
        sentence = (_FOUND if parts else _NOTHING)[language].format(n=n, parts="; ".join(parts), unkeyed=unkeyed)
        formula = _FORMULA[language].format(
            n=n, distinct=count(self.distinct, language), more=count(self.n - self.distinct, language),
            more_near=count(self.n - self.distinct_near, language),
        )  # fmt: skip
        figure = count(self.n - self.distinct_near, language)
        return Told(sentence, figure, formula, SOURCE, _ASSUMPTIONS[language]).account(
            self.test, self.subject, language
        )


def duplicates(
    keys: Sequence[Label | None],
    columns: Mapping[str, Sequence[object]] | None = None,
    labels: Sequence[Label] | None = None,
    *,
    subject: str = "",
) -> Duplicates:
    """Find rows that repeat another row, its key, or its key spelt otherwise.

    Args:
        keys: the case number of each row, as text or whole numbers; None or blank where it is missing.
        columns: the other columns, each with one value per row; with none, rows with one key count as alike.
        labels: what names each row; row numbers from 1 when left out.
        subject: what the rows are called, for the wording.

    Raises StatsError for no rows, keys that are neither text nor whole numbers, and columns of another length.
    Source: Christen (2012), ch. 3, on cleaning keys before they are compared.
    """
    texts = [_key(f"keys[{place}]", each) for place, each in enumerate(keys)]
    require(len(texts) > 0, "keys", keys, "one row or more")
    names, contents = labels_of(labels, len(texts)), _contents(columns or {}, len(texts))
    spelt: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        if text is not None:
            spelt.setdefault(text, []).append(row)
    found: list[tuple[int, Duplicate]] = []
    for text, rows in spelt.items():
        found += _of_key(text, rows, names, contents)
    near: dict[str, list[int]] = {}
    for text, rows in spelt.items():
        near.setdefault(normal_key(text), []).append(rows[0])
    for rows in near.values():
        if len(rows) > 1:
            keyed = tuple(str(texts[row]) for row in rows)
            found.append((rows[0], Duplicate("spelling", keyed, tuple(names[row] for row in rows))))
    groups = tuple(group for _, group in sorted(found, key=lambda item: item[0]))
    unkeyed = tuple(name for name, text in zip(names, texts, strict=True) if text is None)
    return Duplicates(groups, len(texts) - len(unkeyed), len(spelt), len(near), unkeyed, subject)


def normal_key(key: str) -> str:
    """Give a key without what people spell in different ways: case, spaces, kinds of dash and slash, leading zeros.

    `2010/0012`, ` 2010 - 12` and `2010–12` become one, and so do `K 0301` and `k301`.
    """
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", key)).casefold()
    text = re.sub(r"[\W_]+", "-", text).strip("-")
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)


def _of_key(
    text: str, rows: list[int], names: Sequence[str], contents: Sequence[tuple[object, ...]]
) -> list[tuple[int, Duplicate]]:
    """Give the rows of one key that are alike in everything, and the different ones among them."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for row in rows:
        alike.setdefault(contents[row], []).append(row)
    groups = [("record", group) for group in alike.values() if len(group) > 1]
    groups += [("key", [group[0] for group in alike.values()])] if len(alike) > 1 else []
    found: list[tuple[int, Duplicate]] = []
    for kind, group in groups:
        which: Kind = "record" if kind == "record" else "key"
        found.append((group[0], Duplicate(which, (text,) * len(group), tuple(names[row] for row in group))))
    return found


def _contents(columns: Mapping[str, Sequence[object]], n: int) -> list[tuple[object, ...]]:
    """Give what stands in each row besides the key."""
    for name, values in columns.items():
        require(len(values) == n, f"columns[{name!r}]", len(values), f"one value for each of the {n} rows")
        for place, value in enumerate(values):
            allowed = "a text, number or date, or None where it is missing"
            require(comparable(value), f"columns[{name!r}][{place}]", value, allowed)
    return list(zip(*columns.values(), strict=True)) if columns else [()] * n


def _key(where: str, value: object) -> str | None:
    """Give a key as text, None where it is missing."""
    ok = value is None or (not isinstance(value, bool) and isinstance(value, str | Integral))
    require(ok, where, value, "a text or whole number, or None where it is missing")
    text = "" if value is None else str(value)
    return text if text.strip() else None


def _rows(rows: int, language: Language) -> str:
    """Write how many rows."""
    return f"{count(rows, language)} {_ROWS[language][rows != 1]}"
