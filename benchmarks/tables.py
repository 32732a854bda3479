"""The measurements as Markdown."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping

from .turns import Outcome
from .workloads import SIZES, WORKLOADS

BEGIN, END = "<!-- written by python -m benchmarks -->", "<!-- end of what it wrote -->"
STEPS = ("parse", "differentiate", "print", "evaluate")


def report(
    command: str,
    versions: Mapping[str, str],
    missing: Iterable[str],
    outcomes: Mapping[str, Mapping[str, Outcome]],
    processes: Mapping[str, float],
    sizes: Mapping[str, Mapping[int, Mapping[str, float]]],
) -> str:
    """The whole page."""
    parts = [
        "# Benchmarks",
        f"Written by `{command}`. CPython {platform.python_version()}, {platform.system()}, {platform.machine()}; "
        + ", ".join(f"{name} {version}" for name, version in versions.items())
        + ".",
        *[f"{name} is not installed here and is left out." for name in missing],
    ]
    if outcomes:
        parts += [_COMPARISON, comparison(outcomes)]
    if processes:
        parts += [_PROCESSES, whole_processes(processes)]
    if sizes:
        parts += [_SIZES, growth(sizes)]
    return "\n\n".join(parts) + "\n"


_COMPARISON = """\
## The same work

The systems take turns; each time is the best of many repeats in a turn, and the median over the turns. In
brackets: times symdiff's time. A dash: the system has no such operation. Expressions are prepared and caches
emptied before the clock starts. The cores of the others are compiled, but for SymPy; symdiff is measured with its
compiled core, and with the Python files that take its place where there is no compiler."""

_PROCESSES = """\
## Whole processes

Processor time from start to exit, median."""

_SIZES = """\
## Growth

Processor time in microseconds for each function, term or factor, and peak memory in bytes for each distinct node
of formula and derivative together (text, parsing and printing included)."""


_FAILURES = {"": "-", "RecursionError": "recursion limit", "PyDiffError": "refused"}


def comparison(outcomes: Mapping[str, Mapping[str, Outcome]]) -> str:
    """A row for each workload, a column for each system."""
    systems = list(next(iter(outcomes.values())))
    rows = [["", *systems]]
    for workload, row in outcomes.items():
        ours = row["symdiff"].median
        rows.append([WORKLOADS[workload].title, *(_cell(row[system], ours) for system in systems)])
    return _table(rows)


def whole_processes(times: Mapping[str, float]) -> str:
    """Start-up times."""
    return _table([["", "time"], *([name, duration(seconds)] for name, seconds in times.items())])


def growth(sizes: Mapping[str, Mapping[int, Mapping[str, float]]]) -> str:
    """Time and memory per node."""
    rows = [["", "size", *STEPS, "bytes per node"]]
    for name, measured in sizes.items():
        for size in SIZES:
            cells = [f"{measured[size][step] / size * 1e6:.3g}" for step in STEPS]
            memory = f"{measured[size]['bytes per node']:.0f}" if size == SIZES[-1] else ""
            rows.append([name, f"{size:,}", *cells, memory])
    return _table(rows)


def duration(seconds: float) -> str:
    """Three digits and a unit.

    >>> duration(0.00123)
    '1.23 ms'
    """
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{_rounded(seconds / size)} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def quoted(readme: str, page: str) -> str:
    """The README with the page's first table in the place where it quotes it."""
    table = next(part for part in page.split("\n\n") if part.startswith("| "))
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def _rounded(value: float) -> str:
    digits = max(0, 2 - len(str(int(value))) + 1)
    return f"{value:,.{digits}f}"


def _cell(outcome: Outcome, ours: float | None) -> str:
    if outcome.median is None:
        return _FAILURES.get(outcome.failed or "", outcome.failed or "")
    ratio = "" if ours is None or outcome.median == ours else f" ({_ratio(outcome.median / ours)})"
    return duration(outcome.median) + ratio


def _ratio(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _table(rows: list[list[str]]) -> str:
    head, *body = rows
    ruled = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(row) + " |" for row in ruled)
