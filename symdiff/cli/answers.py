"""An answer, and how it is written: lines for people, an object for programs."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import ParseError, SymdiffError, visible
from .report import complain, in_words


@dataclass
class Answer:
    """What there is to say about one formula.

    Attributes:
        lines: for people.
        record: for programs, `--format json`.
        problems: what went wrong on the way, after a part of the answer was known.
        refuted: whether a check found a counterexample.
        structured: whether the record is what is wanted.
    """

    lines: list[str] = field(default_factory=list)
    record: dict[str, object] = field(default_factory=dict)
    problems: list[SymdiffError] = field(default_factory=list)
    refuted: bool = False
    structured: bool = False

    def problem(self, error: SymdiffError) -> None:
        """Note an error: the rest of the answer stands."""
        self.problems.append(error)
        self.record.setdefault("errors", []).append(error_record(error))  # type: ignore[attr-defined]


def error_record(error: SymdiffError) -> dict[str, object]:
    """An error as an object: its kind, its message, and for a formula the place."""
    record: dict[str, object] = {"kind": type(error).__name__, "message": in_words(str(error).split("\n", 1)[0])}
    if isinstance(error, ParseError):
        record |= {"message": in_words(error.message), "line": error.line, "column": error.column}
        suggestion = error.suggestion and in_words(error.suggestion)
        record |= {"expected": list(map(in_words, error.expected)), "suggestion": suggestion}
    return record


def write(answer: Answer, place: str = "", *, latex: bool = False) -> None:
    """Print an answer, and its problems on the standard error stream."""
    if answer.structured:
        import json

        print(json.dumps(answer.record))
    else:
        for line in answer.lines:
            print(visible(line))
    for error in answer.problems:
        complain(error, place, latex=latex)
