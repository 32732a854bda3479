"""The functions that the field of generators knows by itself, as it knows sums, products and powers.

All else that is said of functions comes from the tables: those with a definition there are read through
it. These have none, since the mechanisms are about them: an exponential turns sums into products and a
logarithm turns products into sums; roots and sizes are algebraic over what they are taken of; sines and
cosines of sums are polynomials in sines and cosines.
"""

from __future__ import annotations

EXP, LN = "exp", "ln"
SQRT, CBRT, ROOT = "sqrt", "cbrt", "root"
ABS = "abs"
SIN, COS = "sin", "cos"

DEGREES = {SQRT: 2, CBRT: 3}  # of the roots that have a name of their own
