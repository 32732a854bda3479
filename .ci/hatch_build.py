"""The compiled core goes into the build where a C compiler is there; without one everything is pure Python.

`SYMDIFF_CORE=python` leaves it out, and `SYMDIFF_CORE=c` takes it for an error where it cannot be built.
A checkout that is installed to be edited gets it beside its sources.

    python .ci/hatch_build.py FOLDER    only builds it, there
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent.parent
CORE = ROOT / "symdiff" / "core"
LIMITED_API = ("Py_LIMITED_API", "0x030B0000")  # one file for every Python from 3.11 on
OF_UNIX = ["-std=c11", "-O3", "-g0", "-fno-strict-aliasing", "-fvisibility=hidden"]
OF_MSVC = ["/std:c11", "/O2"]


class CoreBuildHook(BuildHookInterface):
    """Builds the core before a wheel is made."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build it, and say what the wheel is then."""
        wanted = os.environ.get("SYMDIFF_CORE", "")
        if self.target_name != "wheel" or wanted == "python":
            return
        self._folder = tempfile.TemporaryDirectory()
        built, problem = build(CORE if version == "editable" else Path(self._folder.name))
        if built is None:
            if wanted == "c":
                raise RuntimeError(f"the compiled core cannot be built: {problem}")
            self.app.display_warning(f"symdiff: without its compiled core, in Python alone: {problem}")
        elif version != "editable":
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data.update(pure_python=False, tag=f"cp311-abi3-{platform}")
            build_data["force_include"][str(built)] = f"symdiff/core/{built.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was built in between."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()


def build(folder: Path) -> tuple[Path | None, str]:
    """Build the core in a process of its own, which keeps what compilers say to itself.

    Args:
        folder: where it comes.

    Returns:
        The file, or None and why there is none.
    """
    if sys.implementation.name != "cpython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        return None, "it needs a CPython with its lock"
    done = subprocess.run([sys.executable, __file__, str(folder)], capture_output=True, text=True, check=False)
    said = done.stdout.splitlines()
    if done.returncode == 0 and said and Path(said[-1]).is_file():
        return Path(said[-1]), ""
    errors = done.stderr.splitlines() or ["no reason is known"]
    return None, next((line for line in errors if "error:" in line), errors[-1])


def compiled(folder: Path) -> Path:
    """The core, built into a folder by the compiler that setuptools finds."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    class Build(build_ext):
        def build_extensions(self) -> None:
            flags = OF_MSVC if self.compiler.compiler_type == "msvc" else OF_UNIX
            for extension in self.extensions:
                extension.extra_compile_args = flags
            super().build_extensions()

    sources = sorted(str(path.relative_to(ROOT)) for path in CORE.glob("*.c"))
    extension = Extension(
        "_core",
        sources,
        define_macros=[LIMITED_API],
        py_limited_api=True,
    )
    command = Build(Distribution({"name": "symdiff", "ext_modules": [extension]}))
    with tempfile.TemporaryDirectory() as scraps:
        command.build_lib, command.build_temp = str(folder), scraps
        command.ensure_finalized()
        command.run()
    return Path(command.get_ext_fullpath("_core")).resolve()


if __name__ == "__main__":
    target = Path(sys.argv[1]).resolve()
    os.chdir(ROOT)
    print(compiled(target))
