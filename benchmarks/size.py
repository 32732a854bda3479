"""Size: time and memory for each node as formulas grow to 100,000 functions or terms.

Run as `python -m benchmarks.size WORKLOAD SIZE` it measures one formula in a process of its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import symdiff

from .workloads import SIZES, nested, powers, product

FORMULAS = {"nested functions": nested, "terms of a sum": powers, "factors of a product": product}
TIME_LIMIT = 300


def measure() -> dict[str, dict[int, dict[str, float]]]:
    """Formula -> size -> what was measured."""
    return {name: {size: _apart(name, size) for size in SIZES} for name in FORMULAS}


def _apart(name: str, size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.size", name, str(size)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, timeout=TIME_LIMIT).stdout
    measured: dict[str, float] = json.loads(answer)
    return measured


def _one(name: str, size: int) -> dict[str, float]:
    symdiff.diff("x^2", "x").evaluate(x=0.5)  # everything is loaded
    text = FORMULAS[name](size)
    before = _peak()
    times: dict[str, float] = {}

    def timed(step: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = work()
        times[step] = time.process_time() - start
        return result

    formula = timed("parse", lambda: symdiff.parse(text))
    derivative = timed("differentiate", lambda: symdiff.diff(formula, "x"))
    timed("print", lambda: str(derivative))
    timed("evaluate", lambda: _value(derivative))
    nodes = formula.dag_size + derivative.dag_size
    return {**times, "nodes": derivative.dag_size, "bytes per node": (_peak() - before) / nodes}


def _value(expression: Any) -> Any:
    try:
        return expression.evaluate(x=0.5)
    except symdiff.SymdiffError as error:  # too large for a float is an answer too
        return error


def _peak() -> int:
    # The largest size of the process so far: kilobytes, on macOS bytes.
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


if __name__ == "__main__":
    print(json.dumps(_one(sys.argv[1], int(sys.argv[2]))))
