"""The derivative of a formula of matrices, told step by step."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..documents import FALLBACK, Catalogue, Sentence, Series
from ..documents.blocks import Block, Display, Document, Line, Paragraph, ShownStep, Steps
from ..documents.html import Html
from ..documents.latex import Latex
from ..documents.markdown import Markdown
from ..documents.terminal import Terminal
from ..documents.text import Text
from ..documents.typst import Typst
from ..expression import ONE, Expression, apply, symbol
from ..matrices.derivatives import READ_OFF, MatrixDerivative
from ..matrices.differentials import MatrixStep, pending
from ..matrices.expressions import MatrixExpression, expression_of
from ..matrices.requests import derivations
from ..matrices.scope import Scope
from ..matrices.shapes import SCALAR, Declaration, Shape
from ..matrices.shown import shown
from ..matrices.table import GRADIENT, VECTORISED, MatrixRule, is_column_letter, is_number_letter
from ..primitives import MATRIX_PRODUCT, TRACE, TRANSPOSE, VEC
from ..printing import to_text
from ..traversal import free_symbols

if TYPE_CHECKING:
    from rich.console import Console

_GATHERED, _VARIABLE = symbol("G"), symbol("X")
BY_NUMBER = "number"
"""The plan for a derivative by a number; the others are named by the form that dx is brought to."""


class MatrixDerivation:
    """How a derivative of a formula of matrices is found. The methods show it, in a language by its code."""

    def __init__(self, found: Sequence[MatrixDerivative], scope: Scope) -> None:
        self.found = tuple(found)
        self._scope = scope

    @property
    def result(self) -> MatrixExpression:
        """The derivative."""
        last = self.found[-1]
        return MatrixExpression(last.value, self._scope, last.needs)

    @property
    def steps(self) -> tuple[MatrixStep, ...]:
        """Every step."""
        return tuple(step for part in self.found for step in part.steps)

    @cached_property
    def document(self) -> Document:
        """The derivation as a document."""
        blocks = [block for part in self.found for block in self._part(part)]
        held = tuple(self.result.conditions)
        conditions = Sentence("show.where", {"conditions": Series(tuple(map(self._written, held)))}) if held else ""
        blocks.append(Display(self._written(self.found[-1].value), conditions, Sentence("show.answer")))
        return Document(Sentence("show.title"), tuple(blocks), titled=False)

    def _part(self, part: MatrixDerivative) -> Iterator[Block]:
        yield Display(self._written(pending(part.function)))
        yield Paragraph(plan(part.group), Sentence("plan.heading"))
        yield Steps(tuple(self._shown(number, step) for number, step in enumerate(part.steps, 1)))

    def _written(self, node: Expression) -> Expression:
        return shown(node, self._scope)

    def _shown(self, number: int, step: MatrixStep) -> ShownStep:
        before, after = self._written(step.before), self._written(step.after)
        entry = entry_of(step)
        return ShownStep(
            words=Sentence(f"{entry}.words") if f"{entry}.words" in Catalogue() else "",
            line=Line(before, after, follows=step.name == READ_OFF),
            number=str(number),
            title=Sentence(f"{entry}.title"),
            rule=None if step.rule is None else general_form(step.rule, self._scope),
        )

    def text(self, *, language: str = FALLBACK) -> str:
        """Plain text.

        >>> import symdiff
        >>> print(symdiff.derive("x^T A x", "x", shapes={"A": "n x n", "x": "n"}).text())
        d(x^T*A*x)
        <BLANKLINE>
        Plan: Find the differential, and bring it to the form tr(G^T*d(X)): then G is the gradient.
        <BLANKLINE>
        1. Product: One factor at a time; their order stays.
           d(A*B) = d(A)*B + A*d(B)
           d(x^T*A*x) = d(x^T)*A*x + x^T*d(A*x)
        2. Transpose
           d(A^T) = d(A)^T
           d(x^T) = d(x)^T
        3. Product: One factor at a time; their order stays.
           d(A*B) = d(A)*B + A*d(B)
           d(A*x) = A*d(x)
        4. A number is its own transpose: So dx can be brought to the end.
           tr(M*(u^T*Q)) = tr(M*Q^T*u)
           d(x)^T*A*x = x^T*A^T*d(x)
        5. Read off: What stands before the differential is the derivative.
           x^T*A*d(x) + x^T*A^T*d(x) => (A + A^T)*x
        <BLANKLINE>
        Answer: (A + A^T)*x
        """
        return Text(language).document(self.document)

    def markdown(self, *, language: str = FALLBACK) -> str:
        """Markdown, with formulas between dollar signs."""
        return Markdown(language).document(self.document)

    def latex(self, *, document: bool = False, language: str = FALLBACK) -> str:
        """LaTeX, which needs amsmath and xcolor; with `document` a document of its own."""
        renderer = Latex(language)
        return renderer.document(self.document) if document else renderer.body(self.document)

    def typst(self, *, language: str = FALLBACK) -> str:
        """A document of Typst."""
        return Typst(language).document(self.document)

    def html(self, *, language: str = FALLBACK) -> str:
        """A page of HTML that needs nothing else."""
        return Html(language).document(self.document)

    def terminal(self, *, console: Console | None = None, language: str = FALLBACK) -> None:
        """Print in colours."""
        Terminal(language).show(self.document, console)

    def json(self, *, language: str = FALLBACK) -> str:
        """The steps as JSON: the rule's name and title, the line before and after, and the whole line after it."""
        say = Catalogue(language)
        steps = [
            {
                "rule": step.name,
                "title": say.entries[f"{entry_of(step)}.title"],
                "before": self._text(step.before),
                "after": self._text(step.after),
                "line": self._text(step.line),
            }
            for step in self.steps
        ]
        record = {"function": self._text(self.found[0].function), "steps": steps, "derivative": str(self.result)}
        return json.dumps(record, ensure_ascii=False)

    def _text(self, node: Expression) -> str:
        return to_text(self._written(node))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        html = Html().fragment(self.document)
        return {"text/plain": self.text(), "text/markdown": self.markdown(), "text/html": html}

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<MatrixDerivation of {self._text(self.found[0].function)}: {self.result}>"


def plan(group: str) -> Sentence:
    """What is to be done, with the form that a line is brought to."""
    general = Scope(dict.fromkeys((_GATHERED, _VARIABLE), Declaration(_shape(_VARIABLE))))
    before = apply(TRANSPOSE, (_GATHERED,)) if group == GRADIENT else _GATHERED
    last = pending(_VARIABLE) if group != VECTORISED else apply(VEC, (pending(_VARIABLE),))
    product = apply(MATRIX_PRODUCT, (before, last))
    form = apply(TRACE, (product,)) if group == GRADIENT else product
    gaps = {"form": shown(form, general), "gathered": _GATHERED} if group else {}
    return Sentence(f"matrices.plan_{group or BY_NUMBER}", gaps)


def entry_of(step: MatrixStep) -> str:
    """The entry of the catalogue with a step's words: rules that do the same in several forms share one."""
    group = "" if step.rule is None else step.rule.group
    if group in ("", "d"):
        return f"matrices.{step.name}"
    return f"matrices.end_{step.name.removeprefix(group + '_')}"


def general_form(rule: MatrixRule, scope: Scope) -> Line:
    """A rule in its general form."""
    letters = free_symbols(rule.left) | free_symbols(rule.right)
    general = Scope({letter: Declaration(_shape(letter)) for letter in letters}, scope.table)
    left = pending(rule.left) if rule.group == "d" else rule.left
    return Line(shown(left, general), shown(rule.right, general))


def _shape(letter: Expression) -> Shape:
    """A shape that a letter of a rule may have."""
    if is_number_letter(letter):
        return SCALAR
    size = symbol("n")
    return Shape(size, ONE) if is_column_letter(letter) else Shape(size, size)


def matrix_derivation(
    source: MatrixExpression | str, variables: Sequence[Any], shapes: Mapping[str, Any] | None, layout: str | None
) -> MatrixDerivation:
    """The derivation of the derivative that `symdiff.diff` gives.

    Raises:
        ParseError: the text is no formula, or shapes do not fit.
        SymdiffError: a variable is no declared name, or the derivative is a tensor.
    """
    function = expression_of(source, shapes)
    return MatrixDerivation(derivations(function, variables, layout), function._scope)
