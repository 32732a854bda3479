"""Every routine of real balls, by name."""

from __future__ import annotations

from .elementary import ELEMENTARY
from .special import SPECIAL

ROUTINES = {**ELEMENTARY, **SPECIAL}
