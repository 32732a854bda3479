"""Grading: an answer judged, in the form that was asked for, and what went wrong in a wrong one."""

from .judging import Grade, grade

__all__ = ["Grade", "grade"]
