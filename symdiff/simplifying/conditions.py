"""Where an expression is defined, as readable conditions; and which of them a result does not say itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ..algebra.factoring import factored
from ..algebra.field import SUMS, Unwieldy
from ..algebra.generators import Indeterminate
from ..algebra.representation import Representation
from ..algebra.writing import FormWriter
from ..expression import COMPARISONS, CONDITIONS, ZERO, Apply, E, Expression, Symbol, apply, rational
from ..primitives import ABS, SQRT
from ..rulebook import current
from ..rulebook.signs import POSITIVE, Signs, keeps_sign
from ..tidying import is_total, value_of
from ..tidying.definedness import TOTAL, nonzero
from ..tidying.numbers import whole
from ..tidying.parts import factors
from ..traversal import chain, postorder, substitute

BRANCHING = CONDITIONS | {"piecewise"}
MOST_ROUNDS = 4
MOST_COMPARED = 24  # conditions that are compared as polynomials


def requirements_of(*expressions: Expression) -> list[Expression]:
    """The conditions under which expressions are defined: comparisons, or an expression that must be defined.

    What stands in a piecewise binds only its branch, and is not among them.
    """
    found: dict[Expression, None] = {}
    for node in outer_nodes(*expressions):
        if type(node) is Apply:
            found.update(dict.fromkeys(_of_node(node)))
    return list(found)


def outer_nodes(*expressions: Expression) -> list[Expression]:
    """The nodes of expressions that have a value wherever these have one."""
    return postorder(expressions, lambda n: () if n.function in BRANCHING else n.arguments)


def _of_node(node: Apply) -> Iterator[Expression]:
    function, arguments = node.function, node.arguments
    if function == "/":
        if value_of(arguments[1]) is None or value_of(arguments[1]) == 0:
            yield from _nonzero_factors(arguments[1])
    elif function == "^":
        yield from _of_power(node)
    elif function not in TOTAL and function not in CONDITIONS and function != "where":
        entry = current().functions.get((function, len(arguments)))
        if function == "piecewise" or entry is None or entry.requirement is None:
            yield node
        else:
            condition = substitute(entry.requirement, dict(zip(entry.parameters, arguments, strict=True)))
            for part in chain(condition, ("and",)) or (condition,):
                if type(part) is Apply and part.function == "!=" and part.arguments[1] is ZERO:
                    yield from _nonzero_factors(part.arguments[0])
                else:
                    yield part


def _of_power(node: Apply) -> Iterator[Expression]:
    base, exponent = node.arguments
    value, number = value_of(exponent), value_of(base)
    if base is E or (number is not None and number > 0):
        return
    if value is None:
        yield node
    elif type(value) is Fraction:
        yield apply(">=" if value > 0 else ">", (base, ZERO))
    elif value <= 0:
        yield from _nonzero_factors(base)


def _nonzero_factors(expression: Expression) -> Iterator[Expression]:
    """u != 0 for each factor u of a product or quotient, without its powers and roots."""
    stack = [expression]
    while stack:
        node = stack.pop()
        if type(node) is not Apply:
            if value_of(node) is None or node is ZERO:
                yield nonzero(node)
        elif node.function == "*":
            stack.extend(factors(node) if len(factors(node)) > 1 else node.arguments)
        elif node.function == "/" or node.function in ("neg", "^") or vanishes_alike(node):
            stack.append(node.arguments[0])
        else:
            yield nonzero(node)


def vanishes_alike(node: Apply) -> bool:
    """Whether a function is 0 where its argument is 0, and only there."""
    return node.function in (ABS, SQRT) or _has_sign_of_argument(node)


def _has_sign_of_argument(node: Apply) -> bool:
    entry = current().functions.get((node.function, len(node.arguments)))
    return entry is not None and entry.is_total and keeps_sign(entry)


def missing(original: Iterable[Expression], result: Expression) -> list[Expression]:
    """The requirements that a result does not say itself, each as a person would write it.

    Args:
        original: what must hold for the expression that was given.
        result: the form it has been brought to.
    """
    kept = list(original)
    kept += requirements_of(*_sides(kept))
    for _ in range(MOST_ROUNDS):
        needs = _missing(kept, result)
        if needs == kept:
            break
        kept = needs
    return kept


def _sides(conditions: Iterable[Expression]) -> Iterator[Expression]:
    """What is compared, and so has a value: sqrt(x) != 0 asks for x >= 0 too."""
    for condition in conditions:
        if type(condition) is Apply and condition.function in COMPARISONS:
            yield from condition.arguments


def _missing(original: Iterable[Expression], result: Expression) -> list[Expression]:
    said = [_unpowered(r) if type(r) is Apply and r.function in COMPARISONS else r for r in requirements_of(result)]
    present = {*said, *outer_nodes(result)}
    kept = [r for r in dict.fromkeys(original) if r not in present and not _is_sure(r)]
    if not kept:
        return kept
    signs = Signs(said)
    kept = [r for r in kept if not signs.holds(r)]
    if len(kept) > MOST_COMPARED:
        return kept
    kept = _polynomial_differences(kept, said)
    kept = _sharpened([_solved(r) for r in kept])
    known = {_solved(r) for r in said}
    return [r for r in kept if r not in known and not _bounded(r, [*known, *(k for k in kept if k is not r)])]


def _polynomial_differences(kept: list[Expression], said: list[Expression]) -> list[Expression]:
    """The conditions u != 0 by irreducible factors, without those that a condition said already has."""
    wanted = [r for r in kept if _is_nonzero(r)]
    known = [
        r.arguments[0]
        for r in said
        if type(r) is Apply and (_is_nonzero(r) or r.function == ">") and r.arguments[1] is ZERO
    ]
    if not wanted or len(wanted) + len(known) > MOST_COMPARED:
        return kept
    subjects = [r.arguments[0] for r in wanted]  # type: ignore[attr-defined]
    together: Expression = subjects[0]
    for subject in (*subjects[1:], *known):
        together = apply("*", (together, subject))
    try:
        represented = Representation(together)
        found = _new_factors(represented, subjects, known)
    except Unwieldy:
        return kept
    return [r for r in kept if not _is_nonzero(r)] + found


def _new_factors(represented: Representation, subjects: list[Expression], known: list[Expression]) -> list[Expression]:
    field, writer = represented.field, FormWriter(represented)
    seen = {b for subject in known for b in factored(field, represented.values[subject]).powers}
    signs = Signs()
    found = []
    for subject in subjects:
        value = factored(field, represented.values[subject])
        if not value.coefficient:
            found.append(nonzero(ZERO))
        for base in value.powers:
            if base not in seen:
                seen.add(base)
                if not _is_definite(represented, base):
                    found += [c for c in _nonzero_factors(writer.base(base)) if not signs.holds(c)]
    return found


def _is_definite(represented: Representation, base: int) -> bool:
    """Whether a polynomial is a quadratic in one generator that is never 0."""
    field = represented.field
    if base < SUMS:
        return False
    polynomial = field.sum(base)
    degrees = [(i, int(e)) for i, e in enumerate(polynomial.degrees()) if e]
    if len(degrees) != 1 or degrees[0][1] != 2:
        return False
    place = degrees[0][0]
    coefficients = {int(m[place]): int(c) for m, c in polynomial.to_dict().items()}
    a, b, c = (coefficients.get(k, 0) for k in (2, 1, 0))
    return b * b < 4 * a * c


def _is_sure(requirement: Expression) -> bool:
    """Whether a requirement that an expression is defined says nothing."""
    return not (type(requirement) is Apply and requirement.function in CONDITIONS) and is_total(requirement)


def _is_nonzero(requirement: Expression) -> bool:
    return type(requirement) is Apply and requirement.function == "!=" and requirement.arguments[1] is ZERO


def _solved(requirement: Expression) -> Expression:
    """A comparison of a*x + b with a number as one of x: x - 1 != 0 as x != 1."""
    if type(requirement) is not Apply or requirement.function not in ("!=", "<", "<=", ">", ">="):
        return requirement
    requirement = _unpowered(requirement)
    left, right = requirement.arguments
    bound = value_of(right)
    if bound is None or type(left) is Symbol:
        return requirement
    try:
        represented = Representation(left)
        polynomial = represented.field.expanded(represented.product.powers)
    except Unwieldy:
        return requirement
    degrees = [i for i, e in enumerate(polynomial.degrees()) if e]
    factor = Fraction(represented.product.coefficient)
    coefficients = {sum(int(e) for e in m): int(c) * factor for m, c in polynomial.to_dict().items()}
    if len(degrees) != 1 or set(coefficients) - {0, 1} or 1 not in coefficients or not represented.product.coefficient:
        return requirement
    generator = represented.generators[degrees[0]]
    if not isinstance(generator, Indeterminate):
        return requirement
    subject = generator.expression
    slope = coefficients[1]
    value = (bound - coefficients.get(0, Fraction(0))) / slope
    if type(left) is Apply and subject is left:
        return requirement
    turned = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "!=": "!="}
    sign = requirement.function if slope > 0 else turned[requirement.function]
    return apply(sign, (subject, rational(whole(value))))


def _unpowered(requirement: Apply) -> Apply:
    """A comparison of a power, a root or an absolute value with 0 as one of what is inside: x^3 >= 0 as x >= 0."""
    left, right = requirement.arguments
    signs = Signs()
    while right is ZERO and type(left) is Apply and requirement.function in (">", ">=", "!="):
        if left.function in ("*", "/") and (side := _without_positive(left, signs)) is not None:
            below = left.function == "/" and side is left.arguments[1]
            requirement = apply(">" if below and requirement.function == ">=" else requirement.function, (side, right))
            left = side
            continue
        exponent = value_of(left.arguments[1]) if left.function == "^" else None
        if _has_sign_of_argument(left) or (type(exponent) is int and exponent % 2 and exponent > 0):
            sign = requirement.function
        elif (left.function == ABS or (type(exponent) is int and exponent > 0)) and requirement.function != ">=":
            sign = "!="
        else:
            break
        left = left.arguments[0]
        requirement = apply(sign, (left, right))
    return requirement


def _without_positive(node: Apply, signs: Signs) -> Expression | None:
    """The one side of a product or quotient that decides its sign, where the other is positive."""
    for side, other in (node.arguments, node.arguments[::-1]):
        if signs.of(other) == POSITIVE:
            return side
    return None


def _sharpened(requirements: list[Expression]) -> list[Expression]:
    """u >= c and u != c together are u > c."""
    found = list(dict.fromkeys(requirements))
    for requirement in list(found):
        if type(requirement) is Apply and requirement.function in (">=", "<="):
            apart = apply("!=", requirement.arguments)
            if apart in found:
                found.remove(apart)
                found[found.index(requirement)] = apply(requirement.function[0], requirement.arguments)
    return list(dict.fromkeys(found))


def _bounded(requirement: Expression, others: Iterable[Expression]) -> bool:
    """Whether a bound follows from another bound on the same expression: x > 0 says x >= 0, x >= -3 and x != -1."""
    if type(requirement) is not Apply or len(requirement.arguments) != 2:
        return False
    subject, right = requirement.arguments
    bound = value_of(right)
    if bound is None:
        return False
    for other in others:
        if type(other) is not Apply or len(other.arguments) != 2 or other.arguments[0] is not subject:
            continue
        limit = value_of(other.arguments[1])
        if limit is not None and _follows(requirement.function, bound, other.function, limit):
            return True
    return False


def _follows(wanted: str, bound: object, known: str, limit: object) -> bool:
    gap = limit - bound  # type: ignore[operator]
    if known in ("<", "<="):
        gap = -gap
        wanted = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(wanted, wanted)
    elif known not in (">", ">="):
        return False
    if wanted == ">=":
        return bool(gap >= 0)
    if wanted in (">", "!="):
        return bool(gap > 0) or (gap == 0 and known in (">", "<"))
    return False
