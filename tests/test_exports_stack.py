"""Questions of the type STACK: their fields, and what Maxima says of their tests."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from xml.etree import ElementTree as tree

import pytest

import symdiff as sd
from symdiff.exports import ExportError, render
from symdiff.exports.stack import MOST_COMPARED, SEEDS
from symdiff.practice.items import Item

from .sheets import item, items, variants, wrong

NEEDS_MAXIMA = pytest.mark.skipif(shutil.which("maxima") is None, reason="maxima is not installed")


def questions(made: list[Item]) -> list[tree.Element]:
    return tree.fromstring(str(render(made, "stack", title="Quiz"))).findall("question[@type='stack']")


def text(element: tree.Element, path: str) -> str:
    return element.findtext(path) or ""


def test_items_with_options_are_multiple_choice_and_all_others_are_stack() -> None:
    quiz = tree.fromstring(str(render(items(), "stack")))
    assert [q.get("type") for q in quiz] == ["category", *["stack"] * 5, "multichoice", "stack"]


def test_every_score_is_written_and_only_the_key_gains_one() -> None:
    for question in questions(items()):
        for prt in question.findall("prt"):
            nodes = prt.findall("node")
            assert [text(n, "truescore") for n in nodes] == ["1", *["0"] * (len(nodes) - 1)]
            assert {text(n, "falsescore") for n in nodes} == {"0"}


def test_the_response_tree_asks_for_one_misconception_after_the_other() -> None:
    (question,) = questions(items()[:1])
    nodes = question.findall("prt/node")
    assert [text(n, "name") for n in nodes] == ["0", "1", "2"]
    assert [text(n, "falsenextnode") for n in nodes] == ["1", "2", "-1"]
    assert [text(n, "tans") for n in nodes] == ["ta1", "wrong1", "wrong2"]
    assert "The inner function was not differentiated." in text(nodes[1], "truefeedback/text")


def test_a_response_tree_asks_for_no_more_than_maxima_has_time_for() -> None:
    for level in (2, 4):
        for question in questions(sd.exercises(level=level, count=6, seed=level)):
            for prt in question.findall("prt"):
                assert len(prt.findall("node")) <= 1 + MOST_COMPARED


def test_every_blank_has_an_input_and_a_response_tree() -> None:
    for question in questions(items()):
        names = re.findall(r"\[\[input:(\w+)\]\]", text(question, "questiontext/text"))
        assert names == [text(i, "name") for i in question.findall("input")]
        trees = re.findall(r"\[\[feedback:(\w+)\]\]", text(question, "specificfeedback/text"))
        assert trees == [text(p, "name") for p in question.findall("prt")]
        assert sum(float(text(p, "value")) for p in question.findall("prt")) == pytest.approx(1)


def test_every_test_expects_a_note_that_some_node_writes() -> None:
    for question in questions(items() + variants()):
        notes = {e.text for e in question.iter("trueanswernote")}
        expected = [e.text for e in question.iter("expectedanswernote")]
        assert expected
        assert set(expected) == notes


def test_variants_are_one_question_with_a_seed_for_each() -> None:
    (question,) = questions(variants())
    assert [e.text for e in question.findall("deployedseed")] == [str(seed) for seed in SEEDS[3]]
    assert "variant: rand(3);" in text(question, "questionvariables/text")
    assert text(question, "questiontext/text").count("Find the derivative") == 3


def test_more_variants_than_there_are_seeds_for_are_several_questions() -> None:
    many = [item(0, f"x^{n + 2}", variant=chr(65 + n)) for n in range(12)]
    assert [len(q.findall("deployedseed")) for q in questions(many)] == [10, 2]


def test_a_wrong_answer_that_only_some_variants_have_is_no_branch() -> None:
    first, second = variants()[:2]
    second = replace(second, given_distractors=(wrong("x", "other", "Other."),))
    (question,) = questions([first, second])
    assert len(question.findall("prt/node")) == 1


def test_a_function_that_maxima_has_not_is_an_error_that_names_the_item() -> None:
    with pytest.raises(ExportError, match=r"sd1-7-0A.*besselj"):
        render([item(0, "x", ("besselj(2, x)",))], "stack")


@pytest.mark.parametrize("name", ["variant", "ta1", "wrong2", "ans1"])
def test_a_name_that_the_question_uses_itself_is_an_error(name: str) -> None:
    with pytest.raises(ExportError, match=name):
        render([item(0, "x", (f"{name}*2",))], "stack")


def maxima(*commands: str) -> list[str]:
    program = "display2d:false$ linel:100000$ " + " ".join(commands)
    done = subprocess.run(
        ["maxima", "--very-quiet", "-r", program + " quit();"], capture_output=True, text=True, check=True, timeout=60
    )
    return [line.strip() for line in done.stdout.splitlines() if line.startswith("!")]


@NEEDS_MAXIMA
def test_each_seed_picks_its_variant() -> None:
    picked = [
        f'print("!", makelist((set_random_state(make_random_state(s)), random({n})), s, {list(seeds)}))$'
        for n, seeds in SEEDS.items()
    ]
    assert maxima(*picked) == [f"! [{','.join(map(str, range(n)))}]" for n in SEEDS]


@NEEDS_MAXIMA
def test_maxima_tells_every_answer_of_every_test_apart() -> None:
    """The branch that a test expects is the first whose difference from the answer is 0 to Maxima."""
    made = questions(items() + variants())
    commands = [
        "rand(n) := random(n)$",
        "zero(u) := is(radcan(ratsimp(exponentialize(u))) = 0)$",
        'side(u) := if not atom(u) and op(u) = "=" then lhs(u) - rhs(u) else u$',
        "same(a, b) := zero(side(a) - side(b))$",
    ]
    wanted = []
    for question in made:
        seeds = [e.text or "1" for e in question.findall("deployedseed")] or ["1"]
        for seed in seeds:
            commands.append("kill(x,y)$" + f"set_random_state(make_random_state({seed}))$")
            commands.append(text(question, "questionvariables/text").replace(";", "$"))
            for test in question.findall("qtest"):
                for given, expected in zip(test.findall("testinput"), test.findall("expected"), strict=True):
                    prt = next(p for p in question.findall("prt") if text(p, "name") == text(expected, "name"))
                    targets = ",".join(text(n, "tans") for n in prt.findall("node"))
                    commands.append(f'print("!", map(lambda([t], same({text(given, "value")}, t)), [{targets}]))$')
                    place = int(text(expected, "expectedanswernote").split("-")[1])
                    count = len(prt.findall("node"))
                    wanted.append("! [" + ",".join("true" if n == place else "false" for n in range(count)) + "]")
    assert maxima(*commands) == wanted
