"""Exercises: generated from the rules, graded, diagnosed, and written in many formats."""

from .distractors import distractors_of, options_of
from .generation import exercises, item_at
from .items import Difficulty, Distractor, Item, Option
from .records import record
from .requests import Request, request

__all__ = [
    "Difficulty",
    "Distractor",
    "Item",
    "Option",
    "Request",
    "distractors_of",
    "exercises",
    "item_at",
    "options_of",
    "record",
    "request",
]
