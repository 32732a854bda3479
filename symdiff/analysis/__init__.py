"""What derivatives tell of a function near a point: its tangent, its Taylor polynomial, where it has extrema."""

from .extrema import CriticalPoint, critical_points
from .near import tangent, tangent_plane, taylor

__all__ = ["CriticalPoint", "critical_points", "tangent", "tangent_plane", "taylor"]
