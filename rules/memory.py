"""What the rules remember of each vehicle between two fixes, as columns that can be saved and recalled to the byte. Pure.

Every vehicle has two rows: one for what is live, one for what arrives delayed (补报), so that the present never goes back.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fleet.fixes import Ints
from rules.catalogue import RULES

Rows = NDArray[np.void]

BASE = np.dtype(
    [
        ("time", "f8"),  # of the last judged fix, -inf before the first
        ("lon", "f8"),
        ("lat", "f8"),
        ("speed", "f8"),  # m/s
        ("course", "f8"),
        ("standing_since", "f8"),  # nan while it moves
        ("device", "i4"),  # by which it is judged
        ("section", "i4"),  # place id of the road section driven on last
        ("ignition", "i1"),
        ("flags", "i4"),  # of that fix, of `fleet.fixes.Mark`
        ("state", "u1"),
        ("stop", "i2"),
        ("run", "i8"),
        ("started", "f8"),
        ("last_start", "f8"),
        ("late", "f8"),
        ("last_run", "i8"),  # the run before, for what of it arrives delayed
        ("last_started", "f8"),
        ("last_ended", "f8"),
        ("at_place", "i8"),  # where it stands now, for the pattern of service
        ("at_since", "f8"),
        ("seen_place", "i8"),  # the last place that it stood at
        ("seen_at", "f8"),
        ("service_until", "f8"),
    ]
)
RULE = np.dtype(
    [
        ("phase", "u1"),  # CALM, PENDING, OPEN
        ("fixes", "u2"),
        ("since", "f8"),
        ("lon", "f8"),  # where it began
        ("lat", "f8"),
        ("last", "f8"),  # the last breaching fix
        ("metres", "f8"),
        ("worst", "f8"),
        ("allowed", "f8"),  # at the worst
        ("place", "i4"),
        ("run", "i8"),
        ("calm", "f8"),  # since when it is in order again, nan while it is not
    ]
)
CALM, PENDING, OPEN = 0, 1, 2


def fresh_base(size: int) -> Rows:
    """Rows that remember nothing."""
    rows = np.zeros(size, BASE)
    for name in ("device", "section", "ignition", "stop", "run", "last_run", "at_place", "seen_place"):
        rows[name] = -1
    for name in ("time", "last_start", "seen_at", "service_until", "last_ended"):
        rows[name] = -np.inf
    for name in ("lon", "lat", "course", "late", "standing_since", "at_since"):
        rows[name] = np.nan
    return rows


@dataclass(frozen=True, slots=True)
class Changed:
    """Rows of memory as they are after a judgement: `row` names them, `base` and `rules` hold one record each."""

    row: Ints
    base: Rows
    rules: Rows


@dataclass(slots=True)
class Memory:
    """The memory of all vehicles: row 2n is the live one of the n-th vehicle seen, row 2n+1 the delayed one."""

    vehicle: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    base: Rows = field(default_factory=lambda: fresh_base(0))
    rules: Rows = field(default_factory=lambda: np.zeros((0, len(RULES)), RULE))
    _slot: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def slots(self, vehicle: Ints) -> Ints:
        """The slot of each vehicle, making room for those not seen before (they remember nothing)."""
        top = int(vehicle.max(initial=-1)) + 1
        if top > len(self._slot):
            self._slot = np.concatenate((self._slot, np.full(top - len(self._slot), -1, np.int64)))
        new = np.unique(vehicle[self._slot[vehicle] < 0])
        if new.size:
            self._slot[new] = len(self.vehicle) + np.arange(new.size)
            self.vehicle = np.concatenate((self.vehicle, new))
            self.base = np.concatenate((self.base, fresh_base(2 * new.size)))
            self.rules = np.concatenate((self.rules, np.zeros((2 * new.size, len(RULES)), RULE)))
        return self._slot[vehicle]

    def put(self, changed: Changed) -> "Memory":
        """This memory with the rows as a judgement left them."""
        self.base[changed.row] = changed.base
        self.rules[changed.row] = changed.rules
        return self


def fingerprint(layout: list[Any]) -> bytes:
    """Eight bytes that stand at the head of every saved row, so that it is read by the layout it was written in."""
    return hashlib.blake2b(json.dumps(layout).encode(), digest_size=8).digest()


LAYOUT: list[Any] = [BASE.descr, RULE.descr, [rule.id for rule in RULES]]
MARK = fingerprint(LAYOUT)


def saved(base: Rows, rules: Rows) -> list[bytes]:
    """Each row as bytes: the mark, the base record, then for each rule that is not calm its number and its record."""
    width = BASE.itemsize
    heads = base.tobytes()
    busy = rules["phase"] != CALM
    rows = [MARK + heads[i * width : (i + 1) * width] for i in range(len(base))]
    for i in np.flatnonzero(busy.any(axis=1)):
        rows[i] += b"".join(bytes([r]) + rules[i, r].tobytes() for r in np.flatnonzero(busy[i]))
    return rows


def recalled(saved_rows: Iterable[tuple[int, bytes, bytes | None]], layouts: dict[bytes, list[Any]]) -> Memory:
    """A memory from (vehicle id, live row, delayed row or None); `layouts` names the older layouts by their mark.

    A field that an older layout lacks starts as unknown; a rule that is gone is forgotten.
    """
    rows = list(saved_rows)
    memory = Memory()
    slot = memory.slots(np.array([vehicle for vehicle, _, _ in rows], np.int64))
    for i, (_, live, delayed) in zip(slot, rows, strict=True):
        for row, blob in ((2 * i, live), (2 * i + 1, delayed)):
            if blob is not None:
                _read(memory, int(row), blob, layouts)
    return memory


def _read(memory: Memory, row: int, blob: bytes, layouts: dict[bytes, list[Any]]) -> None:
    base, record, names = layouts.get(blob[:8], LAYOUT) if blob[:8] != MARK else LAYOUT
    old_base, old_rule = np.dtype(_pairs(base)), np.dtype(_pairs(record))
    at = 8 + old_base.itemsize
    _copy(memory.base, row, np.frombuffer(blob, old_base, 1, 8)[0])
    here = {rule.id: number for number, rule in enumerate(RULES)}
    while at < len(blob):
        name = names[blob[at]]
        if name in here:
            _copy(memory.rules, (row, here[name]), np.frombuffer(blob, old_rule, 1, at + 1)[0])
        at += 1 + old_rule.itemsize


def _pairs(layout: list[Any]) -> list[tuple[str, str]]:
    return [(name, kind) for name, kind in layout]


def _copy(into: Rows, where: Any, record: Any) -> None:
    for name in record.dtype.names:
        if name in (into.dtype.names or ()):
            into[name][where] = record[name]
