"""The numerical routines, a module for each arithmetic: nowhere else do the names of functions stand in Python.

Where a function is defined, and what it is in terms of others, is said by the tables: the routines are given
arguments inside the domain, and a function that is `defined as` something needs none. One that has both says why.
"""
