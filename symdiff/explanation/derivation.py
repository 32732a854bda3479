"""`Derivation`: the record with its public face, one method for each way to show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..documents import FALLBACK, text_of
from ..documents.html import Html
from ..documents.latex import Latex
from ..documents.markdown import Markdown
from ..documents.terminal import Terminal
from ..documents.text import Text
from ..documents.typst import Typst
from .presentation import document_of
from .serialisation import to_json
from .tree import DerivationRecord
from .wording import plan

if TYPE_CHECKING:
    from rich.console import Console


class Derivation(DerivationRecord):
    """How a derivative is found, from the function to the answer.

    The methods show it. Their options are

    * `depth`: `"outline"`, `"textbook"` (unless another is given) or `"every"`;
    * `language`: the code of a language, `"en"` unless another is given;
    * `why`: say why tempting other rules would be wrong;
    * `verdicts`: check every step, and say what came of it.
    """

    @property
    def plan(self) -> str:
        """What kind of function it is and which rules it needs, in a sentence."""
        return text_of(plan(self))

    def text(self, *, language: str = FALLBACK, **options: Any) -> str:
        """Plain text.

        >>> import symdiff
        >>> print(symdiff.derive("3x^2").text())
        d/dx (3*x^2)
        <BLANKLINE>
        Plan: This is a constant times x^2, so use the constant multiple rule.
        <BLANKLINE>
        1. Constant multiple rule: A constant factor stays; only the other factor is differentiated.
           (c*u)' = c*u'   with c = 3, u = x^2
           = 3*(d/dx (x^2))
        2. Power rule: Bring the exponent down as a factor and lower it by one.
           (u^n)' = n*u^(n - 1)*u'   with u = x, n = 2
           = 3*(2*x)
                ^^^
        3. Simplify: Numbers are multiplied and put in front.
           = 6*x
        <BLANKLINE>
        Answer: 6*x
        """
        return Text(language).document(document_of(self, **options))

    def markdown(self, *, language: str = FALLBACK, **options: Any) -> str:
        """Markdown, with formulas between dollar signs."""
        return Markdown(language).document(document_of(self, **options))

    def latex(self, *, document: bool = False, language: str = FALLBACK, **options: Any) -> str:
        r"""LaTeX, which needs amsmath and xcolor.

        Args:
            document: a document of its own, with its preamble; not the body alone.
            language: the code of a language.
            options: `depth`, `why` and `verdicts`.

        Returns:
            The source.

        Raises:
            SymdiffError: there is no such language, or no such depth.

        >>> import symdiff
        >>> r"\begin{document}" in symdiff.derive("x^2").latex(document=True)
        True
        """
        renderer, made = Latex(language), document_of(self, **options)
        return renderer.document(made) if document else renderer.body(made)

    def typst(self, *, language: str = FALLBACK, **options: Any) -> str:
        """A document of Typst."""
        return Typst(language).document(document_of(self, **options))

    def html(self, *, language: str = FALLBACK, **options: Any) -> str:
        """A page of HTML that needs nothing else."""
        return Html(language).document(document_of(self, **options))

    def json(self, **options: Any) -> str:
        """JSON by the schema of `symdiff.explanation.schema()`; read back by `from_json`."""
        return to_json(self, **options)

    def terminal(self, *, console: Console | None = None, language: str = FALLBACK, **options: Any) -> None:
        """Print in colours, the place of each step highlighted.

        Args:
            console: a console of the library rich; the standard output if none is given.
            language: the code of a language.
            options: `depth`, `why` and `verdicts`.

        Returns:
            Nothing: the derivation is printed.

        Raises:
            SymdiffError: there is no such language, or no such depth.
        """
        Terminal(language).show(document_of(self, **options), console)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        html = Html().fragment(document_of(self))
        return {"text/plain": self.text(), "text/markdown": self.markdown(), "text/html": html}

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Derivation of {self.start}: {self.result}>"
