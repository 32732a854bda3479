"""The response trees of STACK: what is asked of an answer, one thing after the other, and the tests of this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as tree

from .moodle import Element, add, add_html, add_text

PENALTY = "0.1000000"
"""What a wrong attempt costs of the mark."""


@dataclass(frozen=True)
class Branch:
    """A node: is the answer the target? If so the tree ends here; if not, the next node is asked.

    Attributes:
        given, target: two expressions of Maxima, that of the answer and what it is compared with.
        score: what is gained.
        told: the feedback, as HTML.
        test: the name of an answer test of STACK.
        option: its option.
    """

    given: str
    target: str
    score: int = 0
    told: str = ""
    test: str = "AlgEquiv"
    option: str = ""


@dataclass(frozen=True)
class Expected:
    """What a tree must find: the score, and the node at which it ends."""

    score: int
    node: int


def add_tree(made: Element, number: int, share: float, variables: str, branches: Sequence[Branch]) -> None:
    """Add the response tree of an input to a question.

    Args:
        made: the question.
        number: which input.
        share: what it counts of the whole.
        variables: statements of Maxima that run before the nodes.
        branches: the nodes, in their order.
    """
    prt = _at(made, "prt")
    add(prt, "name", f"prt{number}")
    add(prt, "value", f"{share:.7f}")
    add(prt, "autosimplify", 1)
    add(prt, "feedbackstyle", 1)
    add_text(_at(prt, "feedbackvariables"), variables)
    for place, branch in enumerate(branches):
        _node(prt, number, place, branch, -1 if place + 1 == len(branches) else place + 1)


def _node(prt: Element, number: int, place: int, branch: Branch, following: int) -> None:
    """One question to the answer. What STACK leaves out counts as 1, so every score is said."""
    node = _at(prt, "node")
    for field, value in (("name", place), ("description", ""), ("answertest", branch.test)):
        add(node, field, value)
    for field, value in (("sans", branch.given), ("tans", branch.target), ("testoptions", branch.option), ("quiet", 1)):
        add(node, field, value)
    for outcome, gained, nextnode, words in (("true", branch.score, -1, branch.told), ("false", 0, following, "")):
        add(node, f"{outcome}scoremode", "=")
        add(node, f"{outcome}score", gained)
        add(node, f"{outcome}penalty", "")
        add(node, f"{outcome}nextnode", nextnode)
        add(node, f"{outcome}answernote", f"prt{number}-{place}-{outcome[0].upper()}")
        add_html(node, f"{outcome}feedback", words)


def add_test(made: Element, case: int, answers: Sequence[str], expected: Sequence[Expected]) -> None:
    """Add a test to a question: an answer for each input, and what each tree must find."""
    test = _at(made, "qtest")
    add(test, "testcase", case)
    for number, value in enumerate(answers, 1):
        given = _at(test, "testinput")
        add(given, "name", f"ans{number}")
        add(given, "value", value)
    for number, found in enumerate(expected, 1):
        wanted = _at(test, "expected")
        add(wanted, "name", f"prt{number}")
        add(wanted, "expectedscore", f"{found.score}.0000000")
        add(wanted, "expectedpenalty", "0.0000000" if found.score else PENALTY)
        add(wanted, "expectedanswernote", f"prt{number}-{found.node}-T")


def _at(parent: Element, name: str) -> Element:
    return tree.SubElement(parent, name)
