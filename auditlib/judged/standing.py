"""How an audit's judgements stand: what they rest on now, what is stored of them, and which are suspect."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from auditlib.judged.basis import Basis
from auditlib.judged.model import Held, Judgement, Suspect
from auditlib.judged.problems import judged_problems
from auditlib.judged.store import Store, read_store
from auditlib.judged.suspects import held_against, suspects_of
from auditlib.mapping import Mapped
from auditlib.problems import Problem


class Standing:
    """The judgements of a mapped audit beside the store on the disk; each part is made when it is asked for."""

    def __init__(self, mapped: Mapped, held: Mapping[str, Held] | None = None) -> None:
        """Hold the audit; `held` is how its judgements stand, where that is known already."""
        self.mapped = mapped
        self.audit = mapped.inputs.audit.id
        self._held = held

    @cached_property
    def store(self) -> Store:
        """What is stored."""
        return read_store(self.mapped.inputs.root, self.audit)

    @cached_property
    def basis(self) -> Basis:
        """What judgements and claims rest on now."""
        return Basis(self.mapped)

    @cached_property
    def judgements(self) -> dict[str, Judgement]:
        """Every judgement with what it rests on now."""
        return self.basis.judgements()

    @cached_property
    def held(self) -> Mapping[str, Held]:
        """Every judgement held against what is stored of it, those that others rest on first."""
        if self._held is not None:
            return self._held
        return {id_: held_against(each, self.store) for id_, each in self.judgements.items()}

    @cached_property
    def begun(self) -> bool:
        """Whether anything was ever stored: nothing is compared where nothing was."""
        return any(each.kept for each in self._held.values()) if self._held is not None else bool(self.store)

    @cached_property
    def suspects(self) -> dict[str, Suspect]:
        """The judgements that may no longer hold."""
        return suspects_of(self.held.values()) if self.begun else {}

    @cached_property
    def unstored(self) -> tuple[str, ...]:
        """The judgements of which nothing is stored."""
        return tuple(each.id for each in self.held.values() if not each.kept)

    def problems(self) -> list[Problem]:
        """Report what is wrong with the store, and what is suspect."""
        if not self.store and not self.store.strange:
            return []
        return list(judged_problems(self.audit, self.judgements, self.suspects, self.store))


@lru_cache(maxsize=1)
def standing_of(mapped: Mapped) -> Standing:
    """Give how the judgements of a mapped audit stand, made once."""
    return Standing(mapped)
