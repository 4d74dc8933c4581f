"""A table that knows in which order its rows last changed, so that a reader asks only for what is newer than it has."""

from collections.abc import Iterator
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Rows by key. A row changed often is one row: whoever reads late reads the newest state, and no queue grows."""

    def __init__(self) -> None:
        self._rows: dict[K, tuple[int, V]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: K) -> bool:
        return key in self._rows

    def get(self, key: K) -> V | None:
        """The row, None where there is none."""
        row = self._rows.get(key)
        return None if row is None else row[1]

    def put(self, key: K, value: V, revision: int) -> None:
        """Set a row; `revision` never falls."""
        self._rows.pop(key, None)
        self._rows[key] = (revision, value)

    def drop(self, key: K) -> None:
        """Forget a row."""
        del self._rows[key]

    def values(self) -> Iterator[V]:
        """Every row, the longest unchanged first."""
        return (value for _, value in self._rows.values())

    def since(self, revision: int) -> Iterator[V]:
        """The rows that changed after a revision, the newest first."""
        for changed, value in reversed(self._rows.values()):
            if changed <= revision:
                return
            yield value

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()
