"""Every command and every example of the README and the documents is run, and says what it is said to say."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks import tables

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMES = [path.name for path in DOCUMENTS]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
# What only a fresh machine or much time can run: .ci/run does the first, `python -m benchmarks` is the second.
APART = re.compile(r"\bpip\b|python -m (benchmarks|pytest)|\.ci/run|^symdiff$|git clone")


@dataclass(frozen=True)
class Step:
    """A command of a document and what it prints there."""

    document: str
    command: str
    output: str


def blocks(path: Path, language: str) -> list[str]:
    return [body for name, body in FENCE.findall(path.read_text(encoding="utf-8")) if name == language]


def steps(path: Path) -> list[Step]:
    found = []
    for block in blocks(path, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Step(path.name, command, output))
    return found


STEPS = [step for path in DOCUMENTS for step in steps(path) if not APART.search(step.command)]


@pytest.mark.skipif(os.name != "posix", reason="the documents' commands are for a POSIX shell")
@pytest.mark.parametrize("step", STEPS, ids=[f"{step.document}: {step.command}" for step in STEPS])
def test_a_command_prints_what_the_document_shows(step: Step, tmp_path: Path) -> None:
    shell = f'symdiff() {{ "{sys.executable}" -m symdiff "$@"; }}\n{step.command}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        ["bash", "-c", shell], stdout=-1, stderr=-2, timeout=60, cwd=tmp_path, env=environment, check=False
    )
    assert done.stdout.decode() == step.output


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_the_python_of_a_document_prints_what_it_shows(path: Path) -> None:
    text = "\n".join(blocks(path, "python"))
    test = doctest.DocTestParser().get_doctest(text, {}, path.name, str(path), 0)
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(test, out=report.append)
    assert not runner.failures, "".join(report)


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_python_in_a_document_is_an_example_that_can_be_run(path: Path) -> None:
    assert all(block.startswith(">>> ") for block in blocks(path, "python"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert not missing


def test_the_readme_quotes_the_benchmarks_as_they_were_written() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    results = (ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8")
    assert readme.count(tables.BEGIN) == readme.count(tables.END) == 1
    assert tables.quoted(readme, results) == readme


def test_the_readme_shows_the_commands_that_install_run_and_test() -> None:
    commands = [step.command for step in steps(ROOT / "README.md")]
    assert any("pip install" in command and "symdiff diff" in command for command in commands)
    assert any("pip install" in command and "python -m pytest" in command for command in commands)
