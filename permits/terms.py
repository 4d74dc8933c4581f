"""What a permit says, as values: its conditions (许可事项) by REG 14-16, without a database. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from fleet.fixes import Floats, Ints
from fleet.stretches import Stretches


@dataclass(frozen=True, slots=True)
class PermitTerms:
    """The content of one permit version: one vehicle and owner, its drivers, its lines. `lines`: line id -> line version id."""

    version_id: int
    number: str
    vehicle_id: int
    owner_id: int
    seats: int
    driver_ids: frozenset[int]
    lines: dict[int, int]


@dataclass(frozen=True, slots=True)
class Permits:
    """All permit versions, and for each vehicle which of them was in force when, and when it had a sign.

    `in_force` and `signs` hold the permit version id and the sign id by vehicle and time.
    """

    terms: dict[int, PermitTerms]
    in_force: Stretches
    signs: Stretches
    _approved: tuple[Ints, Ints]
    _seats: tuple[Ints, Ints]

    @classmethod
    def of(cls, terms: Iterable[PermitTerms], in_force: Stretches, signs: Stretches) -> "Permits":
        by_id = {term.version_id: term for term in terms}
        pairs = sorted(
            (t.version_id << 31 | line, version) for t in by_id.values() for line, version in t.lines.items()
        )
        table = np.array(pairs, np.int64).reshape(-1, 2)
        versions = sorted(by_id)
        seats = np.array([by_id[version].seats for version in versions], np.int64)
        return cls(by_id, in_force, signs, (table[:, 0], table[:, 1]), (np.array(versions, np.int64), seats))

    def version_at(self, vehicle: Ints, time_s: Floats) -> Ints:
        """The permit version in force for each vehicle at each time, -1 where there is none."""
        return self.in_force.at(vehicle, time_s)

    def approved_line(self, permit_version: Ints, line: Ints) -> Ints:
        """The version of a line that a permit version approves, -1 where it does not name the line."""
        keys, versions = self._approved
        if not len(keys):
            return np.full(len(line), -1, np.int64)
        wanted = permit_version << 31 | np.maximum(line, 0)
        index = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where((keys[index] == wanted) & (permit_version >= 0) & (line >= 0), versions[index], -1)

    def seats_of(self, permit_version: Ints) -> Ints:
        """The persons that each permit version approves (核载人数), -1 where it is not known."""
        versions, seats = self._seats
        if not len(versions):
            return np.full(len(permit_version), -1, np.int64)
        index = np.minimum(np.searchsorted(versions, permit_version), len(versions) - 1)
        return np.where(versions[index] == permit_version, seats[index], -1)
