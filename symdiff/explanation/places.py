"""Places in an expression: the way from the root down, as which argument to take each time."""

from __future__ import annotations

from collections.abc import Sequence

from ..expression import CONDITIONS, Apply, Expression, apply

Place = tuple[int, ...]


def at(root: Expression, place: Sequence[int]) -> Expression:
    """What stands at a place.

    >>> import symdiff
    >>> print(at(symdiff.parse("x^2 + sin(3x)"), (1, 0)))
    3*x
    """
    for index in place:
        assert isinstance(root, Apply)
        root = root.arguments[index]
    return root


def put(root: Expression, place: Sequence[int], new: Expression) -> Expression:
    """The expression with another one at a place.

    >>> import symdiff
    >>> print(put(symdiff.parse("x^2 + sin(3x)"), (0, 1), symdiff.parse("5")))
    x^5 + sin(3*x)
    """
    above: list[Apply] = []
    for index in place:
        assert isinstance(root, Apply)
        above.append(root)
        root = root.arguments[index]
    for node, index in zip(reversed(above), reversed(place), strict=True):
        new = apply(node.function, (*node.arguments[:index], new, *node.arguments[index + 1 :]))
    return new


def difference(one: Expression, other: Expression) -> Place:
    """The innermost place with a value outside of which two expressions are the same.

    >>> import symdiff
    >>> difference(symdiff.parse("x^2 + sin(3x)"), symdiff.parse("x^2 + sin(4x)"))
    (1, 0, 0)
    """
    place: list[int] = []
    while isinstance(one, Apply) and isinstance(other, Apply):
        pairs = list(enumerate(zip(one.arguments, other.arguments, strict=False)))
        differing = [index for index, (a, b) in pairs if a is not b]
        if one.function != other.function or len(one.arguments) != len(other.arguments) or len(differing) != 1:
            break
        if one.function in CONDITIONS - {"="} or (one.function == "where" and differing != [0]):
            break  # no value stands there, but what must hold
        place.append(differing[0])
        one, other = one.arguments[differing[0]], other.arguments[differing[0]]
    return tuple(place)
