"""Expressions made at random, for properties that hold for all of them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from symdiff.expression import E, Expression, Number, Symbol, apply, rational, symbol

X, Y = symbol("x"), symbol("y")
SMOOTH = ("sin", "cos", "exp", "atan", "sinh", "cosh", "tanh", "asinh")
ROOTS = ((1, 2), (1, 3), (2, 3), (-1, 2), (-3, 2))
RESTRICTED = ("ln", "sqrt", "tan", "sec", "asin", "abs", "cbrt", "acosh", "atanh")


def numbers() -> st.SearchStrategy[Expression]:
    """Small whole numbers and a few decimals."""
    decimals = st.sampled_from((Fraction(1, 2), Fraction(5, 2), Fraction(1, 10)))
    return st.one_of(st.integers(-9, 9).map(Number), decimals.map(lambda v: Number(v, True)))


def leaves(*symbols: Symbol) -> st.SearchStrategy[Expression]:
    """Numbers, the symbols, and e."""
    return st.one_of(st.sampled_from((*symbols, *symbols, E)), numbers())


def wide_expressions(*symbols: Symbol, size: int = 12) -> st.SearchStrategy[Expression]:
    """Expressions full of roots, decimals, negatives, zeros below a line and sums within sums."""
    exponents = st.sampled_from([*map(Number, (-2, -1, 2, 3)), *(rational(Fraction(*p)) for p in ROOTS)])
    signs = ("neg", "neg", "sqrt", "abs", "cbrt", "ln", "sin")

    def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        return st.one_of(
            st.builds(lambda f, a, b: apply(f, (a, b)), st.sampled_from("++--**//"), inner, inner),
            st.builds(lambda a, n: apply("^", (a, n)), inner, exponents | inner),
            st.builds(lambda f, a: apply(f, (a,)), st.sampled_from(signs), inner),
        )

    return st.recursive(leaves(*(symbols or (X,))), grown, max_leaves=size)


def _grown(functions: tuple[str, ...], inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    exponents = st.integers(-3, 4).map(Number)
    return st.one_of(
        st.builds(lambda f, a, b: apply(f, (a, b)), st.sampled_from("+-*/"), inner, inner),
        st.builds(lambda a, n: apply("^", (a, n)), inner, exponents),
        st.builds(lambda a, b: apply("^", (a, b)), inner, inner),
        st.builds(lambda f, a: apply(f, (a,)), st.sampled_from((*functions, "neg")), inner),
    )


def expressions(
    *symbols: Symbol, functions: tuple[str, ...] = SMOOTH + RESTRICTED, size: int = 8
) -> st.SearchStrategy[Expression]:
    """Expressions in the symbols, up to a number of leaves."""
    return st.recursive(leaves(*(symbols or (X,))), lambda inner: _grown(functions, inner), max_leaves=size)
