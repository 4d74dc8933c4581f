"""How much each device may send: a bucket that leaks. Pure: time is an argument."""

MOST_KEYS = 50_000


class Limiter:
    """Counts by key (a device). Each may have `rate_per_s` for long and `burst` at once; memory is bounded."""

    def __init__(self, rate_per_s: float, burst: float, most_keys: int = MOST_KEYS) -> None:
        self._rate_per_s = rate_per_s
        self._burst = burst
        self._most_keys = most_keys
        self._levels: dict[str, tuple[float, float]] = {}  # how full a bucket was, and when

    def allow(self, key: str, n: float, now_s: float) -> float:
        """Count `n` more; for how many seconds nothing more should be taken of it, 0.0 while it keeps to its rate.

        What is counted was sent already: it is taken, and pays for itself by waiting.
        """
        held = self._levels.get(key)
        if held is None:
            if len(self._levels) >= self._most_keys:
                self._forget_the_calm(now_s)
            level = n
        else:
            level, at_s = held
            if now_s > at_s:
                level -= (now_s - at_s) * self._rate_per_s
            level = level + n if level > 0 else n
        self._levels[key] = level, now_s
        return (level - self._burst) / self._rate_per_s if level > self._burst else 0.0

    def room(self, key: str, now_s: float) -> int:
        """How many it may send at once now; nothing is counted."""
        return max(0, int(self._burst - self._level(key, now_s)))

    def beyond(self, key: str, now_s: float) -> float:
        """How many it has sent beyond what it may."""
        return max(0.0, self._level(key, now_s) - self._burst)

    def forget(self, key: str) -> None:
        """It begins anew."""
        self._levels.pop(key, None)

    def __len__(self) -> int:
        return len(self._levels)

    def _level(self, key: str, now_s: float) -> float:
        level, at_s = self._levels.get(key, (0.0, now_s))
        return max(0.0, level - max(0.0, now_s - at_s) * self._rate_per_s)

    def _forget_the_calm(self, now_s: float) -> None:
        """Those whose buckets are empty; all, when none is: whoever makes up so many names gains a burst by it."""
        full = {key: held for key, held in self._levels.items() if self._level(key, now_s) > 0}
        self._levels = full if len(full) < self._most_keys else {}
