"""An expression read into the field of its generators, in the shape that it has."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction

from ..expression import ONE, Apply, E, Expression, Number, Symbol, integer
from ..primitives import CBRT, DEGREES, EXP
from ..tidying import negate, value_of
from ..tidying.numbers import Rational, exact_power, magnitude, whole
from .cost import cost
from .field import SUMS, AlgebraicRelation, Field, Product, RootOf, Unwieldy
from .generators import (
    ARITHMETIC,
    Exponential,
    Generator,
    Indeterminate,
    Radical,
    Scan,
    SymbolicPower,
    common_unit,
    exponent_parts,
    is_exponential,
    shifted,
    terms_of,
)

MAIN_VARIABLES = "xyztuvw"
MOST_NODES = 1500
MOST_EXPONENT = 10**9
MOST_BITS_OF_RADICAND = 256
SMALL_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)


class Representation:
    """An expression in the field of its generators: as it stands, with no identity used but those of arithmetic.

    Attributes:
        field: the field.
        generators: what each generator stands for.
        product: the expression as a product of powers.
        values: every part of its arithmetic as a product of powers.
        decimal: whether its numbers are written as decimals.
    """

    def __init__(self, root: Expression, partners: Iterable[Expression] = ()) -> None:
        scan = Scan(root)
        if len(scan.order) > MOST_NODES:
            raise Unwieldy
        self.decimal = scan.has_decimals
        self.generators: list[Generator] = []
        self.symbol_degrees = scan.symbols
        partners = [p for p in dict.fromkeys(partners) if p not in scan.plain]
        self.field = Field(scan.count + len(partners))
        self._allocate(scan, partners)
        self.values: dict[Expression, Product] = {}
        self.insides: dict[int, tuple[int, Product]] = {}
        self.radicals: dict[tuple[Expression, bool], tuple[int, Product]] = {}
        for node in scan.order:
            self.values[node] = self._convert(node, scan)
        self.product = self.values[root]

    # --- generators -------------------------------------------------------------------------------

    def _allocate(self, scan: Scan, partners: Iterable[Expression]) -> None:
        for symbol in sorted(scan.symbols, key=_importance):
            degree = scan.symbols[symbol]
            self._add(symbol, Indeterminate(symbol) if degree == 1 else Radical(symbol, degree))
        for node in (*scan.plain, *partners):
            self._add(node, Indeterminate(node))
        places = self.field.places
        for (base, rest), shifts in scan.powers.items():
            mirror = places.get((base, negate(rest)))
            if mirror is None:
                self._add((base, rest), SymbolicPower(base, rest, min(shifts)))
            else:  # x^n and x^(-n) are both there, so x is not 0
                places[base, rest] = mirror
        for (base, monomial), coefficients in scan.exponentials.items():
            self._add((base, monomial, None), Exponential(base, monomial, common_unit(coefficients)))

    def _add(self, key: Hashable, generator: Generator) -> int:
        self.generators.append(generator)
        return self.field.generator(key)

    # --- conversion -------------------------------------------------------------------------------

    def _convert(self, node: Expression, scan: Scan) -> Product:
        if type(node) is Number:
            return Product(node.value, {})
        if type(node) is Symbol:
            if node is E:
                return self._exponential(E, ONE)
            return Product(1, {self.field.places[node]: self.symbol_degrees[node]})
        assert isinstance(node, Apply)
        if node.function in ("^", EXP, *DEGREES):
            return self._convert_power(node, scan)
        return self._convert_arithmetic(node)

    def _convert_arithmetic(self, node: Apply) -> Product:
        function, field = node.function, self.field
        if function in ("+", "-"):
            return field.add([_signed(self.values[term], sign) for sign, term in terms_of(node)])
        if function not in ARITHMETIC:
            return Product(1, {self.field.places[node]: 1})
        first, *others = [self.values[a] for a in node.arguments]
        if function == "neg":
            return _signed(first, -1)
        if function == "*":
            return field.multiply((first, others[0]))
        if not others[0].coefficient:
            raise Unwieldy
        return field.multiply((first, field.power(others[0], -1)))

    def _convert_power(self, node: Apply, scan: Scan) -> Product:
        function, arguments = node.function, node.arguments
        if function == "^":
            return self._power(arguments[0], arguments[1], scan)
        if function == EXP:
            return self._exponential(E, arguments[0])
        return self._root(arguments[0], function == CBRT, 1, DEGREES[function], scan)

    def _power(self, base: Expression, exponent: Expression, scan: Scan) -> Product:
        value = value_of(exponent)
        if value is None:
            return self._exponential(base, exponent) if is_exponential(base) else self._symbolic(base, exponent)
        if magnitude(value) > MOST_EXPONENT:
            raise Unwieldy
        if type(value) is Fraction:
            return self._root(base, False, value.numerator, value.denominator, scan)
        if base is E:
            return self._exponential(base, exponent)
        if not self.values[base].coefficient:
            raise Unwieldy
        return self.field.power(self.values[base], int(value))

    def _exponential(self, base: Expression, exponent: Expression) -> Product:
        coefficient: Rational = 1
        powers = {}
        for factor, monomial in exponent_parts(exponent):
            if not factor:
                continue
            place = self.field.places.get((base, monomial, None))
            if place is None:  # a number c^k in c^(x + k)
                known = exact_power(value_of(base) or 0, factor)
                if known is None:
                    raise Unwieldy
                coefficient = coefficient * known
            else:
                generator = self.generators[place]
                assert isinstance(generator, Exponential)
                powers[place] = int(Fraction(factor) / generator.unit)
        return Product(coefficient, powers)

    def _symbolic(self, base: Expression, exponent: Expression) -> Product:
        rest, shift = shifted(exponent)
        place = self.field.places[base, rest]
        generator = self.generators[place]
        assert isinstance(generator, SymbolicPower)
        sign = 1 if generator.exponent is rest else -1
        shift -= sign * generator.shift
        power = Product(1, {place: sign})
        return self.field.multiply((power, self.field.power(self.values[base], shift))) if shift else power

    # --- roots ------------------------------------------------------------------------------------

    def _root(self, radicand: Expression, is_real: bool, exponent: int, degree: int, scan: Scan) -> Product:
        key = radicand, is_real
        if type(radicand) is Symbol and radicand is not E and not is_real:
            total = self.symbol_degrees[radicand]
            return Product(1, {self.field.places[radicand]: exponent * total // degree})
        total = scan.radicals[key]
        if key not in self.radicals:
            self.radicals[key] = total, self._new_root(radicand, self.values[radicand], is_real, total)
        return self.field.power(self.radicals[key][1], exponent * total // degree)

    def _new_root(self, radicand: Expression, value: Product, is_real: bool, degree: int) -> Product:
        """radicand^(1/degree) as a product: the root of its number, and one generator for the rest."""
        coefficient, sign = value.coefficient, 1
        if coefficient < 0:
            coefficient, sign = -coefficient, -1
        if not coefficient or (sign < 0 and not value.powers):
            raise Unwieldy
        outside, powers = self._number_root(coefficient, degree)
        inside = {}
        for base, exponent in value.powers.items():
            if exponent % degree == 0 and sign > 0 and self._leaves_root(base, len(value.powers) == 1, is_real, degree):
                powers[base] = powers.get(base, 0) + exponent // degree
            else:
                inside[base] = exponent
        if inside or sign < 0:
            place = self._radical(Product(sign, inside), degree, is_real)
            powers[place] = powers.get(place, 0) + 1
        return Product(outside, powers)

    def _leaves_root(self, base: int, alone: bool, is_real: bool, degree: int) -> bool:
        """Whether base^degree can leave a root as the base itself.

        Where it is 0 the whole root is 0, whatever the other factors are: so they must not lose that.
        """
        generator = self.generators[base] if base < len(self.generators) else None
        if is_real or isinstance(generator, Exponential):
            return True
        return alone and (degree % 2 == 1 or (isinstance(generator, Radical) and generator.degree % 2 == 0))

    def _number_root(self, value: Rational, degree: int) -> tuple[Rational, dict[int, int]]:
        """value^(1/degree): what is rational of it, and the generator of the rest."""
        above, below = value.numerator, value.denominator
        if above.bit_length() + (degree - 1) * (below.bit_length() - 1) > MOST_BITS_OF_RADICAND:
            raise Unwieldy
        inside = above * below ** (degree - 1)
        outside = 1
        for prime in SMALL_PRIMES if degree < inside.bit_length() else ():
            while inside % prime**degree == 0:
                inside //= prime**degree
                outside *= prime
        exact = exact_power(inside, Fraction(1, degree))
        if type(exact) is int:
            outside, inside = outside * exact, 1
        coefficient = whole(Fraction(outside, below))
        if inside == 1:
            return coefficient, {}
        key = inside, degree
        if key not in self.field.places:
            place = self._add(key, Radical(integer(inside), degree))
            self.field.relations[place] = AlgebraicRelation(degree, self.field.monomial({}, inside))
        return coefficient, {self.field.places[key]: 1}

    def _radical(self, inside: Product, degree: int, is_real: bool) -> int:
        """The generator of the root of a product that has no number in it but a sign."""
        field = self.field
        sign = int(inside.coefficient)
        key = (tuple(sorted(inside.powers.items())), sign, degree, is_real)
        if key in self.field.places:
            return self.field.places[key]
        place = self._add(key, Radical(self._radicand(inside), degree, is_real))
        simple = len(inside.powers) == 1 and 1 in inside.powers.values()
        if not simple:
            self.insides[place] = degree, inside
        if all(e > 0 for e in inside.powers.values()):
            polynomial = field.expanded(inside.powers, sign)
            field.relations[place] = AlgebraicRelation(degree, polynomial)
            (base, exponent), *others = inside.powers.items()
            if not others and exponent == 1 and base >= SUMS and base not in field.roots:
                field.roots[base] = RootOf(place, degree, sign)
                for known in (*self.values.values(), *(root for _, root in self.radicals.values())):
                    _rename(field, known, base)
        return place

    def _radicand(self, inside: Product) -> Expression:
        """What stands under a root: factors, or multiplied out where that is shorter."""
        from .writing import FormWriter

        writer = FormWriter(self)
        written = writer.product(inside)
        if len(inside.powers) > 1 and all(e > 0 for e in inside.powers.values()):
            polynomial = self.field.reduced(self.field.expanded(inside.powers))
            return min(written, writer.polynomial(polynomial, inside.coefficient), key=cost)
        return written

    # --- settling -----------------------------------------------------------------------------------

    def settled(self, product: Product) -> Product:
        """The product with r^q as u, and u/r as r^(q - 1), for each root r of a product u."""
        if not self.insides:
            return product
        powers, sign = dict(product.powers), 1
        for place, (degree, inside) in self.insides.items():
            exponent = powers.get(place, 0)
            while exponent >= degree or (exponent < 0 and _covers(powers, inside.powers, 1)) or exponent <= -degree:
                step = -1 if exponent < 0 else 1  # r^q leaves and u comes, or the other way round
                exponent -= step * degree
                sign *= int(inside.coefficient)
                for base, e in inside.powers.items():
                    powers[base] = powers.get(base, 0) + step * e
            powers[place] = exponent
        return Product(sign * product.coefficient, {b: e for b, e in powers.items() if e})


def _covers(powers: Mapping[int, int], others: Mapping[int, int], times: int) -> bool:
    """Whether powers can be divided by others."""
    return all(powers.get(b, 0) >= e * times if e > 0 else powers.get(b, 0) <= e * times for b, e in others.items())


def _rename(field: Field, product: Product, base: int) -> None:
    """Write a base as a power of its root from now on."""
    exponent = product.powers.pop(base, 0)
    if exponent:
        product.coefficient *= field.raise_power(product.powers, base, exponent)


def _signed(product: Product, sign: int) -> Product:
    # its own powers: a base may be renamed in one of the two later
    return product if sign > 0 else Product(-product.coefficient, dict(product.powers))


def _importance(symbol: Expression) -> tuple[int, str]:
    name = str(symbol.name) if isinstance(symbol, Symbol) else ""
    return (MAIN_VARIABLES.index(name) if name in MAIN_VARIABLES and len(name) == 1 else len(MAIN_VARIABLES)), name
