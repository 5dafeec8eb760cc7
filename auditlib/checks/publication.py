"""Can the public edition be made: is every group of informants large enough, alone or with those it is counted with?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from auditlib.problems import Problem, hint_for, problem
from auditlib.workspace import Inputs


def publication_problems(inputs: Inputs) -> Iterator[Problem]:
    """Report groups that are merged into nothing, or are too small to be shown."""
    groups = {each.id: each for each in inputs.audit.groups}
    last = [id_ for id_, each in groups.items() if each.merge_into is None]
    for each in groups.values():
        if each.merge_into and each.merge_into not in last:
            at, hint = each.field_at("merge_into"), hint_for(each.merge_into, last)
            yield problem("R309", at, id=each.merge_into, hint=f"a group that is not merged itself: {hint}")
    counts = Counter(
        groups[each.group].merge_into or each.group for each in inputs.informants if each.group in groups
    )
    least = inputs.audit.publication.least_in_group
    for id_, count in counts.items():
        if count < least and id_ in last:
            others = [name for name in last if name != id_] or ["…"]
            details = {"count": count, "least": least, "example": others[0]}
            yield problem("Y113", groups[id_].at, id=id_, **details)
