"""The boundary: what the compiled core gives to `symdiff.core`, and through `twin` to the rooms above."""

from collections.abc import Callable
from typing import Any, TypeVar

Definition = TypeVar("Definition", bound=Callable[..., Any])

# The bounds that both cores keep; a test compares them.
MOST_FACTORS: int
MOST_TERMS: int
SHORT: int
MOST_RAISED: int

class Cases:
    """What a rulebook keeps for C: the rules of each case that it has met."""

    def __init__(self, slope_of_the_variable: object) -> None: ...

def twin(definition: Definition) -> Definition:
    """Keep a function as the reference of its name; its twin, or itself where there is none."""

def kinds(expression: type, number: type, symbol: type, application: type) -> tuple[type, type, type, type]:
    """The types of the nodes, with the methods of these classes."""

def name(function: str, role: str) -> None:
    """Say what a function is to the mechanisms: EXP, SQRT, CBRT, ABS, LEAST or GREATEST."""

def living() -> int:
    """How many nodes there are."""
