"""Right-hand sides as flat constructions: a list of constructors over numbered registers, run by one loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..core import twin
from ..expression import Apply, Expression
from ..tidying import CONSTRUCTORS, call
from ..traversal import postorder

Constructor = Callable[..., Expression]


@twin
@dataclass(frozen=True, slots=True)
class Construction:
    """The registers start with the inputs, then the constants; each step appends one more.

    A step is (constructor, i, j) for two operands, (constructor, i, -1) for one, and
    (constructor, places, -2) for more.

    Attributes:
        inputs: how many inputs there are.
        constants: what stands in the registers behind them.
        functions: the name of each step's function.
        steps: the steps.
        result: the register in which the expression is at the end.
    """

    inputs: int
    constants: tuple[Expression, ...]
    functions: tuple[str, ...]
    steps: tuple[tuple[Constructor, Any, int], ...]
    result: int

    def run(self, registers: list[Any]) -> Expression:
        """The expression that is built of its inputs.

        Args:
            registers: a fresh list of the inputs; the construction goes on writing into it.
        """
        if self.constants:
            registers += self.constants
        append = registers.append
        for constructor, i, j in self.steps:
            if j >= 0:
                append(constructor(registers[i], registers[j]))
            elif j == -1:
                append(constructor(registers[i]))
            else:
                append(constructor(*[registers[k] for k in i]))
        result: Expression = registers[self.result]
        return result


def construction_of(expression: Expression, inputs: Iterable[Expression]) -> Construction:
    """What builds an expression, tidied, with other expressions in the place of the inputs."""
    places: dict[Expression, int] = {node: place for place, node in enumerate(inputs)}
    count = len(places)
    order = postorder((expression,), lambda node: () if node in places else node.arguments)
    constants = [n for n in order if n not in places and not isinstance(n, Apply)]
    for constant in constants:
        places[constant] = len(places)
    functions, steps = [], []
    for node in order:
        if node not in places and isinstance(node, Apply):
            functions.append(node.function)
            steps.append(_step(node, places))
            places[node] = len(places)
    return Construction(count, tuple(constants), tuple(functions), tuple(steps), places[expression])


def _step(node: Apply, places: Mapping[Expression, int]) -> tuple[Constructor, Any, int]:
    known = CONSTRUCTORS.get(node.function)
    constructor: Constructor = partial(_call, node.function) if known is None else known
    operands = [places[a] for a in node.arguments]
    if len(operands) == 2:
        return constructor, operands[0], operands[1]
    if len(operands) == 1:
        return constructor, operands[0], -1
    return constructor, tuple(operands), -2


def _call(function: str, *arguments: Expression) -> Expression:
    return call(function, arguments)
