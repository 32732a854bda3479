"""Functions that are quotients of two others of the same argument, as the tables define them: tan is sin by cos."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ..expression import Apply, Expression, apply
from ..rulebook import FunctionEntry, standard
from ..tidying.numbers import Rational
from ..tidying.parts import split
from ..traversal import postorder, substitute

Exponents = tuple[int, int]
Factor = tuple[Expression, Rational]  # a base and its exponent


@dataclass(frozen=True)
class Ratios:
    """Two functions, and the names of their quotients.

    Attributes:
        upper, lower: the two: sin and cos.
        names: for the exponents of the two what the product is called: tan for 1 and -1.
    """

    upper: str
    lower: str
    names: Mapping[Exponents, str]

    def named(self, a: int, b: int) -> Iterable[tuple[str, int]]:
        """upper^a*lower^b as powers of the functions that have names."""
        ratio = min(a, -b) if a > 0 > b else -min(-a, b) if a < 0 < b else 0
        a, b = a - ratio, b + ratio
        yield self.names[(1, -1) if ratio > 0 else (-1, 1)], abs(ratio)
        yield self.names[1 if a > 0 else -1, 0], abs(a)
        yield self.names[0, 1 if b > 0 else -1], abs(b)


@cache
def all_ratios() -> tuple[Ratios, ...]:
    """The pairs of functions all of whose quotients have names."""
    direct = {entry.name: _exponents(entry) for entry in standard().functions.values()}
    defined = {name: _resolved(exponents, direct) for name, exponents in direct.items()}
    pairs = dict.fromkeys(tuple(sorted(e, key=lambda f: -e[f])) for e in defined.values() if len(e) == 2)
    found: list[Ratios] = []
    for upper, lower in pairs:
        names = {(1, 0): upper, (0, 1): lower}
        for name, exponents in defined.items():
            if exponents and exponents.keys() <= {upper, lower}:
                names[exponents.get(upper, 0), exponents.get(lower, 0)] = name
        if (1, -1) in names and len(names) == 6 and all(upper not in r.names.values() for r in found):
            found.append(Ratios(upper, lower, names))
    return tuple(found)


def _resolved(exponents: Mapping[str, int], defined: Mapping[str, Mapping[str, int]]) -> Mapping[str, int]:
    """Exponents with a quotient among the functions as those of its pair: 1/tanh as cosh/sinh."""
    found: dict[str, int] = {}
    for name, exponent in exponents.items():
        for inner, times in (defined[name] or {name: 1}).items():
            found[inner] = found.get(inner, 0) + exponent * times
    return found


def _exponents(entry: FunctionEntry) -> Mapping[str, int]:
    """For a function that is defined as a quotient of others of its argument, their exponents; else nothing."""
    if entry.definition is None or len(entry.parameters) != 1:
        return {}
    coefficient, _, above, below = split(entry.definition)
    factors = [(f, 1) for f in above] + [(f, -1) for f in below]
    if coefficient != 1 or any(type(f) is not Apply or f.arguments != entry.parameters for f, _ in factors):
        return {}
    return {f.function: exponent for f, exponent in factors}  # type: ignore[attr-defined]


@cache
def names_in_ratios() -> frozenset[str]:
    """The functions that are, or are among, the quotients of a pair."""
    return frozenset(name for ratios in all_ratios() for name in ratios.names.values())


def written_out(node: Apply) -> Expression | None:
    """A quotient by name as its pair's functions."""
    entry = standard().functions.get((node.function, 1))
    if entry is None or node.function not in names_in_ratios() or entry.definition is None:
        return None
    written = substitute(entry.definition, {entry.parameters[0]: node.arguments[0]})
    inner = [n for n in postorder((written,)) if type(n) is Apply and n.arguments == node.arguments]
    return substitute(written, {n: again for n in inner if (again := written_out(n)) is not None})


def with_named_quotients(factors: list[Factor]) -> list[Factor]:
    """Factors with negative powers of a pair under their own names: sin/cos as tan, 1/cos as sec."""
    pairs = all_ratios()
    halves = {name for r in pairs for name in (r.upper, r.lower)}
    if not any(e < 0 and type(b) is Apply and b.function in halves for b, e in factors):
        return factors
    found: list[Factor] = []
    powers: dict[Apply, int] = {}
    for base, exponent in factors:
        if type(base) is Apply and base.function in names_in_ratios() and type(exponent) is int:
            powers[base] = powers.get(base, 0) + exponent
        else:
            found.append((base, exponent))
    for r in pairs:
        for angle in dict.fromkeys(b.arguments for b in powers if b.function in (r.upper, r.lower)):
            a, b = powers.pop(apply(r.upper, angle), 0), powers.pop(apply(r.lower, angle), 0)
            for name, exponent in r.named(a, b):
                key = apply(name, angle)
                powers[key] = powers.get(key, 0) + exponent
    return [*found, *((base, exponent) for base, exponent in powers.items() if exponent)]
