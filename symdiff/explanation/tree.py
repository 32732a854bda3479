"""A derivation: a tree of steps that lead from the function to the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from ..errors import SymdiffError
from ..expression import Apply, Expression, Symbol, apply, symbol
from .closing import Closing, closing, closing_of_terms
from .moves import TRIVIAL
from .places import Place, put
from .records import RULE, Noted, Step

SIMPLEST, TIDY = "simplest", "tidy"
FORMS = (SIMPLEST, TIDY)
"""What the last line may be: the form that reads best, or what `diff` answers."""

Self = TypeVar("Self", bound="DerivationRecord")


@dataclass(frozen=True)
class Visit:
    """A step as it is met on the way through a derivation.

    Attributes:
        step: the step.
        index: which substep of the step above it is, counted from 1.
        above: the visit of that step, or None at the top.
        again: whether the same derivative was found before; then its substeps are not met again.
    """

    step: Step
    index: int
    above: Visit | None = None
    again: bool = False

    @property
    def number(self) -> tuple[int, ...]:
        """Its place in the tree: (2, 1) is the first substep of the second step."""
        return tuple(visit.index for visit in self._way())

    @property
    def place(self) -> Place:
        """Where it stands in the whole line."""
        return tuple(index for visit in self._way() for index in visit.step.place)

    def _way(self) -> list[Visit]:
        """The visits from the top down to this one."""
        way: list[Visit] = []
        walk: Visit | None = self
        while walk is not None:
            way.append(walk)
            walk = walk.above
        return way[::-1]


def visits(steps: Sequence[Step], seen: set[Expression] | None = None) -> Iterator[Visit]:
    """Every step, each before its substeps; what was found before is met again without its substeps.

    Args:
        steps: the steps at the top.
        seen: the derivatives that were found before; those that are met are added.
    """
    seen = set() if seen is None else seen
    stack = [Visit(step, index) for index, step in enumerate(steps, 1)][::-1]
    while stack:
        visit = stack.pop()
        step = visit.step
        if step.kind == RULE and not step.is_elementary:
            if step.before in seen:
                yield Visit(step, visit.index, visit.above, again=True)
                continue
            seen.add(step.before)
        yield visit
        stack.extend([Visit(inner, index, visit) for index, inner in enumerate(step.substeps, 1)][::-1])


@dataclass(frozen=True, eq=False, repr=False)
class DerivationRecord:
    """How a derivative is found, from the function to the answer: the data alone.

    Attributes:
        kind: what is derived: `derivative`, `definition`, `implicit`, `total`, `parametric`, `inverse`, `differential`.
        method: the way that was chosen.
        function: what is differentiated.
        variables: by which variables, one after the other.
        start: the first line.
        path: the steps that lead from it to the tidy result.
        tidy: the tidy result, which is what `diff` answers.
        names: how further expressions are called in the plan.
        form: which form the last line has, `simplest` or `tidy`.
        known: the steps from the tidy result to that form, where they are known already.
    """

    kind: str
    function: Expression
    variables: tuple[Symbol, ...]
    start: Expression
    path: tuple[Step, ...]
    tidy: Expression
    method: str = "rules"
    names: Mapping[str, Noted] = field(default_factory=dict)
    form: str = SIMPLEST
    known: Closing | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that lead from the first line to the last."""
        return (*self.path, *self._closing.steps)

    @property
    def result(self) -> Expression:
        """The answer, in the form that was chosen; found when it is first asked for."""
        return self._closing.result

    @cached_property
    def _closing(self) -> Closing:
        if self.known is not None:
            return self.known
        if self.form == TIDY:
            return Closing((), self.tidy)
        if self.kind == "differential" and "answer" not in self.names:
            return closing_of_terms(self.tidy, self.variables[0])
        return closing(self.tidy, self.variables[0], (1,) if self.is_equation else ())

    def in_form(self: Self, form: str) -> Self:
        """The derivation with its last line in a form: `simplest`, or `tidy` as `diff` answers.

        Raises:
            SymdiffError: there is no such form.

        >>> import symdiff
        >>> print(symdiff.derive("x*e^x").result, "|", symdiff.derive("x*e^x").in_form("tidy").result)
        (x + 1)*e^x | e^x + x*e^x
        """
        if form not in FORMS:
            raise SymdiffError(f"there is no form {form!r}: there are {', '.join(FORMS)}")
        return self if form == self.form else replace(self, form=form, known=None)

    @property
    def is_equation(self) -> bool:
        """Whether the last line is an equation, whose right side is the result."""
        return any(
            not step.place and isinstance(step.after, Apply) and step.after.function == "=" for step in self.path
        )

    @property
    def constant(self) -> tuple[Symbol, ...]:
        """The symbols that are held constant."""
        others = self.function.free_symbols.difference(self.variables)
        return tuple(sorted(others, key=lambda s: s.name))

    @property
    def short_names(self) -> Mapping[Expression, Expression]:
        """What is written shorter in a line: in an equation for y(x) a book writes y, and y' for its derivative."""
        name, by = self.names.get("function"), self.variables[0]
        if self.kind != "implicit" or not isinstance(name, Symbol):
            return {}
        prime = f"{name.name}'"
        return {apply(name.name, (by,)): name, apply(prime, (by,)): symbol(prime)}

    def walk(self) -> Iterator[Visit]:
        """Every step, each before its substeps; what was found before is met again without its substeps."""
        return visits(self.steps)

    def lines(self) -> Iterator[tuple[Expression, Visit]]:
        """The whole line after every step, with the step that made it.

        >>> import symdiff
        >>> for line, visit in symdiff.derive("3x^2").lines():
        ...     print(line, "by", visit.step.name)
        3*(d/dx (x^2)) by multiple
        3*(2*x^(2 - 1)*(d/dx (x))) by power
        3*(2*x^(2 - 1)*1) by variable
        3*(2*x^1*1) by arithmetic
        3*(2*x*1) by power_one
        3*(2*x) by times_one
        6*x by numbers_first
        """
        whole = self.start
        for visit in self.walk():
            whole = put(whole, visit.place, visit.step.after if visit.again else visit.step.line)
            yield whole, visit

    @property
    def step_count(self) -> int:
        """How many rules and moves lead to the tidy result, without the trivial ones."""
        return sum(not (v.step.is_elementary or v.step.name in TRIVIAL) for v in visits(self.path))
