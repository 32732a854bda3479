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

Run = Callable[[], Any]

BUDGET, MOST_REPEATS = 0.1, 500


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
    prepared = [_prepared(peer, workload, formula) for formula in workload.formulas]
    _say({"ready": True})
    times = [_best(peer, prepare) for prepare in prepared]
    return math.exp(math.fsum(map(math.log, times)) / len(times))


def _prepared(peer: Peer, workload: Workload, formula: str) -> Callable[[], Run]:
    """What makes the run: the expression in the system's own form is part of it, and is not timed."""
    method = getattr(peer, workload.operation)
    if workload.operation == "parse":
        text = peer.native(formula)
        method("x + 1")  # what is only loaded when it is first used
        return lambda: lambda: method(text)
    source = symdiff.parse(formula)

    def prepare() -> Run:
        expression = peer.convert(source)
        return lambda: method(expression, workload.variables, workload.order)

    return prepare if peer.keeps_results else _once(prepare())


def _once(run: Run) -> Callable[[], Run]:
    return lambda: run


def _best(peer: Peer, prepare: Callable[[], Run]) -> float:
    """The best of many repeats, by the clock that was disturbed less: the wall's or the processor's."""
    best, spent, repeats = math.inf, 0.0, 0
    end = time.perf_counter() + 4 * BUDGET  # preparing counts too, more lightly
    gc.collect()
    gc.disable()
    try:
        while not repeats or (spent < BUDGET and time.perf_counter() < end and repeats < MOST_REPEATS):
            peer.forget()
            run = prepare()
            processor, wall = time.process_time(), time.perf_counter()
            result = run()
            seconds = time.perf_counter() - wall
            best = min(best, seconds, max(time.process_time() - processor, 1e-7))
            del result, run
            spent += seconds
            repeats += 1
    finally:
        gc.enable()
    return best


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), file=sys.__stdout__, flush=True)


if __name__ == "__main__":
    main()
