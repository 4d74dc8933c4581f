"""What each rule saw of one fix or tick: judging with the lid off, by the same look, rules and machine as ever. Pure."""

from dataclasses import dataclass, replace

import numpy as np

from fleet.fixes import Fixes
from rules.catalogue import RULES
from rules.elements import Elements
from rules.judge import Judgement, judge
from rules.look import is_judged, look
from rules.machine import LIMITS
from rules.memory import CALM, OPEN, PENDING, Memory
from rules.modes import OFF, ON
from rules.rule import Rule, Verdict
from rules.seen import Seen
from rules.ticks import Ticks
from rules.world import World

BEYOND_KMH = 1e6  # past any limit
PHASES = {CALM: "calm", PENDING: "pending", OPEN: "open"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What one rule said of the moment, and how far its patience has come after it.

    reason    off, not_main_device, not_asked; open, patience (in breach); exempt, no_run, not_aboard (it would be in
              breach otherwise), nothing_to_measure, not_here (whatever were measured, it would be none), in_order
    measured  and allowed: in the rule's unit, NaN where there is none
    since_s   when the breach under way began, NaN where none is; `seconds`, `metres`, `fixes` how long it has lasted
    wanted    what it must outlast, by the names of `rules.rule.Patience`
    """

    rule: Rule
    mode: int
    reason: str
    judged: bool
    breach: bool
    measured: float
    allowed: float
    phase: str
    since_s: float
    trial: bool
    seconds: float
    metres: float
    fixes: int
    wanted: dict[str, float]


@dataclass(frozen=True, slots=True)
class Moment:
    """One fix or tick of one vehicle: whether its device is the one that judges, what was seen, what each rule said."""

    main: bool
    seen: Seen
    asked: tuple[Asked, ...]


def trace(fixes: Fixes, ticks: Ticks, world: World, memory: Memory) -> tuple[Moment, Judgement]:
    """Judge one element (a fix or a tick) and say what each rule saw; `memory` is moved on."""
    one = Elements.of(fixes, ticks)
    row = 2 * memory.slots(one.vehicle) + one.delayed
    before, live = memory.base[row], memory.base[row - one.delayed]
    main = bool(is_judged(world, one, before)[0])
    seen = look(world, one, before, live).seen
    judgement = judge(fixes, ticks, world, memory)
    if judgement.changed is not None:
        memory.put(judgement.changed)
    records = memory.rules[row[0]]
    modes = world.modes.of_batch([rule.id for rule in RULES], one.vehicle, one.time_s)
    asked = tuple(
        _asked(rule, int(modes[number][0]) if number in modes else ON, main, seen, records[number])
        for number, rule in enumerate(RULES)
    )
    return Moment(main, seen, asked), judgement


def _asked(rule: Rule, mode: int, main: bool, seen: Seen, record: np.void) -> Asked:
    verdict = rule(seen)
    busy = int(record["phase"]) != CALM
    wanted = {name: _limit(rule, name, seen) for name in LIMITS}
    return Asked(
        rule=rule,
        mode=mode,
        reason=_reason(rule, mode, main, seen, verdict, int(record["phase"])),
        judged=main and mode != OFF and bool(verdict.judged[0]),
        breach=bool(verdict.breach[0]),
        measured=float(verdict.measured[0]),
        allowed=float(verdict.allowed[0]),
        phase=PHASES[int(record["phase"])],
        since_s=float(record["since"]) if busy else np.nan,
        trial=bool(record["trial"]),
        seconds=float(record["last"] - record["since"]) if busy else 0.0,
        metres=float(record["metres"]),
        fixes=int(record["fixes"]),
        wanted=wanted,
    )


def _reason(rule: Rule, mode: int, main: bool, seen: Seen, verdict: Verdict, phase: int) -> str:
    """One word for why a rule raised nothing, or that it did."""
    nothing = rule.unit is not None and bool(np.isnan(verdict.measured[0]))
    reasons = (
        ("off", mode == OFF),
        ("not_main_device", not main),
        ("not_asked", not verdict.judged[0] and (rule.unit is None or nothing)),
        ("open", bool(verdict.breach[0]) and phase == OPEN),
        ("patience", bool(verdict.breach[0])),
    )
    found = next((word for word, holds in reasons if holds), None) or _otherwise(rule, seen)
    return found or ("nothing_to_measure" if nothing else "in_order")


def _otherwise(rule: Rule, seen: Seen) -> str | None:
    """What kept a row from being in breach: the rule is asked again of what might have been."""
    yes = np.ones(1, np.bool_)
    if seen.exempt[0] and rule(replace(seen, exempt=~yes)).breach[0]:
        return "exempt"
    carrying = replace(seen, aboard=yes, service=yes, run=np.maximum(seen.run, 0))
    if not seen.aboard[0] and rule(carrying).breach[0]:
        return "no_run" if seen.run[0] < 0 else "not_aboard"
    beyond = replace(carrying, exempt=~yes, speed_kmh=seen.speed_kmh + BEYOND_KMH)
    measured = ~np.isnan(rule(seen).measured[0])
    if rule.unit == "km/h" and measured and not rule(beyond).breach[0]:
        return "not_here"
    return None


def _limit(rule: Rule, name: str, seen: Seen) -> float:
    value = seen.parameters.at(f"{rule.id}.{name}", seen.time_s, getattr(rule.patience, name))
    return float(value[0])
