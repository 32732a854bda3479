"""From expressions to products of powers of atoms: by the field's own laws, and by what the tables say of functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce

from flint import fmpq

from ..evaluation.operations import RealBalls
from ..evaluation.precision import working_precision
from ..expression import CONSTANTS, Apply, E, Expression, Symbol
from ..primitives import ABS, CBRT, COS, EXP, FLOOR, LN, ROOT, SIN, SQRT
from ..rulebook import FunctionEntry, current
from ..rulebook.entries import VALUE
from ..rulebook.identities import compositions
from ..tidying import value_of
from ..tidying.numbers import Rational
from ..traversal import chain, postorder
from ..work import spend
from . import exponentials, roots
from .angles import Turned, sine_and_cosine
from .arithmetic import Products, arithmetic, operands
from .atoms import Atom, AtomKind, Atoms
from .enclosures import Constants
from .field import SUMS, Nowhere, Product, Unwieldy

MOST_STEPS = 12  # by which an argument is moved with f(u + 1)
MOST_TERMS = 60
UNITS = 50  # of work, for a node
CONSTANT_BITS = 400
WHOLE = Apply("=", (Apply(FLOOR, (VALUE,)), VALUE))  # what `range` says of a function whose values are whole numbers


def converted(field: Atoms, node: Expression, values: Products, has_positive_base: bool = False) -> Product:
    """A node as a product, from what its operands are.

    Args:
        field: where it is made.
        node: the node.
        values: the products of its operands.
        has_positive_base: whether it is a power of a base that is known to be positive.
    """
    spend(UNITS)
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
    try:
        return _filled_in(field, expression, values)
    except Nowhere as error:  # the function itself may have a value there all the same
        raise Unwieldy("a formula of the tables does not hold here") from error


def _filled_in(field: Atoms, expression: Expression, values: Mapping[Expression, Product]) -> Product:
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
    known = _value(field, entry, arguments)
    if known is not None:
        return known
    if len(arguments) == 1 and entry.parity and arguments[0].coefficient < 0:
        return field.scaled(
            -1 if entry.parity == "odd" else 1, _function(field, name, [field.scaled(-1, arguments[0])])
        )
    letters: Mapping[Expression, Product] = dict(zip(entry.parameters, arguments, strict=True))
    equal = _equal(field, entry, letters)
    if equal is not None:
        return _unfolded(field, entry, equal, letters)
    if entry.parity == "odd" and not arguments[0].coefficient:
        return arguments[0]
    if entry.next is not None:
        return _stepwise(field, entry, arguments)
    return _atom(field, name, arguments)


def _value(field: Atoms, entry: FunctionEntry, arguments: list[Product]) -> Product | None:
    """The function where the table, or its whole values at constants, tell what it is there."""
    for call, value in entry.values.items():
        letters = _matched(field, call, arguments)
        if letters is not None:
            return formula(field, value, letters)
    if is_whole_valued(entry) and all(not a.powers or _is_constant(field, a) for a in arguments):
        return _whole_value(field, entry, arguments)
    return None


def _matched(field: Atoms, call: Expression, arguments: list[Product]) -> dict[Expression, Product] | None:
    """What the letters of an application stand for, if it is that of these arguments."""
    assert isinstance(call, Apply)
    letters: dict[Expression, Product] = {}
    for pattern, argument in zip(call.arguments, arguments, strict=True):
        if isinstance(pattern, Symbol) and pattern not in CONSTANTS:
            wanted = letters.setdefault(pattern, argument)
        elif not argument.powers and value_of(pattern) is not None:
            wanted = field.number(value_of(pattern) or 0)
        elif value_of(pattern) is None and argument.powers:
            wanted = field.lowest(formula(field, pattern, {}))
        else:
            return None
        if wanted != argument:
            return None
    return letters


def _is_constant(field: Atoms, product: Product) -> bool:
    return Constants(field).is_closed_product(product)


def is_whole_valued(entry: FunctionEntry) -> bool:
    """Whether the table says that every value is a whole number."""
    return entry.range is not None and WHOLE in (chain(entry.range, ("and",)) or (entry.range,))


def _whole_value(field: Atoms, entry: FunctionEntry, arguments: list[Product]) -> Product | None:
    """The value at constants, where balls tell which whole number it is."""
    operation = RealBalls().function(entry.name, len(arguments))
    try:
        with working_precision(CONSTANT_BITS):
            value = operation(*[Constants(field).ball(a, CONSTANT_BITS) for a in arguments]) if operation else None
    except (ArithmeticError, ValueError):
        return None
    return field.number(int(value.p)) if type(value) is fmpq and value.q == 1 else None


def _unfolded(field: Atoms, entry: FunctionEntry, equal: Expression, letters: Mapping[Expression, Product]) -> Product:
    if entry.name in field.unfolding:
        raise Unwieldy("definitions of functions go round in a circle")
    field.unfolding.append(entry.name)
    fill_in = _filled_in if equal is entry.definition else formula
    result = fill_in(field, equal, letters)
    field.unfolding.pop()
    return result


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


def _stepwise(field: Atoms, entry: FunctionEntry, arguments: list[Product]) -> Product:
    """f(v + n) by f(v), where v has no whole part of its own, from f(v + 1) = a f(v) + b."""
    place, step = entry.next_place, entry.next
    assert step is not None
    others: dict[Expression, Product] = dict(zip(entry.parameters, arguments, strict=True))
    constant = _constant_step(entry, step)
    if constant is not None:
        rest, whole = _whole_part(field, arguments[place])
        if whole.coefficient:
            moved = _function(field, entry.name, [rest if k == place else a for k, a in enumerate(arguments)])
            return field.add((moved, field.scaled(constant, whole)))
    turned = _turned(field, entry, arguments)
    if turned is not None:
        return turned
    start, shift = (arguments[place], 0) if constant is not None else _whole_shift(field, arguments[place])
    first = [start if k == place else a for k, a in enumerate(arguments)]
    result = _function(field, entry.name, first) if shift else _atom(field, entry.name, first)

    def following(k: int, value: Product) -> Product:
        """f(start + k + 1), where f(start + k) is a value."""
        argument = field.add((start, field.number(k)))
        return formula(field, step, {**others, entry.parameters[place]: argument, entry.application: value})

    for k in range(shift):
        result = following(k, result)
    for k in range(-1, shift - 1, -1):  # f(v) = (f(v + 1) - b)/a
        b, sum_ = (following(k, field.number(value)) for value in (0, 1))
        result = field.multiply((field.difference(result, b), field.inverse(field.difference(sum_, b))))
    return result


def _constant_step(entry: FunctionEntry, step: Expression) -> Rational | None:
    """By how much f(u + 1) is more than f(u), where that is a number."""
    match step:
        case Apply(function="+", arguments=(first, number)) if first is entry.application:
            return value_of(number)
    return None


def _turned(field: Atoms, entry: FunctionEntry, arguments: list[Product]) -> Product | None:
    """f(1 - u) by f(u), and f(2u) by f(u) and f(u + 1/2), where the table says how."""
    if len(arguments) != 1 or not arguments[0].powers:
        return None
    (argument,) = arguments
    letter = entry.parameters[0]
    if entry.reflected is not None and argument.coefficient < 0:
        opposite = field.lowest(field.difference(field.number(1), argument))
        return formula(field, entry.reflected, {letter: opposite})
    if entry.doubled is not None and argument.coefficient % 2 == 0:
        return formula(field, entry.doubled, {letter: field.lowest(field.scaled(Fraction(1, 2), argument))})
    return None


def _whole_part(field: Atoms, argument: Product) -> tuple[Product, Product]:
    """An argument less a part of it that is a whole number, and this part."""
    if any(e < 0 for e in argument.powers.values()):
        return argument, field.number(0)
    parts = [field.number(0)]
    for term in field.terms(argument, MOST_TERMS):
        number = Fraction(term.coefficient)
        if not term.product.powers:
            parts.append(field.number(number.numerator // number.denominator))
        elif number.denominator == 1 and all(_is_whole_atom(field, b) for b in term.product.powers):
            parts.append(field.scaled(number, term.product))
    whole = field.add(parts)
    return field.lowest(field.difference(argument, whole)), whole


def _is_whole_atom(field: Atoms, base: int) -> bool:
    if base >= SUMS:
        return False
    atom = field.atoms[base]
    entry = current().functions.get((str(atom.inside[0]), len(atom.inside) - 1))
    return atom.kind is AtomKind.FUNCTION and entry is not None and is_whole_valued(entry)


def _whole_shift(field: Atoms, argument: Product) -> tuple[Product, int]:
    """The argument as v + n with a whole number n, where v has no whole part of its own."""
    if any(e < 0 for e in argument.powers.values()):
        return argument, 0
    constant: Rational = 0
    for term in field.terms(argument, MOST_TERMS):
        constant = constant if term.product.powers else term.coefficient
    shift = constant.numerator // constant.denominator
    if not argument.powers and constant == shift:
        shift = max(shift - 1, 0)  # from 1 on: at 0 there may be a pole
    if not shift or abs(shift) > MOST_STEPS:
        return argument, 0
    return field.lowest(field.difference(argument, field.number(shift))), shift


def _atom(field: Atoms, name: str, arguments: list[Product]) -> Product:
    return field.atom(Atom(AtomKind.FUNCTION, (name, *arguments)))
