"""Derivations: the rules that gave an answer, as steps that teach."""

from ..documents import languages
from .applications import differential, implicit, inverse, parametric, total
from .definition import from_definition
from .derivation import Derivation
from .deriving import Way, derive, ways
from .quotients import QuotientTable, difference_quotients
from .reading import from_json, schema
from .records import Step

__all__ = [
    "Derivation",
    "QuotientTable",
    "Step",
    "Way",
    "derive",
    "difference_quotients",
    "differential",
    "from_definition",
    "from_json",
    "implicit",
    "inverse",
    "languages",
    "parametric",
    "schema",
    "total",
    "ways",
]
