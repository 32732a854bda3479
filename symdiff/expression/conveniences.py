"""What a formula can be asked directly: each method is a short way to a room above, imported when it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..rulebook.requirements import Requirement
    from .nodes import Expression, Symbol

# NumPy's words for the operators; its other functions are called as the table, or people, call them.
OPERATORS_OF_NUMPY = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "true_divide": "/",
    "power": "^",
    "float_power": "^",
    "negative": "neg",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
}


class Conveniences:
    """The methods of `Expression` that print, evaluate, measure, change and store it."""

    __slots__ = ()

    def __reduce__(self: Any) -> tuple[object, ...]:
        from ..traversal import flatten, restore

        return restore, (flatten(self),)

    def __str__(self: Any) -> str:
        from ..printing import to_text

        return to_text(self)

    def __repr__(self: Any) -> str:
        from ..printing import to_text

        return f"parse({to_text(self, conditions=True)!r})"

    def latex(self: Any) -> str:
        r"""LaTeX as a book prints it.

        >>> import symdiff
        >>> symdiff.parse("x^2/sqrt(x+1)").latex()
        '\\frac{x^{2}}{\\sqrt{x + 1}}'
        """
        from ..printing import to_latex

        return to_latex(self)

    def unicode(self: Any) -> str:
        """Unicode text, such as x²·sin(x)."""
        from ..printing import to_unicode

        return to_unicode(self)

    def mathml(self: Any) -> str:
        """Presentation MathML, the element `math`, as browsers show it."""
        from ..printing.mathml import to_mathml

        return to_mathml(self)

    def typst(self: Any) -> str:
        """Typst's mathematics, without the dollar signs."""
        from ..printing.typst import to_typst

        return to_typst(self)

    def _repr_latex_(self: Any) -> str:
        return f"$\\displaystyle {self.latex()}$"

    def evaluate(self: Any, values: Mapping[Any, Any] | None = None, /, **options: Any) -> Any:
        """The value at a point: see `symdiff.evaluate`.

        >>> import symdiff
        >>> symdiff.parse("x^2/3").evaluate(x=2)
        Fraction(4, 3)
        """
        from ..evaluation import evaluate

        return evaluate(self, values, **options)

    def __float__(self: Any) -> float:
        """The value of a constant.

        >>> import symdiff
        >>> float(symdiff.parse("sqrt(2)/2"))
        0.7071067811865476
        """
        return float(self.evaluate(digits=17))

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """What NumPy's functions make of expressions: np.sin(x) is sin(x), entry by entry where there are arrays."""
        from ..interchange.numpy import applied

        return applied(ufunc, method, inputs, options)

    def diff(self: Any, *variables: Any, **options: Any) -> Expression:
        """The derivative: see `symdiff.diff`.

        >>> import symdiff
        >>> print(symdiff.parse("x^3").diff("x", 2))
        6*x
        """
        from ..calculus import diff

        return diff(self, *variables, **options)

    def subs(self: Any, values: Mapping[Any, Any] | None = None, /, **named: Any) -> Expression:
        """The expression with others in the place of symbols, or of other parts, all at once, and tidied.

        Args:
            values: what stands for which symbol or part; keys are names or expressions.
            named: the same, by the names of symbols.

        >>> import symdiff
        >>> print(symdiff.parse("x^2 + y").subs(x=3), symdiff.parse("x/y").subs({"x": "y", "y": "x"}), sep="; ")
        9 + y; y/x
        """
        from ..calculus.substitution import put_in

        return put_in(self, {**(values or {}), **named})

    def __call__(self: Any, *values: Any, **named: Any) -> Expression:
        """The expression at a place: f(2) where it has one symbol, f(x=2, y="a").

        >>> import symdiff
        >>> print(symdiff.parse("x^2 + 1")(2))
        5
        """
        from ..calculus.substitution import at_place

        return at_place(self, values, named)

    def has(self: Any, *parts: Any) -> bool:
        """Whether one of the parts is in it: a symbol, any expression, or the name of a function.

        >>> import symdiff
        >>> f = symdiff.parse("sin(x)/y")
        >>> f.has("x"), f.has("z"), f.has("sin")
        (True, False, True)
        """
        from ..calculus.substitution import holds

        return holds(self, parts)

    def walk(self: Any) -> Iterator[Expression]:
        """Each distinct part once, parts before what is made of them.

        >>> import symdiff
        >>> [str(part) for part in symdiff.parse("x*sin(x)").walk()]
        ['x', 'sin(x)', 'x*sin(x)']
        """
        from ..traversal import postorder

        return iter(postorder((self,)))

    @property
    def dag_size(self: Any) -> int:
        """How many distinct nodes the expression has."""
        from ..traversal import postorder

        return len(postorder((self,)))

    @property
    def tree_size(self: Any) -> int:
        """How many nodes the expression has when every shared part is counted as often as it appears."""
        from ..traversal import tree_size

        return tree_size(self)

    @property
    def free_symbols(self: Any) -> frozenset[Symbol]:
        """The symbols in it; the constants e and pi are none."""
        from ..traversal import free_symbols

        return free_symbols(self)

    @property
    def conditions(self: Any) -> tuple[Requirement, ...]:
        """What must hold for the formula to be the answer, beyond the formula's own domain.

        >>> import symdiff
        >>> [str(c) for c in symdiff.diff("ln(x)", "x").conditions]
        ['x > 0']
        """
        from ..rulebook.requirements import requirements

        return requirements(self)
