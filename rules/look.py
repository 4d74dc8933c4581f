"""Look at one round: what the world and the memory say of each fix and tick, before any rule is asked. Pure."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from fleet.fixes import Bools, Floats, Ints, Mark
from fleet.quality.limits import DRIFT_MPS
from rules import pattern
from rules.elements import Elements
from rules.memory import Rows
from rules.seen import Seen
from rules.states import MOVING_MPS
from rules.ticks import progress_of
from rules.watch import driving, passage, stops
from rules.world import World
from runs.progress import PASSING_EARLY_S, Here, Progress, Steps, follow, waited_for

Column = TypeVar("Column", Ints, Floats, Bools)


@dataclass(frozen=True, slots=True)
class Sight:
    """A round as the rules see it: the rows, their base records after the round, metres since each row's last fix, run steps."""

    seen: Seen
    after: Rows
    moved_m: Floats
    steps: Steps


def is_judged(world: World, round_: Elements, before: Rows) -> Bools:
    """Which elements are judged: a vehicle is judged by one device at a time, its first; by the next when that is silent."""
    last = before["device"].astype(np.int64)
    silent_after = np.full(len(round_), world.silent_after_s)
    for device, seconds in world.silent_by_device.items():
        silent_after[last == device] = seconds
    own = (last < 0) | (last == round_.device)
    order = world.device_order
    first = order.at(round_.device, round_.time_s) < order.at(last, round_.time_s)
    silent = round_.time_s - before["time"] > silent_after
    in_order = (round_.time_s > before["time"]) | round_.delayed
    judged: Bools = round_.tick | ((own | first | silent) & in_order)
    return judged


def look(world: World, round_: Elements, before: Rows, live: Rows) -> Sight:
    """`before` are the rows' own base records, `live` those of their vehicles' live rows (the same but for what is delayed)."""
    fix = ~round_.tick
    x, y = world.plane.xy(round_.lon, round_.lat)
    old_x, old_y = world.plane.xy(before["lon"], before["lat"])
    known = progress_of(before)
    moved_m = np.hypot(x - old_x, y - old_y)
    astray = moved_m > np.maximum(round_.time_s - before["time"], 1.0) * DRIFT_MPS
    here = Here(round_.vehicle, round_.time_s, x, y, round_.speed_mps, round_.tick | round_.delayed, astray)
    progress, run, steps = follow(world.runs, known, here)
    run = np.where(round_.delayed, _run_then(world, live, round_.time_s), run)
    section = world.sections.at(x, y, round_.course_deg, round_.time_s, before["section"].astype(np.int64), fix)

    after = before.copy()
    _remember_place(after, round_, np.where(section >= 0, _pick(world.sections.id, section), -1))
    _remember_run(after, world, round_, progress, steps)
    stands_at = world.service.at(x, y, round_.time_s, fix & (round_.speed_mps < pattern.STAND_MPS))
    asked = fix & (run < 0) & world.class_day(round_.time_s)
    place = np.where(stands_at >= 0, _pick(world.service.id, stands_at), -1)
    shown = pattern.notice(after, place, round_.time_s, round_.speed_mps, asked)
    here_now = Place(x, y, run, section, shown)
    return Sight(_seen(world, round_, before, after, here_now, steps), after, moved_m, steps)


@dataclass(frozen=True, slots=True)
class Place:
    """Where each row is: metres of the plane, indices of its run and road section; whether it is in service by its pattern."""

    x: Floats
    y: Floats
    run: Ints
    section: Ints
    shown: Bools


def _seen(world: World, round_: Elements, before: Rows, after: Rows, here: Place, steps: Steps) -> Seen:
    time_s, fix, runs = round_.time_s, ~round_.tick, world.runs
    x, y, run, section = here.x, here.y, here.run, here.section
    run_id = np.where(run >= 0, _pick(runs.id, run), -1)
    known, known_before = world.known.at(run_id, time_s), world.known.at(after["last_run"].astype(np.int64), time_s)
    pupils = _pupils(world, known)
    permit = world.permits.version_at(round_.vehicle, time_s)
    approved = world.permits.approved_line(permit, world.line_of(run))
    line = np.where(approved >= 0, approved, np.where(run >= 0, _pick(runs.line_version, run), -1))
    risk = world.risks.at(x, y, time_s, fix)
    sign = world.signs.at(x, y, time_s, fix)
    signed = world.sections.signed(section, time_s)
    on_run = fix & (run >= 0)
    planned_s = np.where(run >= 0, _pick(runs.start_s, run), np.nan)
    left = (time_s >= planned_s - PASSING_EARLY_S) | (after["stop"] >= 1)
    aboard = on_run & np.where(pupils < 0, left, pupils > 0)
    attendants, trained, training_ended = _riding_along(world, known, run, time_s, aboard)
    stands = aboard & (round_.speed_mps < MOVING_MPS)
    low_m = world.parameters.at("R24.visibility_m", time_s)
    off_line = world.lines.distance_m(np.where(aboard, line, -1), x, y)
    motorway = (section >= 0) & _pick(world.sections.motorway, section)
    way = passage.Way(line, off_line, x, y, risk, motorway)
    passed = passage.pass_by(world, round_, before, after, way)
    missed = stops.missed(world, round_, before, after, steps, x, y)
    driving_s, drives = driving.drive_on(world.parameters, round_, before, after)
    fuel = world.fuel.at(x, y, time_s, stands)
    door_told = before["door_told"] > 0
    driving.doors_told(round_, after)
    wide = aboard & (off_line > world.parameters.at("R26.corridor_m", time_s))
    return Seen(
        vehicle=round_.vehicle,
        device=round_.device,
        tick=round_.tick,
        delayed=round_.delayed,
        time_s=time_s,
        lon=np.where(fix, round_.lon, before["lon"]),
        lat=np.where(fix, round_.lat, before["lat"]),
        x=x,
        y=y,
        speed_kmh=round_.speed_mps * 3.6,
        run=run,
        run_id=run_id,
        planned_s=planned_s,
        line_version=line,
        aboard=aboard,
        service=on_run | here.shown,
        permit_version=permit,
        sign=world.permits.signs.at(round_.vehicle, time_s),
        motorway=motorway,
        expressway=(section >= 0) & _pick(world.sections.expressway, section),
        posted_kmh=world.sections.posted_kmh(section, time_s),
        section=np.where(signed >= 0, _pick(world.sections.id, signed), -1),
        risk_place=np.where(risk >= 0, _pick(world.risks.id, risk), -1),
        condition_place=world.conditions.at(x, y, time_s, aboard, low_m),
        sign_place=np.where(sign >= 0, _pick(world.signs.id, sign), -1),
        sign_kmh=np.where(sign >= 0, _pick(world.signs.limit_kmh, sign), np.nan),
        passage_kmh=passed.kmh,
        passage_place=passed.place,
        passage_since_s=passed.since_s,
        off_line_m=off_line,
        exempt=world.exemptions.hold(x, y, world.line_of(run), time_s, wide),
        stop_m=stops.distance_m(world, line, section, x, y, time_s, stands),
        standing_s=np.where(np.isnan(after["standing_since"]), 0.0, time_s - after["standing_since"]),
        missed=missed.count,
        missed_stop=missed.stop,
        missed_run=missed.run,
        fuel_place=np.where(fuel >= 0, _pick(world.fuel.id, fuel), -1),
        driving_s=driving_s,
        drives=drives,
        local_s=time_s + world.utc_offset_s,
        pupils=pupils,
        attendants=attendants,
        trained=trained,
        training_ended=training_ended,
        seats=world.permits.seats_of(permit),
        known=known,
        known_before=known_before,
        run_before=after["last_run"].astype(np.int64),
        run_ended_s=after["last_ended"].copy(),
        ignition=round_.ignition,
        door_told=door_told,
        signals=round_.signals,
        unproven=(np.where(fix, round_.flags, before["flags"]) & int(Mark.UNPROVEN)) != 0,
        heard_s=np.where(round_.tick, np.maximum(before["time"], round_.up_since_s), time_s),
        parameters=world.parameters,
        known_of_runs=world.known,
    )


def _pupils(world: World, known: Ints) -> Ints:
    """How many pupils are aboard as they are counted, -1 where nobody counts."""
    boarded, alighted = (world.known.count(name, known) for name in ("boarded", "alighted"))
    return np.where(boarded >= 0, np.maximum(boarded - np.maximum(alighted, 0), 0), -1)


def _riding_along(world: World, known: Ints, run: Ints, time_s: Floats, aboard: Bools) -> tuple[Ints, Ints, Bools]:
    """How many ride along with pupils, how many of them are trained, and whether the training of the one planned has ended."""
    told = np.where(aboard, world.known.count("attendants", known), -1)
    planned = np.where(aboard & (told < 0), _pick(world.runs.attendant, run), -1)
    attendants = np.where(told >= 0, told, np.where(planned >= 0, 1, -1))
    trained = np.where(told >= 0, world.known.count("trained", known), world.trained.count(planned, time_s))
    without = np.where(trained == 0, planned, -1)
    return attendants, trained, world.trained.ended(without, time_s)


def _run_then(world: World, live: Rows, time_s: Floats) -> Ints:
    """The run that was under way when a delayed fix was made, told from the live row: this run or the one before it."""
    this = (live["run"] >= 0) & (live["started"] <= time_s)
    last = (live["last_run"] >= 0) & (live["last_started"] <= time_s) & (time_s < live["last_ended"])
    return world.runs.index_of(np.where(this, live["run"], np.where(last, live["last_run"], -1)))


def _remember_place(after: Rows, round_: Elements, section: Ints) -> None:
    """Write down where each fix was; a tick has no place and leaves it."""
    fix = ~round_.tick
    stands = round_.speed_mps < MOVING_MPS
    since = np.where(np.isnan(after["standing_since"]), round_.time_s, after["standing_since"])
    values = {
        "time": round_.time_s, "lon": round_.lon, "lat": round_.lat, "speed": round_.speed_mps,
        "course": round_.course_deg, "device": round_.device, "ignition": round_.ignition, "flags": round_.flags,
        "section": section, "standing_since": np.where(stands, since, np.nan),
    }  # fmt: skip
    for name, value in values.items():
        after[name][fix] = value[fix]


def _remember_run(after: Rows, world: World, round_: Elements, progress: Progress, steps: Steps) -> None:
    """Write down how far the run has come, the run that just ended, and how late one is that has not begun."""
    ended = steps.ended
    after["last_run"][ended] = _pick(world.runs.id, steps.run)[ended]
    after["last_started"][ended] = progress.started_s[ended]
    after["last_ended"][ended] = round_.time_s[ended]
    after["run"], after["stop"] = progress.run, progress.stop
    after["started"], after["last_start"] = progress.started_s, progress.last_start
    waiting, waited_s = waited_for(world.runs, progress, np.where(round_.delayed, -1, round_.vehicle), round_.time_s)
    after["late"] = np.where(waiting >= 0, waited_s, progress.late_s)


def _pick(column: Column, index: Ints) -> Column:
    """A column by an index that may be -1, whose rows the caller masks."""
    return column[np.maximum(index, 0)] if len(column) else np.zeros(len(index), column.dtype)
