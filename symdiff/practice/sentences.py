"""The sentences of exercises: those of the table `exercises` of the catalogue."""

from __future__ import annotations

from ..documents import Phrase, Sentence

__all__ = ["Sentence", "say"]


def say(key: str, **gaps: Phrase) -> Sentence:
    """The sentence of that key.

    >>> say("find_derivative", f="x").text()
    'Find the derivative of x.'
    """
    return Sentence(f"exercises.{key}", gaps)
