"""What the core in use makes of many formulas, a line each: `SYMDIFF_CORE=c` and `SYMDIFF_CORE=python` print the same.

python -m tests.same_nodes --count 1000 --seed 7      random formulas
python -m tests.same_nodes --texts FILE                one formula a line
python -m tests.same_nodes --compare --count 1000     both cores, each in a process of its own: what differs
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import symdiff as sd
from symdiff.expression import Expression, Number, apply, integer, rational, symbol
from symdiff.rulebook import standard
from symdiff.tidying import build, is_total
from symdiff.traversal import flatten, postorder, substitute

LETTERS = [symbol(name) for name in ("x", "y", "z", "a", "theta", "x_1")]
LEAVES: list[Callable[[random.Random], Expression]] = [
    lambda r: r.choice(LETTERS[:3]),
    lambda r: r.choice(LETTERS),
    lambda r: integer(r.choice((0, 1, 1, 2, 2, 3, -1, 5, 7, 64))),
    lambda r: r.choice((symbol("e"), symbol("pi"))),
]
RARE: list[Callable[[random.Random], Expression]] = [
    lambda r: integer(r.choice((2**60, 2**61 - 1, 2**61, 2**62, 2**64 + 1, -(2**61), 10**30, 99991))),
    lambda r: Number(Fraction(r.randrange(1, 100), r.choice((10, 100, 8))), True) if r.random() < 0.9 else integer(4),
    lambda r: rational(Fraction(r.randrange(-9, 10), r.randrange(2, 9))),
]
COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")


def formulas(count: int, seed: int) -> Iterator[Expression]:
    """Random formulas, the same for the same seed: most of them small, with numbers of all kinds, few with branches."""
    r = random.Random(seed)
    functions = sorted(standard().functions)
    for _ in range(count):
        yield formula(r, functions, r.randrange(1, 6))


def formula(r: random.Random, functions: list[tuple[str, int]], depth: int) -> Expression:  # noqa: C901
    """A random formula; the tree that it is made of has at most 2^depth leaves, or a little more."""
    if depth == 0 or r.random() < 0.1:
        return r.choice(RARE if r.random() < 0.07 else LEAVES)(r)
    kind = r.random()

    def part() -> Expression:
        return formula(r, functions, depth - 1)

    if kind < 0.62:
        return apply(r.choice(("+", "-", "*", "*", "/", "^")), (part(), part()))
    if kind < 0.68:
        return apply("neg", (part(),))
    if kind < 0.74:
        return apply("^", (part(), r.choice(RARE[2:] + LEAVES[2:3])(r)))
    if kind < 0.80:
        return apply(r.choice(("abs", "sqrt", "cbrt", "exp", "ln")), (part(),))
    if kind < 0.82:
        condition = apply(r.choice(COMPARISONS), (part(), part()))
        return apply("piecewise", (condition, part(), part()))
    if kind < 0.83:
        return apply("where", (part(), apply(r.choice(COMPARISONS), (part(), part())), part()))
    if kind < 0.85:
        return apply(r.choice(("min", "max")), tuple(part() for _ in range(r.randrange(2, 5))))
    if kind < 0.86:
        return apply(r.choice(("f", "g'", "h")), tuple(part() for _ in range(r.randrange(1, 3))))
    name, arity = r.choice(functions)
    return apply(name, tuple(part() for _ in range(arity)))


def lines(expression: Expression) -> Iterator[str]:
    """What is made of a formula, as it is stored."""
    yield told(lambda: flatten(expression))
    yield told(lambda: flatten(sd.tidy(expression)))
    if isinstance(expression, sd.Apply):
        yield told(lambda: flatten(build(expression.function, expression.arguments)))
    first = next((s for s in LETTERS if s in expression.free_symbols), LETTERS[0])
    yield told(lambda: flatten(sd.diff(expression, first)))
    yield told(lambda: flatten(sd.diff(expression, LETTERS[1])))
    yield told(lambda: flatten(sd.diff(expression, first, 2, limit=20_000)))
    yield told(lambda: [flatten(slope) for slope in sd.gradient(expression, LETTERS[:3])])
    yield told(lambda: flatten(substitute(expression, {LETTERS[0]: LETTERS[3], LETTERS[1]: integer(2)})))
    yield told(lambda: (sorted(s.name for s in expression.free_symbols), expression.tree_size, is_total(expression)))
    yield told(lambda: [flatten(node)[-1] for node in postorder((expression, expression))])


def told(compute: Callable[[], object]) -> str:
    """What a computation gives, or the error that it ends with."""
    try:
        return repr(compute())
    except (sd.SymdiffError, AttributeError, RecursionError, OverflowError, ValueError, TypeError) as problem:
        return f"{type(problem).__name__}: {problem}"


def read(path: Path) -> Iterator[Expression]:
    """The formulas of a file, a line each, less what is none."""
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            yield sd.parse(line, lenient=True)
        except sd.SymdiffError:
            continue


def dumped(expressions: Iterable[Expression], whole: bool) -> Iterator[str]:
    """A line for each formula and what is made of it: as a digest, or (whole) as it is."""
    for number, expression in enumerate(expressions):
        for place, line in enumerate(lines(expression)):
            digest = line if whole else hashlib.sha256(line.encode()).hexdigest()[:16]
            yield f"{number} {place} {digest}"


def compare(arguments: list[str]) -> int:
    """The first lines in which the two cores differ, printed; how many formulas differ."""
    command = [sys.executable, "-m", "tests.same_nodes", *arguments]
    with tempfile.TemporaryFile("w+") as reference, tempfile.TemporaryFile("w+") as twin:
        said = {"python": reference, "c": twin}
        running = {}
        for core, file in said.items():
            environment = {**os.environ, "SYMDIFF_CORE": core, "PYTHONHASHSEED": "0"}
            running[core] = subprocess.Popen(command, env=environment, stdout=file)
        for core, process in running.items():
            process.wait()
            said[core].seek(0)
        outputs = {core: file.read().splitlines() for core, file in said.items()}
    differing = [pair for pair in zip(outputs["python"], outputs["c"], strict=False) if pair[0] != pair[1]]
    print(f"{len(outputs['python'])} and {len(outputs['c'])} lines, {len(differing)} differ")
    for pair in differing[:5]:
        print(*pair, sep="\n", end="\n\n")
    failed = any(process.returncode for process in running.values())
    return 1 if differing or failed or len(outputs["python"]) != len(outputs["c"]) or not outputs["c"] else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--whole", action="store_true", help="print what is made, not a digest of it")
    parser.add_argument("--compare", action="store_true", help="run both cores and print what differs")
    options = parser.parse_args()
    if options.compare:
        return compare([argument for argument in sys.argv[1:] if argument != "--compare"])
    for line in dumped(read(options.texts) if options.texts else formulas(options.count, options.seed), options.whole):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
