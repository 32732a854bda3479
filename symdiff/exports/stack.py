"""Moodle XML with questions of the type STACK: Maxima grades, the response tree knows the misconceptions.

The variants of an item are one question: a random number picks the variant, and one seed is deployed
for each. Every question carries tests of its own (the key, and each wrong answer), which STACK runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from xml.etree import ElementTree as tree

from ..documents import Phrase, Sentence, passage
from ..errors import SymdiffError
from ..expression import Expression, apply
from ..practice.distractors import distractors_of
from ..practice.items import Distractor, Item
from ..traversal import tree_size
from . import moodle
from .files import ExportError
from .markup import PlatformHtml
from .maxima import to_maxima
from .moodle import Element, add, add_html, add_text
from .sheets import Sheet, is_choice, paired

VERSION = "2023121100"
"""The version of STACK whose fields these are."""

_PENALTY = "0.1000000"
_OWN_NAME = re.compile(r"variant|(?:all_)?(?:ta|wrong|ans|prt)[0-9]*")
_READ_BY_STACK = {"[": "&#91;", "]": "&#93;", "@": "&#64;", "#": "&#35;"}
_BRACES = _READ_BY_STACK | {"{": "&#123;", "}": "&#125;"}

MOST_COMPARED = 4
MOST_NODES_COMPARED = 200
"""How many wrong answers a response tree asks for, and how large they and the key are together: each is a call of
Maxima's simplifier, and the time for all of them is limited."""

SEEDS: dict[int, tuple[int, ...]] = {
    1: (1,),
    2: (2, 1),
    3: (2, 1, 5),
    4: (2, 1, 3, 5),
    5: (1, 3, 10, 2, 17),
    6: (2, 1, 6, 7, 3, 5),
    7: (1, 5, 2, 4, 9, 3, 14),
    8: (2, 10, 3, 5, 25, 1, 9, 7),
    9: (2, 9, 22, 15, 1, 10, 12, 37, 5),
    10: (4, 5, 15, 8, 24, 1, 3, 10, 2, 17),
}
"""For so many variants: the seeds with which Maxima's random(n) is 0, 1, ..., n - 1."""


@dataclass(frozen=True)
class StackQuestion:
    """An item in its variants.

    Attributes:
        items: the variants.
        wrong: for each misconception that all variants know, the wrong answer of each variant.
    """

    items: tuple[Item, ...]
    wrong: tuple[tuple[Distractor, ...], ...]

    @property
    def first(self) -> Item:
        """The variant that stands for all."""
        return self.items[0]


def render(sheet: Sheet) -> str:
    """The items as a question bank of Moodle whose questions STACK grades.

    Raises:
        ExportError: Maxima has no such function as one of an answer.
    """
    bank, most = moodle.Bank(sheet), max(SEEDS)
    for items in paired(sheet).values():
        if is_choice(items[0]):
            for item in sheet.each(items):
                bank.add(item, moodle.question(item, sheet))
        else:
            for start in range(0, len(items), most):
                variants = list(sheet.each(items[start : start + most]))
                bank.add(variants[0], _question(variants, sheet))
    return bank.written()


def guarded(html: str, formula: bool = False) -> str:
    """HTML in which STACK finds nothing to run: its marks `[[`, `{@` and `{#` written as entities."""
    table = _READ_BY_STACK if formula else _BRACES
    return "".join(table.get(c, c) for c in html)


class StackHtml(PlatformHtml):
    """HTML in which STACK finds nothing to run; braces stay where they are TeX's."""

    def text(self, words: str) -> str:
        """The words, with STACK's marks written as entities."""
        return guarded(super().text(words))

    def attribute(self, phrase: Phrase) -> str:
        """The phrase as the value of an attribute, guarded like text."""
        return guarded(super().attribute(phrase))

    def formula(self, expression: Expression) -> str:
        """The formula, guarded but for its braces."""
        return guarded(super().formula(expression), formula=True)


def _grouped(items: Sequence[Item]) -> StackQuestion:
    named = [{d.misconceptions: d for d in distractors_of(item)} for item in items]
    common = [name for name in named[0] if all(name in other for other in named)]
    wrong = [tuple(n[name] for n in named) for name in common] if len(items[0].keys) == 1 else []
    return StackQuestion(tuple(items), tuple(_affordable(items[0], wrong)))


def _affordable(item: Item, wrong: Iterable[tuple[Distractor, ...]]) -> Iterator[tuple[Distractor, ...]]:
    """As many wrong answers as Maxima can compare one after the other in the time that STACK gives it."""
    spent = tree_size(item.key)
    for distractors in islice(wrong, MOST_COMPARED):
        spent += max(tree_size(distractor.answer) for distractor in distractors)
        if spent > MOST_NODES_COMPARED:
            return
        yield distractors


def _question(items: Sequence[Item], sheet: Sheet) -> Element:
    question, html = _grouped(items), StackHtml(sheet.language)
    prompt = _by_variant([html.question(item) for item in items])
    solution = _by_variant([html.worked(item) for item in items])
    inputs = range(1, len(question.first.keys) + 1)
    blanks = "".join(f"<p>{_label(question.first, n)}[[input:ans{n}]] [[validation:ans{n}]]</p>" for n in inputs)
    made = moodle.start("stack", question.first, sheet, prompt + blanks, solution)
    _replace(made, "penalty", _PENALTY)
    add_text(_at(made, "stackversion"), VERSION)
    add_text(_at(made, "questionvariables"), _variables(question))
    add_html(made, "specificfeedback", "".join(f"<p>[[feedback:prt{n}]]</p>" for n in inputs))
    add_text(_at(made, "questionnote"), _note(question))
    add(made, "questionsimplify", 1)
    add(made, "assumepositive", 0)
    for name, word in (("correct", "right"), ("partiallycorrect", "wrong"), ("incorrect", "wrong")):
        add_html(made, f"prt{name}", html.word(f"sheet.{word}"))
    for name, value in (("multiplicationsign", "dot"), ("sqrtsign", 1), ("complexno", "i"), ("inversetrig", "arccos")):
        add(made, name, value)
    add(made, "variantsselectionseed", "")
    for n in inputs:
        _input(made, n)
    for n in inputs:
        _tree(made, question, n, len(inputs), sheet)
    for seed in SEEDS[len(items)] if len(items) > 1 else ():
        add(made, "deployedseed", seed)
    _tests(made, question)
    return made


def _at(parent: Element, name: str) -> Element:
    return tree.SubElement(parent, name)


def _replace(parent: Element, name: str, value: str) -> None:
    found = parent.find(name)
    assert found is not None
    found.text = value


def _by_variant(texts: Sequence[str]) -> str:
    """The text of the variant that was picked."""
    if len(set(texts)) == 1:
        return texts[0]
    blocks = [
        f"[[{'elif' if place else 'if'} test='is(variant={place})']]{text}" for place, text in enumerate(texts[:-1])
    ]
    return "".join([*blocks, f"[[else]]{texts[-1]}[[/if]]"])


def _label(item: Item, number: int) -> str:
    if item.answer_name is None or item.answer_kind == "equation":
        return f"({number}) " if len(item.keys) > 1 else ""
    return StackHtml().formula(item.answer_name) + " = "


def _variables(question: StackQuestion) -> str:
    lines = [f"variant: rand({len(question.items)});"] if len(question.items) > 1 else []
    for place in range(len(question.first.keys)):
        lines.append(_variable(f"ta{place + 1}", [_cas(i, i.keys[place]) for i in question.items]))
    for place, distractors in enumerate(question.wrong, 1):
        values = [_cas(i, d.answer) for i, d in zip(question.items, distractors, strict=True)]
        lines.append(_variable(f"wrong{place}", values))
    return "\n".join(lines)


def _variable(name: str, values: Sequence[str]) -> str:
    if len(values) == 1:
        return f"{name}: {values[0]};"
    return f"all_{name}: [{', '.join(values)}];\n{name}: all_{name}[variant+1];"


def _cas(item: Item, answer: Expression) -> str:
    """The answer in Maxima's syntax; the line of an equation with its name."""
    whole = answer
    if item.answer_kind == "equation" and item.answer_name is not None:
        whole = apply("=", (item.answer_name, answer))
    for symbol in whole.free_symbols:
        if _OWN_NAME.fullmatch(symbol.name):
            raise ExportError(f"the name {symbol.name!r} means something else in a question of STACK")
    try:
        return to_maxima(whole)
    except SymdiffError as error:
        raise ExportError(f"item {item.identifier} cannot be a question of STACK: {error}") from error


def _note(question: StackQuestion) -> str:
    answers = ", ".join(f"{{@ta{place + 1}@}}" for place in range(len(question.first.keys)))
    return f"{{@variant+1@}}: {answers}" if len(question.items) > 1 else answers


_INPUT: tuple[tuple[str, object], ...] = (
    ("boxsize", 30),
    ("strictsyntax", 1),
    ("insertstars", 1),
    ("syntaxhint", ""),
    ("syntaxattribute", 0),
    ("forbidwords", "diff,int,integrate"),
    ("allowwords", ""),
    ("forbidfloat", 0),
    ("requirelowestterms", 0),
    ("checkanswertype", 0),
    ("mustverify", 1),
    ("showvalidation", 1),
    ("options", ""),
)


def _input(made: Element, number: int) -> None:
    field = _at(made, "input")
    add(field, "name", f"ans{number}")
    add(field, "type", "algebraic")
    add(field, "tans", f"ta{number}")
    for name, value in _INPUT:
        add(field, name, value)


def _tree(made: Element, question: StackQuestion, number: int, parts: int, sheet: Sheet) -> None:
    """The response tree of one input: the key first, then each misconception."""
    prt = _at(made, "prt")
    add(prt, "name", f"prt{number}")
    add(prt, "value", f"{1 / parts:.7f}")
    add(prt, "autosimplify", 1)
    add(prt, "feedbackstyle", 1)
    add_text(_at(prt, "feedbackvariables"), "")
    last = len(question.wrong)
    _node(prt, number, 0, f"ta{number}", 1, 1 if last else -1, "")
    for place, distractors in enumerate(question.wrong, 1):
        feedback = _by_variant([_feedback(d.feedback, sheet) for d in distractors])
        _node(prt, number, place, f"wrong{place}", 0, -1 if place == last else place + 1, feedback)


def _feedback(sentences: Sequence[Sentence], sheet: Sheet) -> str:
    return f"<p>{StackHtml(sheet.language).said(passage(sentences))}</p>"


def _node(prt: Element, tree_number: int, name: int, target: str, score: int, following: int, feedback: str) -> None:
    """One question to the answer: is it this? What STACK leaves out counts as 1, so every score is said."""
    node = _at(prt, "node")
    for field, value in (("name", name), ("description", ""), ("answertest", "AlgEquiv")):
        add(node, field, value)
    for field, value in (("sans", f"ans{tree_number}"), ("tans", target), ("testoptions", ""), ("quiet", 1)):
        add(node, field, value)
    for branch, gained, nextnode, words in (("true", score, -1, feedback), ("false", 0, following, "")):
        add(node, f"{branch}scoremode", "=")
        add(node, f"{branch}score", gained)
        add(node, f"{branch}penalty", "")
        add(node, f"{branch}nextnode", nextnode)
        add(node, f"{branch}answernote", f"prt{tree_number}-{name}-{branch[0].upper()}")
        add_html(node, f"{branch}feedback", words)


def _tests(made: Element, question: StackQuestion) -> None:
    """The key must be right, and every wrong answer must be known for what it is."""
    keys = [f"ta{place + 1}" for place in range(len(question.first.keys))]
    _test(made, 1, keys, lambda n: (1, f"prt{n}-0-T"))
    for place in range(1, len(question.wrong) + 1):
        _test(made, place + 1, [f"wrong{place}"], lambda n, place=place: (0, f"prt{n}-{place}-T"))  # type: ignore[misc]


def _test(made: Element, case: int, answers: Sequence[str], expected: Callable[[int], tuple[int, str]]) -> None:
    test = _at(made, "qtest")
    add(test, "testcase", case)
    for number, value in enumerate(answers, 1):
        given = _at(test, "testinput")
        add(given, "name", f"ans{number}")
        add(given, "value", value)
    for number in range(1, len(answers) + 1):
        score, note = expected(number)
        wanted = _at(test, "expected")
        add(wanted, "name", f"prt{number}")
        add(wanted, "expectedscore", f"{score}.0000000")
        add(wanted, "expectedpenalty", "0.0000000" if score else _PENALTY)
        add(wanted, "expectedanswernote", note)
