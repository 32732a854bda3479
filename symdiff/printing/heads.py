"""What functions are called in a book: the table for MathML and Typst."""

from __future__ import annotations

from typing import NamedTuple


class Head(NamedTuple):
    """What a function is called in a book.

    Attributes:
        name: its letters.
        below: what stands below it: digits, or an argument's place (`#1`).
        bare: whether it stands before a simple argument without brackets, and takes a power (sin² x).
    """

    name: str
    below: str = ""
    bare: bool = False


_BARE = "sin cos tan cot sec csc sinh cosh tanh coth ln"
_ARC = ("asin", "acos", "atan", "acot", "asec", "acsc")
_AREA = ("asinh", "acosh", "atanh", "acoth", "asech", "acsch")

HEADS: dict[str, Head] = (
    {name: Head(name, "", True) for name in _BARE.split()}
    | {name: Head("arc" + name[1:], "", name in ("asin", "acos", "atan")) for name in _ARC}
    | {name: Head("ar" + name[1:]) for name in _AREA}
    | {name: Head(name) for name in ("exp", "min", "max", "sech", "csch", "erf", "erfc", "erfi")}
    | {"log": Head("log", "#2"), "log10": Head("log", "10"), "log2": Head("log", "2")}
    | {"sign": Head("sgn"), "heaviside": Head("H"), "gamma": Head("Γ"), "lngamma": Head("ln Γ")}
    | {"digamma": Head("ψ"), "polygamma": Head("ψ", "#1"), "beta": Head("B"), "zeta": Head("ζ")}
    | {"lambertw": Head("W"), "ei": Head("Ei"), "si": Head("Si"), "ci": Head("Ci"), "li": Head("li")}
    | {"shi": Head("Shi"), "chi": Head("Chi"), "e1": Head("E", "1"), "expint": Head("E", "#1")}
    | {f"bessel{letter}": Head(letter.upper(), "#1") for letter in "jyik"}
    | {"uppergamma": Head("Γ"), "lowergamma": Head("γ"), "polylog": Head("Li", "#1"), "dilog": Head("Li", "2")}
    | {"elliptick": Head("K"), "elliptice": Head("E"), "ellipticf": Head("F"), "ellipticpi": Head("Π")}
    | {"airyai": Head("Ai"), "airybi": Head("Bi"), "airyaiprime": Head("Ai′"), "airybiprime": Head("Bi′")}
    | {"fresnels": Head("S"), "fresnelc": Head("C"), "hyp1f1": Head("₁F₁"), "hyp2f1": Head("₂F₁")}
)
