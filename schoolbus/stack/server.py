"""What the stack asks of each server: prepare, how to run, does it answer. One class each fulfils it."""

import signal
from pathlib import Path
from typing import Protocol


class Server(Protocol):
    """One server of the private stack. None of these may touch a server that we did not start."""

    name: str
    user: str | None
    stop_signal: signal.Signals
    folder: Path

    def prepare(self) -> None:
        """Make its data and its configuration; called before every start, also after a crash. Raises StackError."""

    def command(self) -> list[str]:
        """The command that runs it in the foreground. It names `folder`, by which a leftover is known as ours."""

    def answers(self) -> bool:
        """Whether it takes requests now."""

    def settle(self) -> None:
        """What has to be done once it answers for the first time (a database, its extensions)."""
