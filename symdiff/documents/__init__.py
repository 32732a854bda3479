"""Documents: a few kinds of block, one renderer a medium, and the catalogue of words of each language."""

from .blocks import (
    Block,
    Display,
    Document,
    Grid,
    Heading,
    Line,
    Paragraph,
    Picture,
    ShownOption,
    ShownQuestion,
    ShownStep,
    Steps,
    Version,
)
from .catalogue import FALLBACK, Catalogue, language_of_environment, languages
from .sentences import Phrase, Sentence, Series, passage, text_of

__all__ = [
    "FALLBACK",
    "Block",
    "Catalogue",
    "Display",
    "Document",
    "Grid",
    "Heading",
    "Line",
    "Paragraph",
    "Phrase",
    "Picture",
    "Sentence",
    "Series",
    "ShownOption",
    "ShownQuestion",
    "ShownStep",
    "Steps",
    "Version",
    "language_of_environment",
    "languages",
    "passage",
    "text_of",
]
