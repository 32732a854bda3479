"""The normal form of an expression: a quotient of polynomials in independent generators.

The generators are the symbols, and functions that no known relation ties to the others. What is the
same function by exact arithmetic, by the laws of powers, logarithms, sines and exponentials gets the
same form. A form that is 0 proves that the expression is 0 wherever it is defined; one that is not
proves nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..expression import PI, Apply, Expression, apply
from ..primitives import ABS
from ..rulebook import current
from ..tidying import tidy, value_of
from ..traversal import chain, postorder
from .arithmetic import Products, operands
from .atoms import Atoms, Refine
from .conversion import converted
from .enclosures import vanishes
from .field import Nowhere, Product, Unwieldy
from .knowledge import Knowledge

Supposition = tuple[Expression, int]  # an expression, and its sign: 1, -1 or 0

MOST_NODES = 3000
MOST_RESTARTS = 24
MOST_QUESTIONS = 120
_LAZY = frozenset(("piecewise", "and", "or"))


@dataclass(frozen=True)
class NormalForm:
    """An expression as a quotient of polynomials in generators.

    Attributes:
        product: the quotient.
        field: the generators and their relations.
        known: what is known of signs.
    """

    product: Product
    field: Atoms

    known: Knowledge

    def pi(self) -> Product:
        """The number pi, in this field."""
        return self.field.symbol(PI)

    @property
    def is_zero(self) -> bool:
        """Whether the expression is 0 wherever it is defined."""
        return not self.product.coefficient or vanishes(self.field, self.product)


def normal_form(expression: Expression) -> NormalForm | None:
    """The normal form, or None where it would be too large.

    >>> import symdiff
    >>> normal_form(symdiff.parse("1/(x - 1) - 1/(x + 1) - 2/(x^2 - 1)")).is_zero
    True
    """
    try:
        return normal_forms((expression,), questions=0)[0]
    except Unwieldy:
        return None


def normal_forms(
    expressions: Sequence[Expression], supposed: Sequence[Supposition] = (), *, questions: int = MOST_QUESTIONS
) -> list[NormalForm]:
    """The normal forms of several expressions in one field.

    Args:
        expressions: the expressions.
        supposed: other expressions, and the sign that each of them has.
        questions: how many signs are found out by inequalities, at most.

    Raises:
        Unwieldy: they would be too large.
        Nowhere: a value that the expressions need does not exist.
    """
    roots = (*(subject for subject, _ in supposed), *expressions)
    order = postorder(roots, operands)
    if len(order) > MOST_NODES:
        raise Unwieldy("too many nodes")
    restricted = _Restricted.of(order)
    order = postorder((*roots[: len(supposed)], *restricted.parts, *expressions), operands)
    parts: dict[Hashable, int] = {}
    for _ in range(MOST_RESTARTS):
        try:
            values, field, known = _converted(
                order, Knowledge(Atoms(parts, restricted.everywhere), questions), dict(supposed), restricted
            )
        except Refine:
            continue  # with the finer parts that it has noted
        return [NormalForm(values[e], field, known) for e in expressions]
    raise Unwieldy("too many parts")


def is_zero(expression: Expression) -> bool:
    """Whether the expression is proved to be 0 wherever it is defined.

    >>> import symdiff
    >>> is_zero(symdiff.parse("sin(2x) - 2 sin(x) cos(x)")), is_zero(symdiff.parse("sin(2x) - 2 sin(x)"))
    (True, False)
    """
    form = normal_form(expression)
    try:
        return form is not None and form.is_zero
    except Unwieldy:
        return False


@dataclass(frozen=True)
class _Restricted:
    """What an expression asks of its parts, wherever it has a value.

    Attributes:
        everywhere: whether it has a value only where all its parts have one; not where branches are not taken.
        parts: the parts that are 0 or more then, the smallest first.
        positive: those of them that are positive.
    """

    everywhere: bool
    parts: tuple[Expression, ...] = ()
    positive: frozenset[Expression] = frozenset()

    @classmethod
    def of(cls, order: Sequence[Expression]) -> _Restricted:
        """Of an expression, given all its nodes."""
        if any(type(n) is Apply and n.function in _LAZY for n in order):
            return cls(False)
        positive, weakly = (dict.fromkeys(a for n in order for a in _asked(n, relation)) for relation in (">", ">="))
        sizes = _tree_sizes(postorder((*positive, *weakly), operands))
        parts = tuple(sorted({**positive, **weakly}, key=sizes.__getitem__))
        return cls(True, parts, frozenset(positive))


def _tree_sizes(order: Sequence[Expression]) -> dict[Expression, int]:
    sizes: dict[Expression, int] = {}
    for node in order:
        sizes[node] = 1 + sum(sizes.get(a, 0) for a in operands(node)) if type(node) is Apply else 1
    return sizes


def _asked(node: Expression, relation: str) -> Iterator[Expression]:
    """What is positive (or never negative) wherever a node has a value."""
    if type(node) is not Apply:
        return
    if node.function == "^" and relation == ">=" and type(value_of(node.arguments[1])) is Fraction:
        yield node.arguments[0]
    letters: dict[Expression, Expression] = {}
    if node.function == "where":
        said = list(node.arguments[1:])
    else:
        entry = current().functions.get((node.function, len(node.arguments)))
        requirement = None if entry is None else entry.requirement
        if entry is None or requirement is None:
            return
        said = chain(requirement, ("and",)) or [requirement]
        letters |= dict(zip(entry.parameters, node.arguments, strict=True))
    for condition in said:
        if isinstance(condition, Apply) and condition.function in (relation, OPPOSITE[relation]):
            yield from _gaps(condition, letters, condition.function != relation)


OPPOSITE = {">": "<", ">=": "<="}


def _gaps(condition: Apply, letters: Mapping[Expression, Expression], is_below: bool) -> Iterator[Expression]:
    """What is positive where the left side is above (or below) the right one; |u| < v says it of v - u and v + u."""
    left, right = condition.arguments
    if value_of(right) is None and letters:
        return
    if isinstance(left, Apply) and left.function == ABS and is_below:
        inside = letters.get(left.arguments[0], left.arguments[0])
        yield tidy(apply("-", (right, inside)))
        yield tidy(apply("+", (right, inside)))
        return
    if letters:
        found = letters.get(left)
        left = left if found is None else found
        if found is None:
            return
    yield tidy(apply("-", (right, left) if is_below else (left, right)))


def _converted(
    order: list[Expression], known: Knowledge, supposed: Mapping[Expression, int], restricted: _Restricted
) -> tuple[Products, Atoms, Knowledge]:
    field = known.field
    field.known = known
    positive, noted = restricted.positive, frozenset(restricted.parts)
    values: Products = {}
    for node in order:
        has_positive_base = type(node) is Apply and node.function == "^" and node.arguments[0] in positive
        values[node] = converted(field, node, values, has_positive_base)
        if node in noted:
            field.note_positive(values[node])
        if node in positive and values[node].powers:
            field.certain.append(values[node])
        if node in supposed:
            known.suppose(values[node], supposed[node])
    known.look_for_contradictions()
    return values, field, known


__all__ = ["NormalForm", "Nowhere", "Supposition", "is_zero", "normal_form", "normal_forms"]
