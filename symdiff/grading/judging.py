"""Grading: is it right, is it in the form that was asked for, and if it is wrong, what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..calculus.forward import diff, only_variable
from ..documents.messages import translated
from ..errors import ParseError, SymdiffError
from ..expression import Apply, Expression, Symbol, as_expression, symbol
from ..language import Reading, looks_like_latex
from ..practice.distractors import distractors_of
from ..practice.gates import same_values, values_at
from ..practice.items import Item
from ..practice.lines import sides
from ..practice.sentences import Sentence, say
from ..rulebook import parse
from ..tidying import bare, is_total, restrict
from ..traversal import free_symbols, postorder
from ..verification import Verdict, equivalent
from ..verification.equivalence import defined_alone
from .brackets import bracketed
from .diagnosis import Diagnosis, Explanation, diagnosis_of, diagnosis_of_function
from .reading import carries_question, is_rounded, is_same, option_of, read_answer, read_components, read_equation

FORMS = ("any", "simplified", "factored", "expanded")
MUCH_LONGER = 1.5


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
        wrong_at: the point at which a wrong answer is wrong, if it is one that can be read.
        read_as: how the answer was read, where that is not what was typed, sign by sign.
    """

    status: str
    answer: Expression | None
    verdict: Verdict | None
    explanations: tuple[Explanation, ...] = ()
    hint: Sentence | None = None
    remarks: tuple[Sentence, ...] = ()
    error: SymdiffError | None = None
    wrong_at: Sentence | None = None
    read_as: Sentence | None = None

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
        told = [self.wrong_at or say(words[self.status]), *([self.read_as] if self.read_as else []), *self.remarks]
        if self.is_ambiguous:
            told.append(say("several_explanations"))
        for explanation in self.explanations:
            if len(explanation.mistakes) > 1 and not self.is_ambiguous:
                told.append(say("together"))
            told += explanation.told
        if self.status == "wrong" and not self.explanations and not self.remarks:
            told.append(say("unexplained"))
        return told

    def text(self, language: str = "en") -> str:
        """All that a student is told, as plain text, in one language."""
        lines = [sentence.text(language) for sentence in self.sentences()]
        return "\n".join([*lines, *([translated(str(self.error), language)] if self.error else ())])


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

    Returns:
        The grade: true where the answer is right, with its status, reasons and misconceptions.

    Raises:
        ParseError: the question's text is no formula. An answer that cannot be read is a grade of its own.
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
        if asked.item is not None and asked.item.answer_kind == "choice":
            return _chosen(asked.item, answer)
        names = [s.name for s in free_symbols(asked.expression)]
        if asked.item is not None and len(asked.item.keys) > 1:
            return _component_wise(asked, asked.item.keys, read_components(answer, asked.variable, names), form)
        is_line = asked.item is not None and asked.item.answer_kind == "equation"
        given = (read_equation if is_line else read_answer)(answer, asked.variable, names)
    except ParseError as error:
        return Grade("unreadable", None, None, error=error, remarks=_brackets(asked, answer))
    judged = _graded(asked, given, form)
    if judged.verdict is not None and not judged and not any(len(e.mistakes) == 1 for e in judged.explanations):
        proposed = _brackets(asked, answer)
        return replace(judged, remarks=proposed, explanations=()) if proposed else judged
    return judged


def _brackets(asked: Question, answer: Expression | str) -> tuple[Sentence, ...]:
    """What is told where brackets that were left out would make a wrong answer right."""
    if not isinstance(answer, str) or looks_like_latex(answer) or (asked.item is not None and len(asked.item.keys) > 1):
        return ()
    key = sides(asked.key)
    values, names = values_at(key, asked.variable), [s.name for s in free_symbols(asked.expression)]

    def read(text: str) -> Expression:
        return read_answer(text.rpartition("=")[2], asked.variable, names).expression

    def is_right(given: Expression) -> bool:
        return bool(same_values(values_at(given, asked.variable), values)) and is_same(key, given)

    found = bracketed(answer, read, is_right)
    return () if found is None else (say("brackets_proposed", formula=found[1]),)


def _graded(asked: Question, found: Reading, form: str) -> Grade:
    """The grade of an answer, which tells how it was read where that is not what was typed."""
    given = bare(found.expression)
    if carries_question(given, asked.key):
        return Grade("unreadable", given, None, remarks=(say("carries_question"),))
    if strange := free_symbols(given) - free_symbols(asked.key) - free_symbols(asked.expression) - {asked.variable}:
        names = ", ".join(sorted(s.name for s in strange))
        return Grade("unreadable", given, None, remarks=(say("strange_letters", names=names),))
    read_as = None if found.literal else say("read_as", formula=given)
    judged = _judged(asked, given, found.expression, form)
    if found.ambiguous and not judged:
        return Grade("unreadable", given, judged.verdict, remarks=(say("brackets_missing", formula=given),))
    return replace(judged, read_as=read_as)


@dataclass(frozen=True)
class Question:
    """What is to be answered: the function, the key, and the item it belongs to, if any."""

    expression: Expression
    variable: Symbol
    key: Expression
    item: Item | None

    @cached_property
    def key_where_it_holds(self) -> Expression:
        """The key, and what must hold for it: that the function has a value and a derivative."""
        if self.variable not in free_symbols(self.key):
            return self.key
        slope = diff(self.expression, self.variable)
        needs = slope.arguments[1:] if isinstance(slope, Apply) and slope.function == "where" else ()
        return restrict(self.key, (*needs, self.expression))


def as_question(question: Item | Expression | str, variable: Symbol | str | None = None) -> Question:
    """The question of an item, or that for the derivative of a function."""
    if isinstance(question, Item):
        return Question(question.expression, question.variable, question.key, question)
    names = [] if variable is None else [str(variable)]
    expression = parse(question, lenient=True, symbols=names) if isinstance(question, str) else question
    chosen = only_variable(expression) if variable is None else symbol(str(variable))
    return Question(expression, chosen, bare(diff(expression, chosen)), None)


def _chosen(item: Item, answer: Expression | str) -> Grade:
    """The grade of an option, named by its letter, its words or its formula."""
    option = option_of(item, answer)
    if option is None:
        return Grade("unreadable", None, None, remarks=(say("no_option"),))
    given = option.content if isinstance(option.content, Expression) else None
    if option.right:
        return Grade("right", given, None)
    return Grade("wrong", given, None, remarks=option.feedback or (say("wrong_choice"),))


def _component_wise(asked: Question, keys: Sequence[Expression], given: Sequence[Reading], form: str) -> Grade:
    """The grade of several formulas: that of the first wrong one."""
    if len(given) != len(keys):
        return Grade("unreadable", None, None, remarks=(say("wrong_length", wanted=len(keys)),))
    grades = []
    for place, (key, part) in enumerate(zip(keys, given, strict=True)):
        # Only the first component comes from the item's own trace; the others are judged alone.
        own = asked if place == 0 else replace(asked, key=key, item=None)
        grades.append(_graded(own, part, form))
    return next((g for g in grades if not g), grades[0])


def _judged(asked: Question, given: Expression, answer: Expression, form: str) -> Grade:
    """The grade of an answer.

    Args:
        asked: the question.
        given: the formula of the answer.
        answer: the same with what the answer says that must hold.
        form: the form that was asked for.
    """
    wanted = asked.key_where_it_holds
    is_line = asked.item is not None and asked.item.answer_kind == "equation"
    if is_line:
        wanted, given_side, answer = sides(asked.key), sides(given), sides(bare(answer))
    else:
        given_side = given
    verdict = equivalent(wanted, answer)
    if verdict.status == "incomparable":
        return Grade("wrong", given, None, hint=say("hint_start", node=asked.expression))
    if not verdict and is_rounded(given, asked.key):
        return Grade("right", given, verdict, remarks=(say("rounded", exact=asked.key),))
    if verdict:
        remarks = _remarks(given, form)
        wrong_form = form != "any" and bool(remarks)
        remarks = (*_holds_in_part(wanted, answer), *remarks)
        return Grade("form" if wrong_form else "right", given, verdict, remarks=remarks)
    explanations = tuple(_diagnosis(asked).explain(given_side))
    remarks = () if explanations or asked.item is None else _known_otherwise(asked.item, given_side)
    hint, at = _hint(asked, explanations), _wrong_at(asked, verdict)
    return Grade("wrong", given, verdict, explanations, hint, remarks, wrong_at=at)


def _holds_in_part(wanted: Expression, answer: Expression) -> tuple[Sentence, ...]:
    """What is told where a right answer has no value though the derivative exists."""
    place = None if is_total(answer) else defined_alone(wanted, answer).get(0)
    return () if place is None else (say("holds_in_part", place=place),)


def _known_otherwise(item: Item, given: Expression) -> tuple[Sentence, ...]:
    """What the item itself has to say to a wrong answer that no wrong rule leads to."""
    return next((d.feedback for d in distractors_of(item) if is_same(sides(d.answer), given)), ())


def _diagnosis(asked: Question) -> Diagnosis:
    if asked.item is None:
        return diagnosis_of_function(asked.expression, asked.variable, asked.key)
    return diagnosis_of(asked.item)


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
    wanted, given = (ball.text(6) for ball in verdict.balls)
    if wanted == given:
        return None
    return say(
        "wrong_at", x=asked.variable, point=as_expression(witness[asked.variable.name]), given=given, wanted=wanted
    )


def _remarks(given: Expression, form: str) -> tuple[Sentence, ...]:
    """What there is to say about the form of a right answer."""
    if form == "factored" and isinstance(given, Apply) and given.function in ("+", "-"):
        return (say("form_factored"),)
    if form == "expanded" and any(_is_product_of_sums(node) for node in postorder((given,))):
        return (say("form_expanded"),)
    if form in ("any", "simplified") and not (isinstance(given, Apply) and given.function == "="):
        from ..simplifying import simplify

        shorter = simplify(given)
        if len(str(given)) > len(str(shorter)) * (1 if form == "simplified" else MUCH_LONGER):
            return (say("form_longer", shorter=shorter),)
    return ()


def _is_product_of_sums(node: Expression) -> bool:
    if not isinstance(node, Apply) or node.function not in ("*", "^"):
        return False
    sums = [a for a in node.arguments if isinstance(a, Apply) and a.function in ("+", "-")]
    return bool(sums) and (node.function == "*" or node.arguments[0] in sums)
