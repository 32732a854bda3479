"""Which graph is that of the derivative: graphs on common axes that anyone can tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from ..calculus.forward import diff
from ..expression import Expression, Symbol, apply, rational
from ..plotting.graphs import Plot, heights_of
from ..tidying import bare, negate
from ..traversal import substitute
from .asking import Problem, Setting, called, equation
from .distractors import feedback_on, likeliest
from .gates import values_at
from .items import Item, Option
from .kind import Kind
from .mistakes import answer_of, mistakes_in
from .sentences import Sentence, say

GRAPHS = "ABCD"
SPANS = ((-3.0, 3.0), (0.0, 6.0), (0.5, 3.0))
PLACES = 60
DRAWN = 0.8  # the share of the places at which a graph that is shown has a value
TALLEST, FLATTEST = 60.0, 0.5
STEEPEST = 2.5  # times the range of the middle four fifths of its heights
APART, APART_SHARE = 0.15, 0.1  # of the height of a picture, at this share of the places

Heights = tuple[float | None, ...]
Shown = tuple[Expression, tuple[Sentence, ...]]


def match(setting: Setting) -> Item | None:
    """Which graph is that of the derivative?"""
    problem, x = setting.problem, setting.problem.variable
    both = (problem.expression, problem.key)
    span = next((s for s in SPANS if all(is_drawable(heights(f, x, s)) for f in both)), None)
    if span is None:
        return None
    shown = _told_apart(setting, span)
    if len(shown) < len(GRAPHS):
        return None
    order: Sequence[Shown] = setting.stream.shuffled(shown)
    window = heights_of([Plot(label, formula, *span) for label, (formula, _) in zip(GRAPHS, order, strict=True)])
    return setting.item(
        prompt=(say("match_graph", f=called("f", x)),),
        given_options=tuple(
            Option(say("graph", label=label), formula is problem.key, told)
            for label, (formula, told) in zip(GRAPHS, order, strict=True)
        ),
        plots=(
            Plot("f", problem.expression, *span),
            *(Plot(label, formula, *span, window) for label, (formula, _) in zip(GRAPHS, order, strict=True)),
        ),
        solution=(
            say(
                "functions_are",
                f=equation(called("f", x), problem.expression),
                slope=equation(called("f'", x), problem.key),
            ),
        ),
    )


def _told_apart(setting: Setting, span: tuple[float, float]) -> list[Shown]:
    """The derivative, and wrong graphs that are visibly different from it and from one another."""
    problem, x = setting.problem, setting.problem.variable
    shown: list[Shown] = [(problem.key, ())]
    known = [heights(problem.key, x, span)]
    misread = setting.stream.shuffled(list(_misread(problem)))
    for formula, told in chain(misread[:1], _mistaken(problem), misread[1:]):
        if len(shown) == len(GRAPHS):
            break
        drawn = heights(formula, x, span)
        if is_drawable(drawn) and are_told_apart([*known, drawn]):
            shown.append((formula, told))
            known.append(drawn)
    return shown


def _mistaken(problem: Problem) -> Iterator[Shown]:
    """What someone finds who makes a known mistake."""
    for mistake in likeliest(mistakes_in(problem.trace)):
        yield answer_of(problem.trace, [mistake]), feedback_on(mistake)


def _misread(problem: Problem) -> Iterator[Shown]:
    """What someone chooses who takes a slope for a height, or left for right."""
    x, key = problem.variable, problem.key
    yield problem.expression, (say("told_graph_itself"),)
    yield bare(negate(key)), (say("told_graph_turned"),)
    yield bare(diff(key, x)), (say("told_graph_second"),)
    yield substitute(key, {x: apply("neg", (x,))}), (say("told_graph_mirrored"),)
    yield substitute(key, {x: apply("-", (x, rational(1)))}), (say("told_graph_moved"),)


def heights(formula: Expression, x: Symbol, span: tuple[float, float]) -> Heights:
    """The heights of a graph at places all over it."""
    low, high = span
    return values_at(formula, x, [low + (high - low) * (k + 0.03) / PLACES for k in range(PLACES)])


def is_drawable(drawn: Heights) -> bool:
    """Whether a graph shows something: values nearly everywhere, none far off, no peak that flattens the rest."""
    known = sorted(h for h in drawn if h is not None)
    if len(known) < DRAWN * PLACES or not -TALLEST < known[0] <= known[-1] < TALLEST:
        return False
    tenth = len(known) // 10
    return FLATTEST < known[-1] - known[0] <= STEEPEST * (known[-tenth - 1] - known[tenth])


def are_told_apart(graphs: Sequence[Heights]) -> bool:
    """Whether all these graphs are visibly different at every scale.

    Any two of them are apart by APART of the picture's height at APART_SHARE of the places at least, both where all are
    drawn on the same axes and where each fills a picture of its own.
    """
    known = [[h for h in drawn if h is not None] for drawn in graphs]
    low, high = min(map(min, known)), max(map(max, known))
    common = [_scaled(drawn, low, high) for drawn in graphs]
    alone = [_scaled(drawn, min(own), max(own)) for drawn, own in zip(graphs, known, strict=True)]
    return all(_are_apart(a, b) for scaled in (common, alone) for a, b in combinations(scaled, 2))


def _scaled(drawn: Heights, low: float, high: float) -> Heights:
    return tuple(None if h is None else (h - low) / ((high - low) or 1.0) for h in drawn)


def _are_apart(first: Heights, second: Heights) -> bool:
    gaps = sorted(abs(a - b) for a, b in zip(first, second, strict=True) if a is not None and b is not None)
    return len(gaps) >= PLACES // 2 and gaps[-int(APART_SHARE * len(gaps)) - 1] >= APART


OFFERED = (Kind("match", "which graph is that of the derivative", match, answer_kind="choice", levels=(1, 2, 3)),)
