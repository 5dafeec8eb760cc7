"""What the tests of data reliability say, as parts of the appendix: flagged, quiet, and not made with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditlib.checks.reliability import ExaminedTable, examine_tables, seed_of
from auditlib.numbers import format_number
from auditlib.stats import Examined, NotTested
from auditlib.stats.reliability.reach import CANNOT_SHOW, NAMES, SHOWS, TestName
from auditlib.tables import Table
from auditlib.workspace import Inputs


@dataclass(frozen=True, slots=True)
class KindPart:
    """One kind of test: its name, what it said of each series, and what it can and cannot show."""

    name: str
    sentences: tuple[str, ...]
    shows: str
    cannot_show: str


@dataclass(frozen=True, slots=True)
class ExaminedPart:
    """What was tested of a table and what came of it; `standing` tells what adjusting for many tests leaves.

    `notes` are what the table itself says of what was flagged, and `caveats` whether it has any notes of reliability.
    With `withheld`, the cases are not in this edition: the tests are named, and what they found is not.
    """

    anchor: str
    title: str
    scope: str
    made: int
    flags: int
    flagged: tuple[KindPart, ...]
    standing: str
    quiet: tuple[KindPart, ...]
    refused: tuple[str, ...]
    notes: tuple[str, ...]
    caveats: bool
    withheld: bool


@dataclass(frozen=True, slots=True)
class ReliabilityPart:
    """Every tested table, those without series or cases, the seed, and what each test can and cannot show."""

    tables: tuple[ExaminedPart, ...]
    others: tuple[tuple[str, str], ...]
    seed: int
    made: int
    flags: int
    tests: tuple[KindPart, ...]


def reliability_part(inputs: Inputs, *, internal: bool) -> ReliabilityPart:
    """Test an audit's tables and put what came of it into the words of the report."""
    tested, others = examine_tables(inputs, numbered=not internal)
    parts = tuple(_tested(each, withheld=each.review is not None and not internal) for each in tested)
    made = [each.test for table in tested for each in table.examination.results]
    return ReliabilityPart(
        parts, tuple((each.resource.name, each.resource.title) for each in others), seed_of(inputs.audit),
        len(made), sum(each.flags for each in parts), tuple(_test(name, ()) for name in dict.fromkeys(made)),
    )  # fmt: skip


def _tested(tested: ExaminedTable, *, withheld: bool) -> ExaminedPart:
    """Put what came of one table's tests into words."""
    resource, (results, refusals) = tested.table.resource, tested.examination
    flagged = tested.examination.flagged
    quiet = [each for each in results if not each.flagged]
    return ExaminedPart(
        anchor="" if withheld else resource.name,
        title=resource.title,
        scope=_scope(tested, withheld),
        made=len(results),
        flags=len(flagged),
        flagged=_by_test(flagged, withheld),
        standing=_standing(tested),
        quiet=_by_test(quiet, withheld),
        refused=() if withheld else (*_hidden(tested), *_refused(refusals, tested.subjects)),
        notes=_notes(tested.table, flagged, withheld),
        caveats=bool(resource.reliability),
        withheld=withheld,
    )


def _scope(tested: ExaminedTable, withheld: bool) -> str:
    """Say what the tests were made of."""
    if tested.review is not None:
        words, n = tested.review.unit, len(tested.table.rows)
        key = "" if withheld else f", med «{tested.review.key}» som nøkkel"
        return f"{n} {words.one if n == 1 else words.many} i gjennomgang {tested.review.id}{key}"
    series = f"{len(tested.subjects)} {'tallrekke' if len(tested.subjects) == 1 else 'tallrekker'}"
    return f"{series} fra {tested.periods[0]} til {tested.periods[-1]}"


def _by_test(made: Sequence[Examined], withheld: bool) -> tuple[KindPart, ...]:
    """Gather what each kind of test said."""
    names = dict.fromkeys(each.test for each in made)
    said = {name: [each.explain("nb").sentence for each in made if each.test == name] for name in names}
    return tuple(_test(name, () if withheld else said[name]) for name in names)


def _test(name: TestName, sentences: Iterable[str]) -> KindPart:
    return KindPart(_opened(NAMES[name]["nb"]), tuple(sentences), SHOWS[name]["nb"], CANNOT_SHOW[name]["nb"])


def _standing(tested: ExaminedTable) -> str:
    """Say which flagged tests with a p-value stand when there are several of them."""
    n, standing = tested.standing
    uncertain = [each for each in tested.examination.flagged if each.family_p is not None]
    if n < 2 or not uncertain:
        return ""
    stand = "alle utslagene" if len(standing) == len(uncertain) else f"{len(standing)} av utslagene"
    which = f" ({'; '.join(map(_called, standing))})" if 0 < len(standing) < len(uncertain) else ""
    return (
        f"Det er gjort {n} tester med p-verdi i tabellen, og av mange tester gir noen utslag ved tilfeldighet. "
        f"Justert for antallet (Holm) kan {stand if standing else 'ingen av utslagene'}{which} "
        "skilles fra tilfeldighet."
    )


def _called(made: Examined) -> str:
    """Name a test and the series it was made of."""
    return f"{made.subject}, {NAMES[made.test]['nb']}" if made.subject else NAMES[made.test]["nb"]


def _refused(refusals: Sequence[NotTested], subjects: Sequence[str]) -> tuple[str, ...]:
    """Give the tests that were not made, each reason once with every test it holds for."""
    groups: dict[str, list[NotTested]] = {}
    for each in refusals:
        groups.setdefault(_reason(each), []).append(each)
    return tuple(f"{_opened(reason)}: {_listed(same, subjects)}." for reason, same in groups.items())


def _reason(refusal: NotTested) -> str:
    """Give the reason; how many figures a test needs is said with the test, so that one reason holds for several."""
    if refusal.reason != "too_few":
        return refusal.words("nb")
    found = int(refusal.found or 0)
    return f"det er bare {found} tall som kan brukes" if found else "det er ingen tall som kan brukes"


def _listed(refusals: Sequence[NotTested], subjects: Sequence[str]) -> str:
    """Name the tests, with what each needs, which series it concerns where not all, and what it left untested."""
    said: dict[TestName, list[NotTested]] = {}
    for each in refusals:
        said.setdefault(each.test, []).append(each)
    return ", ".join(f"{NAMES[name]['nb']}{_remarks(same, subjects)}" for name, same in said.items())


def _remarks(same: Sequence[NotTested], subjects: Sequence[str]) -> str:
    """Write what there is to say of a test that was not made, in brackets."""
    needed = same[0].needed if same[0].reason == "too_few" else None
    concerns = tuple(dict.fromkeys(each.subject for each in same if each.subject))
    remarks = [f"krever minst {format_number(int(needed))}"] if needed is not None else []
    remarks += [f"gjelder {', '.join(concerns)}"] if concerns and concerns != tuple(subjects) else []
    told = tuple(dict.fromkeys(text for each in same for text in each.around))
    declared = "oppgitt brudd er derfor ikke prøvd: " if same[0].test in ("breaks", "count_shift") else ""
    remarks += [f"{declared}{'; '.join(told)}"] if told else []
    return f" ({'; '.join(remarks)})" if remarks else ""


def _hidden(tested: ExaminedTable) -> tuple[str, ...]:
    """Say which series have figures that are kept out of sight."""
    return (f"Tall er skjult: {', '.join(tested.hidden)}.",) if tested.hidden else ()


def _notes(table: Table, flagged: Sequence[Examined], withheld: bool) -> tuple[str, ...]:
    """Give what the table itself says of figures that were flagged: its notes, and those on cells of the series."""
    if not flagged or withheld:
        return table.resource.reliability if flagged else ()
    series = {each.subject for each in flagged}
    cells = (*table.resource.explanations, *table.resource.acknowledged)
    on_cells = (f"{each.row}, {each.column}: {each.text}" for each in cells if series & {each.row, each.column, ""})
    return (*table.resource.reliability, *on_cells)


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]
