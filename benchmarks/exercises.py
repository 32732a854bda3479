"""The figures of exercises: keys, duplicates, speed, memory, recovery of planted mistakes, rewritten answers.

python benchmarks/exercises.py keys 10000        # per level: keys against mpmath, degenerate, duplicates, speed
python benchmarks/exercises.py keys 10000 45     # of these levels only
python benchmarks/exercises.py memory 100000
python benchmarks/exercises.py recovery 5000
python benchmarks/exercises.py rewritten 1000
"""

from __future__ import annotations

import operator
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import Any

import symdiff as sd
from symdiff.calculus.trace import Trace
from symdiff.expression import Apply, E, apply, integer, symbol
from symdiff.grading.judging import grade
from symdiff.practice.distractors import likeliest
from symdiff.practice.gates import canonical, values_at
from symdiff.practice.generation import endless
from symdiff.practice.items import Item
from symdiff.practice.mistakes import answer_of, mistakes_in
from symdiff.practice.requests import MOST, request
from symdiff.practice.streams import Stream
from symdiff.tidying import bare
from symdiff.traversal import postorder, rebuild

X = symbol("x")
TRIED = (0.3718, 1.2873, 2.1439, 0.7613, 3.3391, -0.5271, 0.1179, -1.4183, 5.2217, -2.6389, 12.903, 8.4711)


def mpmath_function(expression: sd.Expression) -> Callable[[Any], Any]:
    """The expression as a function of mpmath, by its own functions: no part of symdiff computes anything."""
    import mpmath as mp

    operations = {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
        "neg": operator.neg,
        "^": mp.power,
        "abs": mp.fabs,
        "log10": mp.log10,
        "log2": lambda u: mp.log(u, 2),
    }

    def value(node: sd.Expression, parts: list[Any], x: Any) -> Any:
        if isinstance(node, Apply):
            return (operations.get(node.function) or getattr(mp, node.function))(*parts)
        if isinstance(node, sd.Number):
            return mp.mpf(node.value.numerator) / node.value.denominator
        return x if node is X else {"e": mp.e, "pi": mp.pi}[str(node)]

    nodes = postorder((expression,))

    def function(x: Any) -> Any:
        found: dict[sd.Expression, Any] = {}
        for node in nodes:
            found[node] = value(node, [found[a] for a in node.arguments] if isinstance(node, Apply) else [], x)
            if isinstance(found[node], mp.mpc) and found[node].imag != 0:
                raise ValueError("not real")
        return found[expression]

    return function


def key_holds(item: Item, claim: sd.Expression | None = None) -> bool | None:
    """Whether the key (or another claim) agrees with mpmath's numerical derivative; None where no point was found."""
    import mpmath as mp

    f, key = mpmath_function(item.expression), mpmath_function(claim or item.key)
    agreed = 0
    with mp.workdps(30):
        for point in TRIED:
            x = mp.mpf(point)
            try:
                slope, claimed = mp.diff(f, x), key(x)
            except (ZeroDivisionError, ValueError, OverflowError):
                continue
            # Where values are astronomic, differences of them say nothing.
            if not (mp.isfinite(slope) and mp.isfinite(claimed) and max(abs(f(x)), abs(claimed)) < 1e12):
                continue
            slope, claimed = mp.re(slope), mp.re(claimed)
            if abs(slope - claimed) > mp.mpf(10) ** -8 * max(1, abs(slope)):
                if claim is None:
                    print(f"  wrong at {point}: {item.expression} | {item.key}: {slope} against {claimed}")
                return False
            agreed += 1
            if agreed == 3:
                return True
    return True if agreed else None


def keys(count: int, levels: str = "12345") -> None:
    print("| level | items | wrong keys | not checked | degenerate | duplicates | shapes skipped | items/s |")
    print("|---|---|---|---|---|---|---|---|")
    for level in map(int, levels):
        start = time.process_time()
        items = sd.exercises(level=level, count=count, seed=1)
        seconds = time.process_time() - start
        wrong = unchecked = degenerate = 0
        for item in items:
            holds = key_holds(item)
            wrong += holds is False
            unchecked += holds is None
            known = [v for v in values_at(item.key, X) if v is not None]
            degenerate += X not in item.key.free_symbols or len(known) < 3 or max(known) - min(known) < 1e-9
        distinct = len({canonical(i.expression, i.variable) for i in items})
        print(
            f"| {level} | {count} | {wrong} | {unchecked} | {degenerate} | {count - distinct} | "
            f"{sum(item.index >= MOST for item in items)} | {count / seconds:.0f} |",
            flush=True,
        )


def memory(count: int) -> None:
    wanted = request(level=2)
    tracemalloc.start()
    for number, _ in enumerate(islice(endless(wanted, 3), count), 1):
        if number % (count // 5) == 0:
            now, peak = tracemalloc.get_traced_memory()
            print(f"{number} items: {now / 1e6:.1f} MB now, {peak / 1e6:.1f} MB at the most", flush=True)


def recovery(count: int) -> None:
    stream = Stream("recovery")
    outcome: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    start = time.process_time()
    level = 0
    items = {n: endless(request(level=n), 11) for n in range(1, 6)}
    while sum(outcome.values()) < count:
        level = level % 5 + 1
        item = next(items[level])
        trace = Trace(item.expression, X)
        found = list(likeliest(mistakes_in(trace)))
        if not found:
            continue
        planted = stream.choice(found)
        answer = answer_of(trace, [planted])
        try:
            if sd.equivalent(item.key, answer):
                continue
        except sd.SymdiffError:
            continue
        names = [e.names for e in grade(item, answer).explanations]
        if (planted.name,) not in names:
            outcome["missed"] += 1
            missed[planted.name] += 1
        else:
            outcome["the only one" if len(names) == 1 else "one of several"] += 1
    total = sum(outcome.values())
    print({name: f"{100 * n / total:.1f} %" for name, n in outcome.items()}, dict(missed.most_common(8)))
    print(f"{(time.process_time() - start) / total * 1e3:.1f} ms an answer")


def rewritten(count: int) -> None:
    wrong: Counter[str] = Counter()
    done = accepted = refused = 0
    items = {n: endless(request(level=n), 5) for n in range(1, 6)}
    while done < count:
        item = next(items[done % 5 + 1])
        for name, form in FORMS.items():
            try:
                other = bare(form(item.key))
            except sd.SymdiffError:
                continue
            if other is item.key:
                continue
            if key_holds(item, other) is False:
                print("not the derivative any more:", name, item.key, "|", other)
                continue
            done += 1
            if not grade(item, other):
                wrong[name] += 1
                print("marked wrong:", name, item.expression, "|", other)
            near = apply("+", (other, apply("/", (X, integer(1000)))))
            refused += 1
            accepted += bool(grade(item, near))
    print(
        f"{done} right answers in other forms: {sum(wrong.values())} marked wrong {dict(wrong)}; "
        f"{refused} wrong ones: {accepted} marked right"
    )


def _swap(function: str, arguments: tuple[sd.Expression, ...]) -> sd.Expression:
    """Other names of the same: exp for e^, 1/cos for sec, 1 + tan^2 for sec^2, powers for roots."""
    if function == "^" and arguments[0] is E:
        return apply("exp", (arguments[1],))
    if function == "sec":
        return apply("/", (integer(1), apply("cos", arguments)))
    if function == "tan":
        return apply("/", (apply("sin", arguments), apply("cos", arguments)))
    if function == "sqrt":
        return apply("^", (arguments[0], apply("/", (integer(1), integer(2)))))
    if function == "csc":
        return apply("/", (integer(1), apply("sin", arguments)))
    return apply(function, arguments)


def _tan_for_sec(function: str, arguments: tuple[sd.Expression, ...]) -> sd.Expression:
    squared = arguments[0] if function == "^" else None
    if isinstance(squared, Apply) and squared.function == "sec" and arguments[1] is integer(2):
        return apply("+", (integer(1), apply("^", (apply("tan", squared.arguments), integer(2)))))
    return apply(function, arguments)


FORMS: dict[str, Callable[[sd.Expression], sd.Expression]] = {
    "simplified": sd.simplify,
    "other names": lambda key: rebuild(key, _swap),
    "1 + tan^2": lambda key: rebuild(key, _tan_for_sec),
    "typed again": lambda key: sd.parse(str(key)),
    "expanded": sd.expand,
    "factored": sd.factor,
}

if __name__ == "__main__":
    FIGURES = {"keys": keys, "memory": memory, "recovery": recovery, "rewritten": rewritten}
    FIGURES[sys.argv[1]](int(sys.argv[2]), *sys.argv[3:])
