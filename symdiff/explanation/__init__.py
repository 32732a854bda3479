"""Derivations: the rules that gave an answer, as steps that teach."""

from .derivation import Derivation, Step
from .deriving import derive

__all__ = ["Derivation", "Step", "derive"]
