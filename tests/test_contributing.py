"""The recipes of CONTRIBUTING.md, followed step by step in a copy of the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOT_SOURCE = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "site")
RECIPES = re.split(r"^## ", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
BLOCK = re.compile(r"^```(diff|console)\n(.*?)^```", re.DOTALL | re.MULTILINE)

# What is so when a recipe has been followed: expressions of Python, and what they print.
OUTCOMES: dict[str, dict[str, str]] = {
    "A function": {
        "sd.diff('gd(3x)', 'x')": "3*sech(3*x)",
        "sd.gradient('gd(x*y)', ['x', 'y'])": "[parse('y*sech(x*y)'), parse('x*sech(x*y)')]",
        "sd.check('gd(x)', 'sech(x)', 'x').status": "proved",
        "sd.gd('x').latex(), sd.gd('x').unicode()": r"\operatorname{gd}\left(x\right) gd(x)",
        "sd.parse_latex(sd.gd('x').latex()) is sd.parse('gudermann(x)')": "True",
        "sd.evaluate('gd(x)', x=0)": "0",
        "abs(sd.evaluate('gd(x)', x=1.5) - float(2*mpmath.atan(mpmath.tanh(0.75)))) < 1e-15": "True",
        "sd.evaluate('gd(x)', x=1, digits=25)": "0.8657694832396586242896018",
        "abs(sd.evaluate('gd(x)', x=1j) - 1.2261911708835171j) < 1e-15": "True",
        "abs(sd.compile('gd(x)', ['x'])(1.5) - sd.evaluate('gd(x)', x=1.5)) < 1e-15": "True",
        "sd.equivalent('gd(x)', '2*atan(tanh(x/2))').status != 'refuted'": "True",
        "sd.equivalent('gd(-x)', '-gd(x)').status != 'refuted'": "True",
        "sd.derive('gd(x)', 'x').steps[0].name, 'gd' in dir(sd)": "gd True",
    },
    "A rule": {
        "sd.derive('(x + 1)^2', 'x').steps[0].name": "square",
        "'Square: Twice the base' in sd.derive('(x + 1)^2', 'x').text()": "True",
        "'底数的两倍' in sd.derive('(x + 1)^2', 'x').text(language='zh')": "True",
        "sd.diff('ln(x)^2', 'x'), sd.gradient('sin(x)^2', ['x'])": "2*ln(x)/x [parse('2*cos(x)*sin(x)')]",
        "all('square' in item.rules for item in sd.exercises(rules=['square'], count=5))": "True",
        "any('square' in item.rules for item in sd.exercises('power', 1, count=20))": "True",
        "sd.derive('x^3', 'x').steps[0].name, sd.derive('abs(x)^2', 'x').steps[0].name": "power even_power",
    },
    "A format": {
        "exports.format_of('quiz.tsv').name": "cards",
        "exports.render(sd.exercises('power', 1, count=3, seed=1), 'cards').count('\\t')": "3",
        "len(exports.render(sd.exercises(count=4), 'cards', title='\\t\\n', language='zh').splitlines())": "6",
    },
    "A language": {
        "'Produktregel' in sd.derive('x e^x').text(language='de')": "True",
        "'Produktregel' in sd.derive('x e^x').html(language='de')": "True",
        "'mit' in sd.derive('x e^x').latex(language='de')": "True",
        "exports.render(sd.exercises('product', 1, count=1), 'html', language='de').count('Deutsch') > 0": "True",
    },
}


def in_copy(folder: Path, command: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """A command of the document, run in a copy of the checkout."""
    names = {"python": sys.executable, "symdiff": f"{sys.executable} -m symdiff"}
    shell = "\n".join(f'{name}() {{ {run} "$@"; }}' for name, run in names.items()) + f"\n{command}"
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        ["bash", "-c", shell],
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def follow(recipe: str, folder: Path) -> None:
    """Apply each diff and run each command, in the order of the text, and compare what is printed."""
    for kind, body in BLOCK.findall(recipe):
        if kind == "diff":
            done = in_copy(folder, "git apply --whitespace=nowarn -", body)
            assert done.returncode == 0, done.stderr
            continue
        for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            done = in_copy(folder, command)
            assert done.returncode == 0, done.stdout + done.stderr
            assert not output or done.stdout == output


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The copy of the checkout in which the recipe of that name has been followed."""
    folder = tmp_path_factory.mktemp("recipe") / "copy"
    shutil.copytree(ROOT, folder, ignore=NOT_SOURCE)
    (recipe,) = (text for text in RECIPES if text.startswith(f"{request.param}\n"))
    follow(recipe, folder)
    return folder


needs_tools = pytest.mark.skipif(
    os.name != "posix" or shutil.which("git") is None, reason="the recipes are for a POSIX shell with git"
)


@needs_tools
@pytest.mark.parametrize(("followed", "outcomes"), OUTCOMES.items(), indirect=["followed"], ids=list(OUTCOMES))
def test_what_a_recipe_makes_works(followed: Path, outcomes: dict[str, str]) -> None:
    program = "import mpmath\nimport symdiff as sd\nfrom symdiff import exports\n" + "".join(
        f"print({expression})\n" for expression in outcomes
    )
    done = in_copy(followed, "python -", program)
    assert done.stdout.splitlines() == list(outcomes.values()), done.stderr


def test_every_recipe_with_a_diff_is_followed() -> None:
    with_diffs = {recipe.partition("\n")[0] for recipe in RECIPES if "```diff" in recipe}
    assert with_diffs == set(OUTCOMES)
