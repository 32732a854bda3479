"""The functions that mechanisms are about, by name. Whatever else is said of functions stands in the tables.

An exponential turns sums into products, and a logarithm products into sums; roots and sizes are algebraic
over what they are taken of; sines and cosines of sums are polynomials in sines and cosines.
"""

from __future__ import annotations

EXP, LN = "exp", "ln"
SQRT, CBRT, ROOT = "sqrt", "cbrt", "root"
ABS = "abs"
SIN, COS = "sin", "cos"

DEGREES = {SQRT: 2, CBRT: 3}  # of the roots that have a name of their own
