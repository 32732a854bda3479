"""Presentation MathML, which browsers draw without any library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from ..expression import COMPARISONS, Apply, Expression, Number
from ..printing import to_unicode
from ..printing.names import GREEK
from ..printing.pieces import AND, ATOM, COMPARISON, OR, POSTFIX, POWER, PRODUCT, SIGN, SUM
from ..traversal import fold, tree_size
from .styles import HIGHLIGHT, LIMIT, PRIME, unmarked

Mark = tuple[str, int]
"""Markup, and how tightly it binds."""

LARGEST = 600

_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", "<": "&lt;", ">": "&gt;", "=": "="}
_NAMES = {
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "acot": "arccot",
    "asec": "arcsec",
    "acsc": "arccsc",
    "gamma": "Γ",
    "digamma": "ψ",
    "zeta": "ζ",
    "asinh": "arsinh",
    "acosh": "arcosh",
    "atanh": "artanh",
}


def to_mathml(expression: Expression, *, block: bool = False) -> str:
    """The expression as a <math> element; what is too large to be read is abbreviated text.

    >>> import symdiff
    >>> to_mathml(symdiff.parse("x^2"))
    '<math><msup><mi>x</mi><mn>2</mn></msup></math>'
    """
    display = ' display="block"' if block else ""
    if tree_size(expression) > LARGEST:
        return f"<math{display}><mtext>{escape(to_unicode(unmarked(expression), limit=2000))}</mtext></math>"
    return f"<math{display}>{_markup(expression)[0]}</math>"


def equation(before: Expression, after: Expression, sign: str = "=") -> str:
    """before = after, as one <math> element."""
    if tree_size(before) + tree_size(after) > LARGEST:
        return f"{to_mathml(before)} {sign} {to_mathml(after)}"
    return f'<math display="block"><mrow>{_markup(before)[0]}<mo>{sign}</mo>{_markup(after)[0]}</mrow></math>'


def primed(pattern: Expression) -> str:
    """(pattern)'."""
    inner = _markup(pattern)
    return f"<math><msup>{_fit(inner, ATOM)}<mo>′</mo></msup></math>"


def _markup(expression: Expression) -> Mark:
    return fold((expression,), _leaf, _node)[expression]


def _leaf(node: Expression) -> Mark:
    if isinstance(node, Number):
        level = SIGN if node.value < 0 else ATOM
        text = to_unicode(node)
        if node.value < 0:
            return f"<mrow><mo>−</mo><mn>{escape(text[1:])}</mn></mrow>", level
        return f"<mn>{escape(text)}</mn>", level
    name = node.name  # type: ignore[attr-defined]
    base = name.rstrip("'")
    letter, _, index = base.partition("_")
    markup = f"<mi>{escape(GREEK.get(letter, letter))}</mi>"
    if index:
        markup = f"<msub>{markup}<mtext>{escape(index)}</mtext></msub>"
    if base != name:
        return f"<msup>{markup}<mo>{'′' * (len(name) - len(base))}</mo></msup>", POSTFIX
    return markup, ATOM


def _node(node: Apply, parts: list[Mark]) -> Mark:
    writer = _WRITERS.get(node.function)
    if writer is not None:
        return writer(node, parts)
    if node.function in COMPARISONS:
        return _row(COMPARISON, _fit(parts[0], SUM), _sign(_SIGNS[node.function]), _fit(parts[1], SUM))
    return _call(node, parts)


def _row(level: int, *parts: str) -> Mark:
    return f"<mrow>{''.join(parts)}</mrow>", level


def _sign(sign: str) -> str:
    return f"<mo>{sign}</mo>"


def _bracketed(markup: str) -> str:
    return f"<mrow><mo>(</mo>{markup}<mo>)</mo></mrow>"


def _fit(part: Mark, level: int) -> str:
    return part[0] if part[1] >= level else _bracketed(part[0])


def _sum(node: Apply, parts: list[Mark]) -> Mark:
    sign = "+" if node.function == "+" else "−"
    return _row(SUM, _fit(parts[0], SUM), _sign(sign), _fit(parts[1], PRODUCT))


def _product(node: Apply, parts: list[Mark]) -> Mark:
    dotted = _begins_with_digit(parts[1][0]) or "<mfrac><mi>d</mi>" in parts[0][0]
    sign = "<mo>·</mo>" if dotted else "<mo>&#x2062;</mo>"
    return _row(PRODUCT, _fit(parts[0], PRODUCT), sign, _fit(parts[1], POWER))


def _begins_with_digit(markup: str) -> bool:
    return markup.replace("<mrow>", "").replace("<msup>", "").startswith("<mn>")


def _fraction(node: Apply, parts: list[Mark]) -> Mark:
    return f"<mfrac>{_group(parts[0][0])}{_group(parts[1][0])}</mfrac>", POWER


def _group(markup: str) -> str:
    """What takes one place of a fraction or power."""
    is_one = markup.startswith(("<mi>", "<mn>")) and markup.count("<") == 2
    return markup if is_one else f"<mrow>{markup}</mrow>"


def _power(node: Apply, parts: list[Mark]) -> Mark:
    return f"<msup>{_group(_fit(parts[0], POSTFIX))}{_group(parts[1][0])}</msup>", POWER


def _negative(node: Apply, parts: list[Mark]) -> Mark:
    return _row(SIGN, "<mo>−</mo>", _fit(parts[0], PRODUCT))


def _root(node: Apply, parts: list[Mark]) -> Mark:
    if node.function == "sqrt":
        return f"<msqrt>{parts[0][0]}</msqrt>", ATOM
    index = "<mn>3</mn>" if node.function == "cbrt" else _group(parts[1][0])
    return f"<mroot>{_group(parts[0][0])}{index}</mroot>", ATOM


_BARS = {"abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}


def _bars(node: Apply, parts: list[Mark]) -> Mark:
    left, right = _BARS[node.function]
    return f"<mrow><mo>{left}</mo>{parts[0][0]}<mo>{right}</mo></mrow>", ATOM


def _logarithm(node: Apply, parts: list[Mark]) -> Mark:
    head = f"<msub><mi>log</mi>{_group(parts[1][0])}</msub>"
    return _row(POWER, head, "<mo>&#x2061;</mo>", _bracketed(parts[0][0]))


def _derivative(node: Apply, parts: list[Mark]) -> Mark:
    order = node.arguments[2]
    times = "" if not isinstance(order, Number) or order.value == 1 else parts[2][0]
    top = f"<msup><mi>d</mi>{times}</msup>" if times else "<mi>d</mi>"
    below = f"<msup>{parts[1][0]}{times}</msup>" if times else parts[1][0]
    head = f"<mfrac>{top}<mrow><mi>d</mi>{below}</mrow></mfrac>"
    return _row(SIGN, head, _bracketed(parts[0][0]))


def _highlight(node: Apply, parts: list[Mark]) -> Mark:
    return f'<mrow class="here">{parts[0][0]}</mrow>', parts[0][1]


def _prime(node: Apply, parts: list[Mark]) -> Mark:
    return f"<msup>{_bracketed(parts[0][0])}<mo>′</mo></msup>", POSTFIX


def _limit(node: Apply, parts: list[Mark]) -> Mark:
    head = f"<munder><mo>lim</mo><mrow>{parts[1][0]}<mo>→</mo>{parts[2][0]}</mrow></munder>"
    return _row(SIGN, head, _fit(parts[0], PRODUCT))


def _where(node: Apply, parts: list[Mark]) -> Mark:
    return parts[0]


def _joined(node: Apply, parts: list[Mark]) -> Mark:
    level = AND if node.function == "and" else OR
    sign = "∧" if node.function == "and" else "∨"
    row: list[str] = []
    for part in parts:
        row += [_sign(sign), _fit(part, level)] if row else [_fit(part, level)]
    return _row(level, *row)


def _piecewise(node: Apply, parts: list[Mark]) -> Mark:
    rows = []
    for index in range(0, len(parts) - 1, 2):
        rows.append(f"<mtr><mtd>{parts[index + 1][0]}</mtd><mtd>{parts[index][0]}</mtd></mtr>")
    if len(parts) % 2:
        rows.append(f"<mtr><mtd>{parts[-1][0]}</mtd><mtd></mtd></mtr>")
    return f'<mrow><mo>{{</mo><mtable columnalign="left">{"".join(rows)}</mtable></mrow>', ATOM


def _factorial(node: Apply, parts: list[Mark]) -> Mark:
    return _row(POSTFIX, _fit(parts[0], ATOM), "<mo>!</mo>")


def _call(node: Apply, parts: Sequence[Mark]) -> Mark:
    name = node.function.rstrip("'")
    primes = len(node.function) - len(name)
    head = f"<mi>{escape(_NAMES.get(name, name))}</mi>"
    if primes:
        head = f"<msup>{head}<mo>{'′' * primes}</mo></msup>"
    inner = "<mo>,</mo>".join(part[0] for part in parts)
    return _row(POSTFIX, head, "<mo>&#x2061;</mo>", _bracketed(inner))


_WRITERS: dict[str, Callable[[Apply, list[Mark]], Mark]] = {
    "+": _sum,
    "-": _sum,
    "*": _product,
    "/": _fraction,
    "^": _power,
    "neg": _negative,
    "sqrt": _root,
    "cbrt": _root,
    "root": _root,
    "abs": _bars,
    "floor": _bars,
    "ceil": _bars,
    "log": _logarithm,
    "derivative": _derivative,
    HIGHLIGHT: _highlight,
    LIMIT: _limit,
    PRIME: _prime,
    "where": _where,
    "and": _joined,
    "or": _joined,
    "piecewise": _piecewise,
    "factorial": _factorial,
}
