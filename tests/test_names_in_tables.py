"""Names of functions and rules stand in the tables: a search of the source finds them nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from symdiff.matrices.table import standard_table
from symdiff.rulebook import standard
from symdiff.rulebook.identities import standard_identities
from symdiff.rulebook.misconceptions import standard_misconceptions

PACKAGE = Path(__file__).parent.parent / "symdiff"
FILES = sorted(PACKAGE.rglob("*.py"))
MATRICES = standard_table()
FUNCTIONS = {name for name, _ in standard().functions}
IDENTITIES = {identity.name for identity in standard_identities()}
RULES = {*standard().general, *standard_misconceptions(), *IDENTITIES}

# Where names have to stand: the numerical routines, and the functions that the mechanisms are about.
AT_HOME = ("evaluation/routines/", "matrices/routines.py", "primitives.py")
# Words that mean something else where they stand: a key of a record, a kind of token, a head of the language, a family.
OTHER_WORDS = {
    "piecewise": "the head of the language, in whose rule it is defined",
    "log": "a scale of axes",
    "maximum": "a kind of extremum",
    "minimum": "a kind of extremum",
    "variable": "a key of records and requests",
    "constant": "a kind of token, and a key",
    "power": "a level of brackets, a name of a family or a topic",
    "sum": "a command of LaTeX that is refused, and a group",
    "negative": "the constructor of nodes, and a kind of hole",
    "tangent": "a kind of exercise",
    "quotient": "a move and a command: the difference quotient",
    "divided": "a form of a sum over a number",
    "integrated": "a distractor that is no wrong rule",
    "power_of_power": "a move that tidying makes, with an identity of the same name",
    "product": "a topic and a group",
    "exponential": "a family and a topic",
    "logarithm": "a family",
    "hyperbolic": "a family",
    "root": "a leaf of an exercise, a power such as x^(2/3)",
    "sign": "a slip that a grade names",
    "si": "Spanish for if",
}
# The names of operations on matrices are words of any text (dot, outer, mean), so they are searched where matrices are
# what it is about.
OF_MATRICES = MATRICES.operations.names | {rule.name for rule in MATRICES.rules}
ABOUT_MATRICES = ("matrices/", "explanation/matrix_steps.py", "cli/matrices.py")
OTHER_WORDS_OF_MATRICES = {
    "vec": "a layout, and a group of rules",
    "square": "what a rule asks of a shape",
    "identity": "what is declared of a name",
    "inverse": "an option of the command line",
}


def constants(path: Path) -> Iterator[str]:
    """The strings of a file but for its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def named(path: Path, functions: Collection[str] = FUNCTIONS, rules: Collection[str] = RULES) -> set[str]:
    """The names of functions and rules among the words of a file; words in a sentence are none."""
    found = set()
    for text in constants(path):
        words = text.split()
        if words and all(word in functions for word in words):
            found.update(words)
        elif text in rules:
            found.add(text)
    return found


def test_no_operation_on_matrices_is_named() -> None:
    places = [path for path in FILES if path.relative_to(PACKAGE).as_posix().startswith(ABOUT_MATRICES)]
    others = [path for path in places if not path.relative_to(PACKAGE).as_posix().startswith(AT_HOME)]
    assert {name for path in others for name in named(path, OF_MATRICES, OF_MATRICES)} == OTHER_WORDS_OF_MATRICES.keys()


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(PACKAGE)) for path in FILES])
def test_no_function_and_no_rule_is_named(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    if not place.startswith(AT_HOME):
        assert not named(path) - OTHER_WORDS.keys()


def test_every_exception_is_needed() -> None:
    elsewhere = [path for path in FILES if not path.relative_to(PACKAGE).as_posix().startswith(AT_HOME)]
    assert {name for path in elsewhere for name in named(path)} >= OTHER_WORDS.keys()
