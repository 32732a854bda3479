"""The doors of symdiff, each as a function of bytes: no input raises anything but a SymdiffError, whatever it is.

Where a door takes any text, a byte above 127 stands for a word of the door's own language, so that a search that
knows only bytes writes sentences; where it takes a formula, the bytes are one (`formulas.py`).
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Callable
from fractions import Fraction
from unittest import mock

import symdiff as sd
from symdiff.cli import BUG, main
from symdiff.cli.catalogue import COMMANDS
from symdiff.rulebook.loading import load

from .formulas import CHOICES, formula_of

WORDS = (
    *dict.fromkeys(CHOICES), "(", ")", "[", "]", "{", "}", "|", ",", ";", "=", "!=", " and ", " or ", "'", "''",
    "!", "%", "°", "²", "³", "⁻¹", "ⁿ", "½", "√", "∛", "π", "∞", "·", "×", "÷", "−", "≤", "θ", "ϕ", "₁", "\u2061",
    "\u2062", "\u200b", "ｘ", "（", "，", "e^", "d/dx ", "D(", "f'(x)", "y'", "dx", "root(", "log_2(", "sin^-1 ",
    "sin^2 ", "xe^x", "lnx", "2x", "xy", "1e9", "1e-9", ".5", "10^", "where ", "piecewise(", "sum(", "f(x) = ",
    "\n", "\0", "\ud800", "𝑥", "٣",
)  # fmt: skip
LATEX = (
    "\\frac", "\\sqrt", "\\sqrt[3]", "\\left(", "\\right)", "\\left|", "\\right|", "\\sin", "\\cos", "\\ln",
    "\\log_{2}", "\\operatorname{", "\\mathrm{", "\\text{", "\\cdot", "\\times", "\\over", "\\begin{cases}",
    "\\end{cases}", "&", "\\\\", "^{", "_{", "}", "{", "\\pi", "\\theta", "\\varphi", "\\,", "\\displaystyle",
    "\\frac{d}{dx}", "\\prime", "\\boxed{", "\\lfloor", "\\rfloor", "\\sin^{-1}", "\\partial", "\\le", "\\ne", "$",
    "\\(", "\\)", "\\[", "e^{x}", "\\mathbf{x}", "\\binom{n}{k}", "\\int", "\\lim", "\\infty", "\\exponentialE",
    "^\\frac12", "\\newcommand", "%", "\\",
)  # fmt: skip
RULES = (
    "own(u)", "my(u, v)", "f: ", "d(", ") = ", "d(u)", "d(v)", "d(own(u))", "*", "+", "^", ":  derivative ",
    "derivative by ", "where ", "defined as ", "also called ", "odd", "even", "increasing", "range y > 0",
    "written \\my", "family own", "value own(0) = 0", ",  ", "\n", "\n    ", "# ", "u", "v", "n", "c",
    " is free of x", "x", "group power", "effort 1", "simplify ", " -> ", "->", "integer", "abs(u)", "1/u", "0",
    "(", ")", "inverse of sin", "computed by sin",
)  # fmt: skip
# What opens a server, waits for a person or writes where it likes is left out.
OPEN = ("web", "repl")
COMMAND_LINE = (
    *(name for name in COMMANDS if name not in OPEN), "--var", "--at", "--order", "--check", "--format", "latex",
    "--lang", "zh", "--steps", "--digits", "--complex", "--help", "--topic", "chain", "--level", "--seed",
    "--count", "3", "-1", "x^2", "sin(x)", "x=1", "x,y", "--implicit", "y", "--why", "--method",
    "--from-definition", "-", "--json", "x^2 = y", "1e400", "--total", "--inverse", "--form", "unicode", "",
    "--notation", "typst",
)  # fmt: skip
QUESTIONS = ("x^2*sin(3x)", "ln(x)/x", "e^(x^2)", "sqrt(1 + x^2)", "x^x", "abs(x)", "tan(2x)", "1/(1 + e^(-x))")
VALUES = (0, 2, Fraction(-1, 3), 0.5, -1e300, 1 + 2j, float("inf"), 10**40)


def text_of(data: bytes, words: tuple[str, ...]) -> str:
    """The text that bytes stand for."""
    pieces = []
    for place, byte in enumerate(data):
        # Two bytes reach the words that one cannot.
        follower = data[place + 1] if place + 1 < len(data) else 0
        pieces.append(chr(byte) if byte < 128 else words[(byte - 128 + 128 * (follower % 2)) % len(words)])
    return "".join(pieces)


def formula(data: bytes) -> sd.Expression:
    """The formula that bytes stand for, as symdiff reads it."""
    return sd.parse(formula_of(data[:40]).text)


def parse(data: bytes) -> None:
    """Read garbage strictly and leniently; what is printed is read as what it was."""
    text = text_of(data, WORDS)
    with contextlib.suppress(sd.SymdiffError):
        sd.parse(text, lenient=True)
    expression = sd.parse(text)
    assert sd.parse(str(expression), symbols=[s.name for s in expression.free_symbols]) is expression, (
        "printed otherwise"
    )


def parse_latex(data: bytes) -> None:
    """Read garbage as LaTeX; what is printed can be read."""
    text = text_of(data, LATEX)
    with contextlib.suppress(sd.SymdiffError):
        sd.parse_latex(text, lenient=True)
    expression = sd.parse_latex(text)
    again = sd.parse_latex(expression.latex(), symbols=[s.name for s in expression.free_symbols])
    assert again is expression, f"printed otherwise: {expression.latex()}"


def diff(data: bytes) -> None:
    """Forwards, backwards, twice, and printed in every notation."""
    expression = formula(data)
    once = sd.diff(expression, "x")
    sd.gradient(expression, ["x", "y"])
    for result in (once, sd.diff(expression, "x", "y")):
        _ = str(result), result.latex(), result.unicode(), result.conditions


def simplify(data: bytes) -> None:
    """A form of a form is the same."""
    once = sd.simplify(formula(data))
    assert sd.simplify(once) is once, f"{once} is simplified again"


def equivalent(data: bytes) -> None:
    """Two formulas, and one with itself."""
    middle = len(data) // 2
    one, other = formula(data[:middle]), formula(data[middle:])
    _ = str(sd.equivalent(one, other)), sd.equivalent(one, other).domain_differs
    _ = str(sd.check(one, other, "x"))


def evaluate(data: bytes) -> None:
    """At numbers of every kind, one after the other."""
    expression = formula(data)
    for value in VALUES:
        with contextlib.suppress(sd.SymdiffError):
            expression.evaluate(x=value, y=value)
        with contextlib.suppress(sd.SymdiffError):
            expression.evaluate(x=value, y=2, digits=30)


def derive(data: bytes) -> None:
    """A derivation in every medium."""
    derivation = sd.derive(formula(data[:16]), "x")
    _ = derivation.text(), derivation.latex(), derivation.html(), derivation.markdown(), derivation.json()


def grade(data: bytes) -> None:
    """Garbage, or a formula, as an answer."""
    question = QUESTIONS[data[0] % len(QUESTIONS)] if data else QUESTIONS[0]
    answer = formula_of(data[1:16]).text if len(data) % 2 else text_of(data[1:], WORDS)
    result = sd.grade(question, answer)
    _ = result.text("en"), result.text("zh")


def rules(data: bytes) -> None:
    """Garbage in a file of rules, behind the declaration of a function, on top of the standard ones."""
    load([("fuzz.rules", f"own(u):\n{text_of(data, RULES)}")], sd.rules.standard())


def cli(data: bytes) -> None:
    """Garbage as arguments, and formulas on the standard input; files are written into a folder that goes."""
    words = text_of(data, tuple(f"\1{word}\1" for word in COMMAND_LINE)).split("\1")
    arguments = [word for word in words if word and "\0" not in word]
    if any(word in OPEN for word in arguments) or not arguments:
        return
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder, mock.patch("sys.stdin", io.StringIO(formula_of(data).text)):
        os.chdir(folder)
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as errors:
                status = main(arguments)
        except SystemExit as end:  # what argparse does with words that are no options
            status = int(end.code or 0)
        finally:
            os.chdir(before)
    assert status != BUG, f"{arguments}: {errors.getvalue()}"
    assert status in (0, 1, 2), f"{arguments}: status {status}"


DOORS: dict[str, Callable[[bytes], None]] = {
    "parse": parse, "parse_latex": parse_latex, "diff": diff, "simplify": simplify, "equivalent": equivalent,
    "evaluate": evaluate, "derive": derive, "grade": grade, "rules": rules, "cli": cli,
}  # fmt: skip
LANGUAGES = {"parse": WORDS, "parse_latex": LATEX, "rules": RULES, "cli": COMMAND_LINE}


def shown(door: str, data: bytes) -> str:
    """What bytes are at a door, for a report."""
    if door in LANGUAGES:
        return f"{door}({text_of(data, LANGUAGES[door])!r}) of bytes {data.hex()}"
    return f"{door}({formula_of(data).text!r}) of bytes {data.hex()}"
