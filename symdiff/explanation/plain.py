"""A derivation as plain text."""

from __future__ import annotations

from typing import Any

from ..expression import Expression
from .contents import Contents, Form, Item, contents, gained, leads_to
from .derivation import Derivation
from .styles import BEGIN, END, written


def _line(expression: Expression) -> str:
    return written(expression).replace(BEGIN, "").replace(END, "")


def _primed(pattern: Expression) -> str:
    text = _line(pattern)
    return f"{text}'" if text.isalnum() else f"({text})'"


FORM = Form(show=_line, line=_line, primed=_primed)


def to_plain(derivation: Derivation, **options: Any) -> str:
    """The derivation as plain text: see `Derivation.text`.

    >>> import symdiff
    >>> print(symdiff.derive("3x^2").text())
    d/dx (3*x^2)
    <BLANKLINE>
    Plan: A constant times x^2.
    <BLANKLINE>
    1. Constant multiple rule: A constant factor stays; only the other factor is differentiated.
       (c*u)' = c*u'   with c = 3, u = x^2
       d/dx (3*x^2) = 3*(d/dx (x^2))
       1.1. Power rule: Bring the exponent down as a factor and lower it by one.
            (u^n)' = n*u^(n - 1)*u'   with u = x, n = 2
            d/dx (x^2) = 2*x
       1.2. Numbers multiplied: Numbers are multiplied and put in front.
            3*(2*x) = 6*x
    <BLANKLINE>
    Answer: 6*x
    """
    return laid_out(contents(derivation, FORM, **options))


def laid_out(found: Contents) -> str:
    """The text of the contents."""
    say = found.say
    lines = [found.start, "", f"{say('plan.heading')}: {found.plan}", ""]
    for item in found.items:
        lines += _item(item, found)
    if found.left_out:
        lines.append(f"... {found.left_out}")
    answer = _line(found.answer)
    lines += ["", f"{say('show.answer')}: {answer}" + (f"   {found.conditions}" if found.conditions else "")]
    return "\n".join(lines)


def _item(item: Item, found: Contents) -> list[str]:
    say = found.say
    margin = "   " * (item.row.level - 1)
    head = f"{margin}{item.number}. "
    margin = " " * len(head)
    verdict = f"   [{item.verdict}]" if item.verdict else ""
    lines = [f"{head}{item.title}{': ' if item.words else ''}{item.words}{verdict}"]
    if item.formula:
        bindings = f"   {say('show.with')} {', '.join(item.bindings)}" if item.bindings else ""
        lines.append(f"{margin}{item.formula}{bindings}")
    held = gained(item, say)
    sign = "=>" if leads_to(item.row) else "="
    lines.append(f"{margin}{_line(item.row.before)} {sign} {_line(item.row.after)}" + (f"   {held}" if held else ""))
    return lines + [f"{margin}{note}" for note in item.notes]
