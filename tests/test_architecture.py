"""The shape of the source: what may import what, and what is nowhere to be found."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "symdiff"
FILES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(PACKAGE)) for path in FILES]

# From the bottom up; a module imports from layers below its own, or from its own package.
LAYERS = (
    ("errors", "_version", "resources", "primitives"),
    ("core",),
    ("work",),
    ("rulefiles",),
    ("expression",),
    ("traversal",),
    ("language", "printing", "matching"),
    ("tidying",),
    ("rulebook",),
    ("calculus",),
    ("interchange",),
    ("evaluation",),
    ("compilation",),
    ("matrices",),
    ("algebra",),
    ("simplifying",),
    ("verification",),
    ("analysis",),
    ("plotting",),
    ("documents",),
    ("pictures",),
    ("explanation",),
    ("practice",),
    ("grading",),
    ("exports",),
    ("__init__",),
    ("interface",),
    ("repl",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
HEAVY = ("lark", "flint", "mpmath", "numpy", "prompt_toolkit", "sympy", "argparse", "asyncio")
LONGEST_FILE = 320


def area(path: Path) -> str:
    """The module or subpackage of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, *, late: bool) -> Iterator[str]:
    """The areas that a file imports when it is loaded, or (late) when its functions run."""
    module = tree(path)
    inside = {
        id(node)
        for function in ast.walk(module)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for node in ast.walk(function)
    }
    for_types = {
        id(node)
        for guard in ast.walk(module)
        if isinstance(guard, ast.If) and "TYPE_CHECKING" in ast.unparse(guard.test)
        for node in ast.walk(guard)
    }
    for node in ast.walk(module):
        if id(node) not in for_types and (id(node) in inside) == late:
            yield from imported_areas(node, path)


def imported_areas(node: ast.AST, path: Path) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom):
        parts = (node.module or "").split(".") if node.module else []
        if node.level:
            home = path.relative_to(PACKAGE).parent.parts
            parts = [*home[: len(home) - node.level + 1], *parts]
        elif parts[:1] == ["symdiff"]:
            parts = parts[1:] or ["__init__"]
        else:
            return
        yield from [parts[0]] if parts else (a.name if a.name in RANK else "__init__" for a in node.names)
    elif isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name.split(".")[0] == "symdiff":
                yield [*alias.name.split("."), "__init__"][1]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_imports_go_downwards(path: Path) -> None:
    own = RANK[area(path)]
    above = [name for name in imports(path, late=False) if name != area(path) and RANK[name] >= own]
    assert not above


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_only_the_expressions_methods_and_the_public_face_reach_upwards_late(path: Path) -> None:
    if area(path) not in ("expression", "__init__"):
        own = RANK[area(path)]
        assert not [name for name in imports(path, late=True) if name != area(path) and RANK[name] >= own]


def modules_imported(path: Path) -> Iterator[str]:
    """The modules of its own room that a file imports, late or not."""
    module = tree(path)
    for_types = {id(n) for g in ast.walk(module) if isinstance(g, ast.If) and "TYPE_CHECKING" in ast.unparse(g.test)
                 for n in ast.walk(g)}  # fmt: skip
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.level == 1 and id(node) not in for_types:
            yield from [node.module.split(".")[0]] if node.module else (alias.name for alias in node.names)


@pytest.mark.parametrize("room", ["documents", "explanation", "exports"])
def test_no_module_of_a_room_imports_itself_by_way_of_others(room: str) -> None:
    below = {
        path.stem: set(modules_imported(path)) for path in (PACKAGE / room).glob("*.py") if path.stem != "__init__"
    }
    while leaves := {name for name, names in below.items() if not names & set(below)}:
        below = {name: names for name, names in below.items() if name not in leaves}
    assert not below


RUNS_TEXT = {"eval", "exec", "compile", "__import__", "__builtins__", "os.system", "os.popen"}
RUNS_BYTES = {"pickle", "marshal", "shelve", "subprocess", "ctypes", "builtins", "code", "codeop", "runpy", "imp"}


def ways_to_run_code(module: ast.Module) -> set[str]:
    """What in a file could run a text or bytes as code, whether it is called, handed on or given another name."""
    nodes = list(ast.walk(module))
    local = [n for n in nodes if isinstance(n, ast.ImportFrom) and n.level]
    own = {n.name for n in nodes if isinstance(n, ast.FunctionDef)} | {a.name for n in local for a in n.names}
    names = {n.id for n in nodes if isinstance(n, ast.Name)} - own
    names |= {ast.unparse(n) for n in nodes if isinstance(n, ast.Attribute)}
    modules = {a.name.split(".")[0] for n in nodes if isinstance(n, ast.Import) for a in n.names}
    modules |= {(n.module or "").split(".")[0] for n in nodes if isinstance(n, ast.ImportFrom) and not n.level}
    modules |= {f"{n.module}.{a.name}" for n in nodes if isinstance(n, ast.ImportFrom) for a in n.names}
    shells = {"shell=" for n in nodes if isinstance(n, ast.keyword) and n.arg == "shell"}
    return names & RUNS_TEXT | modules & (RUNS_TEXT | RUNS_BYTES) | shells


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_text_is_ever_run_as_code(path: Path) -> None:
    assert not ways_to_run_code(tree(path))


@pytest.mark.parametrize(
    "text",
    ["eval('1')", "run = exec", "compile('1', '', 'eval')", "__import__('os')", "import pickle; pickle.loads(b'')",
     "from pickle import loads", "import os; os.system('ls')", "from os import system", "start('ls', shell=True)",
     "from builtins import eval as value", "__builtins__['eval']", "import subprocess as s", "from os import popen"],
)  # fmt: skip
def test_what_could_run_code_is_seen(text: str) -> None:
    assert ways_to_run_code(ast.parse(text))


def test_what_only_carries_the_name_is_not_taken_for_it() -> None:
    text = "import re\nfrom .compilation import compile\nre.compile('a')\ncompile('x^2', ['x'])\nf.evaluate(x=1)\n"
    assert not ways_to_run_code(ast.parse(text))


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_the_recursion_limit_is_left_alone(path: Path) -> None:
    assert "setrecursionlimit" not in path.read_text(encoding="utf-8")


C_FILES = sorted(PACKAGE.rglob("*.[ch]"))


@pytest.mark.parametrize("path", [*FILES, *C_FILES], ids=[*NAMES, *(path.name for path in C_FILES)])
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST_FILE


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_only_traversal_walks_expressions_so_no_function_calls_itself_on_arguments(path: Path) -> None:
    for function in ast.walk(tree(path)):
        if isinstance(function, ast.FunctionDef):
            own_calls = [c for c in ast.walk(function) if isinstance(c, ast.Call) and called_name(c) == function.name]
            over_arguments = [c for c in own_calls if ".arguments" in ast.unparse(c)]
            assert not over_arguments, f"{function.name} calls itself on a node's arguments"


@pytest.mark.parametrize("path", C_FILES, ids=[path.name for path in C_FILES])
def test_no_function_or_rule_of_the_tables_is_named_in_c(path: Path) -> None:
    from symdiff.rulebook import standard

    texts = set(re.findall(r'"([^"\\]*)"', path.read_text(encoding="utf-8")))
    named = texts & {*(name for name, _ in standard().functions), *standard().rules}
    assert named <= {"piecewise"}  # the head of the language, in whose rule it is defined


def called_name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_importing_symdiff_loads_no_heavy_library() -> None:
    loaded = run("import sys, symdiff; print(*sorted({m.split('.')[0] for m in sys.modules}))").split()
    assert not set(loaded) & set(HEAVY)


def test_a_derivative_on_the_command_line_loads_no_library_it_does_not_need() -> None:
    code = (
        "import sys; from symdiff.cli import main; main(['diff', 'x^2 sin x']); "
        "print(*sorted({m.split('.')[0] for m in sys.modules}))"
    )
    loaded = run(code).split()
    assert not set(loaded) & {"flint", "mpmath", "numpy", "prompt_toolkit", "sympy", "asyncio"}


def test_every_public_name_is_there_and_documented() -> None:
    import symdiff

    for name in symdiff.__all__:
        value = getattr(symdiff, name)
        assert isinstance(value, str) or (value.__doc__ or "").strip(), name


def test_every_room_has_its_paragraph_from_the_bottom_up() -> None:
    text = (PACKAGE.parent / "docs" / "internals.md").read_text(encoding="utf-8")
    told = [name for heading in re.findall(r"^\*\*(.*)\.\*\*", text, re.MULTILINE) for name in heading.split(", ")]
    assert set(told) == {name for name in RANK if not name.startswith("_")}
    assert [RANK[name] for name in told] == sorted(RANK[name] for name in told)
