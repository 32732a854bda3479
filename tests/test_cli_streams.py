"""The command line as a process among others: pipes, files, bytes, signals."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "symdiff"]


def run(*arguments: str, data: bytes = b"", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, *arguments]
    return subprocess.run(command, input=data, capture_output=True, timeout=60, env=env, check=False)


def test_formulas_come_from_a_pipe_one_a_line() -> None:
    done = run("diff", "-", data=b"x^2\n\n# a comment\r\n  x^3\r\nsin x")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"2*x\n3*x^2\ncos(x)\n", b"")


def test_each_lines_error_is_told_with_its_number_and_the_rest_is_answered() -> None:
    done = run("diff", "-", data=b"x^2\nsin(\nx^3\n\xff\nx +* 1\n")
    assert done.returncode == 2
    assert done.stdout == b"2*x\n3*x^2\n"
    places = [line for line in done.stderr.decode().splitlines() if line.startswith("symdiff:")]
    assert [place.split(",")[0] for place in places] == ["symdiff: line 2", "symdiff: line 4", "symdiff: line 5"]


@pytest.mark.parametrize("data", [b"x\xff", b"\xc0\xaf", "x^2".encode("utf-16"), b"\x00", b"\x1b[A"])
def test_bytes_that_are_no_formula_are_an_error(data: bytes) -> None:
    done = run("diff", "-", data=data)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"symdiff: line 1")
    assert b"Traceback" not in done.stderr


def test_a_byte_order_mark_is_no_part_of_the_formula() -> None:
    assert run("diff", "-", data=b"\xef\xbb\xbfx^2").stdout == b"2*x\n"


def test_formulas_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "formulas.txt"
    file.write_text("x^2\n# second\nln(\n", encoding="utf-8")
    done = run("diff", "--file", str(file), "x^5")
    assert (done.returncode, done.stdout) == (2, b"5*x^4\n2*x\n")
    assert done.stderr.decode().startswith(f"symdiff: {file}, line 3, column")


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    done = run("diff", "--file", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith(b"symdiff: cannot read")


def test_json_has_a_line_for_each_formula() -> None:
    done = run("diff", "-", "--format", "json", data=b"x^2\nx^\n")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["input"] for record in records] == ["x^2", "x^"]
    assert "errors" in records[1]


def test_an_empty_pipe_is_no_error() -> None:
    assert run("diff", "-").returncode == 0


def test_nothing_to_do_and_no_terminal_prints_the_help() -> None:
    done = run()
    assert done.returncode == 0
    assert b"symdiff COMMAND" in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")
def test_a_reader_that_goes_away_is_no_reason_to_complain() -> None:
    with subprocess.Popen([*COMMAND, "diff", "-"], stdin=-1, stdout=-1, stderr=-1) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        with contextlib.suppress(BrokenPipeError):  # it leaves before it has read everything
            process.stdin.write(b"x^2\n" * 20_000)
            process.stdin.close()
        assert (process.stderr.read(), process.wait(60)) == (b"", 141)


@pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")
@pytest.mark.skipif(signal.getsignal(signal.SIGINT) is signal.SIG_IGN, reason="started where interrupts are ignored")
def test_ctrl_c_ends_quietly_with_130() -> None:
    with subprocess.Popen([*COMMAND, "diff", "-"], stdin=-1, stdout=-1, stderr=-1) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"x +* 1\n")
        process.stdin.flush()
        assert process.stderr.readline().startswith(b"symdiff: ")  # it has begun
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert b"Traceback" not in process.stderr.read()


def test_output_that_the_encoding_cannot_hold_is_escaped() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = run("diff", "x^2 y", "--format", "unicode", env=environment)
    assert done.returncode == 0
    assert done.stdout.isascii()


def test_a_formula_of_10_000_terms_goes_through_a_pipe() -> None:
    text = "+".join(f"x^{i}" for i in range(10_000))
    done = run("diff", "-", data=text.encode())
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 1
