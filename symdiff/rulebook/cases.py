"""The cases of a rulebook as records, from which C chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core import asked
from ..expression import CONDITIONS
from .rules import Role

if TYPE_CHECKING:
    from .table import Rulebook


@asked
def candidates(rules: Rulebook, function: str, arity: int, mask: int) -> list[tuple[object, ...]] | None:
    """The rules to try for a case, up to the first that fits whatever the arguments are: as records for C.

    None where the nodes of a case are no matter of one rule: they are in branches, or to be done first.
    """
    if function in CONDITIONS:
        return None
    found: list[tuple[object, ...]] = []
    for rule, exchanged, construction, domains in rules.candidates((function, arity, mask)):
        if rule.role is Role.BRANCHES:
            return None
        varying = rule.differentiated[0] if len(rule.differentiated) == 1 else None
        condition = None if rule.condition is None else rule.condition_construction
        plain = tuple((domain.condition, domain.is_own) for domain in domains)
        found.append((rule.direct, exchanged, rule.pattern, rule.letters, varying, construction, condition, plain))
        if rule.direct:
            break
    return found or None
