"""Which rule comes first: the one that the derivation begins with, beside others that are truly wrong."""

from __future__ import annotations

from collections.abc import Iterator

from ..calculus.trace import Trace
from ..explanation import derive
from ..explanation.records import RULE, Step
from ..explanation.wording import inside, noun
from ..expression import Apply, Expression, Symbol
from ..matching import match
from ..rulebook import Rule, current
from ..rulebook.table import COMMUTATIVE
from ..traversal import free_symbols
from .asking import Setting, called, equation
from .forms import COMPOSITION
from .items import Item, Option
from .kind import Kind
from .measure import family_of, group_of
from .sentences import Sentence, say
from .tables import table

BASIC = "basic"
LEAST_WRONG, MOST_WRONG = 2, 3
ARITHMETIC = frozenset(("+", "-", "*", "/", "^", "neg"))


def rule(setting: Setting) -> Item | None:
    """Which rule comes first?"""
    problem = setting.problem
    first = first_step(problem.expression, problem.variable)
    if first is None:
        return None
    name = kind_of_first(first)
    wrong = setting.stream.shuffled(list(wrong_rules(name, problem.trace)))[:MOST_WRONG]
    if len(wrong) < LEAST_WRONG:
        return None
    key = named(name) if name in (COMPOSITION, BASIC) else noun(first)
    options = [
        Option(key, True),
        *(Option(named(other), False, (say(f"not_first_{other}", f=problem.expression),)) for other in wrong),
    ]
    return setting.item(
        prompt=(say("which_rule", f=equation(called("f", problem.variable), problem.expression)),),
        given_options=tuple(setting.stream.shuffled(options)),
        solution=(say("rule_is", rule=key, slope=problem.key),),
    )


def first_step(function: Expression, variable: Symbol) -> Step | None:
    """The first step of the derivation that applies a rule."""
    return next((step for step in derive(function, variable).steps if step.kind == RULE), None)


def kind_of_first(step: Step) -> str:
    """The name of its rule; `chain` for a function of more than the variable, `basic` for one of the variable alone."""
    if inside(step) is not None:
        return COMPOSITION
    return BASIC if step.name not in current().general else step.name


def named(name: str) -> Sentence:
    """How a rule is called among the options."""
    return say("first_basic") if name == BASIC else Sentence(f"rules.{name}.noun")


def wrong_rules(first: str, trace: Trace) -> Iterator[str]:
    """The rules that come first in no way: they fit neither the formula nor its parts, nor it written otherwise."""
    offered = table("first")["offered"]
    formulas = [trace.expression]
    if isinstance(trace.expression, Apply) and trace.expression.function in ARITHMETIC:
        formulas += trace.expression.arguments
    moving = [part for part in formulas[1:] if trace.depends(part)]
    alone = [trace.expression, *(moving if len(moving) == 1 else ())]  # with a constant beside it, or none
    otherwise = {name for formula in alone for name in table("first")["otherwise"].get(family_of(formula), ())}
    for name in offered.get(first, offered[BASIC]):
        if name not in otherwise and not any(_comes_first(name, formula, trace) for formula in formulas):
            yield name


def _comes_first(name: str, formula: Expression, trace: Trace) -> bool:
    """Whether a rule, or one of its group, can be applied to a formula."""
    if not trace.depends(formula):
        return False
    outer = trace.outer.get(formula)
    if name in (COMPOSITION, BASIC):
        return outer is not None and (outer.argument is trace.variable) == (name == BASIC)
    group = group_of(name)
    alike = [r for r in current().general.values() if r.name == name or (group and r.group == group)]
    return any(fits(rule, formula, trace.variable) for rule in alike)


def fits(rule: Rule, formula: Expression, variable: Symbol) -> bool:
    """Whether the left side of a rule fits a formula, its letters for constants being free of the variable."""
    formulas = [formula]
    if isinstance(formula, Apply) and formula.function in COMMUTATIVE:
        formulas.append(Apply(formula.function, formula.arguments[::-1]))
    for each in formulas:
        found = match(rule.pattern, each)
        if found is not None and not any(variable in free_symbols(found[c]) for c in rule.free):
            return True
    return False


OFFERED = (Kind("rule", "which rule comes first", rule, answer_kind="choice"),)
