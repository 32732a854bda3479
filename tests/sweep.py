"""Every function of the table at arguments of every size, in processes that may die: `python -m tests.sweep`.

Prints each call that ended the process, took longer than the limit, or raised what is no SymdiffError. What is found
here belongs into the column `computed within` of grammar/functions.rules.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from multiprocessing.connection import Connection

import symdiff as sd
from symdiff.rulebook import standard

SIZES = (
    "0", "1", "-1", "2", "-2", "3", "-3", "1/2", "-1/2", "7/3", "-7/3", "10", "-10", "100", "-100", "999.5", "-1000.5",
    "10^4", "-10^4", "10^5+1/3", "10^6", "-10^6", "10^9", "-10^9-1/7", "2^31", "2^63", "-2^63", "2^64+1/2",
    "10^20", "-10^20", "10^30/7", "10^100", "10^300", "-10^300", "2^2^60", "-2^2^60",
    "10^-5", "-10^-5", "10^-10", "-10^-20", "10^-100", "10^-300", "-10^-300", "2^-2^60",
    "1-10^-10", "1+10^-10", "1-10^-300", "-1-10^-10", "-3+10^-10", "-3-10^-300", "2+10^-30", "1/2-10^-20", "3/2+10^-10",
    "sqrt(2)", "-pi", "pi*10^20", "e^100", "-1/e", "-1/e+10^-20", "99/100", "0.9999",
)  # fmt: skip
ANGLES = ("", "*i", "*(1+i)", "*(-3+4*i)/5")
SECONDS, MEGABYTES = 5.0, 3000
Outcome = tuple[str, float]


@dataclass(frozen=True)
class Call:
    """A function at arguments, which are texts, in an arithmetic."""

    function: str
    arguments: tuple[str, ...]
    arithmetic: str

    def __str__(self) -> str:
        return f"{self.function}({', '.join(self.arguments)}) {self.arithmetic}"

    def carried_out(self) -> object:
        """The value, in the arithmetic."""
        return ARITHMETICS[self.arithmetic](self)


def _exact(call: Call) -> object:
    return sd.evaluate(f"{call.function}({', '.join(call.arguments)})")


def _digits(call: Call) -> object:
    return sd.evaluate(f"{call.function}({', '.join(call.arguments)})", digits=200)


def _complex(call: Call) -> object:
    chosen = random.Random(str(call)).choices(ANGLES, k=len(call.arguments))
    turned = ", ".join(f"({size}){angle}" for size, angle in zip(call.arguments, chosen, strict=True))
    return sd.evaluate(f"{call.function}({turned})", complex=True)


def _lettered(call: Call) -> tuple[str, dict[str, float]]:
    point = {f"u{k}": float(sd.evaluate(size)) for k, size in enumerate(call.arguments)}
    return f"{call.function}({', '.join(point)})", point


def _floats(call: Call) -> object:
    formula, point = _lettered(call)
    return sd.evaluate(formula, point)


def _arrays(call: Call) -> object:
    import numpy as np

    formula, point = _lettered(call)
    return sd.compile(formula, list(point))(*(np.full(2, value) for value in point.values()))


def _derivative(call: Call) -> object:
    *others, last = call.arguments
    return sd.check(f"{call.function}({', '.join([*others, f'x*({last})'])})", "x", "x")


ARITHMETICS: dict[str, Callable[[Call], object]] = {
    "exact": _exact,
    "digits": _digits,
    "complex": _complex,
    "floats": _floats,
    "arrays": _arrays,
    "derivative": _derivative,
}


def calls(function: str, arity: int, arithmetic: str, most: int) -> list[Call]:
    """The calls of a function: all combinations of sizes, or as many as are wanted of them."""
    chance = random.Random(f"{function} {arity} {arithmetic}")
    if len(SIZES) ** arity <= most:
        found = list(product(SIZES, repeat=arity))
    else:
        found = [tuple(chance.choices(SIZES, k=arity)) for _ in range(most)]
    return [Call(function, arguments, arithmetic) for arguments in found]


def _work(todo: list[Call], pipe: Connection) -> None:
    """Carry out the calls, telling of each how it ended."""
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for call in todo:
        start = time.process_time()
        try:
            call.carried_out()
            word = ""
        except sd.SymdiffError as error:
            word = "LimitError" if isinstance(error, sd.LimitError) else "DomainError"
        except BaseException as error:
            word = f"{type(error).__name__}: {error}"
        pipe.send((word, time.process_time() - start))


def outcomes(todo: list[Call], seconds: float) -> Iterator[tuple[Call, Outcome]]:
    """Each call with how it ended; another process goes on where one dies or takes too long."""
    fork = multiprocessing.get_context("fork")
    while todo:
        near, far = fork.Pipe(duplex=False)
        process = fork.Process(target=_work, args=(todo, far), daemon=True)
        process.start()
        far.close()
        done = 0
        try:
            while done < len(todo):
                if not near.poll(seconds):
                    process.kill()
                    raise TimeoutError
                outcome = near.recv()
                yield todo[done], outcome
                done += 1
        except TimeoutError:
            yield todo[done], ("hangs", seconds)
        except EOFError:
            process.join()
            yield todo[done], (f"dies with {process.exitcode}", 0.0)
        process.join()
        todo = todo[done + 1 :]


def main(arguments: list[str]) -> int:
    """Sweep, and print what went wrong."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("functions", nargs="*", help="names; all where none is given")
    words.add_argument("--most", type=int, default=1000, help="calls of a function in an arithmetic")
    words.add_argument("--seconds", type=float, default=SECONDS)
    words.add_argument("--arithmetics", default=",".join(ARITHMETICS))
    words.add_argument("--bad", type=int, default=10**9, help="stop a function's sweep after so many bad ends")
    given = words.parse_args(arguments)
    entries = [key for key in sorted(standard().functions) if not given.functions or key[0] in given.functions]
    total = wrong = 0
    slowest: list[tuple[float, str]] = []
    for (function, arity), arithmetic in product(entries, given.arithmetics.split(",")):
        bad = 0
        for call, (word, seconds) in outcomes(calls(function, arity, arithmetic, given.most), given.seconds):
            total += 1
            slowest = sorted([*slowest, (seconds, str(call))], reverse=True)[:20]
            if word not in ("", "LimitError", "DomainError"):
                wrong += 1
                bad += 1
                print(f"{call}: {word}", flush=True)
                if bad >= given.bad:
                    break
            elif seconds > 1:
                print(f"{call}: {seconds:.1f} s {word}", flush=True)
    print(f"{total} calls of {len(entries)} functions, {wrong} ended badly")
    for seconds, text in slowest:
        print(f"{seconds:8.2f} s  {text}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
