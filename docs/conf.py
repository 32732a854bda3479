"""How Sphinx makes the pages: `python -m sphinx -W docs site`."""

from __future__ import annotations

import symdiff

project = "symdiff"
author = "The symdiff maintainers"
version = release = symdiff.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = f"symdiff {version}"

default_role = "code"  # `x^2` in a docstring is code
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_rtype = False
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 88
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["myst.xref_missing"]  # links to files beside docs/, which a test follows
