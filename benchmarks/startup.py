"""Whole processes: how long until the answer to one question is on the screen."""

from __future__ import annotations

import importlib.util
import os
import resource
import statistics
import subprocess
import sys

QUESTION = "x^2*sin(x)"
PROCESSES = {
    "bare Python": ("", ["-c", "pass"]),
    "import symdiff": ("symdiff", ["-c", "import symdiff"]),
    "symdiff diff 'x^2 sin x'": ("symdiff", ["-m", "symdiff", "diff", "x^2 sin x"]),
    "one derivative, SymPy": (
        "sympy",
        ["-c", f"import sympy; print(sympy.diff(sympy.sympify('{QUESTION}'), sympy.Symbol('x')))"],
    ),
    "one derivative, SymEngine": (
        "symengine",
        ["-c", f"import symengine as s; print(s.sympify('{QUESTION}').diff(s.Symbol('x')))"],
    ),
    "one derivative, CasADi": (
        "casadi",
        ["-c", "import casadi as c; x = c.SX.sym('x'); print(c.jacobian(x**2*c.sin(x), x))"],
    ),
    "one derivative, Alkahest": (
        "alkahest",
        [
            "-c",
            (
                "import alkahest as a; p = a.ExprPool(); x = p.symbol('x'); "
                f"print(a.diff(a.parse('{QUESTION}', p, {{'x': x}}), x).value)"
            ),
        ],
    ),
}


def measure(rounds: int) -> dict[str, float]:
    """The median of the processor's time for each process whose library is installed; they take turns."""
    running = {n: (m, a) for n, (m, a) in PROCESSES.items() if not m or importlib.util.find_spec(m)}
    times: dict[str, list[float]] = {name: [] for name in running}
    for turn in range(rounds + 1):
        for name, (_, arguments) in running.items():
            seconds = _processor_time(arguments)
            if turn:  # the first turn is for the files: compiled by Python, cached by the system
                times[name].append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def _processor_time(arguments: list[str]) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
