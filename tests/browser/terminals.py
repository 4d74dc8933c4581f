"""What terminals have reported and what they were told, in the tables as the ingest and an officer would have left it."""

import json
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, ViewportSize
from sqlalchemy import Connection, text

from tests.browser.service import Service
from tests.gps_ingest.conftest import rmc

TERMINAL, STRANGER, TRACKER = "13900001234", "13900005678", "tracker-07"
CARRIER = "sim-bus-02"  # the bus that the terminal is in, by its other device
PICTURE_SIZE: ViewportSize = {"width": 640, "height": 480}
# a road in the morning, as a camera behind the windscreen has it
ROAD = """<body style="margin:0;background:linear-gradient(#9db7c9 0 46%,#7d8a6a 46% 58%,#6c6f70 58%)">
<svg width="640" height="480" viewBox="0 0 640 480">
<polygon points="300,220 340,220 600,480 40,480" fill="#4a4d50"/>
<g stroke="#e8e4d0" stroke-width="6" stroke-dasharray="26 22"><line x1="320" y1="226" x2="320" y2="480"/></g>
<g fill="#5b6b52"><circle cx="90" cy="210" r="60"/><circle cx="170" cy="220" r="42"/><circle cx="560" cy="205" r="64"/></g>
<rect x="276" y="196" width="88" height="62" rx="8" fill="#c8a33a"/><rect x="286" y="204" width="68" height="22" fill="#2c3a44"/>
<text x="16" y="464" font-family="monospace" font-size="20" fill="#fff">CH1 2026-11-24 07:42:05</text></svg>"""

DEVICE = """WITH made AS (
        INSERT INTO device (id, protocol, name, secret_hash) VALUES (:id, 'jt808', '前置终端', '-')
        ON CONFLICT (id) DO NOTHING RETURNING no)
    INSERT INTO binding (device_no, vehicle_id, during)
    SELECT made.no, b.vehicle_id, tstzrange(now() - interval '60 days', NULL) FROM made, binding b
    JOIN device d ON d.no = b.device_no WHERE d.id = :carrier RETURNING device_no, vehicle_id"""
BUS = """SELECT v.id, v.plate FROM vehicle v JOIN binding b ON b.vehicle_id = v.id JOIN device d ON d.no = b.device_no
    WHERE d.id = :id"""
SPARE = "SELECT max(plate) FROM vehicle WHERE plate <> (SELECT max(plate) FROM vehicle)"
HEARD = """INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, flags)
    SELECT vehicle_id, fix_time, :device, now(), ST_SetSRID(ST_MakePoint(lon, lat), 4326), speed_mps, 0
    FROM vehicle_state WHERE vehicle_id = :vehicle"""
MEDIA = """INSERT INTO media (device_no, vehicle_id, media_no, kind, format, event, channel, taken_at, data)
    VALUES (:device, :vehicle, :number, 'photo', 'jpeg', 0, 1, now() - make_interval(mins => :age), :data)"""
CARD = """INSERT INTO driver_card (device_no, vehicle_id, at, inserted, result, name, licence, authority, valid_to)
    VALUES (:device, :vehicle, now() - interval '50 minutes', true, 0, '张海涛', '320703198001011234', '交警支队', '2029-05-01')"""
COMMAND = """INSERT INTO command (device_no, kind, body, account_id, created_at, sent_at, answered_at, result)
    SELECT :device, :kind, CAST(:body AS jsonb), min(id), now() - make_interval(mins => :age),
    now() - make_interval(mins => :age), CASE WHEN CAST(:result AS int) IS NULL THEN NULL ELSE now() END, :result
    FROM account WHERE role = 'officer'"""
KNOCK = """INSERT INTO unknown_device (door, device, address, detail, first_at, last_at, times)
    VALUES (:door, :device, :address, CAST(:detail AS jsonb), now() - interval '2 hours', now(), :times)
    ON CONFLICT DO NOTHING"""
PARKED = """INSERT INTO parked (received_at, door, device, reason, raw, size)
    SELECT now() - interval '1 hour', 'nmea_tcp', CAST(:device AS text), 'unknown_device', CAST(:raw AS bytea), 70
    WHERE NOT EXISTS (SELECT FROM parked WHERE device = CAST(:device AS text) AND raw = CAST(:raw AS bytea))"""
PLATFORM = """INSERT INTO platform (name, access_code, user_id, password_hash, version, m1, ia1, ic1, networks, main_since,
        slave_since, last_heard, problem, problem_at)
    VALUES (:name, :code, 10482211, '-', :version, :constant, :constant, :constant, :networks, now() - CAST(:main AS interval),
        now() - CAST(:slave AS interval), now() - CAST(:heard AS interval), :problem, now() - interval '2 minutes')
    ON CONFLICT DO NOTHING"""
REPORTING = "SELECT id FROM platform WHERE access_code = 3207102"
PLATFORMS: tuple[dict[str, Any], ...] = (
    {"name": "连云港市某校车服务有限公司平台", "code": 3207101, "version": 2019, "constant": None, "main": "4 hours",
     "slave": "4 hours", "heard": "2 seconds", "problem": None, "networks": ["203.0.113.0/28", "198.51.100.7/32", "2001:db8::/32"]},
    {"name": "某客运集团平台", "code": 3207102, "version": 2011, "constant": 20_000_000, "main": "31 hours", "slave": None,
     "heard": "3 seconds", "problem": "slave_unreachable", "networks": ["192.0.2.0/29"]},
    {"name": "某设备厂商平台", "code": 3207103, "version": 2019, "constant": None, "main": None, "slave": None, "heard": None,
     "problem": "wrong_password", "networks": ["198.51.100.64/27"]},
)  # fmt: skip
COMMANDS: tuple[tuple[str, dict[str, Any], int, int | None], ...] = (
    ("text", {"text": "前方山海路积水，请减速慢行。", "urgent": False}, 42, 0),
    ("snapshot", {"channel": 1}, 31, 0),
    ("interval", {"interval_s": 10}, 12, 3),
    ("locate", {}, 1, None),
)


@dataclass(frozen=True)
class Reported:
    """A terminal of JT/T 808 in a bus: `vehicle_id` and `plate` are the bus's; a stranger registered with `other_plate`."""

    vehicle_id: str
    plate: str
    other_plate: str


def photograph(browser: Browser) -> bytes:
    """A JPEG such as a terminal sends."""
    page = browser.new_page(viewport=PICTURE_SIZE)
    try:
        page.set_content(ROAD)
        return page.screenshot(type="jpeg", quality=60)
    finally:
        page.close()


def report(service: Service, browser: Browser) -> Reported:
    """A bus with a terminal that was told things and answered, took photographs and read a card; three strangers."""
    with service.engine.begin() as connection:
        made = connection.execute(text(DEVICE), {"id": TERMINAL, "carrier": CARRIER}).one_or_none()
        if made is not None:
            _reports(connection, made.device_no, made.vehicle_id, photograph(browser))
        bus = connection.execute(text(BUS), {"id": TERMINAL}).one()
        free = str(connection.scalar(text(SPARE)))
        _strangers(connection, free)
    return Reported(str(bus.id), bus.plate, free)


def report_platforms(service: Service) -> str:
    """Three platforms: one as it should be, one without a slave link, whose id is answered, one that never came in."""
    with service.engine.begin() as connection:
        connection.execute(text(PLATFORM), list(PLATFORMS))
        return str(connection.scalar(text(REPORTING)))


def _reports(connection: Connection, device: int, vehicle: int, picture: bytes) -> None:
    whose = {"device": device, "vehicle": vehicle}
    connection.execute(text(HEARD), whose)
    connection.execute(text(CARD), whose)
    for number, age in enumerate((30, 4)):
        connection.execute(text(MEDIA), {**whose, "number": number, "age": age, "data": picture})
    for kind, body, age, result in COMMANDS:
        told = {"device": device, "kind": kind, "body": json.dumps(body), "age": age, "result": result}
        connection.execute(text(COMMAND), told)


def _strangers(connection: Connection, plate: str) -> None:
    said = {"maker": "70111", "model": "BSJ-A6", "terminal_id": "0012345", "plate": plate}
    for door, device, address, detail, times in (
        ("jt808", STRANGER, "10.20.4.17", said, 12),
        ("mqtt", "bus-0042", "10.20.4.99", {"why": "unknown"}, 87),
        ("osmand", "sim-bus-03", "10.20.7.5", {"why": "wrong_secret"}, 3),
        ("nmea_tcp", TRACKER, "10.20.4.31", {}, 240),
    ):
        told = {"door": door, "device": device, "address": address, "detail": json.dumps(detail), "times": times}
        connection.execute(text(KNOCK), told)
    start_s = connection.scalar(
        text("SELECT extract(epoch FROM date_trunc('hour', now()) - interval '1 hour')::float8")
    )
    for second in range(25):
        connection.execute(text(PARKED), {"device": TRACKER, "raw": rmc(float(start_s or 0) + second)})
