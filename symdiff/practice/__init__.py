"""Exercises: generated from the rules, graded, diagnosed, and written in many formats."""

from .generation import exercises, item_at
from .items import Difficulty, Distractor, Item, Option
from .requests import Request, request

__all__ = [
    "Difficulty",
    "Distractor",
    "Item",
    "Option",
    "Request",
    "exercises",
    "item_at",
    "request",
]
