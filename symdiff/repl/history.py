"""What was typed in earlier sessions."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from prompt_toolkit.history import FileHistory


def state_directory() -> Path:
    """Where this user's programs keep what they remember between runs."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "symdiff"
    base = os.environ.get("XDG_STATE_HOME", "")
    # The standard says that a relative path is to be ignored.
    return (Path(base) if os.path.isabs(base) else Path.home() / ".local" / "state") / "symdiff"


class LastingHistory(FileHistory):
    """History in a file. Where the file cannot be used, it lasts for the session, and that is told once."""

    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        super().__init__(str(path))
        self._tell: Callable[[str], None] | None = tell

    def load_history_strings(self) -> list[str]:
        """The lines of earlier sessions, newest first."""
        try:
            return list(super().load_history_strings())
        except OSError as error:
            self._give_up(error)
            return []

    def store_string(self, string: str) -> None:
        """Keep a line."""
        if self._tell is None:
            return
        try:
            Path(os.fsdecode(self.filename)).parent.mkdir(parents=True, exist_ok=True)
            super().store_string(string)
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        if self._tell is not None:
            self._tell(f"(history is kept for this session only: {error.strerror}: {os.fsdecode(self.filename)})")
            self._tell = None
