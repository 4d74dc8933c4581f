"""Who speaks for which vehicle, and when: a device's own name and a moment into numbers. Pure."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from fleet.fixes import Floats, Ints
from fleet.stretches import Stretches


@dataclass(frozen=True, slots=True)
class Roster:
    """The devices (终端) by what they call themselves, and their bindings to vehicles.

    no        device id -> device number
    disabled  device ids that are shut out
    bindings  device number -> vehicle id, over time
    """

    no: dict[str, int]
    disabled: frozenset[str]
    bindings: Stretches

    @classmethod
    def of(
        cls, devices: Iterable[tuple[str, int, bool]], bindings: Iterable[tuple[int, float, float, int]]
    ) -> "Roster":
        """From (id, number, disabled) and (device number, since, until, vehicle id); times in seconds since 1970."""
        rows = list(devices)
        return cls(
            {id_: no for id_, no, _ in rows},
            frozenset(id_ for id_, _, disabled in rows if disabled),
            Stretches.of(bindings),
        )

    def resolve(self, claimed: Sequence[str], time_s: Floats) -> tuple[Ints, Ints]:
        """Device number and vehicle id of each fix at the fix's own time; -1 for an unknown device, or no vehicle then.

        A device that is disabled is known and has no vehicle.
        """
        device = np.fromiter(map(self.no.get, claimed, repeat(-1)), np.int64, len(claimed))
        vehicle = self.bindings.at(device, time_s)
        if self.disabled:
            vehicle[np.fromiter(map(self.disabled.__contains__, claimed), np.bool_, len(claimed))] = -1
        return device, vehicle

    @property
    def known(self) -> Container[str]:
        """The ids of all devices."""
        return self.no
