"""Expressions to and from SymPy; what its functions are called is a column of the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache, reduce
from typing import Any

from ..errors import DomainError, SymdiffError
from ..expression import COMPARISONS, PI, Apply, E, Expression, Number, Symbol, apply, rational, symbol
from ..primitives import SQRT
from ..rulebook import current
from ..rulebook.definitions import in_terms_of
from ..rulebook.requirements import requirements
from ..rulefiles.lines import function_lines, line_for
from ..tidying import bare, over, plus, power, times
from ..traversal import fold

_PART = re.compile(r"\s*(?:#(\d+)|(\d+(?:/\d+)?)|([\[\],]))")
Shape = tuple[Any, ...]  # what stands in the brackets: a place, a number, or a tuple of such


def to_sympy(expression: Expression | str) -> Any:
    """The same function in SymPy; what must hold beyond the formula becomes a Piecewise.

    Args:
        expression: an expression or its text.

    Raises:
        SymdiffError: SymPy is not installed, or has no such function.
        ParseError: the text is no formula.

    >>> to_sympy("x^2*ln(x) + sinc(x)")
    x**2*log(x) + sinc(x)
    """
    sympy = _library()
    whole = _parsed(expression)
    known = in_terms_of(bare(whole), lambda function, arity: _template(function, arity) is not None)
    made = fold((known,), lambda leaf: _leaf(sympy, leaf), lambda node, parts: _made(sympy, node, parts))[known]
    needs = [to_sympy(r.expression) for r in requirements(whole) if r.is_condition]
    return sympy.Piecewise((made, sympy.And(*needs))) if needs else made


def from_sympy(expression: Any) -> Expression:
    """The same function here, tidied.

    Args:
        expression: an expression of SymPy.

    Raises:
        SymdiffError: SymPy is not installed, or the expression holds what is no real function of the table.

    >>> import sympy
    >>> print(from_sympy(sympy.sin(sympy.Symbol("x"))**2/3 + sympy.E))
    sin(x)^2/3 + e
    """
    sympy = _library()
    done: dict[Any, Expression] = {}
    for node in sympy.postorder_traversal(sympy.sympify(expression)):
        if node not in done:
            done[node] = _read(sympy, node, [done[argument] for argument in node.args])
    return done[sympy.sympify(expression)]


def _library() -> Any:
    try:
        import sympy
    except ImportError as error:
        raise SymdiffError("SymPy is needed, the extra sympy: pip install 'symdiff[sympy]'") from error
    return sympy


def _parsed(expression: Expression | str) -> Expression:
    from ..rulebook import parse

    return parse(expression) if isinstance(expression, str) else expression


# --- to SymPy ----------------------------------------------------------------------------------------


def _leaf(sympy: Any, leaf: Expression) -> Any:
    if isinstance(leaf, Number):
        value = Fraction(leaf.value)
        return sympy.Rational(value.numerator, value.denominator)
    assert isinstance(leaf, Symbol)
    return {E: sympy.E, PI: sympy.pi}.get(leaf) or sympy.Symbol(leaf.name)


def _made(sympy: Any, node: Apply, parts: Sequence[Any]) -> Any:
    head = node.function
    if head in _SIGNS:
        return _SIGNS[head](sympy, *parts)
    if head == "piecewise":
        pairs = [(parts[i + 1], parts[i]) for i in range(0, len(parts) - 1, 2)]
        return sympy.Piecewise(*pairs, *([(parts[-1], True)] if len(parts) % 2 else []))
    if head == "derivative":
        return sympy.Derivative(*parts[:1], (parts[1], parts[2]))
    template = _template(head, len(parts))
    if template is None:
        return _formal(sympy, head, parts)
    name, shape = template
    return getattr(sympy, name)(*_filled(sympy, shape, parts))


_TUPLE = "tuple"  # a part of a Piecewise, a Derivative or a function, which is read with it
_SIGNS: Mapping[str, Callable[..., Any]] = {
    "+": lambda sympy, a, b: a + b,
    "-": lambda sympy, a, b: a - b,
    "*": lambda sympy, a, b: a * b,
    "/": lambda sympy, a, b: a / b,
    "^": lambda sympy, a, b: a**b,
    "neg": lambda sympy, a: -a,
    "<": lambda sympy, a, b: sympy.Lt(a, b),
    "<=": lambda sympy, a, b: sympy.Le(a, b),
    ">": lambda sympy, a, b: sympy.Gt(a, b),
    ">=": lambda sympy, a, b: sympy.Ge(a, b),
    "=": lambda sympy, a, b: sympy.Eq(a, b),
    "!=": lambda sympy, a, b: sympy.Ne(a, b),
    "and": lambda sympy, *parts: sympy.And(*parts),
    "or": lambda sympy, *parts: sympy.Or(*parts),
}


def _formal(sympy: Any, head: str, parts: Sequence[Any]) -> Any:
    """A function of which only the name is known; with primes a derivative of it."""
    name = head.rstrip("'")
    if any(head == known for known, _ in current().functions) or not name.isidentifier():
        raise SymdiffError(f"SymPy has no function {head}")
    primes = len(head) - len(name)
    if not primes:
        return sympy.Function(name)(*parts)
    if len(parts) != 1:
        raise SymdiffError(f"{head} of several arguments cannot be written for SymPy")
    letter = sympy.Dummy("u")
    return sympy.Subs(sympy.Derivative(sympy.Function(name)(letter), (letter, primes)), letter, parts[0]).doit()


@cache
def _template(function: str, arity: int) -> tuple[str, Shape] | None:
    """What SymPy calls a function, and what stands in its brackets; None where the table says nothing."""
    if function in _SIGNS or function in ("piecewise", "derivative"):
        return function, tuple(range(arity))
    line = line_for(function, arity)
    if line is None or not line.in_sympy:
        return None
    name, _, inside = line.in_sympy.partition(" ")
    return name, _shape(inside) if inside else tuple(range(arity))


def _shape(text: str) -> Shape:
    stack: list[list[Any]] = [[]]
    for place, number, mark in _PART.findall(text):
        if mark == "[":
            stack.append([])
        elif mark == "]":
            inner = tuple(stack.pop())
            stack[-1].append(inner)
        elif place or number:
            stack[-1].append(int(place) - 1 if place else Fraction(number))
    return tuple(stack[0])


def _filled(sympy: Any, shape: Shape, parts: Sequence[Any]) -> list[Any]:
    def filled(one: Any) -> Any:
        if isinstance(one, int):
            return parts[one]
        if isinstance(one, Fraction):
            return sympy.Rational(one.numerator, one.denominator)
        return _filled(sympy, one, parts)

    return [filled(one) for one in shape]


def _matched(shape: Shape, parts: Sequence[Expression], found: dict[int, Expression]) -> bool:
    """Whether arguments are of that shape; what stands at its places is noted."""
    if len(shape) != len(parts):
        return False
    for one, given in zip(shape, parts, strict=True):
        if isinstance(one, tuple):
            inner = given.arguments if isinstance(given, Apply) and given.function == _TUPLE else (given,)
            if not _matched(one, inner, found):
                return False
        elif isinstance(one, Fraction):
            if given is not rational(one):
                return False
        else:
            found[one] = given
    return True


# --- from SymPy --------------------------------------------------------------------------------------


def _read(sympy: Any, node: Any, parts: list[Expression]) -> Expression:
    """A node of SymPy, its arguments read."""
    if node.is_Symbol:
        return symbol(node.name)
    if isinstance(node, sympy.Rational):
        return rational(Fraction(int(node.p), int(node.q)))
    if isinstance(node, sympy.Float):
        return rational(Fraction(str(node)), decimal=True)
    if node in (sympy.E, sympy.pi):
        return E if node == sympy.E else PI
    if node.is_Add or node.is_Mul:
        return _folded(plus if node.is_Add else times, node, parts)
    if node.is_Pow:
        return _power(sympy, node, parts)
    if isinstance(node, sympy.Tuple | sympy.logic.boolalg.Boolean) or node.func.__name__ == "ExprCondPair":
        return _logical(sympy, node, parts)
    if isinstance(node, sympy.Piecewise):
        return _pieces(node, parts)
    if isinstance(node, sympy.Derivative):
        return _derivative(node, parts)
    return _function(sympy, node, parts)


def _folded(combine: Callable[[Expression, Expression], Expression], node: Any, parts: list[Expression]) -> Expression:
    """A sum in the order in which SymPy prints it, or a product."""
    known: dict[Any, Expression] = dict(zip(node.args, parts, strict=True))
    return reduce(combine, (known[part] for part in (node.as_ordered_terms() if node.is_Add else node.args)))


def _power(sympy: Any, node: Any, parts: list[Expression]) -> Expression:
    base, exponent = node.args
    if exponent in (sympy.S.Half, -sympy.S.Half):
        root = apply(SQRT, (parts[0],))
        return root if exponent > 0 else over(rational(1), root)
    if exponent.is_Rational and exponent < 0 and base != sympy.E:
        return over(rational(1), power(parts[0], rational(Fraction(int(-exponent.p), int(exponent.q)))))
    return power(parts[0], parts[1])


def _logical(sympy: Any, node: Any, parts: list[Expression]) -> Expression:
    if node in (sympy.true, sympy.false):
        return apply("=", (rational(0), rational(0 if node == sympy.true else 1)))
    if not isinstance(node, sympy.logic.boolalg.Boolean):
        return apply(_TUPLE, tuple(parts))
    sign = {sympy.And: "and", sympy.Or: "or"}.get(node.func) or getattr(node, "rel_op", "").replace("==", "=")
    if sign in ("and", "or"):
        return reduce(lambda whole, part: apply(sign, (whole, part)), parts)
    if sign in COMPARISONS:
        return apply(sign, (parts[0], parts[1]))
    raise DomainError(f"the condition {node} of SymPy has no counterpart here")


def _pieces(node: Any, parts: list[Expression]) -> Expression:
    inside: list[Expression] = []
    for pair, (_, condition) in zip(parts, node.args, strict=True):
        assert isinstance(pair, Apply)
        value, wanted = pair.arguments
        inside += [value] if condition == True else [wanted, value]  # noqa: E712 - SymPy's own truth
    return apply("piecewise", tuple(inside))


def _derivative(node: Any, parts: list[Expression]) -> Expression:
    whole = parts[0]
    for pair in parts[1:]:
        assert isinstance(pair, Apply)
        whole = apply("derivative", (whole, *pair.arguments))
    return whole


def _function(sympy: Any, node: Any, parts: list[Expression]) -> Expression:
    name = node.func.__name__
    if isinstance(node, sympy.exp):
        return power(E, parts[0])
    for head, arity, shape in _heads().get(name, ()):
        places: dict[int, Expression] = {}
        if _matched(shape, parts, places):
            return apply(head, tuple(places[place] for place in range(arity)))
    if isinstance(node, sympy.core.function.AppliedUndef):
        return apply(name, tuple(parts))
    raise DomainError(f"{node.func} of SymPy has no counterpart here: {str(node)[:80]}")


@cache
def _heads() -> Mapping[str, list[tuple[str, int, Shape]]]:
    """The functions of the table by their names in SymPy."""
    found: dict[str, list[tuple[str, int, Shape]]] = {}
    for head, arity in function_lines():
        template = _template(head, arity)
        if template is not None:
            found.setdefault(template[0], []).append((head, arity, template[1]))
    return found
