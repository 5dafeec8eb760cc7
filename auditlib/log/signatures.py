"""Who has signed the entries of a log, and whether the signatures are theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from auditlib.log.reading import SIGNATURES, SIGNERS, Line, column_of
from auditlib.log.signing import NoKeygen, signed_by
from auditlib.problems import Location, Problem, problem

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Signed:
    """How many entries each person has signed, how many are not signed, and how many signatures were not checked."""

    by: Mapping[str, int]
    unsigned: int
    unchecked: int


def check_signatures(folder: Path, name: str, lines: Sequence[Line], problems: list[Problem]) -> Signed:
    """Check the signature of each signed entry; `name` is what the problems call the folder of the log."""
    problems.extend(_strays(folder, name, lines))
    marked = [each for each in lines if each.entry.key]
    there = []
    for each in marked:
        file = f"{SIGNATURES}/{each.entry.hash}.sig"
        if (folder / file).is_file():
            there.append(each)
        else:
            at = Location(f"{name}/log.jsonl", each.number, column_of(each, '"key"'))
            short = f"{SIGNATURES}/{each.entry.hash[:_SHOWN]}….sig"
            problems.append(problem("L909", at, key=each.entry.key, file=short))
    unsigned = len(lines) - len(marked)
    cannot = _cannot(folder) if there else None
    if cannot is None:
        try:
            return Signed(_checked(folder, name, there, problems), unsigned, 0)
        except NoKeygen as error:
            cannot = ("ssh-keygen is not there", str(error).partition("; ")[2])
    problems.append(problem("L911", Location(f"{name}/{SIGNATURES}"), reason=cannot[0], hint=cannot[1]))
    return Signed({}, unsigned, len(there))


def _cannot(folder: Path) -> tuple[str, str] | None:
    """Say why nothing can be checked, and what to do."""
    if (folder / SIGNERS).is_file():
        return None
    return f"there is no {SIGNERS}", f"put each person's public key into {SIGNERS}: `name keytype key`"


def _checked(folder: Path, name: str, lines: Sequence[Line], problems: list[Problem]) -> dict[str, int]:
    """Check signatures, several at once since each is a process of its own; count those that are right."""
    def signer(line: Line) -> str:
        entry = line.entry
        file = folder / SIGNATURES / f"{entry.hash}.sig"
        return signed_by(file, folder / SIGNERS, entry.who, entry.hash.encode(), entry.time)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(signer, lines))
    right: Counter[str] = Counter()
    for line, by in zip(lines, found, strict=True):
        who = line.entry.who
        if by == who:
            right[who] += 1
            continue
        said = f"{by} has signed what {who} is said to have done" if by else f"no key of {who} has made the signature"
        at = Location(f"{name}/log.jsonl", line.number, column_of(line, '"who"'))
        problems.append(problem("L910", at, what=said, signers=SIGNERS))
    return dict(right)


def _strays(folder: Path, name: str, lines: Sequence[Line]) -> Iterator[Problem]:
    """Report signatures of entries that are not there."""
    known = {each.entry.hash for each in lines}
    for path in sorted((folder / SIGNATURES).glob("*.sig")):
        if path.stem not in known:
            yield problem("L912", Location(f"{name}/{SIGNATURES}/{path.name}"), hash=path.stem[:_SHOWN])
