"""Servers of one test's own, for tests that harm them: the suite's stack and its databases stay out of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schoolbus.migrate import upgrade
from schoolbus.stack.stack import ANY_PORTS, Stack
from tests.conftest import Broker
from tests.gps_ingest.conftest import Fleet, Ingest, make_ingest, until

PATIENCE_S = 180.0


@dataclass
class OwnStack:
    """A stack with a migrated database, an ingest that is not started yet, and buses to be registered."""

    stack: Stack
    broker: Broker
    ingest: Ingest
    fleet: Fleet
    sayings: list[str]

    def tended(self, true: Callable[[], Any], what: str) -> None:
        """Wait until something holds, starting meanwhile what died, as the supervisor does."""

        def holds() -> Any:
            self.stack.tend()
            return true()

        until(holds, what, PATIENCE_S)

    def said(self, words: str) -> bool:
        """Whether the stack has said something with these words."""
        return any(words in saying for saying in self.sayings)


@contextmanager
def own_stack(data_dir: Path, tmp_path: Path) -> Iterator[OwnStack]:
    """Started, and gone when the block ends; what it kept is the caller's to remove."""
    sayings: list[str] = []
    stack = Stack(data_dir, ports=ANY_PORTS, say=sayings.append)
    stack.start()
    try:
        upgrade(stack.database_url)
        broker = Broker(url=stack.mqtt_url, device_url=stack.mqtt_device_url, _stack=stack)
        ingest = make_ingest(stack.database_url, stack.redis_url, stack.mqtt_url, tmp_path / "ingest.log")
        try:
            yield OwnStack(stack, broker, ingest, Fleet(stack.database_url, broker), sayings)
        finally:
            if ingest.process is not None and ingest.process.poll() is None:
                ingest.kill()
    finally:
        stack.stop()
