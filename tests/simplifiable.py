"""Generated expressions that give the simplifier something to do."""

from __future__ import annotations

from random import Random

FUNCTIONS = (
    "sin", "cos", "tan", "sec", "exp", "ln", "sqrt", "abs", "atan", "asin", "sinh", "cosh", "cbrt", "sign", "csc", "tanh",
)
LEAVES = ("x", "x", "x", "y", "1", "2", "3", "1/2", "-1", "0", "pi", "e")


def generated(seed: int, size: int = 7) -> str:
    """The text of an expression of about so many operations; the same for the same seed."""
    random = Random(seed)
    return _expression(random, random.randint(1, size))


def _expression(random: Random, size: int) -> str:
    if size <= 0:
        return random.choice(LEAVES)
    kind = random.random()
    if kind < 0.3:
        return f"{random.choice(FUNCTIONS)}({_expression(random, size - 1)})"
    if kind < 0.45:
        exponent = random.choice(("2", "2", "3", "(-1)", "(1/2)", "(3/2)", "(1/3)", "4", "0", "(-2)", "x", "(x - 1)"))
        return f"({_expression(random, size - 1)})^{exponent}"
    left = random.randint(0, size - 1)
    operator = random.choice("++-**/")
    return f"({_expression(random, left)}){operator}({_expression(random, size - 1 - left)})"
