r"""The table of notations: every sign, a column for each notation; how tightly the infix ones bind; the bars."""

from __future__ import annotations

from typing import NamedTuple

from .pieces import AND, COMPARISON, OR, POSTFIX, POWER, PRODUCT, SUM


class SignColumns(NamedTuple):
    """A sign in each notation, with the space around it."""

    text: str
    latex: str
    unicode: str
    mathml: str
    typst: str


class Binding(NamedTuple):
    """How tightly an infix sign binds, and how tightly its first and its further operands must bind."""

    level: int
    first: int
    further: int


HIGHLIGHT, LIMIT, PRIME = "...highlight", "...limit", "...prime"
"""Heads of presentation, which no formula that is read holds: a marked place, a limit, (...)'."""

NORM = "...norm"
"""The head of a norm: of what, its name in text, and what stands below its bars, if anything does."""

BY_ENTRY = {"*": ".*", "/": "./", "^": ".^"}
"""The signs of operations entry by entry, which only formulas of matrices have."""

MISSING = "..."
"""The head that stands for what is left out; its arguments are how much, and a symbol that says of what."""

BEGIN, END = "\x02", "\x03"
"""What stands around the marked place in text."""

_SUM, _PRODUCT = Binding(SUM, SUM, PRODUCT), Binding(PRODUCT, PRODUCT, POWER)
_COMPARED = Binding(COMPARISON, SUM, SUM)

BINDINGS: dict[str, Binding] = {
    "or": Binding(OR, OR, AND),
    "and": Binding(AND, AND, COMPARISON),
    **dict.fromkeys(("<", ">", "=", "<=", ">=", "!="), _COMPARED),
    "+": _SUM,
    "-": _SUM,
    "*": _PRODUCT,
    "/": _PRODUCT,
    "^": Binding(POWER, POSTFIX, POWER),
    ".*": Binding(PRODUCT, POWER, POWER),
    "./": Binding(PRODUCT, POWER, POWER),
    ".^": Binding(POWER, POSTFIX, POWER),
}


def _words(text: str) -> str:
    return f"<mtext>&#xa0;{text}&#xa0;</mtext>"


SIGNS: dict[str, SignColumns] = {
    # name: text, LaTeX, Unicode, MathML, Typst
    "or": SignColumns(" or ", r" \text{ or } ", " or ", _words("or"), ' "or" '),
    "and": SignColumns(" and ", r" \text{ and } ", " and ", _words("and"), ' "and" '),
    "<": SignColumns(" < ", " < ", " < ", "<mo>&lt;</mo>", " lt "),
    ">": SignColumns(" > ", " > ", " > ", "<mo>&gt;</mo>", " gt "),
    "=": SignColumns(" = ", " = ", " = ", "<mo>=</mo>", " = "),
    "<=": SignColumns(" <= ", r" \le ", " ≤ ", "<mo>≤</mo>", " lt.eq "),
    ">=": SignColumns(" >= ", r" \ge ", " ≥ ", "<mo>≥</mo>", " gt.eq "),
    "!=": SignColumns(" != ", r" \ne ", " ≠ ", "<mo>≠</mo>", " eq.not "),
    "+": SignColumns(" + ", " + ", " + ", "<mo>+</mo>", " + "),
    "-": SignColumns(" - ", " - ", " − ", "<mo>−</mo>", " - "),
    "*": SignColumns("*", " ", "·", "<mo>&#x2062;</mo>", " "),
    "dot": SignColumns("*", r" \cdot ", "·", "<mo>⋅</mo>", " dot.op "),
    "/": SignColumns("/", "/", "/", '<mo lspace="0" rspace="0">/</mo>', " slash "),
    "^": SignColumns("^", "^", "^", "^", "^"),
    ".*": SignColumns(" .* ", r" \odot ", " ⊙ ", "<mo>⊙</mo>", " ⊙ "),
    "./": SignColumns(" ./ ", r" \oslash ", " ⊘ ", "<mo>⊘</mo>", " ⊘ "),
    ".^": SignColumns(".^", r"\circ ", ".^", "<mo>∘</mo>", "∘ "),
    "||(": SignColumns("", r"\left\lVert ", "‖", "<mo fence='true' form='prefix'>‖</mo>", "lr(‖"),
    ")||": SignColumns("", r" \right\rVert", "‖", "<mo fence='true' form='postfix'>‖</mo>", "‖)"),
    "neg": SignColumns("-", "-", "−", "<mo>−</mo>", "- "),
    "!": SignColumns("!", "!", "!", "<mo>!</mo>", "!"),
    "(": SignColumns("(", r"\left(", "(", "<mo>(</mo>", "("),
    ")": SignColumns(")", r"\right)", ")", "<mo>)</mo>", ")"),
    ",": SignColumns(", ", ", ", ", ", "<mo>,</mo>", ", "),
    "apply": SignColumns("", "", "", "<mo>&#x2061;</mo>", " "),
    "d": SignColumns("d", "d", "d", "<mi>d</mi>", "d"),
    "∂": SignColumns("∂", r"\partial", "∂", "<mi>∂</mi>", "diff "),
    "between": SignColumns("", " ", "", "", " "),
    "->": SignColumns("->", r" \to ", "→", "<mo>→</mo>", " arrow "),
    "where": SignColumns(" where ", r" \quad \text{where } ", " where ", _words("where"), ' quad "where" '),
    "begin": SignColumns(BEGIN, r"{\color{stepcolor}", BEGIN, '<mrow class="here">', 'text(fill: #rgb("#b3261e"), '),
    "end": SignColumns(END, "}", END, "</mrow>", ")"),
    MISSING: SignColumns("... {} ...", r"\cdots\text{{ {} }}\cdots", "… {} …", "<mtext>… {} …</mtext>", '"… {} …"'),
}

BARS: dict[str, tuple[str, str]] = {"|": ("|", "|"), r"\lfloor": ("⌊", "⌋"), r"\lceil": ("⌈", "⌉")}
"""The bars that LaTeX names, in Unicode, which MathML and Typst read."""

RADICALS = {"": "√", "3": "∛"}
"""The signs of roots by their degree, where text has them."""


def column(notation: str) -> dict[str, str]:
    """The signs of one notation.

    >>> column("unicode")["<="]
    ' ≤ '
    """
    return {name: getattr(signs, notation) for name, signs in SIGNS.items()}
