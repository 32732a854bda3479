"""Input for the doors: searched by the coverage that it brings where Atheris is installed, by Hypothesis otherwise."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from .watching import Findings

LONGEST = 48  # bytes: what breaks a reader is seldom longer, and formulas stay quick
FOUND = 77  # libFuzzer's status where an input failed


def is_guided() -> bool:
    """Whether there is a fuzzer that sees the coverage."""
    return importlib.util.find_spec("atheris") is not None


def attack(door: str, count: int, seed: int, limit: float, *, guided: bool | None = None) -> Findings:
    """Try so many inputs at a door; the search by coverage runs in a process of its own, which may die."""
    if is_guided() if guided is None else guided:
        return by_coverage(door, count, seed, limit)
    return by_properties(door, count, seed, limit)


def by_properties(door: str, count: int, seed: int, limit: float) -> Findings:
    """Hypothesis chooses the bytes, short ones and such as repeat among them."""
    from .harnesses import DOORS, shown

    findings = Findings(limit)

    @seeded(seed)
    @settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.binary(max_size=LONGEST))
    def search(data: bytes) -> None:
        findings.counts["cases"] += 1
        findings.asked(shown(door, data), lambda: DOORS[door](data))

    search()
    return findings


def by_coverage(door: str, count: int, seed: int, limit: float) -> Findings:
    """Atheris chooses the bytes, from what reached new code before."""
    from .harnesses import shown

    findings = Findings(limit)
    findings.counts["cases"] = count
    with tempfile.TemporaryDirectory() as folder:
        begin, kept = Path(folder) / "begin", Path(folder) / "kept"
        begin.mkdir()
        kept.mkdir()
        random = Random(seed)
        for number in range(32):
            (begin / str(number)).write_bytes(random.randbytes(random.randint(1, 12)))
        options = [
            f"-runs={count}",
            f"-seed={seed or 1}",
            f"-max_len={LONGEST}",
            f"-artifact_prefix={kept}/",
            "-verbosity=0",
        ]
        command = [sys.executable, "-m", "tests.fuzz.guided", door, str(limit), *options, str(begin)]
        status = subprocess.run(command, check=False, stdout=sys.stderr).returncode
        for artifact in sorted(kept.iterdir()):
            findings.fault(artifact.name.split("-")[0], shown(door, artifact.read_bytes()), "see above")
        if status and not findings.faults:
            findings.fault("crash", door, f"the process ended with status {status}")
    return findings


def child() -> None:
    """The process of a search by coverage: `python -m tests.fuzz.guided DOOR LIMIT OPTION...`."""
    import atheris

    door, limit, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["symdiff"], enable_loader_override=False):
        import symdiff

        # What a door loads when it is first used must be seen, too.
        for module in pkgutil.walk_packages(symdiff.__path__, "symdiff."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        from .harnesses import DOORS
        from .watching import limited

    def once(data: bytes) -> None:
        try:
            with limited(float(limit)):
                DOORS[door](data)
        except symdiff.SymdiffError:
            return

    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


if __name__ == "__main__":
    child()
