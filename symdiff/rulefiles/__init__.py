"""The rule files as text: statements and their clauses, and what a clause says where no formula has to be read."""
