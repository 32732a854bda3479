"""Moodle XML with questions of the type STACK: Maxima grades, the response tree knows the misconceptions.

The variants of an item are one question: a random number picks the variant, and one seed is deployed
for each. Every question carries tests of its own (the key, and each wrong answer), which STACK runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from xml.etree import ElementTree as tree

from ..documents import Phrase, Sentence, passage
from ..errors import SymdiffError
from ..expression import Expression, apply
from ..practice.distractors import distractors_of
from ..practice.items import Distractor, Item
from ..practice.rounding import Accuracy, accuracy, is_rounded, may_be_rounded, plain
from ..traversal import tree_size
from . import moodle
from .files import ExportError
from .markup import PlatformHtml
from .maxima import to_maxima
from .moodle import Element, add, add_html, add_text
from .response_trees import PENALTY, Branch, Expected, add_test, add_tree
from .sheets import Sheet, is_choice, paired

VERSION = "2023121100"
"""The version of STACK whose fields these are."""

_OWN_NAME = re.compile(r"variant|(?:all_)?(?:ta|wrong|ans|prt|slack|near|typed)[0-9]*")
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
        rounded: for each part of the answer how exact a decimal must be in each variant; empty where none is answered.
    """

    items: tuple[Item, ...]
    wrong: tuple[tuple[Distractor, ...], ...]
    rounded: tuple[tuple[Accuracy, ...], ...]

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
    for items in chain.from_iterable(map(_alike, paired(sheet).values())):
        if is_choice(items[0]):
            for item in sheet.each(items):
                bank.add(item, moodle.question(item, sheet))
        else:
            for start in range(0, len(items), most):
                variants = list(sheet.each(items[start : start + most]))
                bank.add(variants[0], _question(variants, sheet))
    return bank.written()


def _alike(variants: Sequence[Item]) -> Iterator[list[Item]]:
    """The variants of which the same parts may be answered by a rounded decimal, which have the same response trees."""
    groups: dict[tuple[bool, ...], list[Item]] = {}
    for item in variants:
        groups.setdefault(tuple(may_be_rounded(key) for key in item.keys), []).append(item)
    yield from groups.values()


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
    found = [tuple(n[name] for n in named) for name in common] if len(items[0].keys) == 1 else []
    wrong = [d for d in found if not any(is_rounded(w.answer, i.key) for w, i in zip(d, items, strict=True))]
    return StackQuestion(tuple(items), tuple(_affordable(items[0], wrong)), tuple(_rounded(items)))


def _rounded(items: Sequence[Item]) -> Iterator[tuple[Accuracy, ...]]:
    for place, key in enumerate(items[0].keys):
        found = (accuracy(item.keys[place]) for item in items) if may_be_rounded(key) else ()
        yield tuple(one for one in found if one is not None)


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
    _replace(made, "penalty", PENALTY)
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
        _tree(made, question, n, sheet)
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
        if accuracies := question.rounded[place]:
            lines.append(_variable(f"slack{place + 1}", [plain(a.slack) for a in accuracies]))
            lines.append(_variable(f"near{place + 1}", [plain(a.shortest) for a in accuracies]))
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


_TYPED = "typed#: if floatnump(ans#) or integerp(ans#) then ans# else ta#+2*slack#;"
"""A decimal as it was typed; what is none lies outside of what is near enough."""


def _tree(made: Element, question: StackQuestion, number: int, sheet: Sheet) -> None:
    """The response tree of one input: the key first, then the key rounded, then each misconception."""
    key, typed = f"ta{number}", ""
    branches = [Branch(f"ans{number}", key, 1)]
    if question.rounded[number - 1]:
        typed = _TYPED.replace("#", str(number))
        branches.append(Branch(f"typed{number}", key, 1, test="NumAbsolute", option=f"slack{number}"))
    for place, distractors in enumerate(question.wrong, 1):
        told = _by_variant([_feedback(d.feedback, sheet) for d in distractors])
        branches.append(Branch(f"ans{number}", f"wrong{place}", told=told))
    add_tree(made, number, 1 / len(question.first.keys), typed, branches)


def _feedback(sentences: Sequence[Sentence], sheet: Sheet) -> str:
    return f"<p>{StackHtml(sheet.language).said(passage(sentences))}</p>"


def _tests(made: Element, question: StackQuestion) -> None:
    """The key must be right, and so must it be when it is rounded; every wrong answer must be known for what it is."""
    rounded = [(number, int(bool(found))) for number, found in enumerate(question.rounded, 1)]
    cases = [([f"ta{number}" for number, _ in rounded], [Expected(1, 0) for _ in rounded])]
    if any(question.rounded):
        near = [f"{'near' if node else 'ta'}{number}" for number, node in rounded]
        cases.append((near, [Expected(1, node) for _, node in rounded]))
    first = len(cases)
    cases += [([f"wrong{n + 1}"], [Expected(0, first + n)]) for n in range(len(question.wrong))]
    for case, (answers, expected) in enumerate(cases, 1):
        add_test(made, case, answers, expected)
