"""Generated expressions that give the simplifier something to do, and its laws as one check.

`python tests/simplifiable.py 20000` holds the laws against that many of them.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from random import Random

import symdiff as sd
from symdiff.algebra.cost import cost
from symdiff.expression import Apply, Expression
from symdiff.tidying import tidy

FUNCTIONS = (
    *("sin", "cos", "tan", "sec", "csc", "exp", "ln", "sqrt", "cbrt", "abs"),
    *("sign", "atan", "asin", "sinh", "cosh", "tanh"),
)
LEAVES = ("x", "x", "x", "y", "1", "2", "3", "1/2", "-1", "0", "pi", "e")
EXPONENTS = ("2", "2", "3", "(-1)", "(1/2)", "(3/2)", "(1/3)", "4", "0", "(-2)", "x", "(x - 1)")
# 0, 1 and -1 are where domains end and branches meet; the rest are of either sign
X_VALUES = [Fraction(text) for text in ("0", "1", "-1", "1/2", "-1/2", "2", "-3", "7/5", "-9/7", "5")]
Y_VALUES = (Fraction(2), Fraction(-3, 2))
TOLERANCE = 1e-15


def generated(seed: int, size: int = 7) -> str:
    """The text of an expression of a few operations; the same for the same seed."""
    random = Random(seed)
    return _expression(random, random.randint(1, size))


def _expression(random: Random, size: int) -> str:
    if size <= 0:
        return random.choice(LEAVES)
    kind = random.random()
    if kind < 0.3:
        return f"{random.choice(FUNCTIONS)}({_expression(random, size - 1)})"
    if kind < 0.45:
        return f"({_expression(random, size - 1)})^{random.choice(EXPONENTS)}"
    left = random.randint(0, size - 1)
    operator = random.choice("++-**/")
    return f"({_expression(random, left)}){operator}({_expression(random, size - 1 - left)})"


def bare(expression: Expression) -> Expression:
    """The value of a `where`."""
    return expression.arguments[0] if isinstance(expression, Apply) and expression.function == "where" else expression


def value(expression: Expression, x: Fraction, y: Fraction) -> object:
    """The value at a point; None where it has none, "unknown" where it is too large to tell."""
    try:
        return expression.evaluate({"x": x, "y": y}, digits=25)
    except sd.DomainError:
        return None
    except sd.LimitError:
        return "unknown"


def complaint(text: str) -> str:
    """What is wrong with how an expression is simplified, or nothing: the laws, in this order.

    The value is the same wherever the expression is defined, and the result is defined nowhere else; the
    result is not longer than what was given; simplifying it again changes nothing.
    """
    given = sd.parse(text)
    result = sd.simplify(given)
    for x in X_VALUES:
        for y in Y_VALUES:
            one, other = value(given, x, y), value(result, x, y)
            if "unknown" in (one, other):
                continue
            if (one is None) != (other is None):
                return f"defined where the other is not, at x = {x}, y = {y}: {one}, {other}: {result!r}"
            if one is not None and abs(one - other) > TOLERANCE * max(1, abs(one)):  # type: ignore[operator, arg-type, call-overload]
                return f"another value at x = {x}, y = {y}: {one}, {other}: {result!r}"
    if cost(bare(result)) > cost(bare(tidy(given))):
        return f"longer: {result}"
    again = sd.simplify(result)
    return "" if again is result else f"not the same when done again: {result!r}, {again!r}"


def main() -> int:
    """Hold the laws against as many expressions as are asked for."""
    failures = 0
    for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 2000):
        text = generated(seed)
        found = complaint(text)
        if found:
            failures += 1
            print(f"{seed}: {text}: {found}")
    print(f"{failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
