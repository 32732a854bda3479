"""symdiff beside its peers: `python -m benchmarks`."""
