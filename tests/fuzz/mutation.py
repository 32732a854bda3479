"""How many small edits of the source the tests notice: `python -m tests.fuzz.mutation symdiff/tidying --count 20`.

A mutant is the source with one edit of its syntax tree: another comparison, another sign, a condition turned round, a
number one higher, a statement left out. It is put into a copy of the checkout and meets the tests of its room, the
quick files first. It is killed by a test that fails, and survives where all pass: then either nothing tests what the
line does, or the line does nothing (DeMillo, Lipton and Sayward, Hints on Test Data Selection, 1978).
"""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

CHECKOUT = Path(__file__).resolve().parents[2]
COPIED = ("symdiff", "grammar", "tests", "docs", "benchmarks", "scripts", "pyproject.toml")
# The tests of a room are those that carry its name; these carry the name of what the room is for.
ALSO = {
    "calculus": ("differentiation", "exercises_misconceptions"),
    "tidying": ("differentiation_answers",),
    "rulebook": ("differentiation_answers", "laws_of_own_rules"),
    "simplifying": ("simplification",),
    "grading": ("exercises_grading", "exercises_students"),
    "practice": ("exercises",),
}
QUICK = {"CI": "true", "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
PASSED = (0, 5)  # of pytest: nothing failed, or a file without doctests
SLACK, LEAST = 6.0, 60.0  # an edit that makes a loop endless is killed by the clock, on a busy machine too

OTHER_COMPARISON: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OTHER_OPERATOR: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A file with one edit."""

    path: Path
    line: int
    before: str
    after: str
    source: str = field(repr=False)

    def __str__(self) -> str:
        where = f"{self.path.relative_to(CHECKOUT) if self.path.is_relative_to(CHECKOUT) else self.path}:{self.line}"
        removed, added = (" ".join(text.split()) for text in (self.before, self.after))
        return f"{where}: {removed}  ->  {added}"


def replacements(node: ast.AST) -> Iterator[ast.AST]:
    """What a node of a syntax tree is replaced by, in each of the edits of it."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            operators = [*node.ops[:place], OTHER_COMPARISON[type(operator)](), *node.ops[place + 1 :]]
            yield ast.Compare(node.left, operators, node.comparators)
    elif isinstance(node, ast.BinOp) and type(node.op) in OTHER_OPERATOR:
        yield ast.BinOp(node.left, OTHER_OPERATOR[type(node.op)](), node.right)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        yield from node.values[:1]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, (bool, int)):
        yield ast.Constant(not node.value if isinstance(node.value, bool) else node.value + 1)
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, (ast.AugAssign, ast.Continue, ast.Break, ast.Expr)) and not is_documentation(node):
        yield ast.Pass()


def is_documentation(node: ast.stmt) -> bool:
    """Whether a statement is a text alone, or the dots of a body that is nowhere run."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def turned(node: ast.AST) -> Iterator[tuple[ast.expr, ast.AST]]:
    """Conditions that are a bare value, turned round."""
    if isinstance(node, (ast.If, ast.While, ast.IfExp)) and isinstance(node.test, (ast.Name, ast.Call, ast.Attribute)):
        yield node.test, ast.UnaryOp(ast.Not(), node.test)


def unexecuted(module: ast.Module) -> set[int]:
    """The nodes whose edits change nothing to be tested: annotations, texts of messages, bounds a little higher."""
    inert: list[ast.AST | None] = []
    for node in ast.walk(module):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inert.append(node.returns)
        elif isinstance(node, (ast.arg, ast.AnnAssign)):
            inert.append(node.annotation)
        elif isinstance(node, (ast.JoinedStr, ast.Assert)) or is_for_types(node):
            inert.append(node)
    inert += [n for n in module.body if isinstance(n, ast.Assign) and isinstance(n.value, ast.Constant)]
    return {id(part) for node in inert if node is not None for part in ast.walk(node)}


def is_for_types(node: ast.AST) -> bool:
    """Whether a statement is only read by a type checker."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def edits(path: Path) -> list[Mutant]:
    """Every mutant of a file, from top to bottom."""
    source = path.read_text(encoding="utf-8")
    module = ast.parse(source)
    skipped = unexecuted(module)
    found = []
    for node in ast.walk(module):
        if id(node) not in skipped:
            pairs = [(node, other) for other in replacements(node)]
            found += [mutant(path, source, old, new) for old, new in (*pairs, *turned(node))]
    return sorted((m for m in found if m.source != source), key=lambda m: (m.line, m.before, m.after))


def mutant(path: Path, source: str, old: ast.AST, new: ast.AST) -> Mutant:
    """The source with a new text in the place of an old node, and else as it was."""
    assert isinstance(old, (ast.expr, ast.stmt))
    assert old.end_lineno is not None
    assert old.end_col_offset is not None
    lines = source.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    begin, end = starts[old.lineno - 1] + old.col_offset, starts[old.end_lineno - 1] + old.end_col_offset
    text = ast.unparse(ast.fix_missing_locations(new))
    text = text if isinstance(old, ast.stmt) else f"({text})"
    data = source.encode()
    return Mutant(
        path, old.lineno, data[begin:end].decode(), text, (data[:begin] + text.encode() + data[end:]).decode()
    )


def related(path: Path, checkout: Path) -> list[str]:
    """The test files of a module's room, and the examples in the module."""
    room = path.relative_to(checkout / "symdiff").parts[0]
    examples = [path] if ">>>" in path.read_text(encoding="utf-8") else []
    names = (room.removesuffix(".py"), *ALSO.get(room, ()))
    tests = [t for name in names for t in sorted((checkout / "tests").glob(f"test_{name}*.py"))]
    return [str(t.relative_to(checkout)) for t in (*dict.fromkeys(tests), *examples)]


@dataclass
class Bench:
    """A copy of a checkout in which mutants are tried.

    Attributes:
        checkout: what is copied.
        copy: where to.
        times: for each test file how long it takes with the source as it is.
    """

    checkout: Path
    copy: Path
    times: dict[str, float] = field(default_factory=dict)

    def prepare(self) -> None:
        """Copy the checkout."""
        for name in COPIED:
            source = self.checkout / name
            if source.is_dir():
                shutil.copytree(source, self.copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy(source, self.copy / name)

    def passes(self, tests: Sequence[str], seconds: float) -> bool:
        """Whether the tests pass within a time."""
        options = ("-q", "-x", "-p", "no:cacheprovider", "--no-header", "--tb=no")
        environment = {**os.environ, **QUICK, "PYTHONPATH": str(self.copy)}
        # A session of its own: what the tests started ends with them.
        with tempfile.TemporaryFile() as output, subprocess.Popen(
            [sys.executable, "-m", "pytest", *options, *tests],
            cwd=self.copy, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:  # fmt: skip
            try:
                return process.wait(seconds) in PASSED
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                return False

    def time(self, test: str) -> None:
        """Measure a test file on the source as it is.

        Raises:
            SystemExit: it fails without any edit.
        """
        if test not in self.times:
            start = time.monotonic()
            if not self.passes([test], 3600):
                raise SystemExit(f"{test} fails without any edit")
            self.times[test] = time.monotonic() - start
            print(f"{test}: {self.times[test]:.0f} s without an edit", flush=True)

    def kills(self, candidate: Mutant) -> bool:
        """Whether a related test fails with the mutant in the place of the file."""
        relative = candidate.path.relative_to(self.checkout)
        tests = related(candidate.path, self.checkout)
        for test in tests:
            self.time(test)
        tests.sort(key=self.times.__getitem__)
        place = self.copy / relative
        place.write_text(candidate.source, encoding="utf-8")
        try:
            return not self.passes(tests, LEAST + SLACK * sum(map(self.times.__getitem__, tests)))
        finally:
            shutil.copy(candidate.path, place)


def chosen(modules: Sequence[Path], count: int, seed: int) -> list[Mutant]:
    """So many mutants of the modules, each edit as likely as the next; the same for the same seed."""
    files = sorted({f for m in modules for f in (m.rglob("*.py") if m.is_dir() else (m,))})
    found = [candidate for path in files for candidate in edits(path)]
    return Random(seed).sample(found, min(count, len(found)))


def told(candidate: Mutant) -> str:
    """A mutant as the difference of two sources."""
    old = candidate.path.read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(old, candidate.source.splitlines(), lineterm="", n=1)
    return "\n".join(f"    {line}" for line in list(lines)[3:])


def main(arguments: Sequence[str] | None = None) -> int:
    """Try mutants, print those that survive and the score; 1 if any survives."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.mutation", description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="+", metavar="MODULE", help="a file or folder, such as symdiff/tidying")
    parser.add_argument("--count", type=int, default=20, help="how many mutants in all (20)")
    parser.add_argument("--seed", type=int, default=0, help="which ones (0)")
    parser.add_argument("--checkout", type=Path, default=CHECKOUT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    checkout = options.checkout.resolve()
    candidates = chosen([checkout / name for name in options.modules], options.count, options.seed)
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(checkout, Path(folder))
        bench.prepare()
        for number, candidate in enumerate(candidates, 1):
            killed = bench.kills(candidate)
            survivors += not killed
            print(f"{number}/{len(candidates)} {'killed' if killed else 'SURVIVES'} {candidate}", flush=True)
            if not killed:
                print(told(candidate), flush=True)
    score = 100 * (len(candidates) - survivors) / max(1, len(candidates))
    print(f"{len(candidates) - survivors} of {len(candidates)} killed, {score:.0f} %")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
