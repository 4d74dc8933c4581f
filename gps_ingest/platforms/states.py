"""How the links of each platform stand, noted by the door and written into the table from time to time."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg

from core import clock

WRITE = """UPDATE platform SET main_since = %(main)s, slave_since = %(slave)s, problem = %(problem)s,
    problem_at = %(problem_at)s, last_heard = greatest(last_heard, %(heard)s) WHERE id = %(id)s"""
NOBODY_IS_HERE = (
    "UPDATE platform SET main_since = NULL, slave_since = NULL WHERE num_nulls(main_since, slave_since) < 2"
)


@dataclass(slots=True)
class State:
    """How the links of one platform stand, in seconds since 1970; None: not up, not heard, nothing wrong.

    `problem` is what keeps one of its links from being up.
    """

    main_s: float | None = None
    slave_s: float | None = None
    heard_s: float | None = None
    problem: str | None = None
    problem_s: float | None = None
    changed: bool = False


class States:
    """The states of all platforms since the ingest began."""

    def __init__(self) -> None:
        self._states: dict[int, State] = {}
        self._cleared = False

    def main(self, platform_id: int, *, up: bool) -> None:
        """The main link came up, or is gone."""
        state = self._touched(platform_id)
        state.main_s = clock.epoch() if up else None

    def slave(self, platform_id: int, *, up: bool) -> None:
        """The slave link came up, so all is well; or it is gone."""
        state = self._touched(platform_id)
        state.slave_s = clock.epoch() if up else None
        if up:
            state.problem = state.problem_s = None

    def heard(self, platform_id: int) -> None:
        """Something came."""
        state = self._touched(platform_id)
        state.heard_s = clock.epoch()

    def wrong(self, platform_id: int, problem: str) -> None:
        """Something keeps a link from being up; a stable word."""
        state = self._touched(platform_id)
        state.problem, state.problem_s = problem, clock.epoch()

    async def write(self, conn: psycopg.AsyncConnection[Any]) -> None:
        """Write what changed. The first time, what a killed predecessor left as up is put down."""
        if not self._cleared:
            await conn.execute(NOBODY_IS_HERE)
            self._cleared = True
        for platform_id, state in self._states.items():
            if state.changed:
                state.changed = False
                try:
                    await conn.execute(WRITE, _row(platform_id, state))
                except psycopg.Error:
                    state.changed = True
                    raise

    def _touched(self, platform_id: int) -> State:
        state = self._states.setdefault(platform_id, State())
        state.changed = True
        return state


def _row(platform_id: int, state: State) -> dict[str, Any]:
    return {
        "id": platform_id,
        "main": _time(state.main_s),
        "slave": _time(state.slave_s),
        "heard": _time(state.heard_s),
        "problem": state.problem,
        "problem_at": _time(state.problem_s),
    }


def _time(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
