"""What the rules remember of each vehicle between two fixes, as columns that can be saved and recalled to the byte. Pure.

Every vehicle has two rows: one for what is live, one for what arrives delayed (补报), so that the present never goes back.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fleet.fixes import Bools, Ints
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
        ("stood", "u1"),  # 1: at the stop reached last, 2: at the one after it
        ("gap", "f8"),  # the longest time between two fixes since just before that stop was reached
        ("along", "f8"),  # metres along its line, nan where no risk segment is near
        ("along_line", "i4"),  # the version of that line
        ("pass_place", "i4"),  # the risk segment that it passes, -1 for none
        ("pass_m", "f8"),  # of it so far
        ("pass_s", "f8"),  # at most so long inside
        ("pass_since", "f8"),  # the last fix before it
        ("pass_fixes", "u1"),  # inside
        ("pass_kmh", "f8"),  # once it is behind, until the next fix says so too
        ("resting", "f8"),  # since when the driver does not drive, nan while he does
        ("driving", "f8"),  # since when he drives without a rest, nan after one
        ("door_told", "u1"),  # its terminal has reported an open door
    ]
)
RULE = np.dtype(
    [
        ("phase", "u1"),  # CALM, PENDING, OPEN
        ("points", "u1"),  # the most that the points table gives for it
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
        ("trial", "?"),  # it began while its rule was in trial: told to nobody
    ]
)
CALM, PENDING, OPEN = 0, 1, 2


def fresh_base(size: int) -> Rows:
    """Rows that remember nothing."""
    rows = np.zeros(size, BASE)
    for name in (
        "device", "section", "ignition", "stop", "run", "last_run", "at_place", "seen_place", "along_line", "pass_place",
    ):  # fmt: skip
        rows[name] = -1
    for name in ("time", "last_start", "seen_at", "service_until", "last_ended"):
        rows[name] = -np.inf
    for name in (
        "lon", "lat", "course", "late", "standing_since", "at_since", "along", "pass_since", "pass_kmh", "resting", "driving",
    ):  # fmt: skip
        rows[name] = np.nan
    return rows


@dataclass(frozen=True, slots=True)
class Busy:
    """The rule records of some rows that are not calm, ordered by row: the index of the row, of the rule, and the record."""

    row: Ints
    rule: Ints
    record: Rows


NOTHING = Busy(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, RULE))


def busy_of(busy: Busy, which: Bools) -> Busy:
    """What is not calm in the rows of a mask, by their index among them."""
    kept, index = which[busy.row], np.cumsum(which) - 1
    return Busy(index[busy.row[kept]], busy.rule[kept], busy.record[kept])


@dataclass(frozen=True, slots=True)
class Changed:
    """Rows of memory as they are after a judgement: `row` names them, `base` holds a record each, `busy` what is not calm."""

    row: Ints
    base: Rows
    busy: Busy


@dataclass(slots=True)
class Memory:
    """The memory of all vehicles: row 2n is the live one of the n-th vehicle seen, row 2n+1 the delayed one.

    Most rules are calm most of the time: only the records of the others are held, by a key of row and rule, ascending.
    """

    vehicle: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    base: Rows = field(default_factory=lambda: fresh_base(0))
    _key: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _record: Rows = field(default_factory=lambda: np.zeros(0, RULE))
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
        return self._slot[vehicle]

    def busy(self, row: Ints) -> Busy:
        """What is not calm in some rows."""
        first, end = (np.searchsorted(self._key, each * len(RULES)) for each in (row, row + 1))
        counts = end - first
        which = np.repeat(np.arange(len(row)), counts)
        at = np.arange(len(which)) + np.repeat(first - (np.cumsum(counts) - counts), counts)
        return Busy(which, self._key[at] % len(RULES), self._record[at])

    @property
    def rules(self) -> Rows:
        """All rule records as a table, a column a rule; a calm one is all zeros."""
        table = np.zeros((len(self.base), len(RULES)), RULE)
        table[self._key // len(RULES), self._key % len(RULES)] = self._record
        return table

    def put(self, changed: Changed) -> "Memory":
        """This memory with the rows as a judgement left them."""
        self.base[changed.row] = changed.base
        busy = changed.busy
        if len(self._key) or len(busy.row):
            kept = ~np.isin(self._key // len(RULES), changed.row)
            key = np.concatenate((self._key[kept], changed.row[busy.row] * len(RULES) + busy.rule))
            order = np.argsort(key)
            self._key, self._record = key[order], np.concatenate((self._record[kept], busy.record))[order]
        return self


def fingerprint(layout: list[Any]) -> bytes:
    """Eight bytes that stand at the head of every saved row, so that it is read by the layout it was written in."""
    return hashlib.blake2b(json.dumps(layout).encode(), digest_size=8).digest()


LAYOUT: list[Any] = [BASE.descr, RULE.descr, [rule.id for rule in RULES]]
MARK = fingerprint(LAYOUT)


def saved(base: Rows, busy: Busy) -> Iterator[tuple[Ints, NDArray[np.uint8]]]:
    """Each row as bytes: the mark, the base record, then for each rule that is not calm its number and its record.

    Given are groups of rows of one length: which rows, and a line of bytes each.
    """
    counts = np.bincount(busy.row, minlength=len(base))
    tail = np.empty(len(busy.row), [("rule", "u1"), ("record", RULE)])
    tail["rule"], tail["record"] = busy.rule, busy.record
    head = len(MARK) + BASE.itemsize
    for count in np.unique(counts).tolist():
        rows = np.flatnonzero(counts == count)
        lines = np.empty((len(rows), head + count * tail.itemsize), np.uint8)
        lines[:, : len(MARK)] = np.frombuffer(MARK, np.uint8)
        lines[:, len(MARK) : head] = as_bytes(base[rows])
        if count:
            lines[:, head:] = as_bytes(tail[counts[busy.row] == count]).reshape(len(rows), -1)
        yield rows, lines


def saved_each(base: Rows, busy: Busy) -> list[bytes]:
    """The same one by one, in the order of the rows."""
    lines = [b""] * len(base)
    for rows, table in saved(base, busy):
        for row, line in zip(rows.tolist(), table, strict=True):
            lines[row] = line.tobytes()
    return lines


def recalled(saved_rows: Iterable[tuple[int, bytes, bytes | None]], layouts: dict[bytes, list[Any]]) -> Memory:
    """A memory from (vehicle id, live row, delayed row or None); `layouts` names the older layouts by their mark.

    A field that an older layout lacks starts as unknown; a rule that is gone is forgotten.
    """
    rows = list(saved_rows)
    memory = Memory()
    slot = memory.slots(np.array([vehicle for vehicle, _, _ in rows], np.int64))
    busy = list[tuple[int, int, Rows]]()
    for i, (_, live, delayed) in zip(slot.tolist(), rows, strict=True):
        for row, blob in ((2 * i, live), (2 * i + 1, delayed)):
            if blob is not None:
                busy += [(row, *each) for each in _read(memory.base, row, blob, layouts)]
    busy.sort(key=lambda each: each[:2])
    every = np.arange(len(memory.base))
    row, rule = (np.array([each[column] for each in busy], np.int64) for column in (0, 1))
    records = np.concatenate([record for _, _, record in busy]) if busy else np.zeros(0, RULE)
    return memory.put(Changed(every, memory.base, Busy(row, rule, records)))


def _read(memory: Rows, row: int, blob: bytes, layouts: dict[bytes, list[Any]]) -> Iterator[tuple[int, Rows]]:
    """Read a base record into its row; the rule records by the number that their rule has now."""
    base, record, names = layouts.get(blob[:8], LAYOUT) if blob[:8] != MARK else LAYOUT
    old_base, old_rule = np.dtype(_pairs(base)), np.dtype(_pairs(record))
    at = 8 + old_base.itemsize
    _copy(memory, row, np.frombuffer(blob, old_base, 1, 8)[0])
    here = {rule.id: number for number, rule in enumerate(RULES)}
    while at < len(blob):
        name = names[blob[at]]
        if name in here:
            read = np.zeros(1, RULE)
            _copy(read, 0, np.frombuffer(blob, old_rule, 1, at + 1)[0])
            yield here[name], read
        at += 1 + old_rule.itemsize


def as_bytes(rows: Rows) -> NDArray[np.uint8]:
    """Records as a table of bytes, a line a row."""
    records = np.ascontiguousarray(rows)
    return records.view(np.uint8).reshape(len(rows), records.nbytes // max(len(rows), 1))


def _pairs(layout: list[Any]) -> list[tuple[str, str]]:
    return [(name, kind) for name, kind in layout]


def _copy(into: Rows, where: Any, record: Any) -> None:
    for name in record.dtype.names:
        if name in (into.dtype.names or ()):
            into[name][where] = record[name]
