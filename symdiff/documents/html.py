"""Documents in HTML, with MathML, which browsers set by themselves: a page that needs nothing else, or its content.

A page may run its own scripts and nothing else: a policy in its head names each by its digest.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import zip_longest
from json import dumps

from ..expression import Expression
from ..plotting.graphs import Plot, data_address
from . import blocks
from .catalogue import FALLBACK, Catalogue
from .formulas import written
from .rendering import Renderer, letter
from .sentences import Phrase, Sentence, spelled, text_of, within_line

VERDICTS = ("right", "wrong", "undefined", "unsure", "unreadable", "brackets")


class Html(Renderer[str]):
    """HTML.

    Args:
        language: the code of the language.
        others: further languages that the page holds too; it shows one at a time.
    """

    table_attributes = ""

    def __init__(self, language: str = FALLBACK, others: Sequence[str] = ()) -> None:
        super().__init__(language)
        self.catalogues = [self.say] + [Catalogue(other) for other in others if other != language]

    # --- in a line ------------------------------------------------------------------------------------

    def text(self, words: str) -> str:
        """The words as the text of an element, or the value of an attribute."""
        return escape(words, quote=True)

    def formula(self, expression: Expression) -> str:
        """The formula as MathML."""
        return f"<math>{written(expression, 'mathml')}</math>"

    def equation(self, line: blocks.Line) -> str:
        """Both sides as one formula."""
        sign = "⇒" if line.follows else "="
        left = "" if line.before is None else written(line.before, "mathml")
        sides = f"{left}<mo>{sign}</mo>{written(line.after, 'mathml')}"
        return f'<math display="block"><mrow>{sides}</mrow></math>'

    def said(self, phrase: Phrase) -> str:
        """The phrase; where the page has several languages, in each of them."""
        found = {say.language: self._said_in(phrase, say) for say in self.catalogues}
        if len(set(found.values())) == 1:
            return found[self.say.language]
        return "".join(f'<span lang="{language}">{said}</span>' for language, said in found.items())

    def _said_in(self, phrase: Phrase, say: Catalogue) -> str:
        spans = spelled(phrase, say)
        return "".join(self.text(within_line(s)) if isinstance(s, str) else self.formula(s) for s in spans)

    def attribute(self, phrase: Phrase) -> str:
        """The phrase as the value of an attribute, which has no room for a second language."""
        return escape(within_line(text_of(phrase, self.say.language)), quote=True)

    # --- documents ------------------------------------------------------------------------------------

    def document(self, document: blocks.Document) -> str:
        """A page of its own."""
        return self.page(document)

    def page(self, document: blocks.Document, *scripts: str) -> str:
        """A page of its own, with scripts that it may run.

        Args:
            document: what the page shows.
            scripts: the sources of the scripts, besides the one that folds steps.
        """
        folds = _has(blocks.Steps, document)
        scripts = (resource("fold.js"), *scripts) if folds else scripts
        style = resource("page.css") + self._one_language_at_a_time()
        run = "".join(f"<script>{script}</script>\n" for script in scripts)
        return (
            f'<!DOCTYPE html>\n<html lang="{self.say.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(scripts, style)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{self.attribute(document.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            f"{self._content(document, self._folding() if folds else '')}\n{run}</body>\n</html>\n"
        )

    def fragment(self, document: blocks.Document) -> str:
        """What stands inside another page, such as a notebook."""
        return f"<style>{resource('page.css')}</style>{self._content(document)}"

    def _content(self, document: blocks.Document, buttons: str = "") -> str:
        title = f"<header><h1>{self.said(document.title)}</h1>{self._languages()}{buttons}</header>"
        hint = f'<p class="hint">{self.word("sheet.typing")}</p>' if _has(blocks.Version, document) else ""
        content = "\n".join(self.each(document.blocks))
        score = self._score() if _has(blocks.Version, document) else ""
        footer = f"<footer>{score}<p>{self.text(document.footer)}</p></footer>\n" if document.footer else ""
        return f'<div class="symdiff">\n{title}\n{hint}<main>{content}</main>\n{footer}</div>'

    def _folding(self) -> str:
        unfold, fold = self.word("show.unfold"), self.word("show.fold")
        return (
            f'<span><button type="button" data-open="yes">{unfold}</button> '
            f'<button type="button" data-open="no">{fold}</button></span>'
        )

    def _languages(self) -> str:
        if len(self.catalogues) == 1:
            return ""
        made = (
            f'<button type="button" data-language="{say.language}" '
            f'aria-pressed="{str(say is self.say).lower()}">{self.text(say.entries["language"])}</button>'
            for say in self.catalogues
        )
        return f"<span>{''.join(made)}</span>"

    def _one_language_at_a_time(self) -> str:
        shown = (f'html[lang="{say.language}"] [lang="{say.language}"]' for say in self.catalogues)
        return f".symdiff [lang] {{ display: none; }}\n{', '.join(shown)} {{ display: revert; }}\n"

    def _score(self) -> str:
        return "".join(
            f'<p class="score" lang="{say.language}" data-words="{self.text(say.entries["sheet.score"])}" hidden></p>'
            for say in self.catalogues
        )

    # --- blocks ---------------------------------------------------------------------------------------

    def heading(self, heading: blocks.Heading) -> str:
        return f"<h3>{self.said(heading.words)}</h3>"

    def paragraph(self, paragraph: blocks.Paragraph) -> str:
        """Words, behind their label."""
        label = f"<strong>{self.said(paragraph.label)}.</strong> " if paragraph.label else ""
        return f"<p>{label}{self.said(paragraph.words)}</p>"

    def display(self, display: blocks.Display) -> str:
        """A formula of its own, below its label."""
        label = f"<h2>{self.said(display.label)}</h2>\n" if display.label else ""
        held = f" <span>{self.said(display.held)}</span>" if display.held else ""
        kind = "result" if display.label else "start"
        formula = f'<math display="block">{written(display.formula, "mathml")}</math>'
        return f'{label}<div class="{kind}">{formula}{held}</div>'

    def steps(self, steps: blocks.Steps) -> str:
        """The steps, each inside the one that it is below."""
        parts: list[str] = []
        above: list[tuple[int, str]] = []
        for step, following in zip_longest(steps.steps, steps.steps[1:]):
            while above and above[-1][0] >= step.level:
                parts.append(above.pop()[1])
            folds = bool(step.number) and following is not None and following.level > step.level
            begin, end = _FOLDING if folds else _PLAIN
            parts.append(begin.format(self._head(step)) + "".join(self._lines(step)) + self._folded(step))
            above.append((step.level, end))
        return "\n".join([*parts, *(end for _, end in reversed(above))])

    def _folded(self, step: blocks.ShownStep) -> str:
        """The moves that a step is made of, folded."""
        if not step.below:
            return ""
        return _CLOSED.format(self.word("show.moves"), self.steps(blocks.Steps(step.below)))

    def _head(self, step: blocks.ShownStep) -> str:
        if not step.number:
            return self.said(step.words)
        verdict = f' <span class="checked">{self.said(step.verdict)}</span>' if step.verdict else ""
        return f'<span class="number">{step.number}</span> <span class="title">{self.said(step.title)}</span>{verdict}'

    def _lines(self, step: blocks.ShownStep) -> Iterator[str]:
        if step.number and step.words:
            yield f'<p class="words">{self.said(step.words)}</p>'
        if step.rule is not None:
            yield f'<div class="rule">{self.equation(step.rule)} <span>{self.said(step.bindings)}</span></div>'
        if step.line is not None:
            held = f" <span>{self.said(step.line.held)}</span>" if step.line.held else ""
            yield f'<div class="line">{self.equation(step.line)}{held}</div>'
        yield from (f'<p class="why">{self.said(note)}</p>' for note in step.notes)

    def grid(self, grid: blocks.Grid) -> str:
        head = "".join(f"<th>{self.said(cell)}</th>" for cell in grid.headings)
        rows = ("".join(f"<td>{self.said(cell)}</td>" for cell in row) for row in grid.rows)
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table{self.table_attributes}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def picture(self, picture: blocks.Picture) -> str:
        """The graph with its label below."""
        image = f'<img alt="{self.attribute(picture.description)}" src="{self.address(picture.plot)}"/>'
        return f'<p class="picture">{image}<br/>{self.said(picture.label)}</p>'

    def address(self, plot: Plot) -> str:
        """Where the picture of a graph is: it holds itself, so that a page needs no other file."""
        return data_address(plot)

    def version(self, version: blocks.Version) -> str:
        """The questions, each with what judges an answer and with its solution folded."""
        parts = [f"<h2>{self.said(version.label)}</h2>"] if version.label else []
        parts.append('<ol class="items">')
        for block in version.blocks:
            if isinstance(block, blocks.Heading):
                parts.append(f'</ol>{self.heading(block)}<ol class="items">')
            else:
                parts.append(self._question(block))
        return f"<section>{''.join(parts)}</ol></section>"

    # --- questions ------------------------------------------------------------------------------------

    def _question(self, question: blocks.ShownQuestion) -> str:
        parts = [f'<div class="prompt">{"<br>".join(map(self.said, question.prompt))}</div>']
        parts += self.each(question.figures)
        # Who chooses needs no evidence: each option says whether it is right.
        evidence = {"names": []} if question.options else question.evidence
        if evidence is not None:
            parts += self._options(question.options) if question.options else self._blanks(question)
            parts += self._verdicts()
            told = [o.feedback for o in question.options if not o.right] if question.options else question.feedback
            parts += (
                f'<p class="feedback" data-mistake="{number}" hidden>{self.said(words)}</p>'
                for number, words in enumerate(told)
                if words
            )
        answer = f"<p><b>{self.word('sheet.answer')}</b> {self.said(question.answer)}</p>"
        steps = f'<div class="steps">{answer}{self.steps(question.solution)}</div>'
        parts.append(f"<details><summary>{self.word('sheet.show_steps')}</summary>{steps}</details>")
        known = "" if evidence is None else dumps(evidence, separators=(",", ":"))
        data = f' data-check="{self.text(known)}"' if known else ""
        return f"<li{data}><div>{''.join(parts)}</div></li>\n"

    def _blanks(self, question: blocks.ShownQuestion) -> Iterator[str]:
        yield '<form class="answer">'
        for number, name in enumerate(question.blanks, 1):
            if name:
                yield f"<span>{self.said(name)} =</span>"
            place = f" {number}" if len(question.blanks) > 1 else ""
            label = " / ".join(say.entries["sheet.your_answer"] for say in self.catalogues) + place
            yield f'<input aria-label="{self.text(label)}" autocomplete="off" autocapitalize="off" spellcheck="false"'
            yield ' maxlength="500">'
        yield f"<button>{self.word('sheet.check')}</button></form>"
        yield from self._readings()

    def _options(self, options: Sequence[blocks.ShownOption]) -> Iterator[str]:
        yield '<div class="options">'
        mistake = 0
        for place, option in enumerate(options):
            number = -1 if option.right else mistake
            mistake += not option.right
            right = "yes" if option.right else "no"
            yield f'<button type="button" data-right="{right}" data-mistake="{number}">'
            yield f"({letter(place)}) {self.said(option.words)}</button>"
        yield "</div>"

    def _readings(self) -> Iterator[str]:
        """Where the page tells how it read an answer."""
        for say in self.catalogues:
            words, comma = (self.text(say.entries[name]) for name in ("exercises.read_as", "list.comma"))
            yield f'<p class="reading" lang="{say.language}" data-words="{words}" data-comma="{comma}" hidden></p>'

    def _verdicts(self) -> Iterator[str]:
        for verdict in VERDICTS:
            tone = verdict if verdict == "right" else "wrong"
            said = self.said(Sentence(f"sheet.{verdict}"))
            yield f'<p class="verdict {tone}" data-verdict="{verdict}" role="status" hidden>{said}</p>'


_FOLDING = ("<details open>\n<summary>{}</summary>\n", "</details>")
_CLOSED = "<details>\n<summary>{}</summary>\n{}</details>\n"
_PLAIN = ('<div class="step">\n<div>{}</div>\n', "</div>")


def _has(kind: type, document: blocks.Document) -> bool:
    return any(isinstance(block, kind) for block in document.blocks)


@cache
def resource(name: str) -> str:
    """A file that a page is made of."""
    return (files(__package__) / "page" / name).read_text(encoding="utf-8")


def _policy(scripts: Sequence[str], style: str) -> str:
    run = " ".join(map(_digest, scripts)) or "'none'"
    return (
        f"default-src 'none'; script-src {run}; style-src {_digest(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "'sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"
