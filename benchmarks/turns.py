"""The systems take turns, so that whatever else the machine does hits all alike."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .peers import PEERS

PREPARING = 120.0
SLOW = 3.0  # a system that took so many seconds is not asked for the same again


@dataclass
class Outcome:
    """What one system did on one workload: its times, or why there are none."""

    seconds: list[float] = field(default_factory=list)
    failed: str | None = None

    @property
    def median(self) -> float | None:
        return statistics.median(self.seconds) if self.seconds and self.failed is None else None


class Process:
    """A worker; one that dies or takes too long is replaced when it is next asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.version: str | None = None
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> bool:
        """Whether the system is installed and runs."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker", self.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **PEERS[self.name].environment},
        )
        answer = self._answer(PREPARING)
        self.version = answer.get("version")
        return self.version is not None

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def ask(self, workload: str, limit: float) -> dict[str, Any]:
        """The worker's answer; the limit is for the work alone, not for preparing it."""
        if self._process is None:
            self.start()
        assert self._process is not None
        assert self._process.stdin is not None
        print(workload, file=self._process.stdin, flush=True)
        answer = self._answer(PREPARING)
        if "ready" in answer:
            answer = self._answer(limit)
        if "stopped" in answer:
            self.stop()
        return answer

    def _answer(self, limit: float) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        late = threading.Timer(limit, self._process.kill)
        late.start()
        line = self._process.stdout.readline()
        in_time = late.is_alive()
        late.cancel()
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        return {"stopped": True, "failed": "died" if in_time else f"over {limit:g} s"}


def measure(
    systems: Iterable[Process], workloads: Iterable[str], rounds: int, limit: float
) -> dict[str, dict[str, Outcome]]:
    """Workload -> system -> outcome."""
    running = list(systems)
    outcomes: dict[str, dict[str, Outcome]] = {}
    for workload in workloads:
        row = outcomes[workload] = {system.name: Outcome() for system in running}
        for _ in range(rounds):
            for system in running:
                _turn(system, workload, limit, row[system.name])
        print(workload, {name: o.failed if o.median is None else o.median for name, o in row.items()}, file=sys.stderr)
    return outcomes


def _turn(system: Process, workload: str, limit: float, outcome: Outcome) -> None:
    if outcome.failed is not None or (outcome.seconds and outcome.seconds[-1] > SLOW):
        return
    answer = system.ask(workload, limit)
    if "seconds" in answer:
        outcome.seconds.append(answer["seconds"])
    else:
        outcome.failed = answer["failed"]
