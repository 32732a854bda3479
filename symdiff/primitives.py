"""The functions that mechanisms are about, by name. Whatever else is said of functions stands in the tables.

An exponential turns sums into products, and a logarithm products into sums; roots and sizes are algebraic
over what they are taken of; sines and cosines of sums are polynomials in sines and cosines; a number is whole
where it is its floor; the least and the greatest of several numbers are those of two, again and again.
"""

from __future__ import annotations

EXP, LN = "exp", "ln"
SQRT, CBRT, ROOT = "sqrt", "cbrt", "root"
ABS = "abs"
SIN, COS = "sin", "cos"
FLOOR = "floor"
EXTREMES = ("min", "max")  # of any number of arguments, in any order

DEGREES = {SQRT: 2, CBRT: 3}  # of the roots that have a name of their own
RADICALS = {SQRT: (2, 1), CBRT: (3, 1), ABS: (2, 2)}  # sqrt(u)^2 = u^1, cbrt(u)^3 = u^1, abs(u)^2 = u^2

# Of the operations on matrices, those that the mechanism of differentials is about; the heads of all begin with a dot.
TRANSPOSE, INVERSE, MATRIX_POWER, TRACE, VEC = ".transpose", ".inv", ".power", ".tr", ".vec"
IDENTITY, ONES, ZEROS = ".eye", ".ones", ".zeros"
MATRIX_PRODUCT = ".@"
PENDING = ".d"  # the differential of what stands in it
