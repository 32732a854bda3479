"""Printing: an expression as text that parses back, as LaTeX and as Unicode."""

from .formal import NOTATIONS
from .printer import LIMIT, derivative_label, to_latex, to_text, to_unicode

__all__ = ["LIMIT", "NOTATIONS", "derivative_label", "to_latex", "to_text", "to_unicode"]
