"""Exercises: generated from the rules, graded, diagnosed, and written in many formats."""

from .distractors import distractors_of, options_of
from .generation import exercises, item_at
from .items import Difficulty, Distractor, Item, Option
from .records import record
from .requests import Request, request
from .rounding import Accuracy, accuracy, question

__all__ = [
    "Accuracy",
    "Difficulty",
    "Distractor",
    "Item",
    "Option",
    "Request",
    "accuracy",
    "distractors_of",
    "exercises",
    "item_at",
    "options_of",
    "question",
    "record",
    "request",
]
