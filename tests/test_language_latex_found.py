"""LaTeX as it is found: what programs print and people write means the text beside it, or is refused."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

import symdiff as sd
from symdiff.expression import Expression

LIST = Path(__file__).with_name("latex_as_found.txt")
SAME, REFUSED = "==", "!!"


def entries() -> list[tuple[str, str]]:
    """Each formula of the list, and what it means; "" where it is to be refused."""
    found = []
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("# "):
            continue
        sign = SAME if f"  {SAME}  " in line else REFUSED
        latex, _, text = line.partition(f"  {sign}")
        assert bool(text.strip()) is (sign == SAME), line
        found.append((latex, text.strip()))
    return found


ENTRIES = entries()
READ = [(latex, text) for latex, text in ENTRIES if text]


def test_the_list_is_long_and_says_nothing_twice() -> None:
    assert len(READ) >= 300
    assert len({latex for latex, _ in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize(("latex", "text"), ENTRIES, ids=[latex for latex, _ in ENTRIES])
def test_what_is_found_is_read_as_its_text(latex: str, text: str) -> None:
    if text:
        assert sd.parse_latex(latex, lenient=True) is sd.parse(text)
    else:
        with pytest.raises(sd.ParseError) as caught:
            sd.parse_latex(latex, lenient=True)
        assert "^" in str(caught.value)


def strictly(latex: str) -> Expression | None:
    try:
        return sd.parse_latex(latex)
    except sd.ParseError:
        return None


def test_strict_reading_reads_the_same_or_refuses() -> None:
    strict = [strictly(latex) for latex, _ in READ]
    assert all(e is None or e is sd.parse(text) for e, (_, text) in zip(strict, READ, strict=True))
    assert sum(e is not None for e in strict) > 0.85 * len(READ)


# Spellings that change nothing: a pattern, and what stands for it.
LETTER = r"(?<![A-Za-z\\])%s(?![A-Za-z])"
SPELLINGS = (
    (r"\\frac\{", r"\\dfrac{"),
    (r"\\frac\{", r"\\tfrac {"),
    (r"\\frac\{", r"{\\displaystyle}\\frac{"),
    (r"\\left\(", r"\\bigl("),
    (r"\\right\)", r"\\bigr)"),
    (r"\\left\(", "("),
    (r"\\right\)", ")"),
    (r"\\left\(", r"\\mathopen{}\\left("),
    (r"\\cdot", r"\\times"),
    (r"\\cdot", r"\\ast"),
    (" ", r"\\,"),
    (" ", r"\\;"),
    (" ", "~"),
    (" ", "\n"),
    (r"\^\{2\}", "^2"),
    (r"\^\{2\}", "²"),
    (r"\^\{2\}", "^ {{2}}"),
    (LETTER % "x", r"{\\it x}"),
    (LETTER % "y", r"\\mathit{y}"),
    (r"\+", " + "),
    ("-", "−"),
    (r"\\sin(?![a-z])", r"\\operatorname{sin}"),
    (r"\\ln(?![a-z])", r"\\mathrm{ln}"),
    (r"(?<![A-Za-z])e\^", r"\\mathrm{e}^"),
    (r"\\alpha", "α"),
    ("2", "２"),
    (r"\(", "（"),
    ("=", "＝"),
)


@pytest.mark.parametrize("seed", range(40))
def test_spelling_that_means_nothing_changes_nothing(seed: int) -> None:
    """A formula of the list, spelled otherwise, is never read otherwise."""
    draw = random.Random(seed)
    for latex, text in draw.sample(READ, 40):
        spelled = latex
        for old, new in draw.sample(SPELLINGS, 6):
            spelled = re.sub(old, new, spelled, count=draw.choice((0, 1)))
        spelled = draw.choice(("", "$", r"\displaystyle ")) + spelled + draw.choice(("", ".", r"\,", "$"))
        try:
            found = sd.parse_latex(spelled, lenient=True)
        except sd.ParseError:
            continue
        assert sd.equivalent(found, sd.parse(text)).status in ("proved", "agrees"), spelled
