"""Derivations: the rules that gave an answer, as steps that teach."""

from .catalogue import languages
from .derivation import Derivation, Step
from .deriving import derive
from .serialisation import from_json, schema

__all__ = ["Derivation", "Step", "derive", "from_json", "languages", "schema"]
