"""Two readers of one formula: that of the program, and that of the exported page, run by Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from typing import Any

import symdiff as sd
from symdiff.exports.script import script
from symdiff.expression import Expression

NODE = shutil.which("node")
PARTS = ("words.js", "reader.js", "routines.js", "values.js", "told.js")
NAMES = ("x", "t", "a", "y")

PLACES = (0.0, 1.0, -1.0, 2.0, 0.5, -2.5, 0.37, 3.7, -0.81, 12.25)
"""Special ones, and ones where a formula may well have no value."""

POINTS = [{name: PLACES[(start + 3 * n) % len(PLACES)] for n, name in enumerate(NAMES)} for start in range(len(PLACES))]

Value = float | str | list[float]
"""A number (with the bound on its error in the page), "none" where there is no value, "unsure" if that is not told."""

RUN = """
  const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const found = asked.texts.map((text) => {
    let formula;
    try { formula = read(text, asked.names); } catch { return null; }
    const values = asked.points.map((point) => {
      try {
        const found = value(formula, at(point));
        return found ? [found.v, found.e] : "none";
      } catch (error) {
        if (error instanceof Unsure) return "unsure";
        if (error instanceof Unreadable) return "refused";
        throw error;
      }
    });
    return values.includes("refused") ? null : values;
  });
  console.log(JSON.stringify(found));
"""


TELL = """
  const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
  console.log(JSON.stringify(asked.texts.map((text) => {
    try {
      const formula = read(text, asked.names);
      return is_literal(text, asked.names) ? "" : told(formula);
    } catch { return null; }
  })));
"""


def of_page(texts: Sequence[str]) -> list[list[Value] | None]:
    """The values that each text has in the page, or None where it is refused."""
    found: list[list[Value] | None] = _run(RUN, texts)
    return found


def told_by_page(texts: Sequence[str]) -> list[str | None]:
    """How the page tells that it read each text; "" where that is what was typed, None where it is refused."""
    found: list[str | None] = _run(TELL, texts)
    return found


def _run(what: str, texts: Sequence[str]) -> Any:
    assert NODE is not None
    program = script(PARTS).removesuffix("})();\n") + what + "})();\n"
    asked = json.dumps({"texts": texts, "names": NAMES, "points": POINTS})
    done = subprocess.run([NODE, "-e", program], input=asked, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def of_program(text: str) -> list[Value] | None:
    """The values that a text has here, or None where it is refused."""
    try:
        expression = sd.parse(text, lenient=True, symbols=NAMES)
    except sd.SymdiffError:
        return None
    return [_value(expression, point) for point in POINTS]


def _value(expression: Expression, point: dict[str, float]) -> Value:
    try:
        found = expression.evaluate(point)
    except sd.DomainError:
        return "none"
    except sd.SymdiffError:
        return "unsure"
    return float(found)


def differences(texts: Iterable[str]) -> tuple[dict[str, str], list[tuple[str, object, object]]]:
    """What becomes of each text, and the texts of which the page says otherwise than the program.

    Returns:
        For each text "same", "both refuse", "page refuses"; and the others with what each has found.
    """
    asked = list(dict.fromkeys(texts))
    outcomes, differing = {}, []
    for text, found in zip(asked, of_page(asked), strict=True):
        wanted = of_program(text)
        if found is None:
            outcomes[text] = "both refuse" if wanted is None else "page refuses"
        elif wanted is not None and all(map(_is_same, found, wanted)):
            outcomes[text] = "same"
        else:
            differing.append((text, found, wanted))
    return outcomes, differing


def _is_same(found: Value, wanted: Value) -> bool:
    if "unsure" in (found, wanted):
        return True
    if isinstance(found, str) or isinstance(wanted, str):
        return found == wanted
    assert isinstance(found, list)
    assert isinstance(wanted, float)
    value, error = found
    return abs(value - wanted) <= error + 1e-9 * abs(wanted)
