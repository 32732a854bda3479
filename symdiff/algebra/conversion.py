"""From expressions to products of powers of atoms: by the field's own laws, and by what the tables say of functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce

from ..expression import Apply, E, Expression, apply, rational
from ..primitives import ABS, CBRT, COS, EXP, LN, ROOT, SIN, SQRT
from ..rulebook import FunctionEntry, current
from ..rulebook.identities import compositions
from ..tidying.numbers import Rational
from ..traversal import postorder
from . import exponentials, roots
from .angles import Turned, sine_and_cosine
from .arithmetic import Products, arithmetic, operands
from .atoms import Atom, AtomKind, Atoms
from .field import Product, Unwieldy

MOST_STEPS = 12  # by which an argument is moved with f(u + 1)


def converted(field: Atoms, node: Expression, values: Products, has_positive_base: bool = False) -> Product:
    """A node as a product, from what its operands are.

    Args:
        field: where it is made.
        node: the node.
        values: the products of its operands.
        has_positive_base: whether it is a power of a base that is known to be positive.
    """
    known = arithmetic(field, node, values)
    if known is not None:
        return known
    if not isinstance(node, Apply):
        return exponentials.exponential(field, field.number(1)) if node is E else field.symbol(node)
    arguments = [values[a] for a in node.arguments]
    if node.function == "^":
        return exponentials.power(field, arguments[0], arguments[1], has_positive_base)
    operation = _OPERATIONS.get(node.function)
    return operation(field, *arguments) if operation else _function(field, node.function, arguments)


_OPERATIONS: Mapping[str, Callable[..., Product]] = {
    "where": lambda _, u, *__: u,
    EXP: exponentials.exponential,
    LN: exponentials.logarithm,
    SQRT: lambda field, u: roots.rational_power(field, u, Fraction(1, 2)),
    CBRT: lambda field, u: roots.real_root(field, u, 3),
    ROOT: roots.root,
    ABS: roots.absolute,
    SIN: lambda field, u: sine_and_cosine(field, u, lambda atom: _of_inverse(field, atom)).sine,
    COS: lambda field, u: sine_and_cosine(field, u, lambda atom: _of_inverse(field, atom)).cosine,
}


def _of_inverse(field: Atoms, angle: Atom) -> Turned | None:
    """The sine and the cosine of an inverse function, by the identities that the tables have of them."""
    if angle.kind is not AtomKind.FUNCTION or len(angle.inside) != 2:
        return None
    name, argument = angle.inside
    assert isinstance(argument, Product)
    known = [compositions().get((outer, str(name))) for outer in (SIN, COS)]
    sine, cosine = [k and formula(field, k.right, {k.letters[0]: argument}) for k in known]
    return Turned(sine, cosine) if sine and cosine else None


def formula(field: Atoms, expression: Expression, values: Mapping[Expression, Product]) -> Product:
    """A formula of the tables, with products in the place of its letters."""
    known = dict(values)
    for node in postorder((expression,), lambda n: () if n in known else operands(n)):
        if node not in known:
            known[node] = converted(field, node, known)
    return known[expression]


# --- functions of the table -------------------------------------------------------------------------------


def _function(field: Atoms, name: str, arguments: list[Product]) -> Product:
    """A function by what the table says of it; else an atom of that name."""
    functions = current().functions
    entry = functions.get((name, len(arguments)))
    pair = functions.get((name, 2)) if entry is None and len(arguments) > 2 else None
    if pair is not None:  # the maximum of many
        return reduce(lambda u, v: _function(field, name, [u, v]), arguments)
    arguments = [field.lowest(a) for a in arguments]
    if entry is None:
        return _atom(field, name, arguments)
    letters: Mapping[Expression, Product] = dict(zip(entry.parameters, arguments, strict=True))
    value = _exact_value(entry, arguments)
    if value is not None:
        return formula(field, value, {})
    if len(arguments) == 1 and entry.parity and (turned := _turned(field, arguments[0])) is not None:
        return field.scaled(-1 if entry.parity == "odd" else 1, _function(field, name, [turned]))
    equal = _equal(field, entry, letters)
    if equal is not None:
        return _unfolded(field, entry, equal, letters)
    if entry.parity == "odd" and not arguments[0].coefficient:
        return arguments[0]
    if entry.next is not None:
        return _stepwise(field, entry, entry.next, arguments[0])
    return _atom(field, name, arguments)


def _turned(field: Atoms, argument: Product) -> Product | None:
    """The argument with the other sign, if that is to be looked at in its place."""
    return field.scaled(-1, argument) if argument.coefficient < 0 else None


def _unfolded(field: Atoms, entry: FunctionEntry, equal: Expression, letters: Mapping[Expression, Product]) -> Product:
    if entry.name in field.unfolding:
        raise Unwieldy("definitions of functions go round in a circle")
    field.unfolding.append(entry.name)
    result = formula(field, equal, letters)
    field.unfolding.pop()
    return result


def _exact_value(entry: FunctionEntry, arguments: list[Product]) -> Expression | None:
    if not entry.values or any(a.powers for a in arguments):
        return None
    return entry.values.get(apply(entry.name, tuple(rational(a.coefficient) for a in arguments)))


def _equal(field: Atoms, entry: FunctionEntry, letters: Mapping[Expression, Product]) -> Expression | None:
    """What the function equals for these arguments, if the table says so."""
    if entry.equal is None:
        return entry.definition
    value, condition = entry.equal
    if isinstance(condition, Apply):
        left, right = (formula(field, side, letters) for side in condition.arguments)
        if condition.function != "=" or field.difference(left, right).coefficient:
            return None
    return value


def _stepwise(field: Atoms, entry: FunctionEntry, step: Expression, argument: Product) -> Product:
    """f(v + n) by f(v), where v has no whole part of its own, from f(v + 1) = a f(v) + b."""
    start, shift = _whole_shift(field, argument)
    result = _function(field, entry.name, [start]) if shift else _atom(field, entry.name, [start])
    for k in range(min(shift, 0), max(shift, 0)):
        letter = field.add((start, field.number(k if shift > 0 else shift - 1 - k)))
        following = [
            formula(field, step, {entry.parameters[0]: letter, entry.application: value})
            for value in (result, field.number(0), field.number(1))
        ]
        if shift > 0:
            result = following[0]
        else:  # f(v) = (f(v + 1) - b)/a
            slope = field.difference(following[2], following[1])
            result = field.multiply((field.difference(result, following[1]), field.inverse(slope)))
    return result


def _whole_shift(field: Atoms, argument: Product) -> tuple[Product, int]:
    """The argument as v + n with a whole number n, where v has no whole part of its own."""
    if any(e < 0 for e in argument.powers.values()):
        return argument, 0
    constant: Rational = 0
    for term in field.terms(argument, len(field.places) * 1000):
        constant = constant if term.product.powers else term.coefficient
    shift = constant.numerator // constant.denominator
    if not argument.powers and constant == shift:
        shift = max(shift - 1, 0)  # from 1 on: at 0 there may be a pole
    if not shift or abs(shift) > MOST_STEPS:
        return argument, 0
    return field.lowest(field.difference(argument, field.number(shift))), shift


def _atom(field: Atoms, name: str, arguments: list[Product]) -> Product:
    return field.atom(Atom(AtomKind.FUNCTION, (name, *arguments)))
