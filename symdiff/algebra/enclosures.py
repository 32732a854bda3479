"""Products of atoms that hold no letter: their values in balls, and a proof that such a sum of algebraic numbers is 0.

An algebraic number that is not 0 cannot be nearer to 0 than a bound that its formula gives (C. Burnikel, R. Fleischer,
K. Mehlhorn, S. Schirra, A strong and easily computable separation bound for arithmetic expressions involving radicals,
Algorithmica 27, 2000): it is a quotient U/L of algebraic integers, whose conjugates are bounded too. So a ball that
is narrower than the bound and holds 0 is a proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd, lcm, log2, prod

from flint import arb, fmpq, fmpz

from ..evaluation.balls import enclose
from ..evaluation.operations import RealBalls
from ..evaluation.precision import working_precision
from ..evaluation.program import program_of
from ..evaluation.reals import real_value
from ..expression import CONSTANTS, PI, Expression
from .atoms import Atom, AtomKind, Atoms
from .field import SUMS, Polynomial, Product, Unwieldy

FIRST_BITS = 200
MOST_BITS = 40_000
MOST_DEGREE = 4000


class NotAlgebraic(Exception):
    """A constant that is not known to be algebraic."""


@dataclass(frozen=True)
class Size:
    """Bounds of an algebraic number U/L: the binary logarithms of what no conjugate of U and of L exceeds.

    Attributes:
        above, below: the logarithms.
    """

    above: float = 0
    below: float = 0

    def times(self, other: Size) -> Size:
        """Of a product."""
        return Size(self.above + other.above, self.below + other.below)

    def inverse(self) -> Size:
        """Of the reciprocal."""
        return Size(self.below, self.above)

    def plus(self, other: Size) -> Size:
        """Of a sum."""
        above = max(self.above + other.below, self.below + other.above) + 1
        return Size(above, self.below + other.below)

    def root(self, degree: int) -> Size:
        """Of a root, of one new radical."""
        return Size((self.above + (degree - 1) * self.below) / degree, self.below)


class Constants:
    """What is known of the atoms of a field that hold no letter."""

    def __init__(self, field: Atoms) -> None:
        self.field = field
        self._closed: list[bool] = []
        self._balls: dict[tuple[int, int], arb] = {}

    # --- which are constant -----------------------------------------------------------------------------

    def is_closed(self, generator: int) -> bool:
        """Whether a generator is a constant."""
        for place in range(len(self._closed), generator + 1):  # each is made of earlier ones
            inside = self.field.atoms[place].inside
            self._closed.append(all(self._is_closed_part(part) for part in inside))
        return self._closed[generator]

    def _is_closed_part(self, part: object) -> bool:
        if isinstance(part, Product):
            return self.is_closed_product(part)
        return part in CONSTANTS if isinstance(part, Expression) else True

    def is_closed_product(self, product: Product) -> bool:
        """Whether a product holds no letter."""
        return all(self.is_closed(g) for b in product.powers for g in self.field.generators_of(b))

    # --- balls ------------------------------------------------------------------------------------------

    def ball(self, product: Product, bits: int) -> arb:
        """A constant product in a ball, at the current precision, which is so many bits."""
        total = arb(fmpq(product.coefficient.numerator, product.coefficient.denominator))
        for base, exponent in product.powers.items():
            value = self._generator(base, bits) if base < SUMS else self.ball_of_sum(self.field.sum(base), bits)
            total *= value**exponent
        return total

    def ball_of_sum(self, polynomial: Polynomial, bits: int) -> arb:
        """A polynomial in constants, in a ball."""
        total = arb(0)
        for exponents, coefficient in polynomial.to_dict().items():
            term = arb(int(coefficient))
            for generator, exponent in enumerate(exponents):
                if exponent:
                    term *= self._generator(generator, bits) ** int(exponent)
            total += term
        return total

    def _generator(self, generator: int, bits: int) -> arb:
        key = generator, bits
        if key not in self._balls:
            self._balls[key] = self._atom(self.field.atoms[generator], bits)
        return self._balls[key]

    def _atom(self, atom: Atom, bits: int) -> arb:
        first = atom.inside[0]
        if isinstance(first, Expression):
            return enclose(real_value(program_of(first), {}))
        if not isinstance(first, Product):
            arguments = [self.ball(p, bits) for p in atom.inside[1:] if isinstance(p, Product)]
            operation = RealBalls().function(str(first), len(arguments))
            if operation is None or len(arguments) + 1 != len(atom.inside):
                raise Unwieldy("a constant without a value")
            return enclose(operation(*arguments))
        value = self.ball(first, bits)
        if atom.kind is AtomKind.ROOT:
            is_negative = atom.parts % 2 == 1 and bool(value < 0)
            return -((-value).root(atom.parts)) if is_negative else value.root(atom.parts)
        if atom.kind in (AtomKind.LOGARITHM, AtomKind.SIZE):
            return abs(value).log() if atom.kind is AtomKind.LOGARITHM else abs(value)
        part = value / atom.parts
        functions = {AtomKind.EXPONENTIAL: arb.exp, AtomKind.SINE: arb.sin, AtomKind.COSINE: arb.cos}
        if atom.kind not in functions:
            raise Unwieldy("a power whose base may be negative")
        return functions[atom.kind](part)

    def sign(self, product: Product) -> int | None:
        """The sign of a constant; 0 only where that is proved; None where it is not known."""
        if not self.is_closed_product(product):
            return None
        for bits in (FIRST_BITS, 4 * FIRST_BITS):
            try:
                with working_precision(bits):
                    ball = self.ball(product, bits)
            except (ArithmeticError, ValueError, Unwieldy):
                return None
            if ball > 0 or ball < 0:
                return 1 if ball > 0 else -1
        return 0 if self.is_zero(product) else None

    # --- algebraic numbers ------------------------------------------------------------------------------

    def is_zero(self, product: Product) -> bool:
        """Whether a product of constants is proved to be 0."""
        return any(self.vanishes(self.field.sum(b)) for b, e in product.powers.items() if b >= SUMS and e > 0)

    def vanishes(self, polynomial: Polynomial) -> bool:
        """Whether a polynomial in constants is proved to be 0: nearer to 0 than an algebraic number can be else."""
        try:
            radicals = _Radicals(self)
            size = radicals.of_sum(polynomial)
            degree = radicals.degree
            bits = int(size.above * (degree - 1) + size.below) + 64
            if degree > MOST_DEGREE or bits > MOST_BITS:
                return False
            with working_precision(FIRST_BITS):
                if not self.ball_of_sum(polynomial, FIRST_BITS).contains(0):
                    return False
            precision = bits + 200
            with working_precision(precision):
                ball = self.ball_of_sum(polynomial, precision)
                return bool(ball.contains(0) and abs(ball).upper() < arb(2) ** -bits)
        except (NotAlgebraic, ArithmeticError, ValueError, Unwieldy):
            return False


class _Radicals:
    """The sizes of algebraic numbers, and the degree of the field that holds all the radicals that were met."""

    def __init__(self, constants: Constants) -> None:
        self.constants = constants
        self._degrees: dict[int, int] = {}
        self._turns = 1  # the common denominator of the angles, in whole turns

    @property
    def degree(self) -> int:
        """No less than the degree of the field."""
        turns = int(fmpz(self._turns).euler_phi()) if self._turns > 1 else 1
        return prod(self._degrees.values()) * turns

    def of_product(self, product: Product) -> Size:
        """Of a product."""
        size = Size(log2(abs(product.coefficient.numerator) or 1), log2(product.coefficient.denominator))
        for base, exponent in product.powers.items():
            part = self._generator(base) if base < SUMS else self.of_sum(self.constants.field.sum(base))
            part = part if exponent > 0 else part.inverse()
            size = size.times(Size(part.above * abs(exponent), part.below * abs(exponent)))
        return size

    def of_sum(self, polynomial: Polynomial) -> Size:
        """Of a polynomial."""
        total: Size | None = None
        for exponents, coefficient in polynomial.to_dict().items():
            powers = {g: int(e) for g, e in enumerate(exponents) if e}
            term = self.of_product(Product(int(coefficient), powers))
            total = term if total is None else total.plus(term)
        return total or Size()

    def _generator(self, generator: int) -> Size:
        atom = self.constants.field.atoms[generator]
        if atom.kind in (AtomKind.SINE, AtomKind.COSINE):
            self._turn(atom)
            return Size(1, 1)
        if atom.kind not in (AtomKind.ROOT, AtomKind.SIZE):
            raise NotAlgebraic
        inside = self.of_product(atom.product)
        if atom.kind is AtomKind.SIZE:
            return inside
        self._degrees[generator] = atom.parts
        return inside.root(atom.parts)

    def _turn(self, atom: Atom) -> None:
        """Note an angle: a rational multiple of pi, whose sine and cosine lie in a cyclotomic field."""
        product = atom.product
        only = self.constants.field.only_atom(Product(1, product.powers))
        if only is None or only.inside != (PI,):
            raise NotAlgebraic
        denominator = 2 * product.coefficient.denominator * atom.parts // gcd(product.coefficient.numerator, 2)
        self._turns = lcm(self._turns, 4, denominator)


def vanishes(field: Atoms, product: Product) -> bool:
    """Whether a product is 0 since all the coefficients of its numerator are, which are constants.

    The coefficients are those of the different monomials in what is not algebraic, or no constant.
    """
    constants = Constants(field)
    algebraic = [_is_algebraic(constants, g) for g in range(len(field.atoms))]
    if not any(algebraic):
        return False
    top = field.reduced(field.expanded({b: e for b, e in product.powers.items() if e > 0}))
    groups: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
    for exponents, coefficient in top.to_dict().items():
        outside = tuple(0 if g < len(algebraic) and algebraic[g] else int(e) for g, e in enumerate(exponents))
        inside = tuple(int(e) - outside[g] for g, e in enumerate(exponents))
        groups.setdefault(outside, {})[inside] = int(coefficient)
    return all(constants.vanishes(field.context.from_dict(group)) for group in groups.values())


def _is_algebraic(constants: Constants, generator: int) -> bool:
    if not constants.is_closed(generator):
        return False
    try:
        _Radicals(constants).of_product(Product(1, {generator: 1}))
    except NotAlgebraic:
        return False
    return True
