"""A spare bus that is driven too fast through a sharp bend, sentence by sentence, at the present time."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from sqlalchemy import text

from core import clock
from schoolbus.demo.district import load
from schoolbus.demo.links import over_mqtt
from schoolbus.simulate.district import load as load_simulated
from schoolbus.simulate.drive import Fix, drive
from schoolbus.simulate.motion import Hurry
from tests.browser.service import Service

DEVICE, LIKE, LINE = "demo-mqtt-2", "bus-13", "l04-to"  # a free device; whose way of driving; on which line
AHEAD_S = 5.0  # the bend is reached so long after the device has told where it came from
FOR_S = 25.0
AT_ONCE = 100  # fixes in one message, of the way behind it
# the spare bus's own permit approves the line
PLAN = text("""
    INSERT INTO run (day, vehicle_id, line_version_id, permit_version_id, planned_start, planned_end)
    SELECT :day, f.vehicle_id, v.id, f.permit_version_id, :starts, :ends
    FROM device d JOIN binding b ON b.device_no = d.no AND b.during @> :starts
    JOIN in_force f ON f.vehicle_id = b.vehicle_id AND f.during @> :starts
    JOIN permit_line p ON p.permit_version_id = f.permit_version_id
    JOIN line_version v ON v.id = p.line_version_id JOIN line l ON l.id = v.line_id AND l.code = :line
    WHERE d.id = :device RETURNING vehicle_id""")


class Speeder:
    """The bus. `vehicle_id` is its own; `published` tells when the broker got each fix: time of fix to time of publishing."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._stop = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._drive()))
        self.published: dict[int, float] = {}
        self.vehicle_id, self._fixes = self._plan()

    def __enter__(self) -> "Speeder":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _plan(self) -> tuple[str, list[Fix]]:
        """Plan its run by its permit, as the demo plans, so that it reaches the bend `AHEAD_S` from now."""
        simulated = load_simulated()
        line, deviations = simulated.lines[LINE], simulated.part(LIKE).deviations_on(LINE)
        bend_m = next(hurry.start_m for hurry in deviations if isinstance(hurry, Hurry))
        reached_s = line.script(deviations).timeline().reached_s(bend_m)
        start_s = float(round(clock.epoch() + AHEAD_S - reached_s))
        starts = datetime.fromtimestamp(start_s, UTC)
        with self._service.engine.begin() as connection:
            vehicle = connection.execute(
                PLAN,
                {
                    "device": DEVICE,
                    "line": next(one.code for one in load().lines if one.key == LINE),
                    "day": starts.astimezone(self._service.settings.zone).date(),
                    "starts": starts,
                    "ends": starts + timedelta(seconds=line.offsets_s[-1]),
                },
            ).scalar_one()
        return str(vehicle), drive(line.path, line.stops, line.speeds, start_s=start_s, deviations=deviations)

    async def _drive(self) -> None:
        """First the way behind it, then a fix a second."""
        until_s = clock.epoch() + AHEAD_S + FOR_S
        behind = [fix for fix in self._fixes if fix.epoch_s <= clock.epoch()]
        ahead = self._fixes[len(behind) :]
        async with over_mqtt(
            self._service.settings.mqtt_device_url or "", DEVICE, self._service.secrets[DEVICE]
        )() as send:
            for first in range(0, len(behind), AT_ONCE):
                await send(behind[first : first + AT_ONCE])
            for fix in _until(ahead, until_s):
                await asyncio.sleep(max(fix.epoch_s - clock.epoch(), 0.0))
                if self._stop.is_set():
                    return
                self.published[round(fix.epoch_s)] = clock.epoch()
                await send([fix])


def _until(fixes: Sequence[Fix], time_s: float) -> list[Fix]:
    return [fix for fix in fixes if fix.epoch_s <= time_s]
