"""How fast something is consumed, while the generator is kept a little ahead of it."""

import time
from collections.abc import Callable

from bench.ground.ingest import POLL_S, wait_for
from bench.load.shared import ALLOWED, SENT, Shared

IDLE_S = 2.0


def pace(counted: Callable[[], int], shared: Shared, *, seconds: float, warm_s: float, ahead: int) -> float:
    """Consumed a second over `seconds` after a warm-up, never more than `ahead` on the way. Less long where the generator
    had less ready. Nothing more is allowed afterwards.
    """
    began = time.monotonic()
    warm = last = counted(), began
    while (now := time.monotonic()) < began + warm_s + seconds:
        consumed = counted()
        if now < began + warm_s:
            warm = consumed, now
        if consumed > last[0]:
            last = consumed, now
        elif now > last[1] + IDLE_S and now > began + warm_s:
            break
        shared.put(ALLOWED, consumed + ahead)
        time.sleep(POLL_S)
    shared.put(ALLOWED, 0)
    return (last[0] - warm[0]) / (last[1] - warm[1])


def settle(counted: Callable[[], int], shared: Shared) -> int:
    """Wait until the generator stands still and everything sent is consumed; how much that is. Raises TimeoutError."""
    before = -1

    def stands_and_is_consumed() -> bool:
        nonlocal before
        stands, before = before == (sent := shared.get(SENT)), sent
        return stands and counted() >= sent

    time.sleep(5 * POLL_S)  # for what the generator was just sending
    wait_for(stands_and_is_consumed, "what was sent last")
    return shared.get(SENT)
