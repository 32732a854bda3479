"""Measure, and write the table, also where the README quotes it: `python -m benchmarks`."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import size, startup, tables
from .peers import PEERS
from .turns import Process, measure
from .workloads import WORKLOADS

RESULTS = Path(__file__).parent / "RESULTS.md"
README = Path(__file__).parent.parent / "README.md"


def main() -> None:
    """The command line."""
    options = _options()
    systems = [Process(name) for name in PEERS if name == "symdiff" or name in options.peers]
    running = [system for system in systems if system.start()]
    try:
        outcomes = measure(running, options.workloads, options.rounds, options.limit)
    finally:
        for system in systems:
            system.stop()
    whole = options.workloads == list(WORKLOADS)
    page = tables.report(
        "python -m benchmarks",
        {system.name: system.version or "" for system in running},
        [system.name for system in systems if system not in running],
        outcomes,
        startup.measure(3 * options.rounds) if whole else {},
        size.measure() if whole else {},
    )
    print(page)
    if whole:
        options.out.write_text(page, encoding="utf-8")
    if whole and options.out == RESULTS:
        README.write_text(tables.quoted(README.read_text(encoding="utf-8"), page), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure symdiff beside its peers.")
    parser.add_argument("--workloads", nargs="*", choices=list(WORKLOADS), default=list(WORKLOADS))
    parser.add_argument("--peers", nargs="*", choices=list(PEERS), default=list(PEERS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", type=float, default=30.0, help="seconds that one turn may take")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where a whole run writes its table")
    return parser.parse_args()


if __name__ == "__main__":
    main()
