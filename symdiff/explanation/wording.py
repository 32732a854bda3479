"""What a derivation says in words, in no language yet: titles, rules in words, the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ..documents import Catalogue, Phrase, Sentence, Series, passage, text_of
from ..expression import ONE, Apply, Expression, symbol
from ..primitives import EXTREMES
from ..rulebook import current
from ..rulebook.rules import Role, derivative_of
from ..tidying import tidy
from ..traversal import postorder, substitute
from .moves import TRIVIAL
from .records import MOVE, RULE, Noted, Step
from .tree import DerivationRecord

STRUCTURE = frozenset(("+", "-", "*", "/", "neg", "piecewise", *EXTREMES))
"""Patterns whose operands are not the inside of anything."""

LEAST_EFFORT = 1
"""Rules that take no more are not mentioned in a plan where they stand inside."""

_MOST_PARTS = 4


def title(step: Step) -> Sentence:
    """The name of the step's rule or move."""
    return Sentence(f"{_entry(step)}.title", _blanks(step))


def words(step: Step, short: Mapping[Expression, Expression] = MappingProxyType({})) -> Phrase:
    """What the step does, in a sentence or two.

    Args:
        step: the step.
        short: what is written shorter.
    """
    sentence = Sentence(f"{_entry(step)}.words", _blanks(step))
    inner = inside(step)
    if inner is None or _is_of_unknown(step):
        return sentence
    return passage([sentence, Sentence("rules.chain.words", {"inner": substitute(inner, short)})])


def noun(step: Step) -> Sentence:
    """The rule of a step as it stands inside a sentence."""
    if inside(step) is not None:
        return Sentence("rules.chain.noun")
    return Sentence(f"{_entry(step)}.noun", _blanks(step))


def _has(entry: str) -> bool:
    """Whether there are such words; every language has the same."""
    return entry in Catalogue()


def _entry(step: Step) -> str:
    if step.kind != RULE:
        group = "moves" if step.kind == MOVE else "works"
        return step.name if "." in step.name else f"{group}.{step.name}"
    if _has(f"rules.{step.name}.title"):
        return f"rules.{step.name}"
    return "rules.function" if _is_of_function(step) else "rules.other"


def _is_of_function(step: Step) -> bool:
    pattern = step.pattern
    return isinstance(pattern, Apply) and (pattern.function, len(pattern.arguments)) in current().functions


def _blanks(step: Step) -> dict[str, Phrase]:
    values: dict[str, Phrase] = {"variable": step.variable, **_said(step.notes)}
    if step.kind == RULE and isinstance(step.pattern, Apply):
        assert step.replacement is not None
        values["function"] = _called(step.pattern.function)
        values["application"] = step.pattern
        values["derivative"] = _partial(step.pattern, step.replacement)
    elif step.kind == RULE:
        values["function"] = step.name
    return values


def _called(function: str) -> Phrase:
    """What a sentence calls a function: by its name in the language, where there is one."""
    return Sentence(f"functions.{function}") if _has(f"functions.{function}") else function


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


def plan(derivation: DerivationRecord) -> Phrase:
    """What kind of function it is and which rules it needs."""
    sentences: list[Phrase] = []
    is_plain = derivation.kind == "derivative" and derivation.method == "rules"
    if not is_plain:
        name = derivation.kind if derivation.kind != "derivative" else derivation.method
        entry = f"plan.{name if _has(f'plan.{name}') else 'rewritten'}"
        sentences.append(Sentence(entry, {"variable": derivation.variables[0], **_said(derivation.names)}))
    elif len(set(derivation.variables)) > 1:
        sentences.append(Sentence("plan.mixed", {"names": Series(derivation.variables)}))
    elif len(derivation.variables) > 1:
        sentences.append(Sentence("plan.order", {"count": len(derivation.variables)}))
    first = next((s for s in derivation.steps if s.kind == RULE), None)
    if first is not None and is_plain:
        sentences.append(_sentence(first))
    if derivation.constant and derivation.kind == "derivative":
        sentences.append(Sentence("plan.held", {"names": Series(derivation.constant)}))
    return passage(sentences)


def _sentence(step: Step) -> Sentence:
    needs = _needs([s for s in step.substeps if s.kind == RULE and not is_plain(s) and not is_simple(s)])
    if (part := inside(step)) is not None:
        needs.insert(0, Sentence("plan.inside", {"part": part}))
    told: dict[str, Phrase] = {"what": _what(step), "rule": _nouns(step)}
    if not needs:
        return Sentence("plan.alone", told)
    return Sentence("plan.then", {**told, "needs": Series(tuple(needs[:_MOST_PARTS]), "list.clauses")})


def _needs(steps: Sequence[Step]) -> list[Sentence]:
    """For each rule the parts that need it."""
    parts: dict[str, list[Expression]] = {}
    rules = {text_of(rule): rule for rule in map(noun, steps)}
    for step in steps:
        found = parts.setdefault(text_of(noun(step)), [])
        if _body(step) not in found:
            found.append(_body(step))
    return [
        Sentence("plan.needs" if len(found) == 1 else "plan.need", {"part": _parts(found), "rule": rules[rule]})
        for rule, found in parts.items()
    ]


def _nouns(step: Step) -> Phrase:
    """The rule that is used first; of a composition the chain rule, and what its outside needs beside it."""
    own = Sentence(f"{_entry(step)}.noun", _blanks(step))
    if inside(step) is None:
        return own
    return noun(step) if _is_of_function(step) else _listed([own, noun(step)])


def _what(step: Step) -> Sentence:
    name, operands = step.name, _operands(step)
    blanks: dict[str, Phrase] = {
        "parts": _parts(operands, is_quotient=_is_of_operands(step, ("/",))),
        "count": len(step.bindings),
        "variable": step.variable,
    }
    if isinstance(step.pattern, Apply):
        blanks["function"] = _called(step.pattern.function)
    key = name if _has(f"plan.{name}") else "function" if _is_of_function(step) else "other"
    return Sentence(f"plan.{key}", blanks)


def _said(notes: Mapping[str, Noted]) -> dict[str, Phrase]:
    return {name: _listed(value) if isinstance(value, tuple) else value for name, value in notes.items()}


def _listed(formulas: Sequence[Phrase]) -> Phrase:
    """A, B and C."""
    *first, last = formulas
    return Sentence("plan.list", {"first": Series(tuple(first)), "last": last}) if first else last


def _parts(operands: Sequence[Phrase], *, is_quotient: bool = False) -> Phrase:
    *first, last = operands[:_MOST_PARTS] or ("",)
    if not first:
        return last
    if len(operands) > _MOST_PARTS:
        return Sentence("plan.more", {"parts": Series((*first, last))})
    return Sentence("plan.over", {"first": first[0], "last": last}) if is_quotient else _listed(operands)


def _operands(step: Step) -> list[Expression]:
    """What the function is made of; of a constant multiple, a power and the like only what varies."""
    is_sum = isinstance(step.pattern, Apply) and step.pattern.function in ("+", "-")
    if is_sum or _is_of_operands(step, ("*", "/")):
        return list(step.bindings.values())
    return [_body(s) for s in step.substeps if s.kind == RULE] or list(step.bindings.values())


def _is_of_operands(step: Step, operators: Sequence[str]) -> bool:
    """Whether the rule is for an operator all of whose operands are differentiated."""
    if not isinstance(step.pattern, Apply) or step.pattern.function not in operators or step.replacement is None:
        return False
    asked = {n.arguments[0] for n in postorder((step.replacement,)) if isinstance(n, Apply) and n.function == "d"}
    return len(step.bindings) > 1 and asked == {symbol(name) for name in step.bindings}


def _is_of_unknown(step: Step) -> bool:
    """Whether it is a function of which only the name is known: the rule in words speaks of its inside already."""
    rule = current().general.get(step.name)
    return rule is not None and rule.role is Role.UNKNOWN


def is_plain(step: Step) -> bool:
    """Whether the rule is one of the easiest, such as those of sums and constant factors."""
    rule = current().general.get(step.name)
    return rule is not None and rule.effort == LEAST_EFFORT


def _body(step: Step) -> Expression:
    assert isinstance(step.before, Apply)
    return step.before.arguments[0]


def is_simple(step: Step) -> bool:
    """Whether a textbook gives the result of the step at once."""
    return all(s.is_elementary or (s.kind == MOVE and s.name in TRIVIAL) for s in step.substeps)
