"""A product by what stands where."""

from __future__ import annotations

from typing import NamedTuple

from ..algebra.field import SUMS, Powers, Product
from ..tidying.numbers import Rational


class Parts(NamedTuple):
    """A product in parts.

    Attributes:
        coefficient: its number.
        plain: the powers of its generators.
        above, below: the powers of its sums, above the line and below it.
    """

    coefficient: Rational
    plain: Powers
    above: Powers
    below: Powers

    @classmethod
    def of(cls, product: Product) -> Parts:
        """The parts of a product."""
        powers = product.powers.items()
        return cls(
            product.coefficient,
            {b: e for b, e in powers if b < SUMS},
            {b: e for b, e in powers if b >= SUMS and e > 0},
            {b: e for b, e in powers if b >= SUMS and e < 0},
        )

    @property
    def plain_above(self) -> Powers:
        """The generators above the line."""
        return {b: e for b, e in self.plain.items() if e > 0}

    @property
    def plain_below(self) -> Powers:
        """The generators below the line."""
        return {b: e for b, e in self.plain.items() if e < 0}
