"""`symdiff diff` and `symdiff steps` for formulas of matrices: `--shape 'A: n x n'`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

import symdiff as sd

from ..errors import SymdiffError, visible
from .answers import Answer

_UNUSED = ("at", "check", "digits", "complex", "notation", "why", "verdicts", "method", "ways", "from_definition",
           "implicit", "total", "parametric", "inverse", "differential", "symbols", "rules")  # fmt: skip


def shapes_of(options: argparse.Namespace) -> dict[str, str]:
    """What is said of each name: `A: n x n`, or `A, B: n x n`.

    Raises:
        SymdiffError: an option says it in another way, or a name is there twice.
    """
    found: dict[str, str] = {}
    for said in options.shape:
        names, sign, shape = said.partition(":" if ":" in said else "=")
        if not sign or not shape.strip():
            raise SymdiffError(f"--shape is written 'A: n x n', not {visible(said)!r}")
        for name in re.split(r"[\s,]+", names.strip()):
            if name in found:
                raise SymdiffError(f"{visible(name)} has two shapes")
            found[name] = shape.strip()
    return found


def _request(options: argparse.Namespace) -> tuple[list[str | int], dict[str, Any]]:
    """By what is differentiated, and the options of the library.

    Raises:
        SymdiffError: an option does not go with matrices.
    """
    asked = [name for name in _UNUSED if getattr(options, name, None)]
    if asked:
        raise SymdiffError(f"--{asked[0].replace('_', '-')} does not go with --shape")
    by: list[str | int] = [*(options.var or ())]
    if options.order != 1:
        by = [*by, options.order]
    return by, {"shapes": shapes_of(options), "layout": options.layout}


def derivative(text: str, options: argparse.Namespace, answer: Answer) -> None:
    """The derivative of a formula of matrices, with its steps if they are asked for."""
    by, said = _request(options)
    steps = sd.derive(text, *by, **said)
    result = steps.result
    shown = {"latex": result.latex, "unicode": result.unicode}.get(options.format, result.text)()
    if options.steps and not answer.structured:
        from .tutoring import language_of

        write = steps.latex if options.format == "latex" else steps.text
        answer.lines += [*write(language=language_of(options)).split("\n"), ""]
    answer.lines.append(shown)
    if answer.structured:
        answer.record |= {"derivative": result.text(), "latex": result.latex(), "numpy": result.numpy()}
        answer.record |= {"shape": list(result.shape), "conditions": [str(c) for c in result.conditions]}
        if options.steps:
            import json

            answer.record["steps"] = json.loads(steps.json())["steps"]


def write_steps(text: str, options: argparse.Namespace) -> None:
    """The steps of a derivative, printed or written to a file."""
    from .tutoring import ENDINGS

    by, said = _request(options)
    found = sd.derive(text, *by, **said)
    form = options.format or ENDINGS.get(Path(options.out or "").suffix.lower(), "text")
    if form == "latex":
        written = found.latex(document=options.out is not None, language=options.lang)
    else:
        writers = {"markdown": found.markdown, "html": found.html, "json": found.json}
        written = writers.get(form, found.text)(language=options.lang)
    if options.out is None:
        print("\n".join(map(visible, written.split("\n"))))
        return
    try:
        Path(options.out).write_text(written + "\n", encoding="utf-8")
    except OSError as error:
        raise SymdiffError(f"cannot write {visible(options.out)}: {error.strerror}") from error
