"""Kinds about a solution: find it, choose it, find the mistake, complete the step."""

from __future__ import annotations

from ..calculus.trace import Trace
from ..expression import Apply, Expression, apply, integer
from ..traversal import postorder, tree_size
from .asking import Setting, called, equation
from .distractors import distractors_of, feedback_on, likeliest
from .items import Item, Option
from .kind import Kind
from .mistakes import Mistake, answer_of, mistakes_in
from .sentences import say

LEAST_WRONG = 3
MOST_LINES = 7


def derivative(setting: Setting) -> Item | None:
    """Find the derivative."""
    x = setting.problem.variable
    return setting.item(
        prompt=(say("find_derivative", f=equation(called("f", x), setting.problem.expression)),),
        answer_kind="expression",  # also where it is chosen: what is wrong is found from the formula
        answer_name=called("f'", x),
    )


def choice(setting: Setting) -> Item | None:
    """Choose the derivative among wrong ones."""
    item = derivative(setting)
    assert item is not None
    wrong = distractors_of(item)
    if len(wrong) < LEAST_WRONG:
        return None
    options = [Option(item.key, True), *(Option(d.answer, False, d.feedback) for d in wrong[:4])]
    f = equation(called("f", item.variable), item.expression)
    return setting.item(
        prompt=(say("choose_derivative", f=f),),
        answer_name=item.answer_name,
        given_options=tuple(setting.stream.shuffled(options)),
    )


def mistake(setting: Setting) -> Item | None:
    """Find the mistake in a worked solution."""
    problem = setting.problem
    made = _one_mistake(setting)
    lines = _lines(problem.trace)
    if made is None or not 2 <= len(lines) <= MOST_LINES or made.places[0].node not in lines:
        return None
    slopes = _slopes(problem.trace, made)
    wrong_line = lines.index(made.places[0].node) + 1
    shown = [say("line", number=n, step=_step(problem.trace, node, slopes[node])) for n, node in enumerate(lines, 1)]
    told = feedback_on(made)
    options = [
        Option(
            say("line_number", number=n), n == wrong_line, () if n == wrong_line else (say("line_follows", number=n),)
        )
        for n in range(1, len(lines) + 1)
    ]
    return setting.item(
        prompt=(say("find_mistake", f=equation(called("f", problem.variable), problem.expression)), *shown),
        given_options=tuple(options),
        solution=(
            say("mistake_in_line", number=wrong_line),
            *told,
            say("derivative_is", slope=equation(called("f'", problem.variable), problem.key)),
        ),
        details={"wrong_answer": answer_of(problem.trace, [made])},
    )


def missing_step(setting: Setting) -> Item | None:
    """Complete the missing step of a worked solution."""
    problem = setting.problem
    lines = _lines(problem.trace)
    inner = [node for node in lines[:-1] if tree_size(node) > 1]
    if not inner or len(lines) > MOST_LINES:
        return None
    asked = setting.stream.choice(inner)
    key = problem.trace.slopes[asked]
    blank = apply("derivative", (asked, problem.variable, integer(1)))
    shown = [
        say("line_open", number=n, step=blank)
        if node is asked
        else say("line", number=n, step=_step(problem.trace, node, problem.trace.slopes[node]))
        for n, node in enumerate(lines, 1)
    ]
    return setting.item(
        expression=asked,
        prompt=(say("complete_step", f=equation(called("f", problem.variable), problem.expression)), *shown),
        keys=(key,),
        answer_name=blank,
        details={"whole": problem.expression},
    )


def _one_mistake(setting: Setting) -> Mistake | None:
    trace = setting.problem.trace
    single = [m for m in likeliest(mistakes_in(trace)) if not m.throughout][:8]
    return setting.stream.choice(single) if single else None


def _lines(trace: Trace) -> list[Expression]:
    """The nodes whose derivatives a written solution shows: every function and the whole, from the inside out."""
    found = [node for node in postorder((trace.expression,)) if node in trace.steps]
    return [node for node in found if node is trace.expression or _is_shown(node, trace)]


def _is_shown(node: Expression, trace: Trace) -> bool:
    assert isinstance(node, Apply)
    moving = [a for a in node.arguments if trace.depends(a)]
    return node in trace.outer or (node.function in ("*", "/") and len(moving) > 1)


def _slopes(trace: Trace, made: Mistake) -> dict[Expression, Expression]:
    """The derivative of every node after a mistake."""
    place = made.places[0]
    return trace.run(lambda node, slopes: place.slope(slopes, trace.variable) if node is place.node else None)


def _step(trace: Trace, node: Expression, slope: Expression) -> Expression:
    return equation(apply("derivative", (node, trace.variable, integer(1))), slope)


OFFERED = (
    Kind("derivative", "find the derivative", derivative),
    Kind("choice", "choose the derivative among wrong answers", choice, answer_kind="choice"),
    Kind("mistake", "find the mistake in a worked solution", mistake, answer_kind="choice", levels=(2, 3, 4, 5)),
    Kind("step", "complete the missing step of a worked solution", missing_step, levels=(2, 3, 4, 5)),
)
