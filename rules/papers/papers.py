"""What a rule of papers is given: the papers of one bus, its people and its run on one day, as they are recorded.

None is always "nobody has recorded it": a rule that needs it cannot tell, and says so; it never takes it for good or bad.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from permits.drivers.papers import DriverPapers
from permits.registers.dated import Item, Policy


@dataclass(frozen=True, slots=True)
class VehiclePapers:
    """What the vehicle licence (行驶证) says, and the bus's register of insurance and equipment.

    `licence_class` is the class that its driver needs (准驾车型).
    """

    inspection_to: date | None = None
    inspection_requested_on: date | None = None
    licence_class: str | None = None
    owner: str | None = None
    policies: tuple[Policy, ...] = ()
    equipment: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class SignPapers:
    """A sign (校车标牌): until when it says it is valid, whether it may be used at that moment, whom it names (by id)."""

    number: str
    issued_on: date
    valid_to: date
    usable: bool
    drivers: frozenset[int]


@dataclass(frozen=True, slots=True)
class PermitPapers:
    """The permit version in force (使用许可). `departures` are the approved times of each line version that it names.

    `lines` are the line versions by line: another version of a named line is a changed route or stop.
    """

    number: str
    valid_to: date | None
    owner: str
    drivers: frozenset[int]
    lines: Mapping[int, int]
    departures: Mapping[int, frozenset[time]]


@dataclass(frozen=True, slots=True)
class AttendantPapers:
    """An attendant (随车照管人员): until when the newest certificate is valid, None where there is none.

    `registered`: certificates of attendants are on record in this district at all, so that one without any has none.
    """

    name: str
    trained_to: date | None = None
    registered: bool = True


@dataclass(frozen=True, slots=True)
class RunPapers:
    """What is planned: a line in one of its versions, at a local time of departure."""

    line: int
    line_name: str
    line_version: int
    departs: time


ITEMS = ("brakes", "steering", "lights", "tyres", "safety_door", "seats", "seat_belts")


@dataclass(frozen=True, slots=True)
class PretripCheck:
    """The driver's check before the run: each of ITEMS found good or not; an item that is missing was not looked at."""

    items: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Papers:
    """All of it. `day` is the local day; `check` and `hazards` None: no such records are kept (not: none is there).

    `hazards` names the technical hazards of the bus that are open in the ledger.
    """

    day: date
    vehicle: VehiclePapers
    sign: SignPapers | None = None
    permit: PermitPapers | None = None
    run: RunPapers | None = None
    driver: DriverPapers | None = None
    attendant: AttendantPapers | None = None
    check: PretripCheck | None = None
    hazards: tuple[str, ...] | None = None
    youngest_years: int = 25
    oldest_years: int = 60
