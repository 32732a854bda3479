r"""A derivation in LaTeX: the steps as a list, each line displayed; needs amsmath and xcolor."""

from __future__ import annotations

from typing import Any

from ..expression import Expression
from .contents import Contents, Form, Item, contents, gained, leads_to, whole
from .derivation import Derivation
from .styles import written

SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}

PREAMBLE = r"""\documentclass{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
\else
  \usepackage{fontspec}
\fi
"""
CHINESE = r"""\ifPDFTeX
  \usepackage{CJKutf8}
  \AtBeginDocument{\begin{CJK*}{UTF8}{gbsn}}
  \AtEndDocument{\end{CJK*}}
\else
  \usepackage[fontset=fandol]{ctex}
\fi
"""
REST = r"""\usepackage{amsmath,amssymb,xcolor}
\usepackage[margin=2cm]{geometry}
\definecolor{stepcolor}{RGB}{179,38,30}
\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt}
\allowdisplaybreaks
"""


_SHORT = 120


def escaped(text: str) -> str:
    """The text as TeX prints it."""
    return "".join(SPECIAL.get(c, c) for c in text)


def _latex(expression: Expression) -> str:
    return written(expression, "latex")


FORM = Form(
    show=lambda e: f"${_latex(e)}$",
    line=_latex,
    escape=escaped,
    equation=lambda left, right: f"{left.strip('$')} = {right.strip('$')}" if "$" in right else f"{left} = {right}",
    primed=lambda e: rf"\left({_latex(e)}\right)'",
)


def to_tex(derivation: Derivation, *, document: bool = False, **options: Any) -> str:
    """The derivation in LaTeX: see `Derivation.latex`."""
    found = contents(derivation, FORM, **options)
    body = _body(found)
    if not document:
        return body
    chinese = CHINESE if found.say.language == "zh" else ""
    return f"{PREAMBLE}{chinese}{REST}\\begin{{document}}\n{body}\n\\end{{document}}\n"


def _body(found: Contents) -> str:
    say = found.say
    parts = [rf"\[ {found.start} \]", rf"\textbf{{{say('plan.heading')}.}} {found.plan}", ""]
    for item in found.items:
        parts += _item(item, found)
    if found.left_out:
        parts += [found.left_out, ""]
    held = rf" \quad\text{{{found.conditions}}}" if found.conditions else ""
    parts.append(rf"\textbf{{{say('show.answer')}.}}")
    parts += [r"\begin{align*}", rf"& {_latex(found.answer)}{held}", r"\end{align*}"]
    return "\n".join(parts)


def _item(item: Item, found: Contents) -> list[str]:
    say = found.say
    indent = f"{1.2 * (item.row.level - 1):.1f}em"
    verdict = f" [{item.verdict}]" if item.verdict else ""
    words = f" {item.words}" if item.words else ""
    head = rf"\textbf{{{item.number}\enspace {item.title}.}}{words}{verdict}"
    if item.formula:
        bindings = f" {say('show.with')} {', '.join(f'${b}$' for b in item.bindings)}" if item.bindings else ""
        head += rf"\\ ${item.formula}${bindings}"
    held = gained(item, say)
    before, after = _latex(item.row.before), _latex(item.row.after) + (rf" \quad\text{{{held}}}" if held else "")
    sign = r"\Rightarrow{}" if leads_to(item.row) else "="
    is_short = len(before) + len(after) < _SHORT
    lines = [f"& {before} {sign} {after}"] if is_short else [rf"& {before} \\", f"&{sign} {after}"]
    line = whole(item)
    notes = [rf"\emph{{{note}}}\par" for note in item.notes]
    if line is not None:
        notes.insert(0, rf"{{\small {say('show.whole')}: ${_latex(line)}$\par}}")
    return [
        rf"\begin{{list}}{{}}{{\setlength{{\leftmargin}}{{{indent}}}\setlength{{\topsep}}{{0pt}}}}\item[]",
        head,
        r"\begin{align*}",
        *lines,
        r"\end{align*}",
        *notes,
        r"\end{list}",
    ]
