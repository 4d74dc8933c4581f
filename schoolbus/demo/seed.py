"""Seed the demo: the district once, and at every start a scenario that begins now."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import floor
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from core import clock
from core.database import make_engine, make_plain_engine, make_sessions, session_scope
from core.models import Parameter
from core.settings import Settings
from findings.models import RuleMode
from rules.catalogue import RULES
from schoolbus.demo import accounts, devices, memo, plan
from schoolbus.demo.cases.sow import sow_cases
from schoolbus.demo.district import District, load, open_all_day
from schoolbus.demo.memo import Memo
from schoolbus.demo.sow import sow
from schoolbus.simulate.district import District as Simulated
from schoolbus.simulate.district import load as load_simulated

PLANNED_AHEAD_S = 4 * 3600.0
SILENT_S, SILENT_SOURCE = 120.0, "the demo: so that a silent bus is found within three minutes"
ON_SINCE, ON_SOURCE = datetime(2000, 1, 1, tzinfo=UTC), "the demo: its permits are there from the first moment"
UNTOUCHED = text("""
    SELECT rule FROM unnest(CAST(:rules AS text[])) AS rule WHERE NOT EXISTS (SELECT FROM rule_mode m
        WHERE m.rule = rule.rule AND (m.set_by IS NOT NULL OR m.mode <> 'trial'))""")
LAST_KEPT = text("""
    SELECT b.vehicle_id, extract(epoch FROM p.fix_time)::float8 FROM device d JOIN binding b ON b.device_no = d.no
    CROSS JOIN LATERAL (SELECT fix_time FROM position WHERE vehicle_id = b.vehicle_id AND device_no = d.no
        AND fix_time > now() - interval '2 days' ORDER BY fix_time DESC LIMIT 1) AS p
    WHERE d.id = ANY (:devices)""")


@dataclass(frozen=True)
class Seeded:
    """What a visitor may use: accounts ({username, password, role}) and free devices ({id, secret, vehicle_id, protocol})."""

    accounts: list[dict[str, str]]
    devices: list[dict[str, Any]]


def seed(settings: Settings) -> Seeded:
    """Sow what is missing and begin a scenario now; safe to call again, also by another start on the same data."""
    district, known = load(), memo.load(settings.data_dir)
    with ThreadPoolExecutor(1) as apart:  # where the caller has a loop of its own, too
        apart.submit(lambda: asyncio.run(sow_anew(settings, now=clock.now()))).result()
    engine = make_plain_engine(settings)
    try:
        with Session(engine) as session, session.begin():
            switch_on(session)
            accounts.ensure(session)
            vehicles = plan.vehicle_ids(session, district)
            devices.ensure_free(session, vehicles)
            secrets = devices.let_in(session, district, known.secrets)
        Memo(known.started_s, known.heard_until_s, secrets).save(settings.data_dir)
        begin(settings, engine, load_simulated(), now_s=clock.epoch())
    finally:
        engine.dispose()
    return Seeded(accounts.listed(), devices.free(vehicles, secrets))


async def sow_anew(settings: Settings, *, now: datetime, day: date | None = None) -> None:
    """Sow the district as of `day` (else the local day of `now`) and its cases as of `now`; nothing where it was sown before."""
    engine = make_engine(settings)
    try:
        async with session_scope(make_sessions(engine)) as session:
            if await session.run_sync(plan.vehicle_ids, load()):
                return
            await session.run_sync(sow_demo, day or now.astimezone(settings.zone).date(), settings.zone)
            await session.run_sync(accounts.ensure)
            await sow_cases(session, settings=settings, now=now)
    finally:
        await engine.dispose()


def sow_demo(session: Session, day: date, zone: ZoneInfo) -> None:
    """The district as the demo wants it: schools open all day, and a tracker that is called silent sooner than elsewhere."""
    sow(session, open_all_day(load()), day, zone)
    since = datetime.combine(day, time(), zone)
    session.add(Parameter(name="R39.silent_s", value=SILENT_S, since=since, source=SILENT_SOURCE))


def switch_on(session: Session) -> None:
    """Take the rules out of the trial in which an installation begins; what a visitor has set stays."""
    rows = session.execute(UNTOUCHED, {"rules": [rule.id for rule in RULES]}).scalars()
    session.add_all(RuleMode(rule=rule, mode="on", since=ON_SINCE, source=ON_SOURCE) for rule in rows)


def begin(settings: Settings, engine: Engine, simulated: Simulated, *, now_s: float) -> Memo:
    """Begin the scenario now: what an earlier one had planned is taken back, its own first hours are planned."""
    district, start_s = load(), float(floor(now_s))
    with Session(engine) as session, session.begin():
        vehicles = plan.vehicle_ids(session, district)
        plan.drop_rest(session, vehicles.values())
        plan.plan(session, district, simulated, start_s=start_s, until_s=start_s + PLANNED_AHEAD_S, zone=settings.zone)
        heard = last_kept(session, district)
    begun = memo.load(settings.data_dir).begun(start_s, heard)
    begun.save(settings.data_dir)
    return begun


def last_kept(session: Session, district: District) -> dict[str, float]:
    """When each simulated bus's last fix was made, seconds since 1970 UTC, by vehicle key; without those never heard."""
    keys = {vehicle: key for key, vehicle in plan.vehicle_ids(session, district).items()}
    ours = [bus.device for bus in district.buses if bus.device is not None]
    return {keys[vehicle]: time_s for vehicle, time_s in session.execute(LAST_KEPT, {"devices": ours})}
