"""Grading: is it right, is it in the form that was asked for, and if it is wrong, what went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..differentiation import diff, only_variable
from ..errors import DomainError, ParseError, SymdiffError
from ..expression import Apply, Expression, Symbol, apply, rational, symbol
from ..language import looks_like_latex
from ..rulebook import parse, parse_latex
from ..traversal import free_symbols, postorder, tree_size
from ..verification import Verdict, equivalent
from .diagnosis import Diagnosis, Explanation
from .items import Item
from .consequences import answers_from
from .sentences import Sentence, say
from .traces import Trace, bare

NAMED = re.compile(r"\s*(?:[a-zA-Z]\s*'+\s*(?:\(\s*\w+\s*\))?|d\s*[a-zA-Z]\s*/\s*d\s*\w+)\s*=(?!=)")
FORMS = ("any", "simplified", "factored", "expanded")
MUCH_LONGER = 1.5
MOST_REMEMBERED = 256


@dataclass(frozen=True)
class Grade:
    """What there is to say about an answer. It is true if the answer is right.

    Attributes:
        status: "right", "form" (right, but not in the form that was asked for), "wrong", or "unreadable".
        answer: the answer as it was understood, or None.
        verdict: the evidence, or None where nothing could be compared.
        explanations: for a wrong answer the smallest sets of mistakes that lead to it; several where it is ambiguous.
        hint: a sentence that helps without telling the answer, or None.
        remarks: sentences on the form.
        error: for an unreadable answer the parser's help.
    """

    status: str
    answer: Expression | None
    verdict: Verdict | None
    explanations: tuple[Explanation, ...] = ()
    hint: Sentence | None = None
    remarks: tuple[Sentence, ...] = ()
    error: SymdiffError | None = None
    wrong_at: Sentence | None = None

    def __bool__(self) -> bool:
        return self.status in ("right", "form")

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The names of the mistakes of the likeliest explanation."""
        return self.explanations[0].names if self.explanations else ()

    @property
    def is_ambiguous(self) -> bool:
        """Whether more than one set of mistakes of the smallest size leads to the answer."""
        return len(self.explanations) > 1

    def sentences(self) -> list[Sentence]:
        """All that a student is told, in order."""
        words = {"right": "right", "form": "right_but_form", "wrong": "wrong", "unreadable": "unreadable"}
        told = [self.wrong_at or say(words[self.status]), *self.remarks]
        if self.is_ambiguous:
            told.append(say("several_explanations"))
        for explanation in self.explanations:
            if len(explanation.mistakes) > 1 and not self.is_ambiguous:
                told.append(say("together"))
            told += explanation.told
        if self.status == "wrong" and not self.explanations:
            told.append(say("unexplained"))
        return told

    def text(self, language: str = "en") -> str:
        """All that a student is told, as plain text, in one language."""
        lines = [sentence.text(language) for sentence in self.sentences()]
        return "\n".join([*lines, *([str(self.error)] if self.error else ())])


def grade(
    question: Item | Expression | str,
    answer: Expression | str,
    variable: Symbol | str | None = None,
    *,
    form: str = "any",
) -> Grade:
    """Judge an answer, and say what went wrong in a wrong one.

    Args:
        question: an item, or a function whose derivative was to be found.
        answer: what was answered, in any form, as text, LaTeX or an expression; a name in front
            (f'(x) =, y' =, dy/dx =) is read over.
        variable: by which the function is differentiated; its only symbol (or x) if not given.
        form: the form that was asked for: "any", "simplified", "factored" or "expanded".

    Raises:
        SymdiffError: the question is not one, or the form is not known.

    >>> result = grade("sin(x^2)", "cos(x^2)")
    >>> result.status, result.misconceptions
    ('wrong', ('inner_derivative_lost',))
    >>> bool(grade("sin(x^2)", "2x cos(x^2)"))
    True
    """
    if form not in FORMS:
        raise SymdiffError(f"there is no form {form!r}: the forms are {', '.join(FORMS)}")
    asked = as_question(question, variable)
    try:
        given = _read(answer, asked)
    except ParseError as error:
        return Grade("unreadable", None, None, error=error)
    if strange := free_symbols(given) - free_symbols(asked.key) - free_symbols(asked.expression) - {asked.variable}:
        names = ", ".join(sorted(s.name for s in strange))
        return Grade("unreadable", given, None, remarks=(say("strange_letters", names=names),))
    return _judged(asked, given, form)


@dataclass(frozen=True)
class Question:
    """What is to be answered: the function, the key, and the item it belongs to, if any."""

    expression: Expression
    variable: Symbol
    key: Expression
    item: Item | None


def as_question(question: Item | Expression | str, variable: Symbol | str | None = None) -> Question:
    """The question of an item, or that for the derivative of a function."""
    if isinstance(question, Item):
        return Question(question.expression, question.variable, question.key, question)
    expression = parse(question) if isinstance(question, str) else question
    chosen = only_variable(expression) if variable is None else symbol(str(variable))
    return Question(expression, chosen, bare(diff(expression, chosen)), None)


def _read(answer: Expression | str, asked: Question) -> Expression:
    if isinstance(answer, Expression):
        return bare(answer)
    named = NAMED.match(answer)
    text = answer[named.end() :] if named else answer
    if looks_like_latex(text):
        return bare(parse_latex(text, variable=asked.variable.name))
    return bare(parse(text, variable=asked.variable.name))


def _judged(asked: Question, given: Expression, form: str) -> Grade:
    wanted, comparable = asked.key, given
    if asked.item is not None and asked.item.answer_kind == "equation":
        wanted, comparable = _sides(asked.key), _sides(given)
    try:
        verdict = equivalent(wanted, comparable)
    except DomainError:  # there is no point at which both are defined
        return Grade("wrong", given, None, hint=say("hint_start", node=asked.expression))
    if verdict:
        remarks = _remarks(given, form)
        wrong_form = form != "any" and bool(remarks)
        return Grade("form" if wrong_form else "right", given, verdict, remarks=remarks)
    explanations = tuple(_diagnosis(asked).explain(comparable))
    return Grade("wrong", given, verdict, explanations, _hint(asked, explanations), wrong_at=_wrong_at(asked, verdict))


def _sides(equation: Expression) -> Expression:
    """What an equation y = ... says of y; anything else as it is."""
    if isinstance(equation, Apply) and equation.function == "=":
        left, right = equation.arguments
        return right if isinstance(left, Symbol) else apply("-", (left, right))
    return equation


def _diagnosis(asked: Question) -> Diagnosis:
    if asked.item is not None:
        return _item_diagnosis(asked.item.identifier, _Held(asked.item))
    return _function_diagnosis(asked.expression, asked.variable, asked.key)


@lru_cache(MOST_REMEMBERED)
def _function_diagnosis(expression: Expression, variable: Symbol, key: Expression) -> Diagnosis:
    return Diagnosis(Trace(expression, variable), key)


class _Held:
    """An item as an argument that the memory of diagnoses does not tell apart: its identifier does."""

    def __init__(self, item: Item) -> None:
        self.item = item

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(MOST_REMEMBERED)
def _item_diagnosis(identifier: str, held: _Held) -> Diagnosis:
    item = held.item

    def answer(derivative: Expression) -> Expression | None:
        found = answers_from(item, derivative)
        return None if found is None else _sides(found[0])

    return Diagnosis(Trace(item.expression, item.variable), _sides(item.key), answer)


def _hint(asked: Question, explanations: Iterable[Explanation]) -> Sentence:
    """Where to look again, without the answer."""
    first = next(iter(explanations), None)
    if first is None:
        return say("hint_start", node=asked.expression)
    if first.slip is not None:
        return say("hint_algebra")
    return say("hint_place", node=first.mistakes[0].places[0].node)


def _wrong_at(asked: Question, verdict: Verdict) -> Sentence | None:
    """The point at which the answer is wrong, if it is one that can be read."""
    witness = verdict.witness
    if not witness or verdict.balls is None or set(witness) != {asked.variable.name} or verdict.complex:
        return None
    wanted, given = (str(ball) for ball in verdict.balls)
    return say(
        "wrong_at", x=asked.variable, point=rational(witness[asked.variable.name]), given=given, wanted=wanted
    )


def _remarks(given: Expression, form: str) -> tuple[Sentence, ...]:
    """What there is to say about the form of a right answer."""
    if form == "factored" and isinstance(given, Apply) and given.function in ("+", "-"):
        return (say("form_factored"),)
    if form == "expanded" and any(_is_product_of_sums(node) for node in postorder((given,))):
        return (say("form_expanded"),)
    if form in ("any", "simplified"):
        from ..simplification import simplify

        shorter = simplify(given)
        limit = 1 if form == "simplified" else MUCH_LONGER
        if tree_size(given) > limit * tree_size(shorter) + 1:
            return (say("form_longer", shorter=shorter),)
    return ()


def _is_product_of_sums(node: Expression) -> bool:
    if not isinstance(node, Apply) or node.function not in ("*", "^"):
        return False
    sums = [a for a in node.arguments if isinstance(a, Apply) and a.function in ("+", "-")]
    return bool(sums) and (node.function == "*" or node.arguments[0] in sums)
