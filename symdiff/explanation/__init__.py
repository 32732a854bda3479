"""Derivations: the rules that gave an answer, as steps that teach."""

from .catalogue import languages
from .definition import from_definition
from .derivation import Derivation, Step
from .deriving import derive
from .methods import Way, ways
from .quotients import QuotientTable, difference_quotients
from .serialisation import from_json, schema
from .worked import differential, implicit, inverse, parametric, total

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
