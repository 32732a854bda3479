"""`python -m tests.fuzz --count 100000 --seed 7`: attack, print what is found, and exit with 1 if anything is."""

from __future__ import annotations

import argparse
import faulthandler
import sys
from collections.abc import Iterator, Sequence

from . import differential, guided
from .harnesses import DOORS
from .watching import Findings

# Of a count of derivatives; a form and a verdict take longer.
SHARES = {"derivatives": 1, "forms": 5, "pairs": 10}


def runs(targets: Sequence[str], count: int, seed: int, limit: float) -> Iterator[tuple[str, Findings]]:
    """What each target's run found; the shares of the count are those of a run of everything."""
    for target in targets:
        number = count if len(targets) == 1 else max(1, count // SHARES.get(target, 1))
        if target in differential.RUNS:
            yield target, differential.run(target, number, seed, limit)
        else:
            yield target, guided.attack(target, number, seed, limit)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz",
        description="Random derivatives, forms and verdicts against values by mpmath; or hostile input at one door.",
    )
    names = [*differential.RUNS, *DOORS]
    parser.add_argument("--count", type=int, default=1000, help="how many derivatives, or inputs (1000)")
    parser.add_argument("--seed", type=int, default=0, help="which ones: the same for the same seed (0)")
    parser.add_argument("--limit", type=float, default=10.0, help="seconds of the processor for one question (10)")
    parser.add_argument("--target", choices=[*names, "doors"], help="one of these, or all the doors; else values")
    options = parser.parse_args(arguments)
    chosen = {None: [*differential.RUNS], "doors": [*DOORS]}.get(options.target, [options.target])
    faults = 0
    for target, findings in runs(chosen, options.count, options.seed, options.limit):
        print(f"{target}: {findings.summary()}", flush=True)
        faults += len(findings.faults)
    return 1 if faults else 0


if __name__ == "__main__":
    faulthandler.enable()
    sys.exit(main())
