"""Forms on request: expand, factor, together, apart, collect, and the like."""

from __future__ import annotations

from collections.abc import Callable

from ..algebra.factoring import factored
from ..algebra.field import SUMS, Product, Unwieldy
from ..algebra.generators import Radical
from ..algebra.representation import Representation
from ..algebra.writing import FormWriter
from ..calculus.forward import as_variable, only_variable
from ..calculus.variables import Variable
from ..errors import LimitError, SymdiffError
from ..expression import CONDITIONS, ONE, ZERO, Apply, Expression, apply, as_expression
from ..tidying import build, over, plus, remembering, tidy, times
from ..traversal import fold
from .conditions import missing, requirements_of
from .conjugates import conjugated
from .partial_fractions import partial_fractions
from .parts import Parts
from .product_to_sum import combined


def expand(expression: Expression | str) -> Expression:
    """Products and powers of sums multiplied out.

    Args:
        expression: an expression or its text.

    Raises:
        ParseError: the text is no formula.
        LimitError: the result would have too many terms.

    >>> print(expand("(x + 1)^2*(x - y)"))
    x^3 - x^2*y + 2*x^2 - 2*x*y + x - y
    """
    return _formed(expression, lambda e: _represented(e, _expanded))


def factor(expression: Expression | str) -> Expression:
    """The expression as a product of factors that cannot be factored further over the rationals.

    Args:
        expression: an expression or its text.

    Raises:
        ParseError: the text is no formula.
        LimitError: the expression is too large.

    >>> print(factor("x^3 - x"))
    x*(x - 1)*(x + 1)
    """
    return _formed(expression, lambda e: _represented(e, _factored))


def together(expression: Expression | str) -> Expression:
    """One fraction, in lowest terms.

    Args:
        expression: an expression or its text.

    Raises:
        ParseError: the text is no formula.

    >>> print(together("1/(x - 1) - 1/(x + 1)"))
    2/((x - 1)*(x + 1))
    """
    return _formed(expression, lambda e: _represented(e, _factored))


def apart(expression: Expression | str, variable: Variable | None = None) -> Expression:
    """A quotient of polynomials as a sum of partial fractions.

    Args:
        expression: the quotient.
        variable: the variable; where none is given, x or the only one there is.

    Raises:
        ParseError: the text is no formula.
        SymdiffError: the expression is no quotient of polynomials in the variable alone.

    References:
        J. von zur Gathen and J. Gerhard, Modern Computer Algebra, section 5.11.

    >>> print(apart("(3*x + 1)/(x^2 - 1)"))
    2/(x - 1) + 1/(x + 1)
    """

    def written(node: Expression) -> Expression:
        symbol = only_variable(node) if variable is None else as_variable(variable)
        represented = Representation(node)
        rooted = any(isinstance(g, Radical) and g.degree > 1 for g in represented.generators)
        if len(represented.generators) != 1 or rooted or represented.field.places.get(symbol) != 0:
            raise SymdiffError(f"partial fractions need a quotient of polynomials in {symbol} alone")
        return partial_fractions(represented)

    return _formed(expression, written)


def collect(expression: Expression | str, variable: Variable) -> Expression:
    """A sum ordered by powers of a variable.

    Args:
        expression: an expression or its text.
        variable: the variable.

    Raises:
        ParseError: the text is no formula.

    >>> print(collect("a*x + b*x + x^2*(a - 1)", "x"))
    x^2*(a - 1) + x*(a + b)
    """
    symbol = as_variable(variable)
    return _formed(expression, lambda e: _represented(e, lambda represented: _collected(represented, symbol)))


def combine_trig(expression: Expression | str) -> Expression:
    """Products and powers of sines and cosines as sums of sines and cosines.

    Args:
        expression: an expression or its text.

    Raises:
        ParseError: the text is no formula.

    References:
        M. Abramowitz and I. Stegun, Handbook of Mathematical Functions, 4.3.31 to 4.3.33.

    >>> print(combine_trig("sin(x)^2"))
    1/2 - cos(2*x)/2
    """
    return _formed(expression, lambda e: combined(_represented(e, _expanded)))


def rationalize(expression: Expression | str) -> Expression:
    """A fraction with the square roots out of its denominator.

    Where what it is multiplied by is 0, the result is not defined: that is one of its conditions.

    Args:
        expression: an expression or its text.

    Raises:
        ParseError: the text is no formula.

    >>> print(rationalize("1/(sqrt(x) + 1)"))
    (sqrt(x) - 1)/(x - 1)
    """
    return _formed(expression, lambda e: _represented(e, _rationalized))


# --- what they have in common ------------------------------------------------------------------------------


def _formed(expression: Expression | str, form: Callable[[Expression], Expression]) -> Expression:
    """A form of an expression, with what the expression required."""
    from ..calculus.forward import carry_out

    whole = tidy(carry_out(as_expression(expression)))
    value, *remembered = whole.arguments if type(whole) is Apply and whole.function == "where" else (whole,)
    try:
        found, _ = remembering(lambda: tidy(form(value)))
    except Unwieldy as error:
        raise LimitError("the expression is too large for this form") from error
    needs = missing([*requirements_of(value), *remembered], found)
    return apply("where", (found, *needs)) if needs else found


def _represented(expression: Expression, write: Callable[[Representation], Expression]) -> Expression:
    """The form of an expression and of the arguments of its functions."""

    def combine(node: Apply, parts: list[Expression]) -> Expression:
        if node.function in CONDITIONS or node.function in ("+", "-", "*", "/", "neg"):
            return build(node.function, tuple(parts))
        if node.function == "^":
            return build("^", (parts[0], write(Representation(parts[1]))))
        return build(node.function, tuple(write(Representation(p)) for p in parts))

    return write(Representation(fold((expression,), lambda leaf: leaf, combine)[expression]))


def _expanded(represented: Representation) -> Expression:
    parts = Parts.of(represented.settled(represented.product))
    if not parts.coefficient:
        return ZERO
    field = represented.field
    top = field.reduced(field.expanded(parts.above))
    return FormWriter(represented).polynomial(top, parts.coefficient, {**parts.plain, **parts.below})


def _factored(represented: Representation) -> Expression:
    return FormWriter(represented).product(represented.settled(factored(represented.field, represented.product)))


def _collected(represented: Representation, symbol: Expression) -> Expression:
    parts = Parts.of(represented.settled(represented.product))
    field, writer = represented.field, FormWriter(represented)
    place = represented.field.places.get(symbol)
    if place is None or parts.below:
        return writer.product(represented.product)
    groups: dict[int, dict[tuple[int, ...], int]] = {}
    for exponents, coefficient in field.reduced(field.expanded({**parts.above, **parts.plain_above})).to_dict().items():
        rest = tuple(0 if i == place else int(e) for i, e in enumerate(exponents))
        groups.setdefault(int(exponents[place]), {})[rest] = coefficient
    outside = Product(parts.coefficient, parts.plain_below)
    total: Expression = ZERO
    for exponent, group in sorted(groups.items(), reverse=True):
        part = field.multiply((outside, field.of_polynomial(field.context.from_dict(group))))
        power_ = Product(1, {place: exponent} if exponent else {})
        total = plus(total, times(writer.product(part), writer.product(power_)))
    return total


# --- roots below the line -----------------------------------------------------------------------------------


def _rationalized(represented: Representation) -> Expression:
    product = represented.product
    for _ in range(8):
        below = [b for b, e in product.powers.items() if b >= SUMS and e < 0]
        found = next((f for b in below if (f := conjugated(represented, product, b)) is not None), None)
        if found is None:
            break
        product = found
    return _without_roots_below(represented, product)


def _without_roots_below(represented: Representation, product: Product) -> Expression:
    """The fraction with 1/r as r^(q - 1)/u for each root r of u in its denominator."""
    writer = FormWriter(represented)
    below: Expression = ONE
    powers = dict(product.powers)
    for place, exponent in product.powers.items():
        generator = represented.generators[place] if place < len(represented.generators) else None
        if isinstance(generator, Radical) and exponent < 0 and exponent % generator.degree:
            lift = -(exponent // generator.degree)  # how many times u goes below the line
            powers[place] = exponent + lift * generator.degree
            below = times(below, build("^", (generator.radicand, as_expression(lift))))
    return over(writer.product(Product(product.coefficient, powers)), below)


__all__ = ["apart", "collect", "combine_trig", "expand", "factor", "rationalize", "together"]
