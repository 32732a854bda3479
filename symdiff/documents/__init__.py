"""Documents: a few kinds of block, one renderer a medium, and the catalogue of words of each language."""

from .catalogue import FALLBACK, Catalogue, language_of_environment, languages
from .sentences import Phrase, Sentence, Series, passage, text_of

__all__ = [
    "FALLBACK",
    "Catalogue",
    "Phrase",
    "Sentence",
    "Series",
    "language_of_environment",
    "languages",
    "passage",
    "text_of",
]
