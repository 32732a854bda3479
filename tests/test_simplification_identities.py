"""Each identity of simplification.rules holds wherever its left side is defined and its condition holds."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

import symdiff as sd
from symdiff.algebra.cost import cost
from symdiff.errors import DomainError, RuleError
from symdiff.expression import Expression, Number
from symdiff.rulebook import standard
from symdiff.rulebook.identities import Identity, load_identities, product_to_sum, relations, standard_identities
from symdiff.rulebook.signs import Signs
from symdiff.simplifying.rewriting import arithmetic_rewrites, function_rewrites
from symdiff.tidying import tidy
from symdiff.traversal import substitute
from symdiff.verification.comparison import Evidence, gather
from symdiff.verification.equivalence import side_pairs
from symdiff.verification.points import generic_points
from symdiff.verification.sides import side_of

IDENTITIES = standard_identities()
POINTS = 20
NUMBERS = {"even": (2, 4, 6), "odd": (1, 3, 5), "number": (2, 3, 10)}
VALUES = [Fraction(text) for text in ("-3", "-7/5", "-1", "-1/3", "0", "1/4", "2/3", "1", "9/5", "4")]
# denesting holds where u is v + 1: said by its condition, so u is not free
TIED = {"denesting_plus": {sd.parse("u"): sd.parse("v + 1")}}


def instances(identity: Identity) -> list[tuple[Expression, Expression, list[Expression]]]:
    """Both sides and the condition, with numbers where the condition asks for numbers."""
    choices = [[(letter, Number(n)) for n in NUMBERS[kind]] for letter, kind in identity.kinds]
    found = []
    for chosen in product(*choices):
        bound: dict[Expression, Expression] = {**dict(chosen), **TIED.get(identity.name, {})}
        conditions = [substitute(c, bound) for c in identity.conditions]
        found.append((substitute(identity.left, bound), substitute(identity.right, bound), conditions))
    return found


def value(expression: Expression, point: dict[str, Fraction]) -> object:
    try:
        return expression.evaluate(point, digits=30)
    except DomainError:
        return None


def holds(condition: Expression, point: dict[str, Fraction]) -> bool:
    chosen = sd.Apply("piecewise", (condition, Number(1), Number(0)))
    return value(chosen, point) == 1


@pytest.mark.parametrize("identity", [*IDENTITIES, *product_to_sum()], ids=lambda i: i.name)
def test_an_identity_agrees_in_balls_wherever_its_condition_holds(identity: Identity) -> None:
    evidence = Evidence()
    for left, right, conditions in instances(identity):
        names = tuple(sorted(s.name for s in left.free_symbols))
        points = [p for p in generic_points(names, 400) if all(holds(c, dict(p)) for c in conditions)]
        for one, other in side_pairs(left, right):
            gather(side_of(one), side_of(other), points, evidence, evidence.agreed + POINTS)
        assert evidence.refutation is None, f"{left} = {right}: {evidence.refutation}"
        if not names:
            assert value(left, {}) == value(right, {}) is not None
            return
    assert evidence.agreed >= POINTS


@pytest.mark.parametrize("identity", IDENTITIES, ids=lambda i: i.name)
def test_the_right_side_is_defined_wherever_the_left_one_is(identity: Identity) -> None:
    for left, right, conditions in instances(identity):
        names = sorted(s.name for s in left.free_symbols)
        for values in list(product(VALUES, repeat=len(names)))[:400]:
            point = dict(zip(names, values, strict=True))
            if value(left, point) is not None and all(holds(c, point) for c in conditions):
                assert value(right, point) is not None, (str(left), str(right), point)


def rewritten(expression: Expression) -> list[Expression]:
    """What any identity makes of an expression as a whole."""
    signs = Signs()
    found = [new for _, new in function_rewrites(expression, signs)] if isinstance(expression, sd.Apply) else []
    return [*found, *(made() for _, made in arithmetic_rewrites(expression, signs))]


def test_no_two_identities_undo_each_other() -> None:
    """Whoever writes one side as the other makes it cheaper, so the way back is closed."""
    for identity in IDENTITIES:
        for left, _, _ in instances(identity):
            start = tidy(left)
            for new in rewritten(start):
                back = [again for again in rewritten(tidy(new)) if tidy(again) is start]
                assert not back or cost(tidy(new)) != cost(start), f"{identity.name}: {start} and {new}"


def test_a_chain_of_steps_always_gets_shorter_and_never_meets_an_expression_twice() -> None:
    for identity in IDENTITIES:
        for left, _, _ in instances(identity):
            steps = sd.simplification(left).steps
            for step in steps:
                assert cost(step.after) < cost(step.before), f"{identity.name}: {step}"
            assert len({(s.before, s.after) for s in steps}) == len(steps)


def test_relations_between_squares_come_from_the_table() -> None:
    assert relations()["sin"] == ("cos", 1, -1)
    assert relations()["sec"] == ("tan", 1, 1)
    assert relations()["sinh"] == ("cosh", -1, 1)
    assert relations()["csch"] == ("coth", -1, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: sin(u) = cos(v)", "my.rules:1:13: v does not stand on the left"),
        ("a: sin(-u) = -sin(u)\na: cos(-u) = cos(u)", "my.rules:2:1: a is there already"),
        ("a: u = sin(u)", "my.rules:1:4: the left side is a letter"),
        ("a: sin(u)", "my.rules:1:4: expected left = right"),
        ("a(u): sin(u) = u", "my.rules:1:1: expected `name: left = right`"),
        ("a: sin(-u) = -sin(u)\nb: sin(-u) = sin(u)", "my.rules:2:1: never reached: a has the same left side"),
        ("a: abs(u) = u   where v > 0", "v does not stand on the left"),
        ("a: abs(u) = u   where n is even", "n does not stand on the left"),
    ],
)
def test_a_wrong_identity_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        load_identities("my.rules", text, standard().vocabulary)
    assert message in str(caught.value)
