"""Printing: an expression as text, as LaTeX and as Unicode."""

from .printer import to_text

__all__ = ["to_text"]
