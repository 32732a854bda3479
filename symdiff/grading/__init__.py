"""Grading: an answer judged, in the form that was asked for, and what went wrong in a wrong one."""

from .grading import Grade, grade

__all__ = ["Grade", "grade"]
