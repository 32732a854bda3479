"""An expression as a flat program, and the one loop that runs it in any arithmetic.

Slots are numbered: first the leaves, then one for each application, after those of its
arguments. A program holds no node, so that it can be remembered as long as its expression lives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any
from weakref import WeakKeyDictionary, ref

from ..errors import DomainError, LimitError, SymdiffError
from ..expression import Apply, Expression, Number, Symbol
from ..traversal import postorder
from .definitions import carried_out
from .undefined import TooLarge, Undecided, Undefined

MOST_REMEMBERED = 20_000  # longer programs are built anew: they cost more memory than time

Operation = Callable[..., Any]
Step = tuple[Operation, Any, Any]  # one slot and None, two slots, or a tuple of slots and an Ellipsis
Head = tuple[str, tuple[int, ...]]  # a function and the slots of its arguments


class Program:
    """The flat form of an expression.

    Attributes:
        numbers: the exact numbers among the leaves, by slot.
        names: the symbols among the leaves, by slot.
        symbols: the names of all symbols, with e and pi.
        heads: the applications in order: name of the function and slots of the arguments.
        places: for each slot, where its node stands in the postorder of the expression.
        expanded: the expression with derivatives carried out, if that is another one.
        resolved: what each arithmetic has made of the program, by its key.
    """

    __slots__ = ("__weakref__", "expanded", "heads", "names", "numbers", "places", "resolved", "size", "symbols")

    def __init__(self, expression: Expression) -> None:
        expanded = carried_out(expression)
        self.expanded = None if expanded is expression else expanded
        nodes = postorder((expanded,))
        leaves = [i for i, n in enumerate(nodes) if type(n) is not Apply]
        inner = [i for i, n in enumerate(nodes) if type(n) is Apply]
        self.places = [*leaves, *inner]
        slots = {nodes[place]: slot for slot, place in enumerate(self.places)}
        self.numbers: dict[int, int | Fraction] = {}
        self.names: dict[int, str] = {}
        for slot, place in enumerate(leaves):
            leaf = nodes[place]
            if isinstance(leaf, Number):
                self.numbers[slot] = leaf.value
            elif isinstance(leaf, Symbol):
                self.names[slot] = leaf.name
        self.symbols = frozenset(self.names.values())
        self.heads: list[Head] = []
        for place in inner:
            node = nodes[place]
            assert isinstance(node, Apply)
            self.heads.append((node.function, tuple([slots[a] for a in node.arguments])))
        self.size = len(nodes)
        self.resolved: dict[object, Any] = {}

    @property
    def leaf_count(self) -> int:
        """How many slots the leaves take."""
        return self.size - len(self.heads)

    @property
    def is_lazy(self) -> bool:
        """Whether some part may be undefined without harm."""
        return any(head in LAZY for head, _ in self.heads)

    def steps(self, key: object, operation: Callable[[str, int], Operation]) -> list[Step]:
        """The steps in an arithmetic, which is known by its key and names the operation of each head and arity."""
        found = self.resolved.get(key)
        if found is None:
            found = [step(operation(head, len(slots)), slots) for head, slots in self.heads]
            self.resolved[key] = found
        return found

    def text(self, slot: int, expression: Expression) -> str:
        """The part of the expression that a slot stands for."""
        from ..printing import to_text

        nodes = postorder((self.expanded or expression,))
        return to_text(nodes[self.places[slot]], limit=80)


LAZY = frozenset(("piecewise", "and", "or"))


def step(operation: Operation, slots: tuple[int, ...]) -> Step:
    """The step that applies an operation to the values in some slots."""
    if len(slots) == 1:
        return operation, slots[0], None
    return (operation, *slots) if len(slots) == 2 else (operation, slots, Ellipsis)


Prepare = Callable[[Expression], Expression]
_programs: WeakKeyDictionary[Expression, dict[object, tuple[ref[object], Program]]] = WeakKeyDictionary()


def program_of(expression: Expression, prepare: Prepare | None = None) -> Program:
    """The program of an expression under the rulebook in use, remembered while the expression lives.

    Args:
        expression: a formula.
        prepare: what makes of the formula the one that is run.
    """
    from ..rulebook import current

    rules = current()
    forms = _programs.get(expression, {})
    known = forms.get(prepare)
    if known is not None and known[0]() is rules:
        return known[1]
    if prepare is None:
        found = Program(expression)
    else:
        ready = prepare(expression)
        found = program_of(expression) if ready is expression else Program(ready)
    if found.heads and found.size <= MOST_REMEMBERED:
        _programs[expression] = {**forms, prepare: (ref(rules), found)}
    return found


def run(steps: Sequence[Step], values: list[Any]) -> None:
    """Carry out the steps, adding a value for each to those of the leaves."""
    append = values.append
    for operation, first, second in steps:
        if second is None:
            append(operation(values[first]))
        elif second is ...:
            append(operation(*[values[i] for i in first]))
        else:
            append(operation(values[first], values[second]))


class Failed:
    """What stands for the value of a part that has none."""

    __slots__ = ("error", "slot")

    def __init__(self, error: Exception, slot: int) -> None:
        self.error = error
        self.slot = slot


def run_lazily(heads: Sequence[Head], steps: Sequence[Step], values: list[Any]) -> None:
    """Carry out the steps where parts may fail that are not needed: branches that are not taken."""
    for (operation, first, second), (head, _) in zip(steps, heads, strict=True):
        slots = (first,) if second is None else first if second is ... else (first, second)
        arguments = [values[i] for i in slots]
        if head in LAZY:
            values.append(choose(head, arguments, len(values)))
            continue
        failed = next((a for a in arguments if type(a) is Failed), None)
        if failed is None:
            try:
                values.append(operation(*arguments))
            except (ArithmeticError, ValueError) as error:
                values.append(Failed(error, len(values)))
        else:
            values.append(failed)


def _piecewise(arguments: list[Any], slot: int) -> Any:
    for condition, value in zip(arguments[::2], arguments[1::2], strict=False):
        if type(condition) is Failed or condition:
            return condition if type(condition) is Failed else value
    return arguments[-1] if len(arguments) % 2 else Failed(Undefined("no condition of the piecewise holds"), slot)


def _conjunction(arguments: list[Any], slot: int) -> Any:
    return next((a for a in arguments if type(a) is Failed or not a), True)


def _disjunction(arguments: list[Any], slot: int) -> Any:
    return next((a for a in arguments if type(a) is Failed or a), False)


_CHOICES: Mapping[str, Callable[[list[Any], int], Any]] = {
    "piecewise": _piecewise,
    "and": _conjunction,
    "or": _disjunction,
}


def choose(head: str, arguments: list[Any], slot: int) -> Any:
    """The value of a piecewise, an `and` or an `or` whose arguments may be Failed; or Failed."""
    return _CHOICES[head](arguments, slot)


def piecewise(*arguments: Any) -> Any:
    """The value of the first branch whose condition is true."""
    chosen = _piecewise(list(arguments), 0)
    if type(chosen) is Failed:
        raise chosen.error
    return chosen


def where(value: Any, *requirements: Any) -> Any:
    """The value, if every requirement holds; one that is no condition holds by having a value."""
    if any(r is False for r in requirements):
        raise Undefined("a condition of the formula does not hold")
    return value


CHOICES: Mapping[str, Operation] = {
    "piecewise": piecewise,
    "where": where,
    "and": lambda *conditions: all(conditions),
    "or": lambda *conditions: any(conditions),
}


def execute(program: Program, steps: Sequence[Step], leaves: list[Any]) -> Any:
    """The value of the program.

    Raises:
        Stopped: a part that is needed has no value.
    """
    values = list(leaves)
    try:
        run(steps, values)
        return values[-1]
    except ArithmeticError as error:
        if not program.is_lazy:
            raise Stopped(error, len(values)) from None
    values = list(leaves)
    run_lazily(program.heads, steps, values)
    if type(values[-1]) is Failed:
        raise Stopped(values[-1].error, values[-1].slot)
    return values[-1]


class Stopped(Exception):
    """The program had to stop at a slot, with the cause."""

    def __init__(self, cause: Exception, slot: int) -> None:
        super().__init__(cause)
        self.cause = cause
        self.slot = slot

    def told(self, program: Program, expression: Expression) -> SymdiffError:
        """The error for people, which names the part and the reason."""
        part = program.text(self.slot, expression)
        if isinstance(self.cause, Undecided) and not self.cause.tiny:
            return LimitError(f"{part} cannot be computed: {self.cause}")
        if isinstance(self.cause, Undecided):
            return DomainError(f"{part} cannot be told from an undefined value: {self.cause}", part)
        if isinstance(self.cause, TooLarge):
            return LimitError(f"{part} cannot be computed: {self.cause}")
        reason = str(self.cause) if isinstance(self.cause, Undefined) else "it has no finite real value"
        return DomainError(f"{part} is undefined: {reason}", part)


def value_within(program: Program, steps: Sequence[Step], leaves: list[Any]) -> Any:
    """The value of a program that is part of another one's step.

    Raises:
        ArithmeticError: it has none, or it cannot be told.
    """
    try:
        return execute(program, steps, leaves)
    except Stopped as stop:
        raise stop.cause from None
