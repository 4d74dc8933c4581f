"""What has to be done to the runs of a day so that they are those that it wants. Pure.

Nothing is deleted. A run that has begun stays as it is; so does every run that somebody planned, and for the bus of such a run
none is made that day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from runs.making.wanted import Plan, Wanted
from runs.progress import BEGIN_LATE_S

Drivers = Mapping[int, frozenset[int]]
Slot = tuple[int, int, datetime]
LATE = timedelta(seconds=BEGIN_LATE_S)  # a half day that is said so late may still be driven


@dataclass(frozen=True, slots=True)
class Planned:
    """A run that is planned already. `begun`: it has begun, or is sealed: nobody changes it any more."""

    id: int
    vehicle_id: int
    line_version_id: int
    running_time_id: int | None
    permit_version_id: int | None
    driver_id: int | None
    start: datetime
    cancelled: bool
    reason: str | None
    begun: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A run as it is to be from now on."""

    id: int
    running_time_id: int | None
    permit_version_id: int | None
    driver_id: int | None
    start: datetime
    end: datetime | None  # None: as it is
    cancelled: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """New runs with their drivers; and changes in steps: those of one step can be made at once, without two runs in one place."""

    added: list[tuple[Wanted, int | None]] = field(default_factory=list)
    steps: list[list[Change]] = field(default_factory=list)


def only_one(drivers: frozenset[int]) -> int | None:
    """The driver of a permit that names one; of several nobody can tell who drives."""
    return next(iter(drivers)) if len(drivers) == 1 else None


def changes_of(plan: Plan, planned: Iterable[Planned], drivers: Drivers, now: datetime) -> Changes:
    """What to add and to change so that `planned` is as the plan says; what left, or should have, before `now` is neither."""
    rows = sorted(planned, key=lambda one: one.id)
    others = {one.vehicle_id for one in rows if one.running_time_id is None and not one.cancelled}
    made = {(one.vehicle_id, one.running_time_id or 0): one for one in rows if one.running_time_id is not None}
    taken: set[Slot] = {_slot(one, one.start) for one in rows}
    lacking = [
        wanted
        for key, wanted in plan.wanted.items()
        if key not in made and wanted.vehicle_id not in others and wanted.start > now
    ]
    given_up = {
        _slot(one, one.start): one for key, one in made.items() if key not in plan.wanted and _is_ours(one, now)
    }
    added, stay = _new(lacking, given_up, taken, drivers)
    turned = {change.id for change in stay}
    permitted = {vehicle for vehicle, _ in (*plan.wanted, *plan.why_not)}
    moves = list[tuple[Planned, Wanted]]()
    for key, one in made.items():
        found = plan.wanted.get(key)
        if one.id in turned or one.begun or (one.start <= now and (found is None or found.start <= now)):
            continue
        if one.vehicle_id in others:
            stay += _cancelled(one, "planned_otherwise")
        elif found is None:
            default = "not_approved" if one.vehicle_id in permitted else "no_permit"
            stay += _cancelled(one, plan.why_not.get(key, default))
        elif found.start == one.start:
            stay += _kept(one, found, drivers)
        elif found.start > now - LATE:
            moves.append((one, found))
        else:
            stay += _cancelled(one, "half_day")
    return Changes(added, [step for step in (stay, *_in_turn(moves, taken, drivers)) if step])


def _new(
    lacking: Iterable[Wanted], given_up: dict[Slot, Planned], taken: set[Slot], drivers: Drivers
) -> tuple[list[tuple[Wanted, int | None]], list[Change]]:
    """Runs to add; and those that stand at the same minute for another running time, and are from now on for this one."""
    added, turned = list[tuple[Wanted, int | None]](), list[Change]()
    for wanted in lacking:
        slot = (wanted.vehicle_id, wanted.line_version_id, wanted.start)
        if slot in given_up:
            turned.append(_as_wanted(given_up.pop(slot), wanted, drivers))
        elif slot not in taken:
            added.append((wanted, only_one(drivers[wanted.permit_version_id])))
            taken.add(slot)
    return added, turned


def _is_ours(one: Planned, now: datetime) -> bool:
    """Whether a made run may still become another: it has not begun, should not have left, and nobody cancelled it by hand."""
    return not one.begun and one.start > now and not (one.cancelled and one.reason is None)


def _slot(one: Planned, start: datetime) -> Slot:
    return one.vehicle_id, one.line_version_id, start


def _cancelled(one: Planned, reason: str) -> list[Change]:
    if one.cancelled and (one.reason is None or one.reason == reason):  # somebody cancelled it; or we did, for that
        return []
    return [Change(one.id, one.running_time_id, one.permit_version_id, one.driver_id, one.start, None, True, reason)]


def _kept(one: Planned, wanted: Wanted, drivers: Drivers) -> list[Change]:
    if one.cancelled and one.reason is None:
        return []
    change = _as_wanted(one, wanted, drivers)
    same = (one.permit_version_id, one.driver_id, one.cancelled, one.reason)
    return [] if (change.permit_version_id, change.driver_id, change.cancelled, change.reason) == same else [change]


def _as_wanted(one: Planned, wanted: Wanted, drivers: Drivers) -> Change:
    """A driver who was named stays as long as the permit that the run is made from now names that one, who still works there."""
    named = drivers[wanted.permit_version_id]
    driver = one.driver_id if one.driver_id in named else only_one(named)
    reason = "half_day" if wanted.moved else None
    return Change(
        one.id, wanted.running_time_id, wanted.permit_version_id, driver, wanted.start, wanted.end, False, reason
    )


def _in_turn(moves: list[tuple[Planned, Wanted]], taken: set[Slot], drivers: Drivers) -> list[list[Change]]:
    """The moves in steps: a run goes where no other stands, once those before it have gone; where one stays it is cancelled."""
    left = [one for one in moves if not (one[0].cancelled and one[0].reason is None)]
    steps = list[list[Change]]()
    while left:
        free = [(one, to) for one, to in left if _slot(one, to.start) not in taken]
        if not free:
            return [*steps, [change for one, _ in left for change in _cancelled(one, "half_day")]]
        for one, to in free:
            taken.discard(_slot(one, one.start))
            taken.add(_slot(one, to.start))
        steps.append([_as_wanted(one, to, drivers) for one, to in free])
        done = {one.id for one, _ in free}
        left = [(one, to) for one, to in left if one.id not in done]
    return steps
