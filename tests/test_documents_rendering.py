"""One document in every medium: all of it is there, in its order, and nothing in it is read as markup."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, given, settings

import symdiff as sd
from symdiff.documents import Sentence, languages
from symdiff.documents.blocks import (
    Display,
    Document,
    Grid,
    Heading,
    Line,
    Paragraph,
    Picture,
    ShownOption,
    ShownQuestion,
    ShownStep,
    Steps,
    Version,
)
from symdiff.documents.html import Html
from symdiff.documents.latex import Latex
from symdiff.documents.markdown import Markdown
from symdiff.documents.rendering import Renderer
from symdiff.documents.terminal import Terminal
from symdiff.documents.text import Text
from symdiff.documents.typst import Typst
from symdiff.explanation.presentation import document_of
from symdiff.exports.sheets import document, sheet
from symdiff.plotting.graphs import Plot

from .sheets import items
from .test_exports_hostile import TITLES, of_html, of_latex, of_typst

X = sd.Symbol("x")
MEDIA: dict[str, type[Renderer[str]] | type[Renderer[list[object]]]] = {
    "text": Text, "terminal": Terminal, "markdown": Markdown, "latex": Latex, "html": Html, "typst": Typst,
}  # type: ignore[dict-item]  # fmt: skip
LINE = Line(sd.parse("f(x)"), sd.parse("x + 1"), "AlphaHeld")
STEP = ShownStep("AlphaWords", LINE, 1, "1", "AlphaTitle", LINE, "AlphaBindings", ("AlphaNote",), "AlphaVerdict")
NEXT = ShownStep("AlphaNext", Line(None, sd.parse("x + 2")), 1, "2", "AlphaLast", below=(STEP,))
PICTURE = Picture(Plot("A", X, 0.0, 1.0), "AlphaLabel", "AlphaPicture")
QUESTION = ShownQuestion(
    1, 2, ("AlphaPrompt",), (Grid(("AlphaHead", X), (("AlphaCell", X),)),),
    (ShownOption("AlphaOption", True), ShownOption("AlphaWrong", False)), "AlphaAnswer",
    Steps((ShownStep("AlphaShort", LINE),)),
)  # fmt: skip
ALL = Document(
    "AlphaDocument",
    (
        Display(X),
        Paragraph("AlphaParagraph", "AlphaMark"),
        Steps((STEP, ShownStep("AlphaBelow", None, 2, "1.1", "AlphaInner"), NEXT)),
        Grid(("AlphaColumn",), (("AlphaEntry",),)),
        PICTURE,
        Heading("AlphaHeading"),
        Display(X, "AlphaCondition", "AlphaResult"),
        Version("AlphaVersion", (Heading("AlphaSection"), QUESTION)),
    ),
    answers="worked",
    footer="AlphaFooter",
)
WORDS = sorted(set(re.findall(r"Alpha\w+", repr(ALL))))
NOT_THERE = {
    "text": {"AlphaLabel"},
    "terminal": {"AlphaLabel"},
    "latex": {"AlphaPicture"},
    "typst": {"AlphaPicture"},
}
"""Of a picture text has the description alone, and print has no use for it."""


@pytest.mark.parametrize("medium", MEDIA)
def test_every_word_of_every_block_is_there(medium: str) -> None:
    made = MEDIA[medium]().document(ALL)
    assert {word for word in WORDS if word not in made} == NOT_THERE.get(medium, set())


@pytest.mark.parametrize("medium", MEDIA)
def test_blocks_stand_in_their_order(medium: str) -> None:
    made = MEDIA[medium]().document(ALL)
    places = [
        made.rindex(word) for word in ("AlphaParagraph", "AlphaTitle", "AlphaColumn", "AlphaHeading", "AlphaResult")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("medium", MEDIA)
def test_a_derivation_and_a_sheet_are_set_in_every_medium(medium: str, language: str) -> None:
    renderer = MEDIA[medium](language)
    entries = renderer.say.entries
    assert entries["rules.product.title"] in renderer.document(document_of(sd.derive("x^2 sin(x^3)"), why=True))
    made = renderer.document(document(sheet(items(), language=language, answers="worked")))
    assert renderer.say.template("exercises.find_derivative")[0].strip() in made
    assert entries["rules.product.words"].split(",")[0] in made


@pytest.mark.skipif(importlib.util.find_spec("typst") is None, reason="typst is not installed")
@pytest.mark.parametrize("made", [ALL, document_of(sd.derive("piecewise(x < 0, x^2, f(x)*x_1)", "x"), verdicts=True)])
def test_typst_sets_it(made: Document) -> None:
    import typst

    assert typst.compile(Typst("zh").document(made).encode(), format="svg")


def with_name(name: str) -> Document:
    """A step that names a function in its title and holds a symbol of that name."""
    title = Sentence("rules.function.title", {"function": name})
    return Document(name, (Steps((ShownStep("plain", Line(sd.Symbol(name), X), 1, "1", title),)),))


@pytest.mark.parametrize(("renderer", "skeleton"), [(Html, of_html), (Latex, of_latex), (Typst, of_typst)])
@given(hostile=TITLES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_name_in_a_derivation_is_nothing_but_a_name(
    renderer: type[Renderer[str]], skeleton: Callable[[str], object], hostile: str
) -> None:
    # A letter is slanted, a prime raised, and an index lowered: these are set in another way than a word.
    assume(len(hostile) > 1 and not hostile.endswith("'") and "_" not in hostile and hostile == hostile.strip())
    found, plain = (renderer().document(with_name(name)) for name in (hostile, "plain words"))
    assert skeleton(found) == skeleton(plain)


def test_a_terminal_marks_what_is_new_and_plain_text_points_at_it() -> None:
    made = document_of(sd.derive("x^2 sin(3x)"))
    styles = {style for line in Terminal().lines(made) for _, style in line.spans}
    assert {"here", "title", "rule", "answer"} <= styles
    lines = Text().document(made).split("\n")
    place = next(i for i, line in enumerate(lines) if line.strip() == "= 2*x*sin(3*x) + x^2*(d/dx (sin(3*x)))")
    assert lines[place + 1] == "     ^^^"


def test_the_page_of_a_derivation_runs_its_own_script_alone() -> None:
    page = sd.derive("x^2 sin(x)").html()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "unsafe" not in policy[1]
    assert page.count("<script>") == 1
