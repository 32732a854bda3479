"""The closed list of numerical routines: the names that `computed by` in a rule file may mention."""

from __future__ import annotations

ELEMENTARY = """
    exp ln log log10 log2 sqrt cbrt root
    sin cos tan cot sec csc asin acos atan acot asec acsc
    sinh cosh tanh coth sech csch asinh acosh atanh acoth asech acsch
    abs sign floor ceil heaviside max min atan2 hypot sigmoid softplus sinc
"""
SPECIAL = """
    erf erfc erfi gamma lngamma digamma polygamma factorial binomial beta lambertw zeta
    ei e1 li si ci shi chi expint fresnels fresnelc
    besselj bessely besseli besselk airyai airybi airyaiprime airybiprime
    uppergamma lowergamma polylog dilog
    elliptick elliptice ellipticf ellipticpi hyp1f1 hyp2f1 appellf1
"""
NAMES = frozenset((ELEMENTARY + SPECIAL).split())
