"""Derivatives, forms and verdicts against the values that formulas have by definition.

Each case is made from a seed and its number alone, so that one line of a report is enough to have it again. An
answer that claims less than is true (no derivative at a point where there is one) is counted, and is no fault.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import mpmath

import symdiff as sd
from symdiff.expression import Expression

from .. import oracle
from .formulas import Formula, Point, random_formula
from .watching import Findings

# 0, 1, -1 and the halves are where domains end and branches meet.
SPECIAL = tuple(Fraction(k, 2) for k in range(-6, 7))
FORMS: dict[str, Callable[[Expression], Expression]] = {
    "tidy": sd.tidy, "simplify": sd.simplify, "expand": sd.expand, "factor": sd.factor, "together": sd.together,
    "rationalize": sd.rationalize, "combine_trig": sd.combine_trig, "collect": lambda f: sd.collect(f, "x"),
    "apart": lambda f: sd.apart(f, "x"),
}  # fmt: skip
STEP = mpmath.mpf(2) ** -30
NEAR = (mpmath.mpf(2) ** -75, mpmath.mpf(2) ** -48)  # the second where the first is lost in rounding
UNKNOWN = object()


def coordinate(random: Random) -> Fraction:
    """A special value, or any."""
    return random.choice(SPECIAL) if random.random() < 0.4 else Fraction(random.randint(-40, 40), random.randint(1, 13))


def points(random: Random, count: int) -> list[Point]:
    """Points of the plane."""
    return [{"x": coordinate(random), "y": coordinate(random)} for _ in range(count)]


def at(point: Point) -> str:
    """A point in words."""
    return "at " + ", ".join(f"{name} = {value}" for name, value in point.items())


def expected(formula: Formula, point: Any) -> Any:
    """The value by definition; None where there is none, UNKNOWN where rounding could decide."""
    try:
        return formula.value(point)
    except oracle.Unsure:
        return UNKNOWN


def has_undefined_constant(formula: Formula) -> bool:
    """Whether a part without variables has no value, as in x + ln(-1); there what is constant counts as existing."""
    try:
        return formula.has_undefined_constant()
    except oracle.Unsure:
        return True


def found(findings: Findings, case: str, expression: Expression, point: Point) -> Any:
    """The value that symdiff gives; None where it says that there is none, UNKNOWN where it gives up."""
    answer = findings.asked(f"{case} {at(point)}", lambda: [expression.evaluate(dict(point), digits=20)])
    if isinstance(answer, list):
        return answer[0]
    return None if isinstance(answer, sd.DomainError) else UNKNOWN


def close(one: Any, other: Any, digits: int) -> bool:
    """Whether two values agree to so many digits."""
    with mpmath.workdps(oracle.DIGITS):
        return bool(abs(one - other) <= mpmath.mpf(10) ** -digits * max(1, abs(one), abs(other)))


# --- derivatives ----------------------------------------------------------------------------------------------


def quotient(formula: Formula, point: Point, here: Any, step: Any) -> Any:
    """A difference quotient; None where there is no value at its end, UNKNOWN where it cannot be told."""
    there = expected(formula, {**point, "x": oracle.exactly(point["x"]) + step})
    return there if there is None or there is UNKNOWN else (there - here) / step


def slope(formula: Formula, point: Point, here: Any, side: int) -> Any:
    """The derivative from one side: the limit that two difference quotients point to (Richardson), and a third near it.

    None where there are no values on that side, UNKNOWN where the quotients have not settled.
    """
    with mpmath.workdps(oracle.DIGITS):
        nearby = (quotient(formula, point, here, side * step) for step in NEAR)
        near = next((q for q in nearby if q is not UNKNOWN), UNKNOWN)
        if near is None:
            return None
        rough, fine = (quotient(formula, point, here, side * step) for step in (STEP, STEP / 2))
        if rough is None or fine is None or UNKNOWN in (rough, fine, near):
            return UNKNOWN
        limit = 2 * fine - rough
        return limit if same_slope(limit, near) else UNKNOWN


def same_slope(one: Any, other: Any) -> bool:
    """Whether two derivatives agree to five digits, also where they are small."""
    with mpmath.workdps(oracle.DIGITS):
        return bool(abs(one - other) <= mpmath.mpf(10) ** -5 * max(abs(one), abs(other)) + mpmath.mpf(10) ** -9)


def derivative_complaint(findings: Findings, formula: Formula, claim: Any, point: Point) -> str:
    """What is wrong with a claimed derivative at a point, or nothing."""
    here = UNKNOWN if claim is UNKNOWN else expected(formula, point)
    if here is UNKNOWN:
        findings.counts["not told"] += 1
        return ""
    if here is None:
        if claim is not None and has_undefined_constant(formula):
            findings.counts["of undefined constants"] += 1
            return ""
        return "" if claim is None else f"the derivative is {claim}, and there is no function"
    left, right = slope(formula, point, here, -1), slope(formula, point, here, 1)
    known = [side for side in (left, right) if side is not None and side is not UNKNOWN]
    if claim is None:
        findings.counts["left out"] += len(known) == 2 and same_slope(left, right)
        return ""
    if left is None and right is None:
        return f"the derivative is {claim} at an isolated point"
    findings.counts["compared"] += bool(known)
    wrong = [side for side in known if not same_slope(claim, side)]
    return f"the derivative is {claim}, and not {mpmath.nstr(wrong[0], 15)}" if wrong else ""


def derivative(findings: Findings, random: Random) -> None:
    """Try the derivative of a formula at two points."""
    formula = random_formula(random)
    text = formula.text
    df = findings.asked(f"diff({text!r}, 'x')", lambda: sd.diff(text, "x"))
    findings.counts["refused"] += isinstance(df, sd.SymdiffError)
    if isinstance(df, Expression):
        for point in points(random, 2):
            claim = found(findings, f"diff({text!r}, 'x')", df, point)
            if complaint := derivative_complaint(findings, formula, claim, point):
                findings.fault("wrong", f"diff({text!r}, 'x')", f"{df!r} {at(point)}: {complaint}")


# --- forms ----------------------------------------------------------------------------------------------------


def form(findings: Findings, random: Random) -> None:
    """Try a form of a formula at three points."""
    formula, name = random_formula(random, 10), random.choice(tuple(FORMS))
    case = f"{name}({formula.text!r})"
    result = findings.asked(case, lambda: FORMS[name](sd.parse(formula.text)))
    findings.counts["refused"] += isinstance(result, sd.SymdiffError)
    if not isinstance(result, Expression):
        return
    for point in points(random, 3):
        before, after = expected(formula, point), found(findings, case, result, point)
        if UNKNOWN in (before, after):
            findings.counts["not told"] += 1
        elif complaint := form_complaint(before, after, result):
            findings.fault("wrong", case, f"{result!r} {at(point)}: {complaint}")
            return
        else:
            findings.counts["compared"] += 1
    if name in ("tidy", "simplify"):
        again = findings.asked(f"{case} twice", lambda: FORMS[name](result))
        if isinstance(again, Expression) and again is not result:
            findings.fault("wrong", case, f"{result!r} and, done again, {again!r}")


def form_complaint(before: Any, after: Any, result: Expression) -> str:
    """What is wrong with the value of a form, or nothing."""
    if before is None:
        return "" if after is None else f"the value is {after}, where there was none"
    if after is None:
        return "" if result.conditions else "there is no value any more, and it does not say so"
    return "" if close(before, after, 15) else f"the value is {after}, and not {mpmath.nstr(before, 18)}"


# --- verdicts -------------------------------------------------------------------------------------------------


def pair(findings: Findings, random: Random) -> None:
    """Try the verdict on two formulas, which differ in one place or are written in two ways."""
    one = random_formula(random, 8)
    other = one.with_another_token(random) if random.random() < 0.7 else Formula((*one.tokens, "2", "*", "2", "/"))
    case = f"equivalent({one.text!r}, {other.text!r})"
    verdict = findings.asked(case, lambda: sd.equivalent(one.text, other.text))
    if isinstance(verdict, sd.SymdiffError) or verdict is None:
        findings.counts["refused"] += 1
        return
    findings.counts[verdict.status] += 1
    findings.asked(f"{case}.domain_differs", lambda: verdict.domain_differs)
    if verdict.status == "refuted":
        complaint = refutation_complaint(one, other, verdict)
    elif verdict.status == "incomparable":
        complaint = meeting_complaint(one, other, points(random, 4))
    else:
        complaint = agreement_complaint(one, other, points(random, 4))
    if complaint:
        findings.fault("wrong", case, f"{verdict}: {complaint}")


def refutation_complaint(one: Formula, other: Formula, verdict: sd.Verdict) -> str:
    """What is wrong with a refutation: at its witness the two have values, which differ."""
    if verdict.complex:
        return ""
    witness = {
        name: oracle.value(value) if isinstance(value, Expression) else value
        for name, value in (verdict.witness or {}).items()
    }
    point = {"x": Fraction(0), "y": Fraction(0), **witness}
    first, second = expected(one, point), expected(other, point)
    if UNKNOWN in (first, second):
        return ""
    if first is None or second is None:
        return f"the values there are {first} and {second}"
    return f"both are {mpmath.nstr(first, 20)} there" if first == second else ""


def agreement_complaint(one: Formula, other: Formula, where: list[Point]) -> str:
    """What is wrong with a proof, or with agreement: a point at which the two differ."""
    for point in where:
        first, second = expected(one, point), expected(other, point)
        if UNKNOWN not in (first, second) and None not in (first, second) and not close(first, second, 15):
            return f"{at(point)} the values are {mpmath.nstr(first, 15)} and {mpmath.nstr(second, 15)}"
    return ""


def meeting_complaint(one: Formula, other: Formula, where: list[Point]) -> str:
    """What is wrong with the claim that two have no common point: a point at which both have values."""
    for point in where:
        first, second = expected(one, point), expected(other, point)
        if UNKNOWN not in (first, second) and None not in (first, second):
            return f"both have values {at(point)}"
    return ""


RUNS: dict[str, Callable[[Findings, Random], None]] = {"derivatives": derivative, "forms": form, "pairs": pair}


def run(name: str, count: int, seed: int, limit: float, start: int = 0) -> Findings:
    """Try so many cases of one kind: case number k is the same whatever the others are."""
    findings = Findings(limit)
    for number in range(start, start + count):
        findings.counts["cases"] += 1
        RUNS[name](findings, Random(f"{name} {seed} {number}"))
    return findings
