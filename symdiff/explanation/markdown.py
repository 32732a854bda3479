"""A derivation in Markdown, with formulas between dollar signs."""

from __future__ import annotations

import re
from typing import Any

from ..expression import Expression
from .contents import Contents, Form, Item, contents, gained, leads_to
from .derivation import Derivation
from .styles import written

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+!|$])")


def _latex(expression: Expression) -> str:
    return written(expression, "latex")


FORM = Form(
    show=lambda e: f"${_latex(e)}$",
    line=_latex,
    escape=lambda text: _SPECIAL.sub(r"\\\1", text),
    equation=lambda left, right: f"${left.strip('$')} = {right.strip('$')}$",
    primed=lambda e: rf"\left({_latex(e)}\right)'",
)


def to_markdown(derivation: Derivation, **options: Any) -> str:
    """The derivation in Markdown: see `Derivation.markdown`."""
    return laid_out(contents(derivation, FORM, **options))


def laid_out(found: Contents) -> str:
    """The Markdown of the contents."""
    say = found.say
    parts = [f"$$ {found.start} $$", "", f"**{say('plan.heading')}.** {found.plan}", ""]
    for item in found.items:
        parts += _item(item, found)
    if found.left_out:
        parts += [found.left_out, ""]
    held = f" \\quad\\text{{{_plain(found.conditions)}}}" if found.conditions else ""
    parts += [f"**{say('show.answer')}**", "", f"$$ {_latex(found.answer)}{held} $$"]
    return "\n".join(parts) + "\n"


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\") if "$" not in text else text


def _item(item: Item, found: Contents) -> list[str]:
    say = found.say
    margin = "  " * (item.row.level - 1)
    verdict = f" `{item.verdict}`" if item.verdict else ""
    lines = [f"{margin}- **{item.number} {item.title}.** {item.words}{verdict}".rstrip(), ""]
    if item.formula:
        bindings = f" {say('show.with')} {', '.join(item.bindings)}" if item.bindings else ""
        lines += [f"{margin}  {item.formula}{bindings}", ""]
    held = gained(item, say)
    sign = r"\Rightarrow" if leads_to(item.row) else "="
    line = f"{margin}  $$ {_latex(item.row.before)} {sign} {_latex(item.row.after)} $$"
    lines += [line + (f" {held}" if held else ""), ""]
    return lines + [f"{margin}  *{note}*\n" for note in item.notes]
