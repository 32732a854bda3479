"""dx brought to the end of a line: tr(G^T*dX) for a gradient, J*dx for a Jacobian, J*vec(dX) for the rest.

The operations around the differential are taken away one after the other, from the outside, by the rules of a group;
what is gathered before each part is kept once however often the part appears (Griewank and Walther, chapter 3).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import SymdiffError
from ..expression import Apply, Expression, Symbol, apply, symbol
from ..primitives import IDENTITY, MATRIX_PRODUCT, TRACE, VEC
from ..traversal import chain, postorder
from .differentials import MatrixStep, below, height, is_pending
from .matching import Bindings, Matcher, filled, product_of, row_of
from .shown import shown
from .simplifier import MatrixSimplifier, factors_of
from .table import GRADIENT, VECTORISED, MatrixRule

GATHERED = symbol("M")


class Ending:
    """One line brought to the form of a group of rules.

    Attributes:
        simplifier: what builds the parts.
        group: which form: tr(M*U), M*u or M*vec(U).
        steps: the steps that were made.
    """

    def __init__(self, simplifier: MatrixSimplifier, group: str) -> None:
        self.simplifier = simplifier
        self.scope = simplifier.scope
        self.group = group
        self.steps: list[MatrixStep] = []
        self._matcher = Matcher(self.scope, simplifier.build)
        self._rules = self.scope.table.endings[group]
        self._held: set[Expression] = set()

    def gathered(self, line: Expression, variable: Symbol, start: Expression) -> Expression:
        """What stands before the differential of the variable at the end.

        Args:
            line: a differential.
            variable: the variable.
            start: what stands before the line itself: 1, or an identity.

        Raises:
            SymdiffError: an operation in the line cannot be taken away.
        """
        parts: dict[Expression, Expression] = {line: start}
        while (part := self._next(parts)) is not None:
            before = parts.pop(part)
            rule, found = self._applied(before, part)
            for more, rest in found:
                known = parts.get(rest)
                parts[rest] = more if known is None else self.simplifier.build("+", (known, more))
            after = self._whole({rest: more for more, rest in found})
            self._add(rule, self.form(before, part), after, self._whole(parts))
        (gathered,) = parts.values()
        return gathered

    def _add(self, rule: MatrixRule, before: Expression, after: Expression, line: Expression) -> None:
        if shown(before, self.scope) is not shown(after, self.scope):
            self.steps.append(MatrixStep(rule.name, before, after, line, rule))

    def _next(self, parts: dict[Expression, Expression]) -> Expression | None:
        return max((part for part in parts if not is_pending(part)), key=height, default=None)

    def holds(self, node: Expression) -> bool:
        """Whether a differential stands in a node."""
        return node in self._held or any(is_pending(n) for n in postorder((node,), below))

    # The form of a line.

    def form(self, before: Expression, part: Expression) -> Expression:
        """tr(M*U), M*u or M*vec(U), as it is written."""
        part = apply(VEC, (part,)) if self.group == VECTORISED and not self.scope.shape(part).is_column else part
        is_one = isinstance(before, Apply) and before.function == IDENTITY
        if self.scope.is_scalar(before) or self.scope.is_scalar(part):
            product = self.simplifier.times(before, part)
        else:
            product = part if is_one else apply(MATRIX_PRODUCT, (*factors_of(before), *factors_of(part)))
        is_number = self.scope.is_scalar(product)
        return product if is_number or self.group != GRADIENT else apply(TRACE, (product,))

    def _whole(self, parts: dict[Expression, Expression]) -> Expression:
        first, *others = [self.form(before, part) for part, before in parts.items()]
        for other in others:
            first = apply("+", (first, other))
        return first

    # Rules.

    def _applied(self, before: Expression, part: Expression) -> tuple[MatrixRule, list[tuple[Expression, Expression]]]:
        for rule in self._rules:
            for found in self._bindings(self.structure(rule.left), part):
                bindings = {**found, GATHERED: before}
                if self._matcher.holds(rule, bindings):
                    return rule, list(self._right_sides(rule.right, bindings))
        raise SymdiffError(
            f"{shown(part, self.scope)} cannot be brought to the form {self._goal()}: no rule takes it apart"
        )

    def _goal(self) -> str:
        return {GRADIENT: "tr(M*dX)", VECTORISED: "M*vec(dX)"}.get(self.group, "M*dx")

    def structure(self, side: Expression) -> Expression:
        """What stands behind M on a side of a rule."""
        if isinstance(side, Apply) and side.function == TRACE:
            side = side.arguments[0]
        assert isinstance(side, Apply)
        last = side.arguments[-1]
        return (
            last.arguments[0] if self.group == VECTORISED and isinstance(last, Apply) and last.function == VEC else last
        )

    def _right_sides(self, right: Expression, bindings: Bindings) -> Iterator[tuple[Expression, Expression]]:
        """What is gathered, and the part behind it, for each term of a right side."""
        signs = ("+", "-")
        for place, term in enumerate(chain(right, signs) or ()):
            inner = term.arguments[0] if isinstance(term, Apply) and term.function == TRACE else term
            assert isinstance(inner, Apply)
            more = filled(inner.arguments[0], bindings, self.simplifier.build)
            if place and isinstance(right, Apply) and right.function == "-":
                more = self.simplifier.build("neg", (more,))
            rest = bindings[self.structure(term)]  # type: ignore[index]
            yield more, rest

    def _bindings(self, pattern: Expression, part: Expression) -> Iterator[Bindings]:
        if not isinstance(part, Apply) or not isinstance(pattern, Apply) or part.function != pattern.function:
            return
        if pattern.function == MATRIX_PRODUCT:
            yield from self._in_row(row_of(pattern), factors_of(part))
        elif pattern.function == "*":
            yield from self._in_product(pattern, part)
        else:
            found: list[Bindings] = [{}]
            for wanted, argument in zip(pattern.arguments, part.arguments, strict=True):
                found = [more for bound in found for more in self._matcher.match(wanted, argument, bound)]
            yield from (b for b in found if self._is_fitting(b))

    def _is_fitting(self, bindings: Bindings) -> bool:
        """Whether what is free of the differential is so; U, V, u and s hold it."""
        return all(self.holds(node) == (letter.name in "UVus") for letter, node in bindings.items())

    def _in_product(self, pattern: Apply, part: Apply) -> Iterator[Bindings]:
        """One factor holds the differential; the others, entry by entry, are the other letter."""
        factors = chain(part, ("*",)) or []
        place = next(i for i, factor in enumerate(factors) if self.holds(factor))
        others = factors[:place] + factors[place + 1 :]
        rest = others[0]
        for other in others[1:]:
            rest = self.simplifier.build("*", (rest, other))
        for wanted in (pattern.arguments, pattern.arguments[::-1]):
            for bound in self._matcher.match(wanted[0], factors[place], {}):
                yield from (b for b in self._matcher.match(wanted[1], rest, bound) if self._is_fitting(b))

    def _in_row(self, patterns: list[Expression], factors: tuple[Expression, ...]) -> Iterator[Bindings]:
        """One factor holds the differential; what stands before and behind it are P and Q, or identities."""
        place = next(i for i, factor in enumerate(factors) if self.holds(factor))
        focus = next(i for i, p in enumerate(patterns) if not (isinstance(p, Symbol) and p.name in "PQ"))
        shape = self.scope.shape(factors[place])
        bound: Bindings = {}
        sides = (
            (patterns[:focus], factors[:place], shape.rows),
            (patterns[focus + 1 :], factors[place + 1 :], shape.columns),
        )
        for wanted, there, size in sides:
            if there and not wanted:
                return
            for letter in wanted:
                assert isinstance(letter, Symbol)
                bound[letter] = product_of(there) if there else self.simplifier.build(IDENTITY, (size,))
        for found in self._matcher.match(patterns[focus], factors[place], bound):
            if found and self._is_fitting(found):
                yield found
