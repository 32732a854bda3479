"""Whatever a title, a name or a sentence holds, no format reads it as anything but text."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree as tree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.documents.sentences import one_line
from symdiff.exports import FORMATS, render, sheets
from symdiff.expression import apply, symbol
from symdiff.practice.items import Item

from .sheets import item, items, words, wrong

ATTACKS = (
    r"\input{/etc/passwd}", r"\write18{rm}",
    "%", r"\end{document}", "$x$", r"\(x\)", r"\[x\]", "<script>alert(1)</script>",
    '"><svg/onload=alert(1)>', "]]>", "<!--", "&amp;", "&#60;", '=cmd|"/c calc"!A1', "@SUM(1)", "+1", "-1", "\t=1",
    "~={}#:", "::x::", "// x", "$CATEGORY: y", "}{", '#panic("x")', '"; #read("x")', '")', "\\", "\\\\", "[[input:x]]",
    "{@x@}", "{#x#}", "[latex]x[/latex]", "[sound:x.mp3]", "{{c1::x}}", "# heading", "* * *", "```", "![x](y)", "\n# x",
    "\n\n1. x", "\x00", "\x07", "\u202e", "\ud800", "\u2028", "é", "微积分", "😀", "'", '"', "`", "--", "^^M", "a::b/c",
)  # fmt: skip
TITLES = st.one_of(
    st.sampled_from(ATTACKS),
    st.lists(st.sampled_from(ATTACKS), min_size=2, max_size=5).map(" ".join),
    st.text(max_size=40),
)
PLAIN = "Plain"


@pytest.fixture(autouse=True, scope="module")
def steps_of_a_square() -> Iterator[None]:
    """A text that is no name has no derivative: another function's steps are shown."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "derive", lambda function, variable: sd.derive("x^2", variable))
        yield


def with_words(hostile: str) -> list[Item]:
    """Items that hold the words wherever words or names can stand: prompt, feedback, section, function, symbol."""
    function = apply(hostile, (symbol("x"), symbol(hostile))) if hostile else symbol("x")
    made = item(
        0,
        function,
        (symbol("x"),),
        prompt=(words(hostile),),
        distractors=(wrong("2*x", "named", hostile),),
        section=hostile,
    )
    return [made]


@cache
def plain_items() -> list[Item]:
    made = items()
    return [made[1], made[5], made[6]]


class Skeleton(HTMLParser):
    """The tags of HTML, with the names of their attributes, and the script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *sorted(name for name, _ in attributes)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment",))


def of_html(html: str) -> object:
    scripts = re.findall(r"<script.*?</script>", html, re.DOTALL)
    return Skeleton(html).found, scripts


def of_xml(text: str) -> object:
    """Elements and attributes; where an element holds HTML, its tags."""
    found: list[object] = []
    html = False
    for element in tree.fromstring(text).iter():
        found.append((element.tag, sorted(element.attrib)))
        # Moodle says it of the element around the text, Canvas of the text's own.
        if html or element.get("texttype") == "text/html":
            found.append(Skeleton(element.text or "").found)
        html = element.get("format") == "html"
    return found


def of_zip(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        # Canvas names its files by a digest of the title.
        return [of_xml(packed.read(name).decode()) for name in packed.namelist()]


def of_latex(text: str) -> object:
    """The commands, without those that only show a character; and how the braces nest."""
    shown = re.sub(r"\\(?:[#$%&_{}]|text[a-z]+\{\}|othercharacter\{[0-9A-F]+\}|\^\{\}|~\{\})", "", text)
    preamble = {"\\newcommand", "\\othercharacter", "\\iffontchar", "\\font", "\\char", "\\relax", "\\small", "\\text",
                "\\mathrm", "\\operatorname", "\\ifPDFTeX", "\\else", "\\fi", "\\backslash", "\\left",
                "\\right"}  # fmt: skip
    commands = [c for c in re.findall(r"\\(?:[A-Za-z]+|.)", shown) if c not in preamble and c != r"\usepackage"]
    depth = 0
    for brace in re.findall(r"[{}]", re.sub(r"\\(?:[#$%&_{}])", "", text)):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert "%" not in shown
    assert shown.count("$") == 0
    return commands


def of_typst(text: str) -> object:
    """The source without what stands in strings."""
    source = re.sub(r'"(?:\\.|[^"\\])*"', '""', text)
    return source.replace('op("")', '""')


def of_gift(text: str) -> object:
    lines = [
        line for line in re.sub(r"\\[\\~=#{}:]", "", text).split("\n") if not line.startswith(("//", "$CATEGORY: "))
    ]
    html = [line.partition("[html]")[2] if line.startswith("::") else line for line in lines]
    return [re.findall(r"::|[~=#{}]|^\t", line) for line in lines], [Skeleton(line).found for line in html]


def of_csv(text: str) -> object:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    return [len(row) for row in rows]


def of_json_lines(text: str) -> object:
    return [sorted(json.loads(line)) for line in text.splitlines()]


def of_markdown(text: str) -> object:
    assert "<" not in text
    return [re.findall(r"^\s*(?:#+|-|[0-9]+\.|\||>)(?= )", line) for line in text.split("\n")]


SKELETONS = {
    "html": of_html, "stack": of_xml, "moodle": of_xml, "qti": of_zip, "canvas": of_zip, "latex": of_latex,
    "typst": of_typst, "gift": of_gift, "csv": of_csv, "jsonl": of_json_lines, "markdown": of_markdown,
}  # fmt: skip


def skeleton(form: str, made: list[Item], title: str) -> object:
    return SKELETONS[form](render(made, form, title=title))  # type: ignore[arg-type]


@cache
def plain_skeleton(form: str) -> object:
    return skeleton(form, plain_items(), PLAIN)


@cache
def skeleton_of_plain_words(form: str) -> object:
    return skeleton(form, with_words("plain words"), PLAIN)


@pytest.mark.parametrize("form", SKELETONS)
@given(title=TITLES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_title_changes_nothing_but_text(form: str, title: str) -> None:
    assert skeleton(form, plain_items(), title) == plain_skeleton(form)


@pytest.mark.parametrize("form", sorted(set(SKELETONS) - {"stack"}))
@given(hostile=TITLES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_name_in_a_formula_and_a_sentence_change_nothing_but_text(form: str, hostile: str) -> None:
    if not one_line(hostile):
        return
    assert skeleton(form, with_words(hostile), PLAIN) == skeleton_of_plain_words(form)


@given(hostile=TITLES)
@settings(max_examples=25, deadline=None)
def test_stack_finds_nothing_to_run_in_words(hostile: str) -> None:
    made = item(0, "x^2", prompt=(words(hostile),), distractors=(wrong("x", "named", hostile),))
    parts = tree.fromstring(str(render([made], "stack", title=hostile))).findall("question/*")
    texts = [e.text or "" for part in parts if part.tag not in ("name", "category") for e in part.iter("text")]
    marks = [mark for text in texts for mark in re.findall(r"\[\[[^\]]*|\{@[^@]*|\{#", text)]
    assert sorted(marks) == ["[[feedback:prt1", "[[input:ans1", "[[validation:ans1", "{@ta1"]


@given(hostile=TITLES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_typst_sets_any_title_and_any_name(hostile: str) -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    made = render(with_words(hostile) if one_line(hostile) else plain_items(), "pdf", title=hostile)
    assert isinstance(made, bytes)
    assert made.startswith(b"%PDF-")


def test_the_formats_that_are_tested_here_are_all_that_are_texts() -> None:
    assert set(SKELETONS) | {"pdf", "anki", "parquet"} == set(FORMATS)


def test_a_formula_that_begins_in_a_sentence_is_no_formula() -> None:
    made = item(0, "x^2", prompt=(words(r"\(\href{javascript:alert(1)}{x}\) $$x$$"),))
    html = str(render([made], "moodle"))
    assert r"\(\href" not in html
    assert "$$" not in html
