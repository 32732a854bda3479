"""The derivatives of functions that are only names, and how each notation writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ..expression import Symbol
from ..rulefiles.greek import GREEK
from .pieces import ATOM, POWER, Piece, spell

if TYPE_CHECKING:
    from .style import Style

NOTATIONS = ("lagrange", "leibniz", "euler", "newton")

_LETTER = rf"(?:[A-Za-zα-ω]|{'|'.join(name for name in GREEK if name.islower())})[0-9₀-₉]*(?:_[A-Za-z0-9]+)?"
_IS_LETTER = re.compile(_LETTER)
_TOP = re.compile(rf"(?:^|[^A-Za-z0-9_])d(?:\^[0-9]+|[²³⁴⁵⁶⁷⁸⁹])?(?:{_LETTER})?$")
_BOTTOM = re.compile(rf"d{_LETTER}")
_DOTTED = range(1, 4)
_PARTIAL = re.compile(r"((?:D_[1-9][0-9]* )+)(.+)")


@dataclass(frozen=True)
class FormalDerivative:
    """f'', or D_1 D_2 f.

    Attributes:
        function: the function's name, f.
        primes: how often it is differentiated by its only argument, 2.
        places: by which of several arguments, counted from 1: (1, 2).
    """

    function: str
    primes: int
    places: tuple[int, ...]

    @property
    def name(self) -> str:
        """The name of the derivative as a function of its own."""
        return "".join(f"D_{place} " for place in self.places) + self.function + "'" * self.primes

    @property
    def order(self) -> int:
        """How many times it is differentiated."""
        return self.primes or len(self.places)


def parsed(name: str) -> FormalDerivative | None:
    """What derivative a function's name stands for, or None if for none.

    >>> parsed("D_1 D_2 f")
    FormalDerivative(function='f', primes=0, places=(1, 2))
    """
    function = name.rstrip("'")
    if function != name and function:
        return FormalDerivative(function, len(name) - len(function), ())
    match = _PARTIAL.fullmatch(name)
    if match is None:
        return None
    places = tuple(int(part) for part in match[1].replace("D_", "").split())
    return FormalDerivative(match[2], 0, places)


def checked(notation: str) -> str:
    """The notation, if there is one of that name.

    Raises:
        ValueError: there is none.
    """
    if notation not in NOTATIONS:
        raise ValueError(f"no notation {notation!r}: there are {', '.join(NOTATIONS)}")
    return notation


def is_letter(name: str) -> bool:
    """Whether a name is one letter, perhaps with an index, so that d may stand before it.

    >>> [is_letter(name) for name in ("x", "theta", "x_1", "speed")]
    [True, True, True, False]
    """
    return _IS_LETTER.fullmatch(name) is not None


def seems_a_derivative(top: str, bottom: str) -> bool:
    """Whether the end of a numerator and the start of a denominator would read as d/dx or dy/dx."""
    return bottom.startswith("d") and _BOTTOM.match(bottom) is not None and _TOP.search(top) is not None


def formal(style: Style, derivative: FormalDerivative, arguments: Sequence[Piece]) -> Piece:
    """The derivative of an unknown function, applied to arguments."""
    if style.notation == "leibniz" and _are_variables(arguments):
        places = derivative.places or (1,) * derivative.primes
        if max(places) <= len(arguments):
            by = [arguments[place - 1] for place in places]
            return ratio(style, derivative.function, by, partial=len(arguments) > 1)
    if style.notation == "euler" and derivative.primes:
        power = style.raised("" if derivative.primes == 1 else str(derivative.primes))
        head = f"D{power} {style.head(derivative.function)}"
        return style.applied_head(head, arguments, POWER)
    if style.notation == "newton" and derivative.primes in _DOTTED:
        return style.applied_head(style.dotted(derivative.function, derivative.primes), arguments)
    level = ATOM if derivative.primes else POWER
    return style.applied_head(style.formal_head(derivative), arguments, level)


def ratio(style: Style, function: str, variables: Sequence[Piece], *, partial: bool) -> Piece:
    """df/dx, with curved letters where the derivative is partial."""
    between = style.signs["between"]
    d, gap = (style.signs["∂"], between) if partial else (style.signs["d"], "")
    bottom: list[str | Piece] = []
    for variable, times in _runs(variables):
        bottom += (between if bottom else "", d, gap, variable, _power(style, times))
    power = _power(style, len(variables))
    top = Piece(POWER, d, power, between if power else gap, style.symbol(function))
    return style.quotient(top, Piece(POWER, *bottom))


def label(style: Style, function: str, variables: Sequence[str], arguments: Sequence[str], *, applied: bool) -> Piece:
    """What the derivative of a function is called in front of an equals sign."""
    by = [style.symbol(name) for name in variables]
    alone = len(arguments) == 1
    if style.notation == "leibniz":
        return ratio(style, function, by, partial=not alone)
    if style.notation == "euler":
        operators = [style.euler_operator(variable, _power(style, times)) for variable, times in _runs(by)]
        head = spell([part for operator in operators for part in (operator, " ")]) + style.head(function)
    elif not alone:
        head = style.subscripted(function, ("" if all(len(v) == 1 for v in variables) else ",").join(map(_text, by)))
    elif style.notation == "newton" and len(variables) in _DOTTED:
        head = style.dotted(function, len(variables))
    else:
        head = style.formal_head(FormalDerivative(function, len(variables), ()))
    if not applied:
        return Piece(POWER, head)
    return style.applied_head(head, [style.symbol(name) for name in arguments])


def _text(piece: Piece) -> str:
    return spell((piece,))


def _power(style: Style, times: int) -> str:
    return style.raised(str(times)) if times > 1 else ""


def _runs(variables: Sequence[Piece]) -> list[tuple[Piece, int]]:
    """Each variable, and how often it follows itself."""
    return [(run[0], len(run)) for run in (list(same) for _, same in groupby(variables, key=_text))]


def _are_variables(arguments: Sequence[Piece]) -> bool:
    nodes = {argument.node for argument in arguments}
    return len(nodes) == len(arguments) and all(isinstance(node, Symbol) for node in nodes)
