"""Formulas from and for other programs: NumPy, SymPy, MathJSON, MathML."""
