"""A derivation as one page of HTML that needs nothing else: MathML for formulas, <details> for steps."""

from __future__ import annotations

from html import escape
from typing import Any

from ..expression import Expression, apply
from ..printing.mathml import to_mathml
from ..printing.signs import LEADS_TO, PRIME
from .contents import Contents, Form, Item, contents, gained, leads_to, whole
from .derivation import Derivation

STYLE = """
:root { color-scheme: light dark;
  --here: #b3261e; --soft: #5f6368; --edge: #9aa0a6; --ground: #ffffff; --text: #202124; }
@media (prefers-color-scheme: dark) {
  :root { --here: #ff8a80; --soft: #bdc1c6; --edge: #5f6368; --ground: #1f1f1f; --text: #e8eaed; }
}
.symdiff { font-family: system-ui, "Noto Sans CJK SC", sans-serif; line-height: 1.5; color: var(--text);
  background: var(--ground); max-width: 56rem; margin: 0 auto; padding: 1rem; }
.symdiff h1 { font-size: 1.25rem; }
.symdiff .start, .symdiff .answer { font-size: 1.25rem; overflow-x: auto; }
.symdiff details, .symdiff .leaf { margin: .7rem 0;
  border-inline-start: 3px solid var(--edge); padding-inline-start: .9rem; }
.symdiff summary { cursor: pointer; }
.symdiff summary:focus-visible, .symdiff button:focus-visible { outline: 3px solid var(--here); outline-offset: 2px; }
.symdiff .number { font-variant-numeric: tabular-nums; color: var(--soft); margin-inline-end: .5rem; }
.symdiff .title { font-weight: 600; }
.symdiff .rule, .symdiff .whole, .symdiff .why { color: var(--soft); }
.symdiff .line { overflow-x: auto; margin: .4rem 0; }
.symdiff .here { color: var(--here); }
.symdiff .verdict { border: 1px solid var(--edge); border-radius: .6rem; padding: 0 .4rem; font-size: .85rem; }
.symdiff .answer { border: 2px solid var(--edge); border-radius: .4rem; padding: .5rem 1rem; }
.symdiff math { font-size: 1.08em; }
.symdiff math[display=block] { text-align: start; margin: 0; }
"""

SCRIPT = """
for (const button of document.querySelectorAll('.symdiff button')) button.addEventListener('click', () => {
  for (const step of document.querySelectorAll('.symdiff details')) step.open = button.dataset.open === 'yes';
});
"""

FORM = Form(
    show=lambda e: to_mathml(e, prefix=False),
    line=lambda e: to_mathml(e, display=True, prefix=False),
    escape=escape,
    equation=lambda left, right: f"<span>{left} = {right}</span>",
    primed=lambda e: to_mathml(apply(PRIME, (e,)), prefix=False),
)


def to_page(derivation: Derivation, **options: Any) -> str:
    """A whole page: see `Derivation.html`."""
    found = contents(derivation, FORM, **options)
    say = found.say
    buttons = (
        f'<p><button type="button" data-open="yes">{say("show.unfold")}</button> '
        f'<button type="button" data-open="no">{say("show.fold")}</button></p>'
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{say.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{say('show.title')}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"{_body(found, buttons)}\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    )


def to_fragment(derivation: Derivation, **options: Any) -> str:
    """What a notebook puts into its own page."""
    return f"<style>{STYLE}</style>{_body(contents(derivation, FORM, **options))}"


def _body(found: Contents, buttons: str = "") -> str:
    say = found.say
    held = f" <span>{found.conditions}</span>" if found.conditions else ""
    return (
        f'<main class="symdiff">\n<h1>{say("show.title")}</h1>\n<div class="start">{found.start}</div>\n'
        f'<p class="plan"><strong>{say("plan.heading")}.</strong> {found.plan}</p>\n{buttons}\n{_steps(found)}\n'
        + (f"<p>{found.left_out}</p>\n" if found.left_out else "")
        + f"<h2>{say('show.answer')}</h2>\n"
        + f'<div class="answer">{to_mathml(found.answer, display=True, prefix=False)}{held}</div>\n</main>'
    )


def _steps(found: Contents) -> str:
    """The items, each inside the one that it is below."""
    parts: list[str] = []
    levels = [item.row.level for item in found.items]
    open_levels: list[int] = []
    for index, item in enumerate(found.items):
        while open_levels and open_levels[-1] >= item.row.level:
            open_levels.pop()
            parts.append("</details>")
        has_below = index + 1 < len(levels) and levels[index + 1] > item.row.level
        parts.append(_item(item, found, has_below=has_below))
        if has_below:
            open_levels.append(item.row.level)
    parts += ["</details>"] * len(open_levels)
    return "\n".join(parts)


def _item(item: Item, found: Contents, *, has_below: bool) -> str:
    say = found.say
    verdict = f' <span class="verdict">{item.verdict}</span>' if item.verdict else ""
    head = f'<span class="number">{item.number}</span><span class="title">{item.title}</span>{verdict}'
    held = gained(item, say)
    body = [f'<p class="words">{item.words}</p>'] if item.words else []
    if item.formula:
        bindings = f" {say('show.with')} {say('plan.comma').join(item.bindings)}" if item.bindings else ""
        body.append(f'<p class="rule">{item.formula}{bindings}</p>')
    sign = LEADS_TO if leads_to(item.row) else "="
    line = to_mathml(apply(sign, (item.row.before, item.row.after)), display=True, prefix=False)
    body.append(f'<div class="line">{line}{" " + held if held else ""}</div>')
    around = whole(item)
    if around is not None:
        body.append(f'<div class="whole line">{_whole(around, say("show.whole"))}</div>')
    body += [f'<p class="why">{note}</p>' for note in item.notes]
    content = "\n".join(body)
    if has_below:
        return f"<details open>\n<summary>{head}</summary>\n{content}"
    return f'<div class="leaf">\n<div>{head}</div>\n{content}\n</div>'


def _whole(line: Expression, label: str) -> str:
    return f"{escape(label)}: {to_mathml(line, prefix=False)}"
