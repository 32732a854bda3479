"""Items made by hand, one of every kind of answer, for the tests of the formats they are written in."""

from __future__ import annotations

import symdiff as sd
from symdiff.expression import Expression, Symbol, apply
from symdiff.plotting.graphs import Plot
from symdiff.practice.items import Difficulty, Distractor, Item, Option, Table
from symdiff.practice.sentences import Sentence, say

EASY = Difficulty(3, 2, 2, 1, 1, 1, 0, 0, 0)
X = Symbol("x")


def words(text: str) -> Sentence:
    return Sentence("", {"text": text})


def wrong(answer: str, name: str, feedback: str) -> Distractor:
    return Distractor(sd.parse(answer), (name,), (words(feedback),))


def item(
    index: int,
    function: str | Expression,
    keys: tuple[str | Expression, ...] = (),
    *,
    kind: str = "derivative",
    answer_kind: str = "expression",
    variant: str = "A",
    prompt: tuple[Sentence, ...] = (),
    distractors: tuple[Distractor, ...] = (),
    answer_name: str | None = "y",
    **more: object,
) -> Item:
    expression = sd.parse(function) if isinstance(function, str) else function
    answers = tuple(sd.parse(k) if isinstance(k, str) else k for k in keys) or (sd.diff(expression, "x"),)
    return Item(
        version=1,
        seed=7,
        index=index,
        variant=variant,
        request={"topic": "chain"},
        topic="chain",
        level=2,
        kind=kind,
        prompt=prompt or (say("find_derivative", f=expression),),
        expression=expression,
        variable=X,
        keys=answers,
        answer_kind=answer_kind,
        answer_name=None if answer_name is None else Symbol(answer_name),
        rules=("chain", "power"),
        difficulty=EASY,
        given_distractors=distractors,
        **more,  # type: ignore[arg-type]
    )


def items() -> list[Item]:
    product_options = (
        Option(words("the product rule"), True),
        Option(words("the chain rule"), False, (words("x sin(x) is no composition at the top."),)),
        Option(words("the quotient rule"), False, (words("Nothing is divided here."),)),
    )
    return [
        item(
            0,
            "sin(x^2)",
            distractors=(
                wrong("cos(x^2)", "inner_lost", "The inner function was not differentiated."),
                wrong("cos(2*x)", "both_inside", "The inside was replaced by its derivative."),
            ),
        ),
        item(
            1,
            "x^2*e^(3x)",
            distractors=(
                wrong("2*x*e^(3x)*3", "product_of_derivatives", "A product is not differentiated factor by factor."),
                wrong("2*x*e^(3x) + x^2*e^(3x)", "inner_lost", "The factor 3 is missing & e^(3x) < e^(4x)."),
            ),
        ),
        item(
            2,
            "x^3 - 2x",
            ("10",),
            kind="at_point",
            answer_kind="number",
            prompt=(words("Find f'(2)."),),
            distractors=(wrong("4", "value", "This is f(2)."),),
        ),
        item(
            3,
            "x^2",
            (apply("=", (Symbol("y"), sd.parse("2*x - 1"))),),
            answer_kind="equation",
            answer_name=None,
            prompt=(words("Tangent at 1?"),),
        ),
        item(
            4,
            "x^2*y",
            ("2*x*y", "x^2"),
            kind="gradient",
            answer_kind="vector",
            answer_name=None,
            prompt=(words("Find the gradient."),),
        ),
        item(
            5,
            "x*sin(x)",
            ("x",),
            kind="first_rule",
            answer_kind="choice",
            answer_name=None,
            prompt=(words("Which rule comes first?"),),
            given_options=product_options,
        ),
        item(
            6,
            "x^2",
            kind="table",
            table=Table((X, "f"), (("1", sd.parse("1/2")), ("2", "4 | 5"))),
            plots=(Plot("A & B", sd.parse("1/x"), -2.0, 3.0),),
            prompt=(words("Look at the graph."),),
        ),
    ]


def variants() -> list[Item]:
    return [
        item(20, f"sin({k}*x)", variant=label, distractors=(wrong(f"cos({k}*x)", "inner_lost", "The factor is lost."),))
        for label, k in (("A", 2), ("B", 3), ("C", 5))
    ]
