"""What is said on the standard error stream."""

from __future__ import annotations

import sys

from ..errors import ParseError, SymdiffError, visible


def complain(problem: SymdiffError | str, place: str = "", *, latex: bool = False) -> None:
    """Say what is wrong and where; what was written before comes first on a terminal."""
    sys.stdout.flush()
    print(described(problem, place, latex=latex), file=sys.stderr, flush=True)


def note(text: str) -> None:
    """Say something that is no error, apart from the answers."""
    sys.stdout.flush()
    print(visible(in_parentheses(in_words(text))), file=sys.stderr, flush=True)


def in_parentheses(text: str) -> str:
    """A remark in the brackets of the language that is chosen."""
    from ..documents.catalogue import chosen_language
    from ..documents.messages import translated

    return translated("({})", chosen_language()).replace("{}", text)


def in_words(text: str) -> str:
    """The text in the language that is chosen."""
    from ..documents.catalogue import chosen_language
    from ..documents.messages import translated

    return translated(text, chosen_language())


def described(problem: SymdiffError | str, place: str = "", *, latex: bool = False) -> str:
    """The text of an error: the place, the message, and for a formula a caret under the spot.

    Args:
        problem: the error, or a message.
        place: where the formula came from, such as `line 3`.
        latex: write backslashes so that TeX would print them: no command of the input gets through.
    """
    text = str(problem)
    if isinstance(problem, ParseError):
        spot = f"line {problem.line}, column {problem.column}"
        rest = text.removeprefix(f"{problem.message} ({spot})")
        place = ", ".join(filter(None, (place, spot if problem.line > 1 else f"column {problem.column}")))
        text = in_words(problem.message) + in_words(rest)
    else:
        text = in_words(text)
    place = in_words(place)
    lines = [visible(line) for line in f"symdiff: {place}{in_words(': ') if place else ''}{text}".split("\n")]
    return "\n".join(_for_latex(lines) if latex else lines)


def _for_latex(lines: list[str]) -> list[str]:
    def escaped(text: str) -> str:
        return text.replace("\\", "\\textbackslash{}")

    written: list[str] = []
    for above, line in zip(["", *lines], lines, strict=False):
        # A caret stays under its character, which may have moved to the right.
        is_caret = line.strip() == "^"
        written.append(" " * len(escaped(above[: len(line) - 1])) + "^" if is_caret else escaped(line))
    return written
