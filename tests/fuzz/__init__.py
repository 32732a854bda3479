"""Attack kept up: generated formulas against independent values, hostile input against every door, edits of the source.

python -m tests.fuzz --count 100000 --seed 7              derivatives, forms and pairs against mpmath
python -m tests.fuzz --target parse --count 20000         garbage at one door: see --help for the doors
python -m tests.fuzz.mutation symdiff/tidying --count 20  edits of the source that no test notices
"""
