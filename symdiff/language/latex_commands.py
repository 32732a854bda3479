"""The commands of LaTeX that have a meaning in a formula, as data."""

from __future__ import annotations

from .variable_names import GREEK

_VARIANTS = {"varepsilon": "ε", "varphi": "φ", "vartheta": "θ", "varrho": "ρ", "varsigma": "σ", "varpi": "π"}
GREEK_COMMANDS: dict[str, str] = {name: letter for letter, name in reversed(GREEK.items())} | _VARIANTS
"""The letter of each Greek command."""

_SPACING = r"""
    , ; : ! > quad qquad thinspace medspace thickspace negthinspace enspace hfill mathstrut strut
    displaystyle textstyle scriptstyle limits nolimits rm nonumber ( ) [ ]
"""
SPACING = frozenset((*_SPACING.split(), " ", "\n", "\t"))
"""Commands that change nothing; the brackets of \\( \\) and \\[ \\] are among them."""

SPACING_WITH_ARGUMENT = frozenset(("hspace", "hspace*", "vspace", "phantom", "hphantom", "vphantom", "label"))

SIZES = {
    **dict.fromkeys(("left", "bigl", "Bigl", "biggl", "Biggl", "mathopen"), "open"),
    **dict.fromkeys(("right", "bigr", "Bigr", "biggr", "Biggr", "mathclose"), "close"),
    **dict.fromkeys(("big", "Big", "bigg", "Bigg", "middle", "bigm"), ""),
}
"""Commands before a bracket; some say whether it opens or closes."""

SIGNS: dict[str, tuple[str, str]] = {
    "cdot": ("TIMES", "*"),
    "times": ("TIMES", "*"),
    "ast": ("TIMES", "*"),
    "div": ("OVER", "/"),
    "slash": ("OVER", "/"),
    "lt": ("COMPARISON", "<"),
    "gt": ("COMPARISON", ">"),
    **dict.fromkeys(("le", "leq", "leqslant", "leqq"), ("COMPARISON", "<=")),
    **dict.fromkeys(("ge", "geq", "geqslant", "geqq"), ("COMPARISON", ">=")),
    **dict.fromkeys(("ne", "neq"), ("COMPARISON", "!=")),
    **dict.fromkeys(("land", "wedge"), ("AND", "and")),
    **dict.fromkeys(("lor", "vee"), ("OR", "or")),
    "lvert": ("BAR_OPEN", "|"),
    "rvert": ("BAR_CLOSE", "|"),
    "lfloor": ("FLOOR_OPEN", "lfloor"),
    "rfloor": ("FLOOR_CLOSE", "rfloor"),
    "lceil": ("CEILING_OPEN", "lceil"),
    "rceil": ("CEILING_CLOSE", "rceil"),
}
"""The token of each command that is a sign."""

_FONTS = """
    mathrm mathit mathbf mathsf mathtt mathnormal boldsymbol operatorname operatorname* mathop text textrm textit mbox
"""
FONTS = frozenset(_FONTS.split())
"""Commands whose argument is a word."""

CASES = frozenset(("cases", "dcases", "rcases", "array"))
"""Environments that are read, as cases."""

FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))
BINOMIALS = frozenset(("binom", "dbinom", "tbinom"))

WORDS = {
    **dict.fromkeys(("if", "for", "when", "on", "falls", "si", "wenn", "если"), "IF"),
    **dict.fromkeys(("otherwise", "else", "sonst", "elsewhere"), "OTHERWISE"),
    **dict.fromkeys(("and", "und"), "AND"),
    **dict.fromkeys(("or", "oder"), "OR"),
    "where": "WHERE",
}
"""What a word of \\text means."""

REFUSED = {
    "infty": "infinity is not a number",
    "int": "an integral is no formula that can be differentiated here",
    "sum": "sums with limits are not read; write the terms",
    "prod": "products with limits are not read; write the factors",
    "lim": "limits are not read",
    "pm": "write the two formulas apart",
    "mp": "write the two formulas apart",
    "ldots": "write all the terms",
    "cdots": "write all the terms",
    "dots": "write all the terms",
    "circ": "angles are in radians: write \\frac{\\pi}{180}",
    "|": "a norm is not read; an absolute value is |x|",
    "Vert": "a norm is not read; an absolute value is |x|",
    "vec": "vectors are not read",
}
"""Commands that are known, and why they are not read."""
