"""One system in a process of its own: a workload's name in, seconds out."""

from __future__ import annotations

import gc
import json
import math
import sys
import time
from collections.abc import Callable
from typing import Any

import symdiff

from .peers import PEERS, Peer, Unsupported
from .workloads import WORKLOADS, Workload

BUDGET, MOST_REPEATS = 0.15, 500


def main() -> None:
    """Answer requests until there are no more."""
    peer = PEERS[sys.argv[1]]()
    _say({"version": peer.version})
    for line in sys.stdin:
        try:
            _say({"seconds": _measure(peer, WORKLOADS[line.strip()])})
        except Unsupported:
            _say({"failed": ""})
        except (Exception, RecursionError) as error:
            _say({"failed": type(error).__name__, "why": str(error)[:200]})


def _measure(peer: Peer, workload: Workload) -> float:
    runs = [_prepared(peer, workload, formula) for formula in workload.formulas]
    _say({"ready": True})
    times = [_best(peer, run) for run in runs]
    return math.exp(math.fsum(map(math.log, times)) / len(times))


def _prepared(peer: Peer, workload: Workload, formula: str) -> Callable[[], Any]:
    method = getattr(peer, workload.operation)
    if workload.operation == "parse":
        text = peer.native(formula)
        return lambda: method(text)
    expression = peer.convert(symdiff.parse(formula))
    return lambda: method(expression, workload.variables, workload.order)


def _best(peer: Peer, run: Callable[[], Any]) -> float:
    """The best of many repeats, by the clock that was disturbed less: the wall's or the processor's."""
    best, spent, repeats = math.inf, 0.0, 0
    gc.collect()
    gc.disable()
    try:
        while not repeats or (spent < BUDGET and repeats < MOST_REPEATS):
            peer.forget()
            processor, wall = time.process_time(), time.perf_counter()
            result = run()
            seconds = time.perf_counter() - wall
            best = min(best, seconds, max(time.process_time() - processor, 1e-7))
            del result
            spent += seconds
            repeats += 1
    finally:
        gc.enable()
    return best


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), file=sys.__stdout__, flush=True)


if __name__ == "__main__":
    main()
