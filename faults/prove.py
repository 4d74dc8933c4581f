"""From an empty folder to a verdict: a service of its own, the town, the run, the undisturbed second pass, the count."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from core import clock
from faults import reference
from faults.plan import plan
from faults.run import Course, run
from faults.service import Service, service
from faults.table import table
from faults.town import SECRET, Bus, Fix, Way, build, buses
from faults.verdict import Verdict, verdict
from schoolbus import ready
from schoolbus.stack import mqtt_probe

LET_IN_S = 60.0


@dataclass(frozen=True, slots=True)
class Proof:
    """What a run led to; `text` is the table."""

    course: Course
    verdict: Verdict
    text: str


def prove(
    kills: int, *, quiet_s: float, seed: int, keep: Path | None = None, say: Callable[[str], None] = print
) -> Proof:
    """Kill so often, with at most `quiet_s` of undisturbed stream between; the same `seed` kills the same in the same order."""
    with service(keep, say) as running:
        database = running.info.database or ""
        second = reference.prepare(database)
        fleet = buses(ceil(clock.epoch()) + 1.0)
        for url in (second, database):
            build(url, fleet)
        _wait_until_let_in(running, fleet)
        say(f"{len(fleet)} buses send; {kills} kills by seed {seed}")
        course = asyncio.run(run(running, fleet, plan(kills, seed, quiet_s), seed, say))
        try:
            asyncio.run(reference.judge(second, _sent(course)))
            found = verdict(course, database, second)
        except psycopg.OperationalError as error:  # it has not come back: what there is to say is said
            found = Verdict(broken=[each for each in (course.not_well, f"the database is away: {error}") if each])
        return Proof(course, found, table(course, found, running.deaths()))


def _sent(course: Course) -> list[tuple[Bus, Fix]]:
    return [(box.bus, fix) for box in course.boxes for fix in box.made]


def _wait_until_let_in(running: Service, fleet: list[Bus]) -> None:
    """The doors hear of devices by themselves; a telephone that comes too early would be made to wait for guessing."""
    last = next(bus.device for bus in fleet if bus.way is Way.ANSWERED)
    door = urlsplit(running.info.mqtt or "")
    url = f"mqtt://{last}:{SECRET}@{door.hostname}:{door.port}"
    if not ready.wait_until(lambda: mqtt_probe.may_connect(url), LET_IN_S, lambda: None):
        raise RuntimeError("the broker does not let the devices in")
