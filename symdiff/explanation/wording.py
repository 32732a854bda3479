"""What a derivation says in words: titles, rules in words, the plan."""

from __future__ import annotations

from collections.abc import Sequence

from ..expression import ONE, Apply, Expression, symbol
from ..rulebook import current
from ..rulebook.rules import derivative_of
from ..tidying import tidy
from ..traversal import postorder, substitute
from .catalogue import Catalogue
from .derivation import MOVE, RULE, Derivation, Step
from .moves import TRIVIAL

STRUCTURE = frozenset(("+", "-", "*", "/", "neg", "piecewise", "min", "max"))
"""Patterns whose operands are not the inside of anything."""

PLAIN = frozenset(("sum", "difference", "negative", "multiple", "divided"))
"""Rules that a plan does not mention where they stand inside."""

_PLANS = {"natural": "exponential", "even_power": "power", "first_power": "power", "zeroth_power": "power"}
_MOST_PARTS = 4


def title(step: Step, say: Catalogue) -> str:
    """The name of the step's rule or move."""
    return say(f"{_entry(step, say)}.title", **_blanks(step, say))


def words(step: Step, say: Catalogue) -> str:
    """What the step does, in a sentence or two."""
    sentence = say(f"{_entry(step, say)}.words", **_blanks(step, say))
    inner = inside(step)
    if inner is None or step.name == "formal":
        return sentence
    return f"{sentence}{gap(say)}{say('rules.chain.words', inner=inner)}"


def noun(step: Step, say: Catalogue) -> str:
    """The rule of a step as it stands inside a sentence."""
    if inside(step) is not None:
        return say("rules.chain.noun")
    return say(f"{_entry(step, say)}.noun", **_blanks(step, say))


def gap(say: Catalogue) -> str:
    """What stands between two sentences."""
    return "" if say.language == "zh" else " "


def _entry(step: Step, say: Catalogue) -> str:
    if step.kind != RULE:
        group = "moves" if step.kind == MOVE else "works"
        return step.name if "." in step.name else f"{group}.{step.name}"
    if say.has(f"rules.{step.name}.title"):
        return f"rules.{step.name}"
    return "rules.function" if _is_of_function(step) else "rules.other"


def _is_of_function(step: Step) -> bool:
    pattern = step.pattern
    return isinstance(pattern, Apply) and (pattern.function, len(pattern.arguments)) in current().functions


def _blanks(step: Step, say: Catalogue) -> dict[str, Expression | str]:
    values: dict[str, Expression | str] = {"variable": step.variable, **step.notes}
    if step.kind == RULE and isinstance(step.pattern, Apply):
        assert step.replacement is not None
        values["function"] = say.escape(step.pattern.function)
        values["application"] = step.pattern
        values["derivative"] = _partial(step.pattern, step.replacement)
    elif step.kind == RULE:
        values["function"] = say.escape(step.name)
    return values


def _partial(pattern: Apply, replacement: Expression) -> Expression:
    """The derivative of a function by its argument: the right side with d(u) = 1; with several, the right side."""
    asked = [n for n in postorder((replacement,)) if isinstance(n, Apply) and n.function == "d"]
    if len(asked) > 1:
        return prime(replacement)
    return tidy(substitute(replacement, {derivative_of(u): ONE for u in pattern.arguments}))


def inside(step: Step) -> Expression | None:
    """The inside of a composition that the chain rule differentiates, or None where there is none."""
    if step.kind != RULE or not isinstance(step.pattern, Apply) or step.pattern.function in STRUCTURE:
        return None
    assert step.replacement is not None
    asked = [n.arguments[0] for n in postorder((step.replacement,)) if isinstance(n, Apply) and n.function == "d"]
    inner = [step.bindings[str(letter)] for letter in asked]
    found = [e for e in inner if e is not step.variable]
    return found[0] if len(inner) == 1 and found else None


def prime(expression: Expression) -> Expression:
    """The right side of a rule with u' in the place of d(u)."""
    nodes = postorder((expression,), lambda n: () if n.function == "d" else n.arguments)
    marks: dict[Expression, Expression] = {
        n: symbol(f"{n.arguments[0]}'") for n in nodes if isinstance(n, Apply) and n.function == "d"
    }
    return substitute(expression, marks)


# --- the plan -----------------------------------------------------------------------------------------


def plan(derivation: Derivation, language: str = "en", say: Catalogue | None = None) -> str:
    """What kind of function it is and which rules it needs."""
    say = say or Catalogue(language)
    sentences = []
    if derivation.kind != "derivative" or derivation.method != "rules":
        name = derivation.kind if derivation.kind != "derivative" else derivation.method
        entry = f"plan.{name if say.has(f'plan.{name}') else 'rewritten'}"
        sentences.append(say(entry, variable=derivation.variables[0], **derivation.names))
    elif len(set(derivation.variables)) > 1:
        sentences.append(say("plan.mixed", names=_listed(derivation.variables, say)))
    elif len(derivation.variables) > 1:
        sentences.append(say("plan.order", count=str(len(derivation.variables))))
    first = next((s for s in derivation.steps if s.kind == RULE), None)
    if first is not None and derivation.kind == "derivative" and derivation.method == "rules":
        sentences.append(_sentence(first, say))
    if derivation.constant and derivation.kind == "derivative":
        sentences.append(say("plan.held", names=_listed(derivation.constant, say)))
    return gap(say).join(sentences)


def _listed(items: Sequence[Expression], say: Catalogue) -> str:
    return say("plan.comma").join(say.show(item) for item in items)


def _sentence(step: Step, say: Catalogue) -> str:
    what = _what(step, say)
    needs = [
        say("plan.needs", part=_body(inner), rule=noun(inner, say))
        for inner in step.substeps
        if inner.kind == RULE and inner.name not in PLAIN and not is_simple(inner)
    ]
    if (part := inside(step)) is not None:
        needs.insert(0, say("plan.inside", part=part))
    if not needs:
        return say("plan.alone", what=what)
    return say("plan.then", what=what, needs=say("plan.comma").join(dict.fromkeys(needs[:_MOST_PARTS])))


def _what(step: Step, say: Catalogue) -> str:
    name = _PLANS.get(step.name, step.name)
    operands = _operands(step)
    shown = [say.show(o) for o in operands[:_MOST_PARTS]]
    if name == "quotient":
        parts = say("plan.over", first=shown[0], last=shown[1])
    elif len(shown) > 1:
        comma = say("plan.comma")
        parts = say("plan.list", first=comma.join(shown[:-1]), last=shown[-1])
    else:
        parts = "".join(shown)
    if len(operands) > _MOST_PARTS:
        parts += " ..."
    key = name if say.has(f"plan.{name}") else "function" if _is_of_function(step) else "other"
    blanks: dict[str, Expression | str] = {"parts": parts, "count": str(len(operands)), "variable": step.variable}
    if isinstance(step.pattern, Apply):
        blanks["function"] = say.escape(step.pattern.function)
    sentence = say(f"plan.{key}", **blanks)
    begins_with_words = not say.entries[f"plan.{key}"].startswith("{")
    return sentence[:1].upper() + sentence[1:] if begins_with_words else sentence


def _operands(step: Step) -> list[Expression]:
    """What the function is made of; of a constant multiple, a power and the like only what varies."""
    if step.name in ("sum", "difference", "product", "quotient"):
        return list(step.bindings.values())
    return [_body(s) for s in step.substeps if s.kind == RULE] or list(step.bindings.values())


def _body(step: Step) -> Expression:
    assert isinstance(step.before, Apply)
    return step.before.arguments[0]


def is_simple(step: Step) -> bool:
    """Whether a textbook gives the result of the step at once."""
    return all(s.is_elementary or (s.kind == MOVE and s.name in TRIVIAL) for s in step.substeps)
