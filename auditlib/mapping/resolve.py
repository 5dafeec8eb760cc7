"""What a reference in the auditor's text says: a count with its word, a figure, or a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from auditlib.claims import Claim, Piece, Reference, pieces
from auditlib.criteria import Stance
from auditlib.evidence import nearest
from auditlib.language import _
from auditlib.mapping.core import Mapped
from auditlib.mapping.grounds import grounds
from auditlib.mapping.texts import own_texts
from auditlib.measures import figure, interval_in_words
from auditlib.numbers import COUNTING_WORDS, format_number
from auditlib.problems import hint_for
from auditlib.rules import Tally, counted_as, quantifier
from auditlib.tables import Measurement, Outcome, Table

_NUMBER = re.compile(rf"\d+(?:,\d+)?|\b(?:{'|'.join(COUNTING_WORDS)})\b", re.IGNORECASE)


class Unresolved(Exception):
    """A reference points at nothing; `hint` says what it may have meant."""

    def __init__(self, reason: str, hint: str) -> None:
        """Keep the reason and the hint apart for the problem's message."""
        super().__init__(reason)
        self.hint = hint


def resolve(reference: Reference, mapped: Mapped, claim_id: str = "") -> Claim:
    """Give the claim a reference stands for; raise `Unresolved` when it stands for nothing."""
    target = reference.target
    if reference.said:
        return _own_words(reference, mapped, claim_id)
    if reference.row:
        return _cell(reference, mapped, claim_id)
    if target in mapped.measurements:
        return _measurement(reference, mapped.measurements[target], claim_id)
    if reference.words and target in _tallied(mapped):
        return _tally(reference, mapped, claim_id)
    said = mapped.links.get(target)
    if said or target in mapped.register:
        _refuse_more(reference, "write the id alone")
        evidence = (target,) if target in mapped.register else ()
        return Claim(claim_id, said or f"[{target}]", reference, target, evidence, names_it=True)
    if target in mapped.inputs.tables:
        raise Unresolved(f"table {target} needs a row and a column", f"for example {{{{ {target}[Nyby, 2023] }}}}")
    known = [*(each.id for each in mapped.register), *mapped.links, *_tallied(mapped)]
    raise Unresolved(f"`{target}` is not known", hint_for(target, nearest(target, known)))


def _own_words(reference: Reference, mapped: Mapped, claim_id: str) -> Claim:
    """Say something in the auditor's words, whose numbers must stand in what they refer to."""
    ground = grounds(reference.target, mapped)
    if ground is None:
        known = [*(each.id for each in mapped.register), *mapped.links]
        hint = hint_for(reference.target, nearest(reference.target, known))
        raise Unresolved(f"`{reference.target}` is not known", hint)
    missing = [number for number in _numbers(reference.said) if number not in _numbers(ground)]
    if missing and not mapped.inputs.merged_groups:  # the public edition says what was held against the whole before
        raise Unresolved(f"{reference.target} does not say {', '.join(missing)}", "refer to what says it")
    evidence = (reference.target,) if reference.target in mapped.register else ()
    return Claim(claim_id, reference.said, reference, reference.target, evidence, names_it=not evidence)


def _numbers(text: str) -> list[str]:
    """Give the numbers in a text, written in digits or in letters, as digits."""
    found = (each.lower() for each in _NUMBER.findall(text))
    return [str(COUNTING_WORDS.get(each, each)) for each in found]


def _refuse_more(reference: Reference, hint: str, words: int = 0) -> None:
    """Refuse options, and more words than the thing has a use for: they would change nothing, in silence."""
    more = [*reference.words[words:], *(f"{key}={value}" for key, value in reference.options.items())]
    if more:
        raise Unresolved(f"{reference.target} has no `{' '.join(more)}`", hint)


def _tallied(mapped: Mapped) -> set[str]:
    """Give what informants are tallied on."""
    return {*mapped.criteria, *(each.id for each in mapped.inputs.audit.topics)}


def _cell(reference: Reference, mapped: Mapped, claim_id: str) -> Claim:
    """Quote a table cell as printed; `count` leaves the unit to the sentence."""
    plain = reference.words[:1] == ("count",)
    _refuse_more(reference, "write the cell alone, or `count` for the number without its unit", int(plain))
    table = mapped.inputs.tables.get(reference.target)
    if table is None:
        raise Unresolved(f"there is no table `{reference.target}`", hint_for(reference.target, mapped.inputs.tables))
    columns = [each.name for each in table.columns]
    for what, name, known in (("row", reference.row, table.names()), ("column", reference.column, columns)):
        if name not in known:
            raise Unresolved(f"the table has no {what} `{name}`", hint_for(name, known))
    said = _printed(table, reference.row, reference.column, plain)
    return Claim(claim_id, said, reference, f"{reference.target}", ())


def _printed(table: Table, row: str, column: str, plain: bool) -> str:
    """Write a cell's number in the report's form, with its unit unless the plain number is wanted."""
    declared, printed = table.column(column), table.cell(row, column)
    assert declared is not None
    value = table.number(row, column) if declared.numeric else None
    if value is None:
        return _("ikke oppgitt") if table.is_missing(printed) else printed
    shown = format_number(value, table.decimals(row, column))
    return f"{shown} {declared.unit}" if declared.unit and not plain else shown


def _measurement(reference: Reference, measured: Measurement, claim_id: str) -> Claim:
    """Give the part of a measurement that the reference asks for."""
    hint = "sentence, interval, share, deviates, or nothing for the value"
    _refuse_more(reference, hint, words=1)
    said = _said_of(reference.words[0] if reference.words else "", measured)
    if said is None:
        raise Unresolved(f"{measured.id} has no `{' '.join(reference.words)}`", hint)
    return Claim(claim_id, said, reference, measured.id, (measured.id,))


def _said_of(word: str, measured: Measurement) -> str | None:
    """Say one part of a measurement, or None when it has no such part."""
    if word == "sentence":
        return measured.sentence.rstrip(".")
    if measured.value is None:
        untested = measured.outcome is Outcome.UNTESTED
        return (_("ikke testet") if untested else _("ikke beregnet")) if not word else None
    shown = figure(format_number(measured.value, measured.decimals), measured.unit)
    if word == "interval" and measured.interval:
        return f"{shown} ({interval_in_words(measured)})"
    if measured.count is None or measured.n is None:
        return shown if not word else None
    counts = {"": measured.count, "meets": measured.count, "deviates": measured.n - measured.count}
    if word in counts:
        return _("{part} av {whole}").format(part=counts[word], whole=measured.n)
    return shown if word == "share" else None


def _tally(reference: Reference, mapped: Mapped, claim_id: str) -> Claim:
    """Say how many of those asked said something with a stance."""
    stance, plain = _stance_of(reference)
    named, topic = reference.options.get("group", ""), reference.options.get("topic", "")
    group = mapped.inputs.merged_groups.get(named, named)
    _check_options(reference, mapped, group, topic)
    tally = mapped.tallies.on(reference.target, topic, group)
    if not tally.asked:
        raise Unresolved("nobody was asked", "check the group and the topic")
    speakers = tally.saying(stance)
    said = _("{part} av {whole}").format(part=len(speakers), whole=tally.asked)
    if not plain:
        said = _in_words(len(speakers), tally, group, mapped)
    return Claim(claim_id, said, reference, reference.target, _passages(reference, mapped, speakers, stance, topic))


def _stance_of(reference: Reference) -> tuple[Stance, bool]:
    """Read the stance and whether the count alone is wanted."""
    stances = [word for word in reference.words if word in list(Stance)]
    others = [word for word in reference.words if word not in [*Stance, "count"]]
    if len(stances) != 1 or others:
        raise Unresolved("a tally needs one stance", f"one of {', '.join(Stance)}, and `count` for the figures alone")
    return Stance(stances[0]), "count" in reference.words


def _check_options(reference: Reference, mapped: Mapped, group: str, topic: str) -> None:
    """Refuse options that name nothing."""
    for name in reference.options:
        if name not in ("group", "topic"):
            raise Unresolved(f"unknown option `{name}`", hint_for(name, ("group", "topic")))
    groups = [each.id for each in mapped.inputs.audit.groups]
    if group and group not in groups:
        raise Unresolved(f"there is no group `{group}`", hint_for(group, groups))
    topics = [each.id for each in mapped.inputs.audit.topics]
    if topic and topic not in topics:
        raise Unresolved(f"there is no topic `{topic}`", hint_for(topic, topics))
    if topic and reference.target in topics:
        raise Unresolved("a topic is not narrowed by another", f"write {topic} alone, or a criterion before it")


def _in_words(count: int, tally: Tally, group: str, mapped: Mapped) -> str:
    """Write the quantifier with the group's name and the figures."""
    word = quantifier(count, tally.asked, mapped.inputs.audit.quantifiers)
    names = {each.id: each.definite for each in mapped.inputs.audit.groups}
    people = names.get(group, _("informantene")).removeprefix("de ").removeprefix("dei ").removeprefix("the ")
    most = [each.word for each in mapped.inputs.audit.quantifiers[:1]]
    everyone = [word] == most and count == tally.asked
    said = _("{word} av de spurte {people} ({part} av {whole})")
    if everyone:
        said = _("{word} de spurte {people} ({part} av {whole})")
    return said.format(word=word, people=people, part=count, whole=tally.asked)


def _passages(
    reference: Reference, mapped: Mapped, speakers: tuple[str, ...], stance: Stance, topic: str
) -> tuple[str, ...]:
    """Give the passages that a tally counts."""
    register, target, speaking = mapped.register, reference.target, set(speakers)
    evidence = register.on_criterion(target, topic) if target in mapped.criteria else register.on_topic(target)
    wanted = counted_as(stance)
    return tuple(
        each.id for each in evidence if each.stance in wanted and not speaking.isdisjoint(each.informants)
    )


def render(text: str, mapped: Mapped, owner: str, after: int = 0) -> Iterator[str | Claim]:
    """Split a text into plain stretches and claims, numbered `owner.c1`, `owner.c2`, … after the first `after`.

    A count that begins a sentence begins with a capital letter. Raises `Unresolved` for a reference to nothing.
    """
    number, so_far = after, ""
    for piece in pieces(text):
        if piece.reference is None:
            yield piece.text
            so_far += piece.text
            continue
        number += 1
        claim = resolve(piece.reference, mapped, f"{owner}.c{number}")
        if claim.reference.words and (not so_far.strip() or so_far.rstrip()[-1] in ".!?"):
            claim = replace(claim, said=claim.said[:1].upper() + claim.said[1:])
        yield claim
        so_far += claim.said


def claims_in(mapped: Mapped) -> Iterator[tuple[str, Claim]]:
    """Give every claim in the auditor's texts with its owner; what does not resolve is left to the checks."""
    for owner, piece in _references(mapped):
        if piece.reference is not None:
            try:
                yield owner, resolve(piece.reference, mapped, f"{owner}.c{piece.offset}")
            except Unresolved:
                continue


def _references(mapped: Mapped) -> Iterator[tuple[str, Piece]]:
    """Number the references of each item in reading order, as `render` does over its fields."""
    numbers: dict[str, int] = {}
    for own in own_texts(mapped.inputs):
        for piece in pieces(own.text):
            if piece.reference is not None:
                numbers[own.owner] = numbers.get(own.owner, 0) + 1
                yield own.owner, Piece(piece.text, piece.reference, piece.malformed, numbers[own.owner])
