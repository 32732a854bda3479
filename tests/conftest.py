"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# A busy machine is no reason to fail.
settings.register_profile("patient", deadline=None)
# A build tries the same examples every time, so that a change is judged by itself; the search for new
# ones is for everybody's desk.
settings.register_profile("build", deadline=None, derandomize=True)
settings.load_profile("build" if os.environ.get("CI") else "patient")
