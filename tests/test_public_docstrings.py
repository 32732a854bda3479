"""What the docstrings of the public functions tell: arguments, results, errors, sources, examples."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import symdiff as sd

SECTION = re.compile(r"^(Args|Returns|Raises|Attributes|References):$", re.MULTILINE)
EXPLAINED_TOGETHER = frozenset(("self", "cls"))


def public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every function that a user of the library is told of, with the name she calls it by."""
    for name in sd.__all__:
        value = getattr(sd, name)
        if inspect.isfunction(value):
            yield f"sd.{name}", value
        elif inspect.isclass(value):
            for method, function in inspect.getmembers(value, inspect.isfunction):
                if not method.startswith("_") and function.__module__.startswith("symdiff"):
                    yield f"{name}.{method}", function
    for name in sd.rules.__all__:
        value = inspect.unwrap(getattr(sd.rules, name))
        if inspect.isfunction(value):
            yield f"sd.rules.{name}", value


FUNCTIONS = dict(public_functions())


def sections(function: Callable[..., Any]) -> dict[str, str]:
    """The parts of a docstring by their headings; what stands before the first heading has none."""
    text = inspect.cleandoc(function.__doc__ or "")
    pieces = SECTION.split(text)
    return {"": pieces[0]} | dict(zip(pieces[1::2], pieces[2::2], strict=True))


def parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    return [p for name, p in inspect.signature(function).parameters.items() if name not in EXPLAINED_TOGETHER]


def errors_in_sight(function: Callable[..., Any]) -> set[str]:
    """The errors that the body of a function raises itself."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    raised = (node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc is not None)
    return {ast.unparse(error.func if isinstance(error, ast.Call) else error) for error in raised}


def takes_text(function: Callable[..., Any]) -> bool:
    """Whether a text that is no formula may be given to it."""
    return any("Expression | str" in str(p.annotation) for p in parameters(function))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_docstring_begins_with_one_sentence(name: str) -> None:
    first, _, rest = sections(FUNCTIONS[name])[""].partition("\n\n")
    assert first.rstrip().endswith((".", ":")), first
    assert len(first) < 240 or rest


@pytest.mark.parametrize("name", [name for name, f in FUNCTIONS.items() if len(parameters(f)) >= 3])
def test_a_function_of_three_parameters_explains_each_of_them(name: str) -> None:
    function = FUNCTIONS[name]
    told = sections(function).get("Args", "")
    for parameter in parameters(function):
        stars = {inspect.Parameter.VAR_POSITIONAL: r"(\*|\\\*)?", inspect.Parameter.VAR_KEYWORD: r"(\*\*|\\\*\\\*)?"}
        assert re.search(rf"^\s*{stars.get(parameter.kind, '')}{parameter.name}\b.*:", told, re.MULTILINE), (
            parameter.name
        )


@pytest.mark.parametrize("name", [name for name, f in FUNCTIONS.items() if len(parameters(f)) >= 3])
def test_a_function_of_three_parameters_says_what_it_returns(name: str) -> None:
    gives_nothing = inspect.signature(FUNCTIONS[name]).return_annotation == "None"
    assert gives_nothing or sections(FUNCTIONS[name]).get("Returns", "").strip()


@pytest.mark.parametrize("name", [name for name, f in FUNCTIONS.items() if errors_in_sight(f)])
def test_a_function_that_raises_says_what_and_when(name: str) -> None:
    told = sections(FUNCTIONS[name]).get("Raises", "")
    for error in errors_in_sight(FUNCTIONS[name]):
        assert re.search(rf"^\s*{error}: \w", told, re.MULTILINE), error


@pytest.mark.parametrize("name", [name for name, f in FUNCTIONS.items() if takes_text(f)])
def test_a_function_that_reads_text_says_which_errors_that_may_have(name: str) -> None:
    assert "ParseError: " in sections(FUNCTIONS[name]).get("Raises", "")


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name.startswith("sd.")])
def test_a_function_shows_an_example_that_is_run(name: str) -> None:
    assert ">>> " in (FUNCTIONS[name].__doc__ or "")


def test_the_reference_has_every_public_name() -> None:
    page = (Path(__file__).parent.parent / "docs" / "reference.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"^```\{auto(?:function|class|data)\} symdiff\.(\S+)", page, re.MULTILINE))
    assert {name for name in shown if "." not in name} == set(sd.__all__) - {"__version__", "rules", "matrices"}
    for name in shown:
        assert getattr(sd.rules, name.removeprefix("rules."), None) or hasattr(sd, name)
