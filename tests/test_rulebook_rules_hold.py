"""Every line of the tables against enclosures that no rule of differentiation had a part in.

The derivative of a left side is enclosed by power series of balls at random points of its domain,
and the right side in balls at the same points: the balls must meet, to 20 digits.
"""

from __future__ import annotations

import mpmath
import pytest

import symdiff as sd
from symdiff.expression import Apply, Expression, Symbol, symbol
from symdiff.rulebook import FunctionEntry, Rule, standard
from symdiff.rulebook.rules import derivative_of
from symdiff.traversal import substitute
from symdiff.verification.comparison import Evidence, gather
from symdiff.verification.derivatives import enclosed
from symdiff.verification.equivalence import side_pairs
from symdiff.verification.points import generic_points
from symdiff.verification.sides import side_of

X = symbol("x")
POINTS = 20
TRIES = 240
# What the letters of a rule stand for, with derivatives that anyone can see.
INNER = {"u": ("x^2 + x + 2", "2*x + 1"), "v": ("sin(x) + 2", "cos(x)"), "c": ("a", "0"), "n": ("a", "0")}
INNER |= {"a": ("x", "1"), "b": ("1/3", "0")}  # the sides of a condition
# No power series of balls is known for these; their derivatives are compared with difference quotients.
WITHOUT_SERIES = {"zero_base", "lambertw", "zeta_2", "polylog_2", "dilog", "hyp1f1_3", "hyp2f1_4", "erfi"}
WITHOUT_SERIES |= {"elliptick", "elliptice", "elliptice_2", "ellipticf_2", "ellipticpi_2", "ellipticpi_3"}
WITHOUT_SERIES |= {"besselj_2", "bessely_2", "besseli_2", "besselk_2", "polygamma_2", "expint_2"}
WITHOUT_SERIES |= {"uppergamma_2", "lowergamma_2"}
CHOSEN = {("polygamma", "n"): sd.Number(2)}  # defined for whole n only


def points_of_agreement(f: Expression, df: Expression) -> int:
    """At how many random points the derivative of f, enclosed, agrees with df; they differ at none."""
    evidence = Evidence()
    (function, claim), *_ = side_pairs(f, df)
    names = tuple(sorted(s.name for s in f.free_symbols | {X}))
    gather(enclosed(function, "x", 1), side_of(claim), generic_points(names, TRIES), evidence, POINTS)
    assert evidence.refutation is None, f"d({f}) = {df} fails: {evidence.refutation}"
    return evidence.agreed


def instance(rule: Rule) -> tuple[Expression, Expression]:
    """A function of x that the rule is for, and what the rule says of its derivative."""
    values: dict[Expression, Expression] = {}
    for letter in rule.letters:
        inner, slope = INNER[letter.name]
        values[letter] = sd.parse(inner)
        values[derivative_of(letter)] = sd.parse(slope)
    return substitute(rule.pattern, values), substitute(rule.replacement, values)


GENERAL = [rule for rule in standard().general.values() if isinstance(rule.pattern, Apply)]


def assert_holds(f: Expression, df: Expression, rule: Rule) -> None:
    agreed = points_of_agreement(f, df)
    if agreed < POINTS:
        verdict = sd.check(f, df, "x")
        assert verdict.status == "agrees", str(verdict)
        assert rule.name in WITHOUT_SERIES, f"only {agreed} points"


@pytest.mark.parametrize("rule", GENERAL, ids=lambda rule: rule.name)
def test_a_rule_holds_at_twenty_points(rule: Rule) -> None:
    assert_holds(*instance(rule), rule)


FUNCTIONS = [entry for entry in standard().functions.values() if entry.name != "appellf1"]  # see the last test
DERIVATIVES = [(entry, letter) for entry in FUNCTIONS for letter in entry.derivatives]


@pytest.mark.parametrize(("entry", "letter"), DERIVATIVES, ids=lambda part: getattr(part, "name", ""))
def test_the_derivative_of_a_function_holds_at_twenty_points(entry: FunctionEntry, letter: Symbol) -> None:
    at: dict[Expression, Expression] = {letter: X}
    for other in entry.parameters:
        if other is not letter and (entry.name, other.name) in CHOSEN:
            at[other] = CHOSEN[entry.name, other.name]
    assert entry.rule is not None
    assert_holds(substitute(entry.application, at), substitute(entry.derivatives[letter], at), entry.rule)


@pytest.mark.parametrize("letter", ["u", "v"])
def test_the_derivatives_of_appell_f1_agree_with_difference_quotients(letter: str) -> None:
    """One value takes seconds in balls, so this function has two points and no enclosures."""
    values = {"a": 0.5, "b": 0.25, "c": 1.5, "d": 2.5, "u": 0.125, "v": 0.25}
    entry = standard().functions["appellf1", 6]
    claim = entry.derivatives[symbol(letter)].evaluate(values, digits=15)

    def along(t: mpmath.mpf) -> mpmath.mpf:
        return mpmath.appellf1(*({**values, letter: t}[p.name] for p in entry.parameters))

    assert mpmath.almosteq(claim, mpmath.diff(along, values[letter]), rel_eps=1e-6)
