"""The derivative of an expression of matrices: the differential, dx at its end, and what stands before it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..errors import SymdiffError
from ..expression import ONE, ZERO, Expression, Symbol, apply, integer
from ..primitives import IDENTITY, TRANSPOSE, ZEROS
from ..tidying import tidy
from .differentials import Differentials, MatrixStep, pending
from .endings import Ending
from .scope import Scope
from .shapes import Shape
from .simplifier import MatrixSimplifier
from .table import GRADIENT, JACOBIAN, VECTORISED

DENOMINATOR, NUMERATOR, VEC_LAYOUT = "denominator", "numerator", "vec"
LAYOUTS = (DENOMINATOR, NUMERATOR, VEC_LAYOUT)
READ_OFF, SIMPLIFIED = "read_off", "simplified"


@dataclass(frozen=True)
class MatrixDerivative:
    """One derivative, and how it was found.

    Attributes:
        function, variable: what was differentiated, and by what.
        value: the derivative.
        group: which form it was read off: tr(G^T*dX), J*dx or J*vec(dX); empty for a derivative by a number.
        steps: the steps, from the differential on.
        needs: what must hold for what was cancelled.
    """

    function: Expression
    variable: Symbol
    value: Expression
    group: str
    steps: tuple[MatrixStep, ...]
    needs: tuple[Expression, ...] = field(default=())


def derivative(function: Expression, variable: Symbol, scope: Scope, layout: str = DENOMINATOR) -> MatrixDerivative:
    """The derivative by one variable.

    Args:
        function: the function.
        variable: the variable; it must be declared.
        scope: the names.
        layout: "denominator" (the gradient of A*x is A^T), "numerator" (its Jacobian is A) or "vec"
            (d vec(Y)/d vec(X), for matrices by matrices).

    Raises:
        SymdiffError: there is no such layout, the variable is no free matrix, or the derivative is a tensor.
    """
    if layout not in LAYOUTS:
        raise SymdiffError(f"there is no layout {layout!r}; there are {', '.join(LAYOUTS)}")
    _check_variable(variable, scope)
    group = _group(scope.shape(function), scope.shape(variable), layout)
    try:
        return _found(function, variable, scope, layout, group)
    except SymdiffError:
        simpler = MatrixSimplifier(scope).simplified(function)
        if simpler is function:
            raise
        found = _found(simpler, variable, scope, layout, group)
        first = MatrixStep(SIMPLIFIED, function, simpler, pending(simpler))
        return replace(found, function=function, steps=(first, *found.steps))


def _found(function: Expression, variable: Symbol, scope: Scope, layout: str, group: str) -> MatrixDerivative:
    simplifier = MatrixSimplifier(scope)
    differentials = Differentials(simplifier, variable)
    line = differentials.line(function)
    steps = list(differentials.steps)
    if line is ZERO:
        value = _nothing(scope.shape(function), scope.shape(variable), group, layout)
        return MatrixDerivative(function, variable, value, group, tuple(steps))
    if not group:
        value = differentials.replaced(line, pending(variable), ONE)  # it stands beside a number: that may be 1
    else:
        value = _gathered(line, variable, group, simplifier, steps)
        if group == JACOBIAN and layout == DENOMINATOR:
            value = simplifier.build(TRANSPOSE, (value,))
    whole = line if not steps else steps[-1].line
    steps.append(MatrixStep(READ_OFF, whole, value, value))
    return MatrixDerivative(function, variable, value, group, tuple(steps), tuple(dict.fromkeys(simplifier.needs)))


def _check_variable(variable: Symbol, scope: Scope) -> None:
    declaration = scope.declared.get(variable)
    if declaration is None:
        raise SymdiffError(f'{variable} has no shape; say what it is: shapes=dict({variable}="n")')
    if declaration.properties:
        said = " ".join(sorted(declaration.properties))
        raise SymdiffError(
            f"{variable} is declared {said}: its entries are not free, and the derivative by it has several meanings; "
            "declare it by its shape alone, for the gradient by all entries"
        )


def _group(function: Shape, variable: Shape, layout: str) -> str:
    """The form to bring the differential to.

    Raises:
        SymdiffError: the derivative has more than two indices.
    """
    if layout == VEC_LAYOUT:
        return VECTORISED
    if variable.is_scalar:
        return ""
    if function.is_scalar:
        return GRADIENT
    if not function.is_matrix and variable.is_column:
        return JACOBIAN
    sizes = [str(s) for shape in (function, variable) for s in (shape.rows, shape.columns) if s is not ONE]
    raise SymdiffError(
        f"the derivative of {function} by {variable} is a tensor of {' x '.join(sizes)} numbers; "
        f'layout="{VEC_LAYOUT}" gives it as the matrix d vec(Y)/d vec(X)'
    )


def _nothing(function: Shape, variable: Shape, group: str, layout: str) -> Expression:
    """The derivative of what does not depend on the variable."""
    if not group:
        shape = function
    elif group == GRADIENT:
        shape = variable
    else:
        shape = Shape(
            tidy(apply("*", (function.rows, function.columns))), tidy(apply("*", (variable.rows, variable.columns)))
        )
        shape = shape.transposed if layout == DENOMINATOR else shape
    return ZERO if shape.is_scalar else apply(ZEROS, (shape.rows, shape.columns))


def _gathered(
    line: Expression, variable: Symbol, group: str, simplifier: MatrixSimplifier, steps: list[MatrixStep]
) -> Expression:
    shape = simplifier.scope.shape(line)
    if group == JACOBIAN and shape.is_row:
        line = simplifier.build(TRANSPOSE, (line,))
        shape = shape.transposed
    size = tidy(apply("*", (shape.rows, shape.columns)))
    start = integer(1) if group == GRADIENT else simplifier.build(IDENTITY, (size,))
    ending = Ending(simplifier, group)
    gathered = ending.gathered(line, variable, start)
    steps += ending.steps
    return simplifier.build(TRANSPOSE, (gathered,)) if group == GRADIENT else gathered
