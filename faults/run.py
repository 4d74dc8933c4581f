"""One run: a steady stream over every way, kills after the plan, and then all that is left delivered."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from core import clock
from faults.plan import Kill
from faults.senders.answered import Answered
from faults.senders.outbox import Outbox
from faults.senders.phone import Phone
from faults.senders.sending import keep_sending
from faults.senders.stock import Stock
from faults.senders.terminal import Terminal
from faults.service import Service
from faults.town import Bus, Way

STEP_S = 0.05
WELL_S = 180.0  # so long after a kill everything must be well again
DRAIN_S = 180.0
FEW_S = 3.0  # of stream before the first kill and after the last
Box = Outbox | Stock
Say = Callable[[str], None]


class NotWellError(Exception):
    """The service does not come back; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Killed:
    """A kill that happened. `recovering`: all was not well again after the one before."""

    part: str
    at_s: float
    recovering: bool


@dataclass(slots=True)
class Course:
    """All that happened, for the judge: who sent what and was told what, and what was killed when."""

    boxes: list[Box] = field(default_factory=list)
    killed: list[Killed] = field(default_factory=list)
    refusals: Counter[str] = field(default_factory=Counter)
    not_well: str = ""
    lasted_s: float = 0.0


async def run(service: Service, fleet: Sequence[Bus], plan: Sequence[Kill], seed: int, say: Say = print) -> Course:
    """Drive the fleet through the plan. What does not come back in its time ends the run and is said in `not_well`."""
    course, chance, began = Course(), random.Random(seed), time.monotonic()
    tasks = _open(service, fleet, course, chance)
    try:
        try:
            await _kills(service, plan, course, say)
            await _stream(course, FEW_S)
            say(f"the stream ends; {sum(len(box.made) for box in course.boxes):,} fixes are made")
            await _deliver(course)
            await _until(service.answers, course, "all processes and /readyz", WELL_S, stream=False)
        except NotWellError as error:
            course.not_well = str(error)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for box in course.boxes:
            if isinstance(box, Stock):
                box.close()
    course.lasted_s = time.monotonic() - began
    return course


def _open(service: Service, fleet: Sequence[Bus], course: Course, chance: random.Random) -> list[asyncio.Task[None]]:
    """All senders, each in a task of its own."""
    info = service.info
    broker, jt808 = urlsplit(info.mqtt or ""), urlsplit(f"//{info.jt808_tcp}")
    tasks = list[asyncio.Task[None]]()
    for bus in fleet:
        if bus.way is Way.STOCK:
            stock = Stock(bus, broker.hostname or "", broker.port or 0)
            stock.open()
            course.boxes.append(stock)
            continue
        outbox = Outbox(bus)
        course.boxes.append(outbox)
        if bus.way is Way.ANSWERED:
            converse = Answered(broker.hostname or "", broker.port or 0).converse
        elif bus.way is Way.PHONE:
            converse = Phone(info.osmand_http or "").converse
        else:  # the findings of who makes up late are those of delayed fixes: these have none
            late = bus.permit and not bus.hurries and bus.number % 2 == 0
            converse = Terminal(jt808.hostname or "", jt808.port or 0, bus, newest_first=late).converse
        tasks.append(
            asyncio.create_task(keep_sending(outbox, converse, course.refusals, random.Random(chance.random())))
        )
    return tasks


async def _kills(service: Service, plan: Sequence[Kill], course: Course, say: Say) -> None:
    await _well(service, course)
    await _stream(course, FEW_S)
    began = time.monotonic()
    for number, kill in enumerate(plan, 1):
        if not kill.hasty:
            await _well(service, course)
        await _stream(course, kill.pause_s)
        killed = await _kill(service, kill.part, course)
        course.killed.append(killed)
        while_ = ", while another recovers" if killed.recovering else ""
        say(f"{time.monotonic() - began:7.1f} s  kill {number} of {len(plan)}: {kill.part}{while_}")
    await _well(service, course)


async def _kill(service: Service, part: str, course: Course) -> Killed:
    """Kill a part, or wait until it runs and then kill it. Raises NotWellError when it does not come back."""
    deadline = time.monotonic() + WELL_S
    while True:
        recovering, at_s = not _is_well(service, course), clock.epoch()
        if service.kill(part):
            return Killed(part, at_s, recovering)
        if time.monotonic() > deadline:
            raise NotWellError(f"waited {WELL_S:.0f} s in vain for a process of {part}")
        await _step(course, stream=True)


async def _well(service: Service, course: Course) -> None:
    await _until(lambda: _is_well(service, course), course, "every way to acknowledge something new", WELL_S)


def _is_well(service: Service, course: Course) -> bool:
    """Whether all parts run and every way has acknowledged a fix made since the last kill."""
    since_s = course.killed[-1].at_s if course.killed else 0.0
    if not service.all_run():
        return False
    newest = dict.fromkeys(Way, -1.0)
    for box in course.boxes:
        for number in reversed(box.acknowledged):  # the last acknowledged comes first
            newest[box.bus.way] = max(newest[box.bus.way], box.made[number].time_s)
            break
    return all(time_s > since_s for time_s in newest.values()) and service.cache_answers()


async def _until(
    true: Callable[[], bool], course: Course, what: str, patience_s: float, *, stream: bool = True
) -> None:
    """Keep the stream going until something holds. Raises NotWellError."""
    deadline = time.monotonic() + patience_s
    while not true():
        if time.monotonic() > deadline:
            raise NotWellError(f"waited {patience_s:.0f} s in vain for {what}")
        await _step(course, stream)


async def _stream(course: Course, seconds: float) -> None:
    """A steady stream for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await _step(course, stream=True)


async def _step(course: Course, stream: bool) -> None:
    now_s = clock.epoch() if stream else 0.0
    for box in course.boxes:
        box.make_until(now_s)
    await asyncio.sleep(STEP_S)


async def _deliver(course: Course) -> None:
    """Until all is acknowledged; and one more behind the last that the broker took, so that it too has been through."""

    def delivered() -> bool:
        return all(box.empty for box in course.boxes)

    await _until(delivered, course, "the last acknowledgements", DRAIN_S, stream=False)
    last = next(box for box in course.boxes if isinstance(box, Outbox) and box.bus.way is Way.ANSWERED)
    last.make()
    await _until(delivered, course, "the very last acknowledgement", DRAIN_S, stream=False)
