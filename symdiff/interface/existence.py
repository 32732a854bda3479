"""Whether there is anything to differentiate: a formula with a part such as 1/0 exists nowhere."""

from __future__ import annotations

import symdiff as sd

from ..errors import DomainError, LimitError
from ..expression import CONSTANTS, Apply, Expression, Number
from ..tidying import is_total
from ..traversal import postorder

MOST_TRIED = 200


def check_existence(formula: Expression) -> None:
    """Refuse a formula that has no value anywhere, because a constant part of it has none.

    What stands in a branch of a piecewise is not looked at, since the branch may not be taken.

    Args:
        formula: what is to be differentiated.

    Raises:
        DomainError: it exists nowhere; the message names the part.

    >>> check_existence(sd.parse("x + 1/2"))
    >>> check_existence(sd.parse("x + ln(1 - 1)"))
    Traceback (most recent call last):
    ...
    symdiff.errors.DomainError: ln(1 - 1) has no value, so the formula exists nowhere
    """
    for part in _constant_parts(formula)[:MOST_TRIED]:
        if is_total(part):
            continue
        try:
            sd.evaluate(part)
        except DomainError:
            raise DomainError(f"{part} has no value, so the formula exists nowhere", str(part)) from None
        except LimitError:
            continue  # what is too large to be worked out is not known to be nothing


def _constant_parts(formula: Expression) -> list[Apply]:
    """The parts without variables that stand in no other one."""
    constant: set[Expression] = set()
    found: list[Apply] = []
    order = postorder((formula,), lambda n: () if n.function in ("piecewise", "derivative") else n.arguments)
    for node in order:
        if isinstance(node, Number) or node in CONSTANTS:
            constant.add(node)
        elif isinstance(node, Apply) and constant.issuperset(node.arguments):
            constant.add(node)
            found.append(node)
    inner = {part for node in found for part in node.arguments}
    return [node for node in found if node not in inner]
