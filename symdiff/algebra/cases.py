"""Proofs by cases: the signs of what stands between bars, in conditions and in functions by pieces are supposed.

In a case every condition is decided, so that no branch is left; what is 0 in all cases is 0. The cases of a sign are
positive, negative, and 0; a case that contradicts itself, or in which the expression has no value, is no case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..expression import COMPARISONS, CONDITIONS, Apply, Expression, Symbol, apply, integer
from ..primitives import EXTREMES
from ..rulebook import current
from ..tidying import tidy
from ..tidying.definedness import HOLDS
from ..traversal import fold, free_symbols, postorder, substitute
from .atoms import AtomKind
from .field import SUMS, Polynomial, Product, Unwieldy
from .normal_form import NormalForm, Nowhere, Supposition, normal_forms
from .unwritten import expression_of, expression_of_sum

MOST_WORK = 1200  # nodes in all cases, once for each sign that is supposed
MOST_ROUNDS = 40
DEEPEST = 12

Test = Callable[[Expression, NormalForm, tuple[Supposition, ...]], bool]


@dataclass(frozen=True)
class Case:
    """An expression, and the signs that are supposed in it."""

    expression: Expression
    supposed: tuple[Supposition, ...] = ()

    def narrowed(self, subject: Expression, sign: int) -> Case:
        """The case in which a subject has a sign too; what is 0 is put in for a letter where it can be."""
        solved = None if sign else _solved(subject)
        if solved is None:
            return Case(self.expression, (*self.supposed, (subject, sign)))
        values: dict[Expression, Expression] = dict([solved])
        supposed = tuple((tidy(substitute(e, values)), s) for e, s in self.supposed)
        return Case(substitute(self.expression, values), supposed)


def is_zero_in_all_cases(expression: Expression, is_zero: Test) -> bool:
    """Whether an expression is 0 in every case.

    Args:
        expression: any.
        is_zero: a test of an expression without branches, given its normal form.
    """
    left, work = [Case(_with_pieces(expression))], 0
    while left:
        case = left.pop()
        work += len(postorder((case.expression,))) * (1 + len(case.supposed))
        if work > MOST_WORK:
            return False
        try:
            subject = _undecided(case, is_zero)
        except Unwieldy:
            return False
        except _Settled:
            continue
        if subject is None or any(subject is known for known, _ in case.supposed):
            return False
        left += [case.narrowed(subject, sign) for sign in (1, -1, 0)]
    return True


class _Settled(Exception):
    """There is nothing more to prove in a case."""


def _undecided(case: Case, is_zero: Test) -> Expression | None:
    """What is to be supposed next; None where nothing helps.

    Raises:
        _Settled: the expression is 0, or has no value in this case.
    """
    expression, subject = _decided(case)
    if subject is not None:
        return subject
    if case.supposed and any(_truth(c, case.supposed)[0] is False for c in _excluded(expression)):
        raise _Settled
    try:
        form = normal_forms((expression,), case.supposed)[0]
    except Nowhere:
        raise _Settled from None
    if form.known.is_absurd or is_zero(expression, form, case.supposed):
        raise _Settled
    return _size_to_split(form)


def _excluded(expression: Expression) -> Iterator[Expression]:
    """The conditions u != v under which the expression stands."""
    for node in postorder((expression,)):
        if isinstance(node, Apply) and node.function == "where":
            yield from (c for c in node.arguments[1:] if isinstance(c, Apply) and c.function == "!=")


# --- conditions -------------------------------------------------------------------------------------------


def _decided(case: Case) -> tuple[Expression, Expression | None]:
    """The expression without the branches that are not taken; and what decides a condition that is left."""
    expression = case.expression
    for _ in range(MOST_ROUNDS):
        nodes = postorder((expression,), _first_only)
        innermost = next((n for n in nodes if isinstance(n, Apply) and n.function == "piecewise"), None)
        if innermost is None:
            return expression, None
        condition = innermost.arguments[0]
        truth, subject = _truth(condition, case.supposed)
        if truth is None:
            return expression, subject
        rest = innermost.arguments[2:]
        if truth:
            value = innermost.arguments[1]
        elif not rest:
            raise _Settled
        else:
            value = rest[0] if len(rest) == 1 else apply("piecewise", rest)
        expression = substitute(expression, {innermost: value})
    raise Unwieldy("too many branches")


def _first_only(node: Apply) -> tuple[Expression, ...]:
    return node.arguments[:1] if node.function == "piecewise" else node.arguments


def _truth(condition: Expression, supposed: tuple[Supposition, ...]) -> tuple[bool | None, Expression | None]:
    """Whether a condition holds; where that is open, what decides it."""
    if not isinstance(condition, Apply) or condition.function not in CONDITIONS:
        raise Unwieldy("no condition")
    if condition.function in COMPARISONS:
        return _comparison(condition, supposed)
    decisive = condition.function == "or"
    parts = [_truth(part, supposed) for part in condition.arguments]
    if any(truth is decisive for truth, _ in parts):
        return decisive, None
    return next(((None, subject) for truth, subject in parts if truth is None), (not decisive, None))


def _comparison(condition: Apply, supposed: tuple[Supposition, ...]) -> tuple[bool | None, Expression | None]:
    try:
        (form,) = normal_forms((apply("-", condition.arguments),), supposed)
    except Nowhere:
        raise _Settled from None
    if form.known.is_absurd:
        raise _Settled
    sign = form.known.sign(form.product)
    if sign is not None:
        return HOLDS[condition.function](sign), None
    return None, _factor_to_split(form, form.product)


def _factor_to_split(form: NormalForm, product: Product) -> Expression:
    """A factor whose sign is not known, or what it is the size of, or something simpler that has its sign."""
    for _ in range(DEEPEST):
        base = _unknown_factor(form, product)
        atom = form.field.atoms[base] if base < SUMS else None
        if atom is not None and atom.kind is AtomKind.SIZE:
            return expression_of(form.field, atom.product)
        twin = form.known.of_the_same_sign(base)
        if twin is None or not twin.powers:
            return expression_of(form.field, Product(1, {base: 1}))
        product = twin
    raise Unwieldy("nothing simple decides the sign")


def _unknown_factor(form: NormalForm, product: Product) -> int:
    for base, _ in form.field.factors_of(product)[1]:
        if form.known.sign(Product(1, {base: 1})) is None:
            return base
    raise Unwieldy("no factor decides the sign")


def _size_to_split(form: NormalForm) -> Expression | None:
    """What stands between bars somewhere in a normal form, or is the base of a power that may be negative."""
    field = form.field
    for atom in field.atoms:
        if atom.kind is AtomKind.SIZE:
            return expression_of(field, atom.product)
        if atom.kind is AtomKind.LOGARITHM_OF_BASE and atom.product.powers:
            return _factor_to_split(form, atom.product)
    return None


# --- zeros ------------------------------------------------------------------------------------------------


def vanishes_modulo(form: NormalForm, polynomial: Polynomial) -> bool:
    """Whether a polynomial is 0 where the products are that are supposed to be 0."""
    field = form.field
    for zero in form.known.zeros:
        divisor = field.reduced(field.expanded({b: e for b, e in zero.powers.items() if e > 0}))
        polynomial = _reduced(form, polynomial, divisor)
    return bool(polynomial == 0)


def _reduced(form: NormalForm, polynomial: Polynomial, divisor: Polynomial) -> Polynomial:
    """The polynomial by the relation divisor = 0."""
    field = form.field
    for generator, degree in enumerate(divisor.degrees()):
        leading = [(m, int(c)) for m, c in divisor.to_dict().items() if int(m[generator]) == int(degree) > 0]
        if len(leading) == 1 and abs(leading[0][1]) == 1 and sum(map(int, leading[0][0])) == int(degree):
            top = field.monomial({generator: int(degree)})
            rest = top - divisor if leading[0][1] > 0 else top + divisor
            while int(polynomial.degrees()[generator]) >= int(degree):
                polynomial = field.reduced(field.replaced(polynomial, generator, int(degree), rest))
            return polynomial
    rest = divmod(polynomial, divisor)[1]
    return rest if rest == 0 else polynomial


def _solved(subject: Expression) -> tuple[Symbol, Expression] | None:
    """A letter and what it is where the subject, a polynomial in letters, is 0; None where none is in it linearly."""
    try:
        (form,) = normal_forms((subject,))
    except Unwieldy:
        return None
    field, lowest = form.field, form.field.lowest(form.product)
    if len(lowest.powers) != 1 or any(a.kind is not AtomKind.SYMBOL for a in field.atoms):
        return None
    (base,) = lowest.powers
    polynomial = field.sum(base) if base >= SUMS else field.monomial({base: 1})
    for generator, atom in enumerate(field.atoms):
        leading = [(m, int(c)) for m, c in polynomial.to_dict().items() if m[generator]]
        letter = atom.inside[0]
        is_linear = len(leading) == 1 and sum(map(int, leading[0][0])) == 1
        if is_linear and isinstance(letter, Symbol) and letter in free_symbols(subject):
            coefficient = leading[0][1]
            rest = polynomial - field.monomial({generator: 1}, coefficient)
            return letter, tidy(apply("/", (expression_of_sum(field, -rest), integer(coefficient))))
    return None


# --- functions by pieces ----------------------------------------------------------------------------------


def _with_pieces(expression: Expression) -> Expression:
    """The expression with functions written out that the tables give by pieces."""

    def combine(node: Apply, parts: list[Expression]) -> Expression:
        if node.function in EXTREMES and len(parts) > 2:
            result = parts[0]
            for part in parts[1:]:
                result = combine(node, [result, part])
            return result
        entry = current().functions.get((node.function, len(parts)))
        if entry is None or entry.pieces is None:
            return apply(node.function, tuple(parts))
        return substitute(entry.pieces, dict(zip(entry.parameters, parts, strict=True)))

    return fold((expression,), lambda leaf: leaf, combine)[expression]
