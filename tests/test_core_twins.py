"""The two cores: they build the same nodes, and each is what it says."""

from __future__ import annotations

import importlib.util
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import symdiff as sd
from symdiff.expression import apply, integer
from symdiff.expression.sharing import living

from .same_nodes import compare

is_built = importlib.util.find_spec("symdiff.core._core") is not None
needs_both = pytest.mark.skipif(not is_built, reason="the compiled core is not built here")
needs_c = pytest.mark.skipif(sd.core != "c", reason="the compiled core is not in use")


def run(code: str, core: str = "c", **options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SYMDIFF_CORE": core, **options}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)


@needs_both
@pytest.mark.parametrize("seed", [1, 2])
def test_both_cores_build_the_same_nodes_of_random_formulas(seed: int, capfd: pytest.CaptureFixture[str]) -> None:
    differing = compare(["--count", "250", "--seed", str(seed)])
    assert not differing, capfd.readouterr().out


@needs_both
def test_both_cores_build_the_same_nodes_of_formulas_as_they_are_found(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    texts = ["x^x^x", "ln(ln(x))/x", "(x^2 + 1)^-3*abs(x)/sqrt(x)", "max(x, y, 3, z)", "x/x^3*abs(x)^3", "0.5*x^2.5"]
    texts += ["2^x*2^-x", "e^x*e^(2x)/e^(3x)", "(2*x)^40*(3*x)^41", "1/0 + x", "x^(1/3)*x^(2/3)", "asin(x)*sqrt(1-x^2)"]
    texts += ["-(-(-(a+b)-c)-d)", "f(x)*f'(x)", "sum", "piecewise(x < 1, x^2, ln(x))", "(x+1)/(x+1)", "8^(1/3)*x"]
    texts += ["*".join(f"(x + {i})" for i in range(1, 30)), "+".join(f"{i}*x^{i % 7}" for i in range(120))]
    path = tmp_path / "texts"
    path.write_text("\n".join(texts), encoding="utf-8")
    assert not compare(["--texts", str(path)]), capfd.readouterr().out


@needs_both
def test_what_one_core_stores_the_other_reads() -> None:
    formula = sd.parse("x^2*sin(3*x) + 0.25*10^30/y - 2^70 + piecewise(x < 1, e^x, pi)")
    other = "python" if sd.core == "c" else "c"
    code = f"import pickle, sys; e = pickle.loads({pickle.dumps(formula)!r}); print(e); print(pickle.dumps(e).hex())"
    done = run(code, other)
    text, stored = done.stdout.splitlines()
    assert text == str(formula)
    assert pickle.loads(bytes.fromhex(stored)) is formula


@needs_both
@pytest.mark.parametrize("core", ["python", "c"])
def test_the_core_can_be_chosen(core: str) -> None:
    assert run("import symdiff; print(symdiff.core)", core).stdout == f"{core}\n"


def test_a_core_that_is_none_is_an_error() -> None:
    assert "the cores are python and c" in run("import symdiff", "fortran").stderr


@needs_both
def test_the_bounds_are_those_of_the_reference() -> None:
    code = (
        "from symdiff.core import _core as c; from symdiff.tidying import parts, sums, terms; "
        "print((c.MOST_FACTORS, c.MOST_RAISED, c.MOST_TERMS, c.SHORT)"
        " == (parts.MOST_FACTORS, terms.MOST_RAISED, sums.MOST_TERMS, sums.SHORT))"
    )
    assert run(code).stdout == "True\n"


@needs_c
def test_a_chain_of_a_million_functions_is_built_differentiated_and_freed() -> None:
    before = living()
    x = sd.Symbol("x")
    chain: sd.Expression = x
    for _ in range(1_000_000):
        chain = apply("sin", (chain,))
    slope = sd.diff(chain, x, limit=10**9)
    assert slope.dag_size > 2_000_000
    assert sd.gradient(chain, [x])[0].free_symbols == {x}
    del chain, slope
    assert living() < before + 100


@needs_c
def test_no_reference_is_left_behind() -> None:
    """Errors on the way and work that the reference does leave no node alive either."""
    texts = [
        "x^2*sin(3x)/x",
        "ln(ln(x))",
        "0.5*x^3",
        "10^25*x^2*10^25",
        "f(x, y)",
        "piecewise(x < 1, x, x^2)",
        "abs(x)^3/x",
    ]

    def work() -> None:
        for text in texts:
            formula = sd.parse(text)
            sd.diff(formula, "x", 3)
            sd.gradient(formula, ["x", "y"])
            sd.tidy(formula)
            with pytest.raises(TypeError):
                apply("sin", (formula, 1))  # type: ignore[arg-type]
            with pytest.raises(sd.LimitError):
                sd.diff(formula, "x", 5, limit=3)

    work()
    sd.clear_caches()
    before = living()
    counts = [sys.getrefcount(node) for node in (integer(0), integer(1), sd.Symbol("e"))]
    for _ in range(20):
        work()
    sd.clear_caches()
    assert living() <= before + 5
    again = [sys.getrefcount(node) for node in (integer(0), integer(1), sd.Symbol("e"))]
    assert all(abs(a - b) < 15 for a, b in zip(counts, again, strict=True)), (counts, again)


def test_threads_that_take_turns_at_any_moment_find_the_same_derivatives() -> None:
    """Decimals, large numbers and exact values are asked of Python, where another thread may go on."""
    texts = [
        "0.5*x^2.5/(0.1*x)",
        "10^30*x^3*sin(10^25*x)",
        "ln(ln(x))/x",
        "exp(2)*sqrt(8)*x^x",
        "abs(x)^3/x",
        "x/(1/x)",
    ]
    bodies = [sd.parse(text) for text in texts * 5]
    wanted = [(sd.diff(body, "x", 2), sd.gradient(body, ["x"]), sd.tidy(body)) for body in bodies]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            works = [lambda b: sd.diff(b, "x", 2), lambda b: sd.gradient(b, ["x"]), sd.tidy]
            found = [list(pool.map(work, bodies * 4)) for work in works]
    finally:
        sys.setswitchinterval(before)
    for place, results in enumerate(found):
        assert results == [row[place] for row in wanted] * 4


@needs_both
def test_an_interruption_stops_a_long_derivative() -> None:
    code = (
        "import signal, symdiff as sd\n"
        "from symdiff.expression import apply\n"
        "x = chain = sd.Symbol('x')\n"
        "for k in range(200_000): chain = apply('+', (apply('sin', (chain,)), apply('*', (chain, x))))\n"
        "signal.signal(signal.SIGALRM, signal.default_int_handler)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.02)\n"
        "try: sd.diff(chain, x, limit=10**12); print('done')\n"
        "except KeyboardInterrupt: print('stopped')\n"
    )
    assert run(code).stdout == "stopped\n"


@needs_both
def test_a_second_interpreter_of_the_process_takes_the_reference() -> None:
    code = (
        "import symdiff, _xxsubinterpreters as interpreters\n"
        "second = interpreters.create(isolated=False)\n"
        "text = 'import sys; sys.path[:] = ' + repr(__import__('sys').path) + '\\n'\n"
        "text += 'import symdiff; assert symdiff.core == \"python\", symdiff.core\\n'\n"
        'text += \'assert str(symdiff.diff("x^2", "x")) == "2*x"\'\n'
        "interpreters.run_string(second, text); interpreters.destroy(second)\n"
        "print(symdiff.core, symdiff.diff('x^3', 'x'))\n"
    )
    done = run(code, "")
    if "No module named '_xxsubinterpreters'" in done.stderr:
        pytest.skip("this Python has no such interpreters, or they have another name")
    assert (done.stdout, done.stderr) == ("c 3*x^2\n", "")


@needs_both
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_forked_process_goes_on_by_itself() -> None:
    code = (
        "import os, symdiff as sd\n"
        "kept = sd.parse('x^2*sin(3x)'); child = os.fork()\n"
        "if child: assert os.waitpid(child, 0)[1] == 0\n"
        "print(sd.diff(kept, 'x'), flush=True)\n"
    )
    assert run(code).stdout == 2 * "2*x*sin(3*x) + 3*x^2*cos(3*x)\n"
