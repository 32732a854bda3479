"""Exercises: generated from the rules, graded, diagnosed, and written in many formats."""

from .generation import exercises, item_at
from .grading import Grade, grade
from .items import Difficulty, Distractor, Item, Option
from .requests import Request, request

__all__ = [
    "Difficulty",
    "Distractor",
    "Grade",
    "Item",
    "Option",
    "Request",
    "exercises",
    "grade",
    "item_at",
    "request",
]
