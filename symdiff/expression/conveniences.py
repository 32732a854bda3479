"""What a formula can be asked directly: each method is a short way to a room above, imported when it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..rulebook.requirements import Requirement
    from .nodes import Symbol


class Conveniences:
    """The methods of `Expression` that print, evaluate, measure and store it."""

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
