"""`MatrixExpression`: an expression together with the shapes of its names; what people hold in their hands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Union

from ..errors import SymdiffError
from ..expression import Expression, Symbol, symbol
from ..printing import to_latex, to_text, to_unicode
from ..traversal import free_symbols
from ..work import within
from .derivatives import DENOMINATOR, MatrixDerivative, derivative
from .reading import read_matrices
from .scope import Scope
from .shapes import Declaration, declarations
from .shown import shown
from .simplifier import MatrixSimplifier
from .syntax import word
from .table import standard_table

MatrixOperand = Union["MatrixExpression", int, float, str]
MOST_ORDERS = 20


class MatrixExpression:
    """A scalar, vector or matrix made of declared names.

    Made by `symdiff.matrix`, `symdiff.vector`, by `symdiff.diff(..., shapes=...)` and the operators: `A @ x` is the
    product of matrices, `A.T` the transpose, `2*A` a multiple.
    """

    __slots__ = ("_scope", "conditions", "node")

    def __init__(self, node: Expression, scope: Scope, conditions: tuple[Expression, ...] = ()) -> None:
        self.node = node
        self._scope = scope
        self.conditions = conditions

    @property
    def shape(self) -> tuple[str, str]:
        """Rows and columns, as text.

        >>> import symdiff
        >>> symdiff.matrix("A", "m", "n").T.shape
        ('n', 'm')
        """
        shape = self._scope.shape(self.node)
        return str(shape.rows), str(shape.columns)

    @property
    def shapes(self) -> dict[str, str]:
        """What is declared of each name in it."""
        names = free_symbols(self.node) | set(self._scope.declared)
        return {n.name: _declared_text(d) for n, d in self._scope.declared.items() if n in names}

    def text(self) -> str:
        """Text that is read back as the same."""
        return to_text(self._shown)

    def latex(self) -> str:
        r"""LaTeX as a book prints it.

        >>> import symdiff
        >>> symdiff.matrix("A", "n", "n").T.latex()
        'A^{T}'
        """
        return to_latex(self._shown)

    def unicode(self) -> str:
        """Text with the signs of Unicode."""
        return to_unicode(self._shown)

    def numpy(self) -> str:
        """Python for NumPy, in which a column is an array of one dimension.

        >>> import symdiff
        >>> x, A = symdiff.vector("x", "n"), symdiff.matrix("A", "n", "n")
        >>> (x.T @ A @ x).numpy()
        'x @ A @ x'
        """
        from .code import numpy_code

        return numpy_code(self.node, self._scope)

    @property
    def _shown(self) -> Expression:
        return shown(self.node, self._scope)

    def evaluate(self, values: Mapping[str, Any] | None = None, /, **named: Any) -> Any:
        """The value for arrays.

        Args:
            values: numbers and arrays by name.
            named: the same.

        Returns:
            A float, or an array: of one dimension for a column, else of two.

        Raises:
            DomainError: a value is missing or of another shape, or a matrix has no inverse.

        >>> import symdiff
        >>> symdiff.diff("x^T x", "x", shapes={"x": "n"}).evaluate(x=[1, 2])
        array([2., 4.])
        """
        from .values import value_of

        return value_of(self.node, self._scope, {**(values or {}), **named})

    def diff(self, variable: str | MatrixExpression, order: int = 1, *, layout: str = DENOMINATOR) -> MatrixExpression:
        """The derivative by a name: see `symdiff.diff`.

        Args:
            variable: the name, or the expression that is that name.
            order: how often to differentiate.
            layout: as for `symdiff.diff`.

        Returns:
            The derivative.

        Raises:
            SymdiffError: the variable is no declared name, or the derivative is a tensor.

        >>> import symdiff
        >>> X = symdiff.matrix("X", "n", "n")
        >>> print((X.T @ X).diff("X", layout="vec").shape)
        ('n^2', 'n^2')
        """
        found = self
        for step in derivatives(self, [(variable, order)], layout):
            found = MatrixExpression(step.value, self._scope, (*found.conditions, *step.needs))
        return found

    def simplify(self) -> MatrixExpression:
        """The same, as a book writes it.

        >>> import symdiff
        >>> A = symdiff.matrix("A", "n", "n")
        >>> print((A @ A.T).T.simplify())
        A*A^T
        """
        simplifier = MatrixSimplifier(self._scope)
        with within():
            node = simplifier.simplified(self.node)
        return MatrixExpression(node, self._scope, tuple(dict.fromkeys((*self.conditions, *simplifier.needs))))

    @property
    def T(self) -> MatrixExpression:
        """The transpose."""
        return self._made(f"({self})^T" if symbol("T") not in self._scope.declared else f"({self})'", self)

    def _made(self, text: str, *others: MatrixOperand) -> MatrixExpression:
        """What a text means in the names of all operands: reading checks their shapes."""
        declared: dict[Symbol, Declaration] = dict(self._scope.declared)
        for other in others:
            if isinstance(other, MatrixExpression):
                for name, declaration in other._scope.declared.items():
                    if declared.setdefault(name, declaration) != declaration:
                        raise SymdiffError(
                            f"{name} is declared {_declared_text(declaration)} and {_declared_text(declared[name])}"
                        )
        scope = Scope(declared)
        return MatrixExpression(read_matrices(text, scope), scope)

    def _joined(self, sign: str, other: MatrixOperand, reflected: bool = False) -> MatrixExpression:
        if not isinstance(other, (MatrixExpression, int, float, str)):
            return NotImplemented
        left, right = (other, self) if reflected else (self, other)
        return self._made(f"({left}){sign}({right})", other)

    def __add__(self, other: MatrixOperand) -> MatrixExpression:
        return self._joined("+", other)

    def __radd__(self, other: MatrixOperand) -> MatrixExpression:
        return self._joined("+", other, True)

    def __sub__(self, other: MatrixOperand) -> MatrixExpression:
        return self._joined("-", other)

    def __rsub__(self, other: MatrixOperand) -> MatrixExpression:
        return self._joined("-", other, True)

    def __matmul__(self, other: MatrixOperand) -> MatrixExpression:
        return self._joined("*", other)

    def __mul__(self, other: MatrixOperand) -> MatrixExpression:
        return self._multiple(other, False)

    def __rmul__(self, other: MatrixOperand) -> MatrixExpression:
        return self._multiple(other, True)

    def _multiple(self, other: MatrixOperand, reflected: bool) -> MatrixExpression:
        is_number = not isinstance(other, MatrixExpression) or other.is_scalar
        if not is_number and not self.is_scalar:
            raise SymdiffError(
                "* between two arrays: write @ for the product of matrices, .hadamard(...) entry by entry"
            )
        return self._joined("*", other, reflected)

    def __truediv__(self, other: MatrixOperand) -> MatrixExpression:
        return self._joined("/", other)

    def __rtruediv__(self, other: MatrixOperand) -> MatrixExpression:
        return self._joined("/", other, True)

    def __pow__(self, exponent: MatrixOperand) -> MatrixExpression:
        return self._joined("^", exponent)

    def __neg__(self) -> MatrixExpression:
        return self._made(f"-({self})")

    def hadamard(self, other: MatrixOperand) -> MatrixExpression:
        """The product entry by entry."""
        return self._joined(".*", other)

    @property
    def is_scalar(self) -> bool:
        """Whether it is one number."""
        return self._scope.is_scalar(self.node)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<MatrixExpression {self.text()}: {' x '.join(self.shape)}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MatrixExpression):
            return NotImplemented
        return self.node is other.node and self._scope.declared == other._scope.declared

    def __hash__(self) -> int:
        return hash(self.node)

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"


def _declared_text(declaration: Declaration) -> str:
    return " ".join([str(declaration.shape), *sorted(declaration.properties)])


def expression_of(source: MatrixExpression | str, shapes: Mapping[str, Any] | None) -> MatrixExpression:
    """An expression from a text and the shapes of its names.

    Raises:
        ParseError: the text is no formula, or shapes do not fit.
        SymdiffError: a shape is none.
    """
    if isinstance(source, MatrixExpression):
        return source
    scope = Scope(declarations(shapes or {}, standard_table().properties, word))
    return MatrixExpression(read_matrices(source, scope), scope)


def derivatives(
    function: MatrixExpression, variables: list[tuple[str | MatrixExpression, int]], layout: str
) -> list[MatrixDerivative]:
    """Each derivative on the way to the last.

    Raises:
        SymdiffError: a variable is no declared name, or a derivative is a tensor.
        LimitError: there are too many, or they take too much work.
    """
    chosen = [symbol(_variable(variable)) for variable, order in variables for _ in range(_counted(order))]
    node, found = function.node, []
    with within():
        for variable in chosen:
            found.append(derivative(node, variable, function._scope, layout))
            node = found[-1].value
    return found


def _variable(variable: str | MatrixExpression) -> str:
    if isinstance(variable, MatrixExpression) and not isinstance(variable.node, Symbol):
        raise SymdiffError(f"{variable} is no name to differentiate by")
    return word(str(variable))


def _counted(order: int) -> int:
    if not 1 <= order <= MOST_ORDERS:
        raise SymdiffError(f"the order of a derivative is a number from 1 to {MOST_ORDERS}, not {order}")
    return order


__all__ = ["MatrixExpression", "derivatives", "expression_of"]
