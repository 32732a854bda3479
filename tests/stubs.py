"""Write what a type checker needs to know of the functions of the table: `python -m tests.stubs`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from symdiff.rulebook import standard

STUB = Path(__file__).parent.parent / "symdiff" / "_functions.pyi"
HEAD = '''\
"""The functions of the table, and the type of what `symbols` gives. Written by tests/stubs.py."""

from typing import overload

from .expression import Expression, Symbol
from .expression.nodes import Operand

class Symbols(Symbol, tuple[Symbol, ...]):  # type: ignore[misc]
    """A symbol, or a tuple of symbols: which one, no type checker can see in the text."""

'''
ANY_NUMBER = "*arguments: Operand"


def parameters(name: str) -> list[str]:
    """What may stand in the brackets of a function: for each number of arguments, their declaration."""
    book = standard()
    entries = [entry for (found, _), entry in sorted(book.functions.items()) if found == name]
    if not entries or book.vocabulary.functions[name][1] is None:
        return [ANY_NUMBER]
    return [", ".join(f"{letter}: Operand" for letter in entry.letters) + ", /" for entry in entries]


def declaration(name: str) -> str:
    """The lines of one function."""
    vocabulary = standard().vocabulary
    heads = [*vocabulary.shared.get(name, {}).values()] or [vocabulary.aliases.get(name, name)]
    choices = [inside for head in heads for inside in parameters(head)]
    mark = "@overload\n" if len(choices) > 1 else ""
    return "".join(f"{mark}def {name}({inside}) -> Expression: ...\n" for inside in choices)


def names() -> Iterable[str]:
    """Every name that `symdiff` answers with a function of the table, other names included."""
    vocabulary = standard().vocabulary
    return sorted({*vocabulary.functions, *vocabulary.aliases})


def stub() -> str:
    """The text of the stub."""
    return HEAD + "".join(map(declaration, names()))


if __name__ == "__main__":
    STUB.write_text(stub(), encoding="utf-8")
