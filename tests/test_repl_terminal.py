"""The session where it meets the world: a pipe, a terminal, a history file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.utils import get_cwidth

from symdiff.repl import terminal
from symdiff.repl.history import LastingHistory, state_directory
from symdiff.repl.session import Session


def pipe(data: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "symdiff", "repl"]
    return subprocess.run(command, input=data, capture_output=True, timeout=60, check=False)


def test_lines_of_a_pipe_are_answered_until_it_ends() -> None:
    done = pipe(b"f(x) = x^2\nf'(3)\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"f(x) = x^2\n6\n", b"")


def test_errors_do_not_end_a_session_over_a_pipe() -> None:
    done = pipe(b"(\n1/0\nsin(\n\x00\n\xff\nx^2\nquit\nx^3\n")
    assert (done.returncode, done.stdout) == (0, b"x^2\n")
    assert [line for line in done.stderr.decode().split("\n") if line.startswith("line ")] == [
        line for line in done.stderr.decode().split("\n") if line.startswith(tuple(f"line {n}: " for n in range(1, 6)))
    ]
    assert done.stderr.count(b"line ") >= 5


def test_escape_sequences_are_shown_not_obeyed() -> None:
    done = pipe(b"\x1b[A\x1b[2Jx\n")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + done.stderr


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What a session on a terminal prints."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    lines: list[str] = []
    monkeypatch.setattr(terminal, "say", lambda text, kind="": lines.append(text))
    return lines


def converse(keys: str) -> None:
    """A session on a terminal where these keys are pressed."""
    with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
        source.send_text(keys)
        terminal.converse(Session())


def test_a_line_on_the_terminal_is_answered(said: list[str]) -> None:
    converse("x^2 sin x\rdiff\r\x04")
    assert said[1:] == ["x^2*sin(x)", "2*x*sin(x) + x^2*cos(x)"]


def test_an_error_on_the_terminal_does_not_end_the_session(said: list[str]) -> None:
    converse("sin(\rx^2\rquit\r")
    assert said[-1] == "x^2"


def test_ctrl_c_clears_the_line_and_keeps_the_session(said: list[str]) -> None:
    converse("a = 2\rnonsense(\x03a\r\x04")
    assert said[1:] == ["a = 2", "2"]


def test_the_first_line_says_how_to_go_on(said: list[str]) -> None:
    converse("\x04")
    (banner,) = said
    assert ":help" in banner


def test_history_is_there_in_the_next_session(said: list[str], tmp_path: Path) -> None:
    converse("x^2\r\x04")
    assert "x^2" in (tmp_path / "symdiff" / "history").read_text(encoding="utf-8")
    converse("\x1b[A\r\x04")  # the up arrow
    assert said.count("x^2") == 2


@pytest.mark.skipif(os.name != "posix", reason="a file where the directory should be")
def test_a_history_that_cannot_be_kept_is_told_once_and_costs_nothing(said: list[str], tmp_path: Path) -> None:
    (tmp_path / "symdiff").write_text("in the way", encoding="utf-8")
    converse("x^2\rx^3\r\x04")
    assert [line for line in said if "history" in line] == [line for line in said if "this session only" in line]
    assert len([line for line in said if "history" in line]) == 1
    assert said[-1] == "x^3"


def test_history_is_in_the_users_state_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_directory() == tmp_path / "symdiff"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert state_directory() == Path.home() / ".local" / "state" / "symdiff"


def test_a_history_with_broken_bytes_is_read(tmp_path: Path) -> None:
    (tmp_path / "history").write_bytes(b"\n# then\n+x^2\n\xff\xfe")
    assert list(LastingHistory(tmp_path / "history", print).load_history_strings()) == ["x^2"]


def test_a_word_is_completed_where_it_stands() -> None:
    completer = terminal.NameCompleter(Session())
    found = completer.get_completions(Document("2 + aco"), CompleteEvent())
    assert {completion.text for completion in found} >= {"acos", "acosh"}


def test_highlighting_loses_no_character() -> None:
    for line in ("x^2 sin(3x) + π", "diff sin(", "f'(x) = ", ":help", "", "\x00§"):
        assert "".join(piece[1] for piece in terminal.highlighted(line)) == line


def test_numbers_and_functions_are_highlighted() -> None:
    styles = {text: style for style, text, *_ in terminal.highlighted("2*sin(x)")}
    assert styles["2"] == "class:number"
    assert styles["sin"] == "class:function"


def test_a_pasted_block_is_answered_line_by_line(said: list[str]) -> None:
    converse("\x1b[200~a = 2\n\na x^2\nsin(\nx + x\x1b[201~\r\x04")
    assert said[1:5] == ["> a = 2", "a = 2", "> a x^2", "2*x^2"]
    assert said[-2:] == ["> x + x", "2*x"]


def test_ctrl_c_in_practice_keeps_the_problem(said: list[str]) -> None:
    converse(":practice power 1\r1234\x03x +\r:reveal\r\x04")
    assert any("The answer is" in line for line in said)


@given(st.text(alphabet="ab 法则，。-", max_size=80), st.integers(8, 40))
def test_long_lines_are_broken_between_words(text: str, width: int) -> None:
    lines = terminal.wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    words = re.findall(r"[ab-]+", text)
    assert re.findall(r"[ab-]+", "\n".join(lines)) == words
    longest = max(map(len, words), default=0) + len(text) - len(text.lstrip()) + 60
    assert all(get_cwidth(line) <= max(width, longest) for line in lines)
