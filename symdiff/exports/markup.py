r"""HTML as learning platforms take it: escaped text, formulas in TeX between `\(` and `\)`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from html import escape

from ..documents import Phrase
from ..documents.blocks import ShownStep, Steps
from ..documents.formulas import unmarked, written
from ..documents.html import Html
from ..errors import SymdiffError
from ..expression import Expression
from ..practice.items import Item
from .sheets import Sheet, asked, solution

_BEGINS_A_FORMULA = re.compile(r"\\(?=[(\[]|begin|ref|eqref)|\$(?=\$)")
_JOINER = "\u2060"


class PlatformHtml(Html):
    """HTML inside the page of a platform, which sets TeX by itself."""

    table_attributes = ' border="1"'

    def text(self, words: str) -> str:
        r"""The words as the text of an element; what would begin a formula begins none.

        >>> PlatformHtml().text("a < b")
        'a &lt; b'
        """
        return _BEGINS_A_FORMULA.sub(f"\\g<0>{_JOINER}", escape(words, quote=False))

    def formula(self, expression: Expression) -> str:
        r"""The formula between `\(` and `\)`."""
        return rf"\({escape(written(expression, 'latex'), quote=False)}\)"

    def question(self, item: Item) -> str:
        """The prompt with what belongs to it."""
        return "".join(self.each(asked(item)))

    def worked(self, item: Item) -> str:
        """The way to the answer."""
        return self.steps(solution(item))

    def steps(self, steps: Steps) -> str:
        """Each step a paragraph: a platform keeps no style."""
        return "".join(f"<p>{self._in_a_line(step)}</p>" for step in steps.steps)

    def _in_a_line(self, step: ShownStep) -> str:
        if step.line is None:
            return self.said(step.words)
        sides = [written(side, "latex") for side in (step.line.before, unmarked(step.line.after)) if side is not None]
        sign = r" \Rightarrow " if step.line.follows else " = "
        line = escape(sign.join(["", *sides][-2:]).strip(), quote=False)
        return rf"{self.said(step.words)} \({line}\)"

    def paragraphs(self, phrases: Iterable[Phrase]) -> str:
        """Each phrase a paragraph."""
        return "".join(f"<p>{self.said(phrase)}</p>" for phrase in phrases)


def platform(sheet: Sheet) -> PlatformHtml:
    """The renderer for a sheet."""
    return PlatformHtml(sheet.language)


def exact_number(item: Item) -> tuple[str, str] | None:
    """The value of an answer that is a number, and how far from it counts as right; None where it has none.

    A whole number is to be met exactly, any other to a thousandth.
    """
    if item.answer_kind != "number" or len(item.keys) != 1:
        return None
    try:
        value = item.key.evaluate()
    except SymdiffError:
        return None
    if isinstance(value, int):
        return str(value), "0"
    decimal = float(value)
    if isinstance(value, Fraction) and Fraction(repr(decimal)) == value:
        return repr(decimal), "0"
    return repr(decimal), repr(round(max(1.0, abs(decimal)) / 1000, 6))
