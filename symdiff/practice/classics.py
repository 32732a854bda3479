"""The compositions that textbooks are fond of: x^x, (1 + 1/x)^x, sqrt(x + sqrt(x)), ln(ln(x))."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from ..calculus.trace import Trace
from ..expression import Expression, Symbol, apply, integer, symbol
from ..rulebook import Rulebook, current, parse
from ..tidying import tidy
from ..traversal import postorder, substitute
from .constants import KINDS, hole
from .forms import is_written_as_function
from .levels import LEVELS, USUAL, Limits
from .measure import chained, effort_of, group_of, nesting_of, rules_of
from .tables import table

X = symbol("x")
MOST_BESIDE = 14
"""The effort that a term beside a classic composition may take."""


@dataclass(frozen=True)
class Classic:
    """A formula with holes, and what it takes to differentiate it where every hole has a plain number.

    Attributes:
        template: the formula.
        rules: the rules that its solution needs.
        functions: those of them that are rules of functions: a topic has to list them.
        effort, compositions, nesting: as they are measured.
    """

    template: Expression
    rules: frozenset[str]
    functions: frozenset[str]
    effort: int
    compositions: int
    nesting: int

    def suits(self, listed: Collection[str], needs: Collection[str], excluded: Collection[str]) -> bool:
        """Whether an exercise may be this one: with these functions, these needed rules, and without those."""
        return self.rules.issuperset(needs) and self.rules.isdisjoint(excluded) and self.functions <= {*listed, *needs}

    def fits(self, level: int, limits: Limits) -> bool:
        """Whether it is as hard as a level asks, alone or, in a hard one, beside something else."""
        low, high = LEVELS[level].effort
        least = low if level in USUAL else low - MOST_BESIDE
        if self.compositions > limits.compositions or self.nesting > limits.nesting:
            return False
        return least <= self.effort <= high


def share() -> int:
    """In how many cases of a hundred an exercise is one of them, where there is one."""
    return int(table("classics")["share"])


def classics() -> Sequence[Classic]:
    """All that there are in the rulebook in use."""
    return _classics(current())


@lru_cache(8)
def _classics(rules: Rulebook) -> Sequence[Classic]:
    return tuple(
        _measured(template) for row in table("classics")["forms"].values() for template in _templates(row, rules)
    )


def _templates(row: Mapping[str, Any], rules: Rulebook) -> Iterator[Expression]:
    """The formula with holes, once for each choice of its functions."""
    chosen = row.get("functions", {})
    kinds = [kind for kind in KINDS if kind in row["formula"]]
    pattern = parse(row["formula"], symbols=["x", *chosen, *kinds])
    letters = [n for n in postorder((pattern,)) if isinstance(n, Symbol) and n.name in kinds]
    holes: dict[Expression, Expression] = {n: hole(n.name, number) for number, n in enumerate(letters)}
    known = [[f for f in names if (f, 1) in rules.functions] for names in chosen.values()]
    for functions in product(*known):
        if len(set(functions)) == len(functions):
            put: dict[Expression, Expression] = {
                symbol(u): apply(f, (X,)) for u, f in zip(chosen, functions, strict=True)
            }
            yield substitute(pattern, {**holes, **put})


def _measured(template: Expression) -> Classic:
    """Measured with 1 where that is usual, and 2 elsewhere."""
    holes = [n for n in postorder((template,)) if isinstance(n, Symbol) and n.name.startswith("?")]
    plain = tidy(substitute(template, {n: integer(1 if n.name.startswith("?unit") else 2) for n in holes}))
    trace = Trace(plain, X)
    rules = rules_of(trace)
    functions = frozenset(name for name in rules if is_written_as_function(name) and not group_of(name))
    return Classic(template, rules, functions, effort_of(trace), chained(trace), nesting_of(trace))
