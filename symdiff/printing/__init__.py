"""Printing: an expression as text that parses back, as LaTeX and as Unicode."""

from .names import LATEX_NAMES
from .notation import NOTATIONS
from .printer import LIMIT, derivative_label, to_latex, to_text, to_unicode

__all__ = ["LATEX_NAMES", "LIMIT", "NOTATIONS", "derivative_label", "to_latex", "to_text", "to_unicode"]
