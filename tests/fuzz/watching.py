"""What a run found, and the clock that every question is asked under."""

from __future__ import annotations

import os
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from symdiff import SymdiffError


class OverTime(BaseException):
    """A question took longer than its limit; no handler of errors may take it for one."""


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise OverTime


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """An end for what runs longer than so many seconds of the processor, where the system has such a clock.

    Raises:
        OverTime: it did.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, _interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@dataclass
class Findings:
    """What a run found.

    Attributes:
        limit: how many seconds of the processor a question may take.
        counts: how many cases there were, and how many of them could not be told or were refused.
        faults: what is wrong, one line each: its kind, the case, and what happened.
        slowest: the longest time of a question, and the question.
    """

    limit: float = 10.0
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    trail: Path = field(default_factory=lambda: Path(tempfile.gettempdir()) / f"symdiff-fuzz-{os.getpid()}.txt")

    def fault(self, kind: str, case: str, what: str) -> None:
        """Keep and print what is wrong with a case."""
        self.counts[kind] += 1
        self.faults.append((kind, f"{case}: {what}"))
        print(f"{kind}: {case}: {what}", flush=True)

    def asked(self, case: str, ask: Callable[[], Any]) -> Any:
        """The answer; a SymdiffError is returned, and None where the answer is a fault that was kept."""
        # If the process dies of it, the file tells which question it was.
        self.trail.write_text(case, encoding="utf-8", errors="backslashreplace")
        start = time.process_time()
        try:
            with limited(self.limit):
                return ask()
        except SymdiffError as error:
            return error
        except OverTime:
            self.fault("slow", case, f"more than {self.limit:g} s")
        except Exception as error:
            self.fault("crash", case, f"{type(error).__name__}: {error} ({place_of(error)})")
        finally:
            self.slowest = max(self.slowest, (time.process_time() - start, case))
        return None

    def summary(self) -> str:
        """How many there were of everything, and the slowest."""
        self.trail.unlink(missing_ok=True)
        counts = ", ".join(f"{number} {kind}" for kind, number in self.counts.items())
        seconds, case = self.slowest
        return (counts or "nothing asked") + (f"; slowest {seconds:.2f} s: {case}" if case else "")


def place_of(error: BaseException) -> str:
    """Where in the source an error was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"
