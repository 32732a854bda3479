"""Algebra: the one field of rational functions in generators, and two readings of an expression in it.

A *representation* keeps the shape of the expression, and can be written again: forms are made of it.
A *normal form* uses every law there is, so that equal functions become the same: proofs are made of it.
"""
