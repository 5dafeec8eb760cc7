"""What the tests of data reliability say, as parts of the appendix: flagged, quiet, and not made with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditlib.checks.reliability import ExaminedTable, examine_tables, seed_of
from auditlib.language import _, language, ngettext
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
        plain = _("{n} {cases} i gjennomgang {id}")
        said = plain if withheld else _("{n} {cases} i gjennomgang {id}, med «{key}» som nøkkel")
        cases = words.one if n == 1 else words.many
        return said.format(n=n, cases=cases, id=tested.review.id, key=tested.review.key)
    n, (first, last) = len(tested.subjects), (tested.periods[0], tested.periods[-1])
    said = ngettext("{n} tallrekke fra {first} til {last}", "{n} tallrekker fra {first} til {last}", n)
    return said.format(n=n, first=first, last=last)


def _by_test(made: Sequence[Examined], withheld: bool) -> tuple[KindPart, ...]:
    """Gather what each kind of test said."""
    names = dict.fromkeys(each.test for each in made)
    said = {name: [each.explain(language()).sentence for each in made if each.test == name] for name in names}
    return tuple(_test(name, () if withheld else said[name]) for name in names)


def _test(name: TestName, sentences: Iterable[str]) -> KindPart:
    spoken = language()
    return KindPart(_opened(NAMES[name][spoken]), tuple(sentences), SHOWS[name][spoken], CANNOT_SHOW[name][spoken])


def _standing(tested: ExaminedTable) -> str:
    """Say which flagged tests with a p-value stand when there are several of them."""
    n, standing = tested.standing
    uncertain = [each for each in tested.examination.flagged if each.family_p is not None]
    if n < 2 or not uncertain:
        return ""
    if not standing:
        stand = _("ingen av utslagene")
    elif len(standing) == len(uncertain):
        stand = _("alle utslagene")
    else:
        which = "; ".join(map(_called, standing))
        stand = _("{count} av utslagene ({which})").format(count=len(standing), which=which)
    return _(
        "Det er gjort {n} tester med p-verdi i tabellen, og av mange tester gir noen utslag ved tilfeldighet. "
        "Justert for antallet (Holm) kan {stand} skilles fra tilfeldighet."
    ).format(n=n, stand=stand)


def _called(made: Examined) -> str:
    """Name a test and the series it was made of."""
    name = NAMES[made.test][language()]
    return f"{made.subject}, {name}" if made.subject else name


def _refused(refusals: Sequence[NotTested], subjects: Sequence[str]) -> tuple[str, ...]:
    """Give the tests that were not made, each reason once with every test it holds for."""
    groups: dict[str, list[NotTested]] = {}
    for each in refusals:
        groups.setdefault(_reason(each), []).append(each)
    return tuple(f"{_opened(reason)}: {_listed(same, subjects)}." for reason, same in groups.items())


def _reason(refusal: NotTested) -> str:
    """Give the reason; how many figures a test needs is said with the test, so that one reason holds for several."""
    if refusal.reason != "too_few":
        return refusal.words(language())
    found = int(refusal.found or 0)
    if not found:
        return _("det er ingen tall som kan brukes")
    return _("det er bare {count} tall som kan brukes").format(count=found)


def _listed(refusals: Sequence[NotTested], subjects: Sequence[str]) -> str:
    """Name the tests, with what each needs, which series it concerns where not all, and what it left untested."""
    said: dict[TestName, list[NotTested]] = {}
    for each in refusals:
        said.setdefault(each.test, []).append(each)
    return ", ".join(f"{NAMES[name][language()]}{_remarks(same, subjects)}" for name, same in said.items())


def _remarks(same: Sequence[NotTested], subjects: Sequence[str]) -> str:
    """Write what there is to say of a test that was not made, in brackets."""
    needed = same[0].needed if same[0].reason == "too_few" else None
    concerns = tuple(dict.fromkeys(each.subject for each in same if each.subject))
    least = "" if needed is None else format_number(int(needed))
    remarks = [_("krever minst {count}").format(count=least)] if least else []
    if concerns and concerns != tuple(subjects):
        remarks.append(_("gjelder {series}").format(series=", ".join(concerns)))
    told = tuple(dict.fromkeys(text for each in same for text in each.around))
    of_breaks = same[0].test in ("breaks", "count_shift")
    declared = _("oppgitt brudd er derfor ikke prøvd: {why}") if of_breaks else "{why}"
    remarks += [declared.format(why="; ".join(told))] if told else []
    return f" ({'; '.join(remarks)})" if remarks else ""


def _hidden(tested: ExaminedTable) -> tuple[str, ...]:
    """Say which series have figures that are kept out of sight."""
    return (_("Tall er skjult: {series}.").format(series=", ".join(tested.hidden)),) if tested.hidden else ()


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
