"""What is shipped, and that each fact stands in one place."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import symdiff
from symdiff.resources import grammar_text

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GRAMMAR = sorted(path for path in (ROOT / "grammar").rglob("*") if path.is_file())


def test_the_version_stands_in_one_place() -> None:
    assert "version" in PROJECT["project"]["dynamic"]
    source = (ROOT / PROJECT["tool"]["hatch"]["version"]["path"]).read_text(encoding="utf-8")
    assert f'__version__ = "{symdiff.__version__}"' in source


def test_the_changelog_speaks_of_this_version() -> None:
    assert f"\n## {symdiff.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_an_installed_symdiff_has_the_version_of_the_source() -> None:
    try:
        installed = importlib.metadata.version("symdiff")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("symdiff is not installed here")
    assert installed == symdiff.__version__


def members(item: str | dict[str, str]) -> set[str]:
    """What an entry of an extra or of a group asks for: a package, or the extras or groups that it names."""
    if isinstance(item, dict):
        return {item["include-group"]}
    named = re.fullmatch(r"symdiff\[(.*)\]", item)
    return set(named[1].split(",")) if named else {item}


def test_an_extra_and_the_dependency_group_of_its_name_hold_the_same() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    for name, group in PROJECT["dependency-groups"].items():
        assert set().union(*map(members, group)) == set().union(*map(members, extras[name])), name


def test_there_are_rule_files_and_each_is_found() -> None:
    assert {"functions.rules", "differentiation.rules"} <= {path.name for path in GRAMMAR}
    for path in GRAMMAR:
        assert grammar_text(str(path.relative_to(ROOT / "grammar"))) == path.read_text(encoding="utf-8")


def test_no_python_file_lies_under_the_path_that_the_build_rewrites() -> None:
    assert not [path for path in GRAMMAR if path.suffix == ".py"]


def test_every_python_version_that_is_promised_is_at_least_the_required_one() -> None:
    minors = [int(m[1]) for c in PROJECT["project"]["classifiers"] if (m := re.search(r":: 3\.(\d+)$", c))]
    assert minors == list(range(min(minors), max(minors) + 1))
    assert PROJECT["project"]["requires-python"] == f">=3.{min(minors)}"


def test_types_are_shipped() -> None:
    assert (ROOT / "symdiff" / "py.typed").is_file()


def test_the_page_of_a_package_index_has_no_link_that_leads_nowhere_there() -> None:
    """A link to a file of the checkout names the file instead: the sdist has it."""
    (rule,) = PROJECT["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]["substitutions"]
    page = re.sub(rule["pattern"], rule["replacement"], (ROOT / "README.md").read_text(encoding="utf-8"))
    targets = re.findall(r"\]\(([^)]*)\)", page)
    assert [target for target in targets if not target.startswith("https://")] == []
    assert "The commands (docs/commands.md) in full." in page
    assert page.count("```") == (ROOT / "README.md").read_text(encoding="utf-8").count("```")


def links(path: Path) -> list[str]:
    return re.findall(r"\]\((?!https?://|#)([^)\s]*)\)", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")], ids=lambda path: path.name)
def test_a_link_of_a_document_leads_to_a_file_that_is_shipped(path: Path) -> None:
    shipped = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"]
    for link in links(path):
        target = (path.parent / link.partition("#")[0]).resolve()
        assert target.exists(), link
        assert target.relative_to(ROOT).parts[0] in shipped, link
