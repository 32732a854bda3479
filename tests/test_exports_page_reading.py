"""The exported page reads what the program reads, with the same values, or refuses it: one grammar, two drivers."""

from __future__ import annotations

import random
from collections import Counter

import pytest

import symdiff as sd
from symdiff.exports.points import evidence
from symdiff.exports.script import script

from .page_reader import NAMES, NODE, differences, told_by_page
from .test_exercises_students import CASES
from .test_exports_page import judged

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")

# What is easily read otherwise: glued words, exponents at names, bars, signs, minus signs, spellings of two meanings.
DOUBTFUL = """
    xsinx  xe^x  2xe^3x  lnx  ln2  ln2x  sinx/x  sin2x  e^sinx  sinxcosx  xlnx  tan-1 x  sin-1(x)  x3  ax  xy
    tautx  asinx  axsinx  at  atx  e^ax  e^-xy  2^-xt  sin^22x  sin^2 2x  sin^-1 x  sin⁻¹(x)  sin^(-1)(x)
    sin^(2) x  sec^-1 x  ln^-1 x  sin^x t  sin^-1.0(x)  Sin(x)  Cos 2x  LN(x)  log_2(x)  log_a x  log_10 x  log₂ x
    log(x, 3)  log(x)  log10x  log2x  lg x  lb(x)  tgx  shx  chx  senx  arctanx  √x  √2x  √(x+1)  ∛x  ∜2x  ½x
    x²⁺¹  xⁿ  xˣ  e⁻ˣ  x^²  -x²  3!  x!  30°  x°  (x+1)!!  |x|/x  |x||y|  ||x||  |x|y|  |x+|y||  2|x|3  |x-1|-|x|
    |x  (|x)|  (x|x)  abs x|  abs^2 x  x +|  8e+1  4e-2x  1e-3  2.5e-07x  0x1F  1_000  5.  .5  1.5.2  0,5  2;3
    x''  f(x)  f'(x)  d/dx x^2  D(x^2)  d(x^3)  x^3 twice  inf  nan  q*x  y = x^2  f(x) = x  y = y  y = 3  x < 1
    x = 2  piecewise(x < 0, -x, x)  piecewise(x<0,-1,x>=2,x^2,0)  piecewise(x, 1, 2)  x^2 where x > 0
    1/x where x != 0 and x < 3  (x where x > 1) + 2  0 < x < 1  x where 0 < x < 3 or x = -1  x where y  0^0
    (-8)^(1/3)  (-8)^(2/3)  x^(4/2)  x^x  (-1)^x  0^x  x/0  x/x  sign(x - x)  floor(x)  ceil(-x)  max(x, 1)
    min(x, y, 2)  max x  root(x, 3)  root(x, -3)  cbrt x  tan(pi/2)  sec(pi x/2)  asin(2x)  acosh x  acot(x)
    acsch x  heaviside(x)  sinc(x)  sigmoid x  binomial(x, 2)  hypot(x, y)  atan2(x, y)  zeta(x)  erf(x)  Γ(x)
    γ(x)  gamma(3)  1e20 + x - 1e20  e^(100x)/e^(100x)  exp(x)^1000  １＋ｘ  ｓｉｎｘ  x×y  x•y  x÷y  x⁄y  x−1  x—1
    x**2  2*-x  2/-x^2  --x  +-x  2^-x^2  2^3^x  a/b/x  1/2x  1/x(x+1)  e^2x  x^1/2  sin x/2  sin -x  sin x^2  sin(x)^-1
    sin²x  sin² 2x  2(x)  (2)3  2 3  x 2  2x3  (x  x)  sin  *x  x +  ()  sin()  π x  pix  2πx  epi  e pi  ee^x  xe
    θ  “x^2”  "x+1"  x^2.  x^2 ,  sin⁡x  x⁢y  𝑥²  ℯ^x  x_1  x_  alert(1)  constructor  __proto__  toString(x)
    hasOwnProperty
"""
TEXTS = ["", *(text for line in DOUBTFUL.splitlines() for text in line.strip().split("  ") if text)]
CHARACTERS = "xtaye2310 .+-*/^()|,=πθ²³⁻½√!°'_sincolgptar<>₂"


def mutated(texts: list[str], count: int, seed: int) -> list[str]:
    """Texts with a few characters added, lost or exchanged, or the end of another."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        text = chance.choice(texts)
        for _ in range(chance.choice((1, 1, 2, 3))):
            place, kind = chance.randrange(len(text) + 1), chance.random()
            other = chance.choice(texts)
            ends = (
                text[place + 1 :],
                chance.choice(CHARACTERS) + text[place:],
                other[chance.randrange(len(other) + 1) :],
            )
            text = text.replace(chance.choice(" *("), "") if kind < 0.2 else text[:place] + ends[int(kind * 15) % 3]
        found.append(text[:200])
    return found


def test_what_is_easily_read_otherwise_is_not() -> None:
    outcomes, differing = differences(TEXTS)
    assert not differing
    assert Counter(outcomes.values())["same"] > 0.5 * len(outcomes)


def test_what_students_type_is_read_alike_and_so_is_garbage() -> None:
    students = [answer.removeprefix("y'=").removeprefix("f'(x) = ") for _, answer in CASES]
    outcomes, differing = differences([*students, *mutated(students + TEXTS, 900, seed=5)])
    assert not differing
    assert all(outcomes[answer] == "same" for answer in students if is_read(answer))


def test_how_an_answer_was_read_is_told_as_the_program_tells_it() -> None:
    texts = [*TEXTS, *dict.fromkeys(answer for _, answer in CASES), *mutated(TEXTS, 500, seed=9)]
    told = {text: words for text, words in zip(texts, told_by_page(texts), strict=True) if words is not None}
    found = {text: sd.reading(text, lenient=True, symbols=NAMES) for text in told}
    assert {text: not words for text, words in told.items()} == {text: one.literal for text, one in found.items()}
    assert all(sd.parse(words) is found[text].expression for text, words in told.items() if words)
    assert sum(map(bool, told.values())) > 100


def is_read(text: str) -> bool:
    try:
        sd.parse(text, lenient=True, symbols=["x"])
    except sd.ParseError:
        return False
    return True


def test_the_page_reads_its_own_keys() -> None:
    items = [item for level in (1, 3, 5) for item in sd.exercises(level=level, count=20, seed=11)]
    asked = [(item, evidence(item)) for item in items if item.answer_kind != "choice"]
    given = [{"data": data, "answers": list(map(str, item.keys))} for item, data in asked if data is not None]
    assert len(given) > 0.9 * len(asked)
    assert {verdict for verdict, _ in judged(given)} == {"right"}
    # also by their values alone
    other = [{**one, "data": {**one["data"], "texts": ["17"] * len(one["answers"])}} for one in given]  # type: ignore[dict-item]
    assert {verdict for verdict, _ in judged(other)} == {"right"}  # type: ignore[arg-type]


def test_the_script_ends_nowhere_but_at_its_end() -> None:
    assert "</" not in script()
    assert "<!--" not in script()
