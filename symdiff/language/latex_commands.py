"""The commands of LaTeX that have a meaning in a formula, as data."""

from __future__ import annotations

from ..rulefiles.greek import GREEK_VARIANTS
from .variable_names import GREEK_SHAPES

LETTERS: dict[str, str] = {
    **{name: letter for letter, name in reversed(GREEK_SHAPES.items())},
    **{name: name for name in (*GREEK_VARIANTS, "hbar", "ell")},
    "hslash": "hbar",
    "exponentialE": "e",
}
"""The letter, or the name, of each command that is one."""

UPRIGHT_D = "\\differentialD"

_SPACING = r"""
    , ; : ! > quad qquad thinspace medspace thickspace negthinspace negmedspace negthickspace enspace enskip
    hfill hfil mathstrut strut allowbreak nobreak displaystyle textstyle scriptstyle scriptscriptstyle
    limits nolimits nonumber notag rm it normalfont / - ( ) [ ]
    ds boxed fbox cancel bcancel xcancel underline underbrace overbrace smash ensuremath
    mathrel mathbin mathord mathinner mathpunct qty
"""
SPACING = frozenset((*_SPACING.split(), " ", "\n", "\t"))
"""Commands that change nothing; the brackets of \\( \\) and \\[ \\] are among them, and frames around a formula."""

WIDE = frozenset(("\\quad", "\\qquad", "\\hfill", "\\hfil"))
"""Spaces that set two formulas apart."""

_SPACING_WITH_ARGUMENT = """
    hspace hspace* vspace mspace mkern phantom hphantom vphantom label tag tag* color textcolor colorbox bbox
    class htmlClass htmlId cssId
"""
SPACING_WITH_ARGUMENT = frozenset(_SPACING_WITH_ARGUMENT.split())
"""Commands that change nothing, and have an argument that is no formula."""

SIZES = {
    **dict.fromkeys(("left", "bigl", "Bigl", "biggl", "Biggl", "mathopen", "mleft"), "open"),
    **dict.fromkeys(("right", "bigr", "Bigr", "biggr", "Biggr", "mathclose", "mright"), "close"),
    **dict.fromkeys(("big", "Big", "bigg", "Bigg", "middle", "bigm", "Bigm", "biggm", "Biggm"), ""),
}
"""Commands before a bracket; some say whether it opens or closes."""

BRACKETS = {
    **dict.fromkeys(("lparen", "lbrack", "lgroup"), "("),
    **dict.fromkeys(("rparen", "rbrack", "rgroup"), ")"),
    "lbrace": "\\{",
    "rbrace": "\\}",
    **dict.fromkeys(("vert", "lvert", "rvert", "mvert"), "|"),
}
"""The sign of each command that is a bracket."""

SIGNS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("cdot", "times", "ast", "cdotp", "centerdot", "bullet"), ("TIMES", "*")),
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

TEXTS = frozenset(("text", "textrm", "textit", "textup", "textnormal", "mbox", "hbox"))
"""Commands whose argument is a word of a sentence, or a name."""

OPERATORS = frozenset(("operatorname", "operatorname*", "mathop"))
"""Commands whose argument is the name of a function."""

SHAPES = {
    **dict.fromkeys(("mathbf", "boldsymbol", "bm", "pmb", "textbf", "mathbfit"), "bold"),
    **dict.fromkeys(("overline", "bar"), "bar"),
    **dict.fromkeys(("hat", "widehat"), "hat"),
    **dict.fromkeys(("tilde", "widetilde"), "tilde"),
    **dict.fromkeys(("mathcal", "mathscr"), "script"),
    "mathfrak": "fraktur",
    "mathsf": "sans",
    "mathtt": "mono",
}
"""Commands that make another letter of a letter, and the index that tells the two apart."""

FONTS = frozenset(("mathrm", "mathit", "mathnormal", "mathup", *TEXTS, *OPERATORS, *SHAPES))
"""Commands whose argument is a word."""

SWITCHES = {"\\rm": "\\mathrm", "\\it": "\\mathit", "\\bf": "\\mathbf", "\\cal": "\\mathcal", "\\sf": "\\mathsf"}
"""Commands that set the rest of a group in a font, and the command that takes the group as its argument."""

CASES = frozenset(("cases", "dcases", "rcases", "array"))
"""Environments that are read, as cases."""

_LINES = """
    align aligned alignat alignedat split gather gathered multline multlined equation eqnarray displaymath math
"""
LINES = frozenset(_LINES.split())
"""Environments around lines of formulas, of which one is read."""

ARGUMENTS_OF_ENVIRONMENTS = frozenset(("array", "alignat", "alignedat"))

FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac", "flatfrac"))
BINOMIALS = frozenset(("binom", "dbinom", "tbinom"))
DERIVATIVES = {
    **dict.fromkeys(("dv", "dv*", "odv", "odv*", "derivative", "diff", "diff*"), "d"),
    **dict.fromkeys(("pdv", "pdv*", "partialderivative", "diffp", "diffp*"), "∂"),
}
"""Commands of packages for derivatives, \\dv{f}{x}, and the sign that they set."""

STACKED = {"\\over": "\\frac", "\\choose": "\\binom"}
"""Commands between the two parts of a group, and the command before two arguments that means the same."""

WORDS = {
    **dict.fromkeys(("if", "for", "when", "on", "falls", "si", "wenn", "если", "für", "pour", "当", "若"), "IF"),
    **dict.fromkeys(("otherwise", "else", "sonst", "elsewhere", "true", "sinon", "иначе", "其他", "否则"), "OTHERWISE"),
    **dict.fromkeys(("and", "und"), "AND"),
    **dict.fromkeys(("or", "oder"), "OR"),
    "where": "WHERE",
}
"""What a word of \\text means."""

COMMAND_WORDS = frozenset(
    name
    for name in (*FRACTIONS, *BINOMIALS, *SIGNS, *SIZES, *FONTS, "begin", "over")
    if name.isalpha() and len(name) > 3
)
"""Commands that are seen for what they are without their backslash."""

_MANY = ("ldots", "cdots", "dots", "dotsb", "dotsc", "vdots", "ddots")
_CLAIMS = "approx sim simeq equiv cong propto to rightarrow Rightarrow implies iff mapsto in mid therefore because"
_INTEGRALS = ("int", "iint", "iiint", "oint")

REFUSED = {
    "infty": "infinity is not a number",
    **dict.fromkeys(_INTEGRALS, "an integral is no formula that can be differentiated here"),
    "sum": "sums with limits are not read; write the terms",
    "prod": "products with limits are not read; write the factors",
    "lim": "limits are not read",
    "pm": "write the two formulas apart",
    "mp": "write the two formulas apart",
    **dict.fromkeys(_MANY, "write all the terms"),
    **dict.fromkeys(_CLAIMS.split(), "write one formula alone"),
    "circ": "for degrees write \\frac{\\pi}{180}; compositions of functions are not read",
    "|": "a norm is not read; an absolute value is |x|",
    "Vert": "a norm is not read; an absolute value is |x|",
    "norm": "a norm is not read; an absolute value is |x|",
    "dd": "leave it out; for a product write d \\cdot x",
    **dict.fromkeys(("vec", "va", "vb"), "vectors are not read"),
    **dict.fromkeys(("nabla", "grad", "curl", "laplacian"), "write the partial derivatives apart"),
    "imaginaryI": "formulas are real",
    "imaginaryJ": "formulas are real",
    "%": "write a percentage as a fraction: \\frac{5}{100}",
}
"""Commands that are known, and why they are not read."""
