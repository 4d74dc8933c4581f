"""The live socket over real servers: who may open it, what it says, and that it recovers from everything that breaks."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn
from redis.asyncio import Redis
from structlog.testing import capture_logs
from websockets.asyncio.client import ClientConnection, connect

from core import clock
from tests.api import Api, api
from tests.web.serving import log_in
from web import live, live_hub
from web.live_hub import CHANNEL
from web.live_state import rfc3339

__all__ = ["api"]
PATIENCE_S = 20.0


@dataclass
class Socket:
    """A page: what its socket said, applied."""

    wire: ClientConnection
    said: list[dict[str, Any]]

    @property
    def buses(self) -> dict[str, dict[str, Any]]:
        """The buses as the page has them."""
        shown: dict[str, dict[str, Any]] = {}
        for message in self.said:
            if message["type"] == "snapshot":
                shown = {}
            shown |= {bus["id"]: bus for bus in message["buses"]}
        return shown

    async def next(self) -> dict[str, Any]:
        """The next message."""
        async with asyncio.timeout(PATIENCE_S):
            message: dict[str, Any] = json.loads(await self.wire.recv())
        self.said.append(message)
        return message

    async def until(self, holds: Any) -> dict[str, Any]:
        """Read until a message of which this holds."""
        while not holds(message := await self.next()):
            pass
        return message


@dataclass
class Pipeline:
    """Stands where the ingest stands: writes the table, then tells the channel."""

    api: Api
    redis: Redis
    batch: int = 0

    async def commit(
        self, vehicle_id: str, *, lon: float, tell: bool = True, finding: str | None = None, run_id: str | None = None
    ) -> None:
        """One batch that moved one bus."""
        self.batch += 1
        now_s = clock.epoch()
        await self.api.served.execute(
            "INSERT INTO share (share, batch, committed_at) VALUES (0, :batch, now())"
            " ON CONFLICT (share) DO UPDATE SET batch = :batch",
            batch=self.batch,
        )
        await self.api.served.execute(
            "UPDATE vehicle_state SET lon = :lon, state = 'in_order', fix_time = to_timestamp(:now) WHERE vehicle_id = :id",
            lon=lon,
            now=now_s,
            id=int(vehicle_id),
        )
        bus = {
            "id": int(vehicle_id),
            "lon": lon,
            "lat": 34.71,
            "course_deg": None,
            "speed_kmh": 31.5,
            "state": "in_order",
            "fix_time": rfc3339(now_s),
            "run_id": None if run_id is None else int(run_id),
            "late_s": None,
            "moving": True,
            "unproven": False,
        }
        if tell:
            await self.tell([bus], [] if finding is None else [{"id": finding}])

    async def tell(self, buses: list[Any] | None, findings: list[Any] | None) -> None:
        """A message of the live channel."""
        said = {"share": 0, "batch": self.batch, "watermark": clock.epoch(), "behind_s": 0.2}
        await self.redis.publish(CHANNEL, json.dumps(said | {"buses": buses, "findings": findings}))


@pytest.fixture
async def address(api: Api) -> AsyncIterator[str]:
    """The app behind a real HTTP server: `127.0.0.1:port`."""
    server = uvicorn.Server(uvicorn.Config(api.served.app, port=0, lifespan="off", log_config=None))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"127.0.0.1:{port}"
    server.should_exit = True
    await task


@pytest.fixture
async def pipeline(api: Api, redis_url: str) -> AsyncIterator[Pipeline]:
    """What tells the hub."""
    async with Redis.from_url(redis_url) as redis:
        yield Pipeline(api, redis)


@asynccontextmanager
async def page(api: Api, address: str, role: str = "clerk", origin: str | None = None) -> AsyncIterator[Socket]:
    """A page of a role, connected."""
    async with api.served.client() as client:
        if role != "clerk":
            await api.served.add_account(role, role, api.world.organisation_of(role))
        await log_in(client, role)
        headers = {"Cookie": f"schoolbus_session={client.cookies['schoolbus_session']}"}
    if origin is not None:
        headers["Origin"] = origin
    async with connect(f"ws://{address}/api/v1/live", additional_headers=headers) as wire:
        yield Socket(wire, [])


async def closed_with(wire: ClientConnection) -> int | None:
    """The code that the server closes with."""
    async with asyncio.timeout(PATIENCE_S):
        await wire.wait_closed()
    return wire.close_code


async def test_the_first_message_is_a_snapshot_then_a_moving_bus_is_told_in_a_delta(
    api: Api, address: str, pipeline: Pipeline
) -> None:
    async with page(api, address) as socket:
        first = await socket.next()
        assert (first["type"], first["seq"], len(first["buses"]), len(first["findings"])) == ("snapshot", 1, 2, 2)
        await pipeline.commit(api.own("vehicle"), lon=119.43)
        delta = await socket.until(lambda message: message["buses"])
        assert delta["type"] == "delta"
        [bus] = delta["buses"]
        assert (bus["id"], bus["lon"], bus["plate"]) == (api.own("vehicle"), 119.43, "苏G00001")
        assert [message["seq"] for message in socket.said] == list(range(1, len(socket.said) + 1))


async def test_a_finding_is_told_whole_as_the_api_gives_it(api: Api, address: str, pipeline: Pipeline) -> None:
    async with page(api, address) as socket:
        await socket.next()
        ended = "UPDATE finding SET ended = '2026-11-23T23:09Z' WHERE id = :id"
        await api.served.execute(ended, id=api.own("finding"))
        await pipeline.commit(api.own("vehicle"), lon=119.43, finding=api.own("finding"))
        [told] = (await socket.until(lambda message: message["findings"]))["findings"]
    assert told["ended"] == "2026-11-23T23:09:00Z"
    assert told == await api.answer(f"/findings/{api.own('finding')}")


@pytest.mark.parametrize("finds_out", ["by the next batch", "by a heartbeat"])
async def test_after_a_missed_batch_every_page_gets_a_new_snapshot(
    api: Api, address: str, pipeline: Pipeline, finds_out: str
) -> None:
    async with page(api, address) as socket:
        await socket.next()
        await pipeline.commit(api.own("vehicle"), lon=119.43)
        await socket.until(lambda message: message["buses"])
        await pipeline.commit(api.own("vehicle"), lon=119.44, tell=False)
        if finds_out == "by a heartbeat":
            await pipeline.tell(None, None)
        else:
            await pipeline.commit(api.world.ids["vehicle"]["other"], lon=119.5)
        again = await socket.until(lambda message: message["type"] == "snapshot")
        assert again["seq"] == socket.said[-2]["seq"] + 1
        assert socket.buses[api.own("vehicle")]["lon"] == 119.44


async def test_when_redis_was_away_the_page_gets_a_new_snapshot(api: Api, address: str, pipeline: Pipeline) -> None:
    async with page(api, address) as socket:
        await socket.next()
        await pipeline.commit(api.own("vehicle"), lon=119.45, tell=False)
        await pipeline.redis.client_kill_filter(_type="pubsub")
        await socket.until(lambda message: message["type"] == "snapshot")
        assert socket.buses[api.own("vehicle")]["lon"] == 119.45
        await pipeline.commit(api.own("vehicle"), lon=119.46)
        await socket.until(lambda message: message["buses"])
        assert socket.buses[api.own("vehicle")]["lon"] == 119.46


async def test_a_vehicle_registered_later_appears_with_its_first_position(
    api: Api, address: str, pipeline: Pipeline
) -> None:
    async with page(api, address) as socket:
        await socket.next()
        made = (await api.post("/vehicles", {"plate": "苏G·X9999", "seats": 30, "type": "primary_bus"})).json()["id"]
        await pipeline.commit(made, lon=119.47)
        await socket.until(lambda message: any(bus["id"] == made for bus in message["buses"]))
        assert socket.buses[made]["plate"] == "苏G·X9999"


@pytest.mark.parametrize(("role", "sees"), [("operator", ["own"]), ("school", ["own"]), ("parent", [])])
async def test_a_page_is_told_only_what_its_viewer_may_see(
    api: Api, address: str, pipeline: Pipeline, role: str, sees: list[str]
) -> None:
    async with page(api, address, role) as socket, page(api, address) as office:
        snapshot = await socket.next()
        await office.next()
        for whose in ("own", "other"):
            await pipeline.commit(api.world.ids["vehicle"][whose], lon=119.43)
        await office.until(lambda _: all(bus["lon"] == 119.43 for bus in office.buses.values()))
        await socket.until(lambda message: message["type"] == "delta" and (not sees or message["buses"]))
    expected = {api.world.ids["vehicle"][whose] for whose in sees}
    assert set(socket.buses) == expected
    assert {one["vehicle_id"] for one in snapshot["findings"]} == expected


async def vehicles_of(api: Api, username: str) -> set[str]:
    """The ids of the vehicles that the API gives to an account that is already there."""
    async with api.served.client() as client:
        await log_in(client, username)
        return {one["id"] for one in (await client.get("/api/v1/vehicles")).json()["items"]}


async def test_a_school_whose_permit_for_a_bus_was_ended_sees_it_neither_on_the_socket_nor_in_the_api(
    api: Api, address: str
) -> None:
    async with page(api, address, "school") as socket:
        await socket.next()
        assert set(socket.buses) == await vehicles_of(api, "school") == {api.own("vehicle")}
        await api.served.execute("UPDATE in_force SET during = tstzrange(lower(during), now())")
        async with asyncio.timeout(PATIENCE_S):
            await socket.until(lambda _: not socket.buses)
        assert await vehicles_of(api, "school") == set()


@pytest.mark.parametrize(
    "not_in_force",
    [
        "UPDATE in_force SET during = tstzrange('2026-09-01', now())",
        "UPDATE in_force SET during = tstzrange(now() + interval '1 day', NULL)",
    ],
)
async def test_a_permit_that_ends_or_begins_by_its_date_alone_is_seen_on_the_socket_too(
    api: Api, address: str, monkeypatch: pytest.MonkeyPatch, not_in_force: str
) -> None:
    """Time passes without a statement: what the trigger would tell is left out, and the world's number stays."""
    monkeypatch.setattr(live_hub, "KNOW_S", 0.0)
    async with page(api, address, "school") as socket:
        await socket.next()
        assert set(socket.buses) == {api.own("vehicle")}
        before = await api.served.fetch("SELECT number FROM world")
        await api.served.execute("ALTER TABLE in_force DISABLE TRIGGER USER")
        await api.served.execute(not_in_force)
        assert await api.served.fetch("SELECT number FROM world") == before
        async with asyncio.timeout(PATIENCE_S):
            await socket.until(lambda _: not socket.buses)
        assert await vehicles_of(api, "school") == set()
        await api.served.execute("UPDATE in_force SET during = tstzrange('2026-09-01', NULL)")
        async with asyncio.timeout(PATIENCE_S):
            await socket.until(lambda _: set(socket.buses) == {api.own("vehicle")})
        assert await vehicles_of(api, "school") == {api.own("vehicle")}


SIGNED = (
    "INSERT INTO sign (permit_version_id, vehicle_id, number, issued_on, valid_to, during) SELECT permit_version_id,"
    " vehicle_id, '苏G-校-9002', '2026-11-01', '2027-02-28', '[2026-11-01,2027-03-01)' FROM in_force WHERE vehicle_id = :id"
)
PAPERS = (
    ("no_permit", "UPDATE sign SET during = tstzrange(lower(during), now())"),
    ("in_order", SIGNED),
    ("no_permit", "UPDATE in_force SET during = tstzrange(lower(during), now())"),
    ("in_order", "INSERT INTO rule_mode (rule, mode, since, source) VALUES ('R01', 'trial', now(), 'a test')"),
)


async def test_a_bus_that_says_nothing_is_drawn_by_what_its_papers_say_at_this_moment(
    api: Api, address: str, pipeline: Pipeline
) -> None:
    """Permit, sign and the mode of the rule change in the database, while the bus stands still without a word."""
    vehicle = api.own("vehicle")
    async with page(api, address) as socket:
        await socket.next()
        await pipeline.commit(vehicle, lon=119.43, run_id=api.own("run"))
        for shown, change in PAPERS:
            await api.served.execute(change, **({"id": int(vehicle)} if ":id" in change else {}))
            await socket.until(lambda _, shown=shown: socket.buses[vehicle]["state"] == shown)


BAD_NEXT = '{"share":0,"batch":1,"watermark":null,"behind_s":0,"buses":[{}],"findings":[]}'


@pytest.mark.parametrize("bad", ["not json", "[]", '{"buses":[{}]}', BAD_NEXT, b"\xff\x00"])
async def test_a_message_that_cannot_be_read_does_not_end_the_live_map(
    api: Api, address: str, pipeline: Pipeline, bad: str | bytes
) -> None:
    async with page(api, address) as socket:
        await socket.next()
        with capture_logs() as logs:
            for _ in range(2):
                await pipeline.redis.publish(CHANNEL, bad)
                async with asyncio.timeout(PATIENCE_S):
                    await socket.until(lambda message: message["type"] == "snapshot")
        [said] = [one for one in logs if one["event"] == "the live hub broke and begins anew"]
        assert said["exc_info"], "once in a row of the same, with its traceback"
        await pipeline.commit(api.own("vehicle"), lon=119.48)
        async with asyncio.timeout(PATIENCE_S):
            await socket.until(lambda message: message["type"] == "delta" and message["buses"])
        assert socket.buses[api.own("vehicle")]["lon"] == 119.48


async def test_without_a_login_the_socket_is_closed_with_4401(api: Api, address: str) -> None:
    async with connect(f"ws://{address}/api/v1/live") as wire:
        assert await closed_with(wire) == 4401


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://127.0.0.1:1"])
async def test_a_page_of_another_site_is_closed_with_4403(api: Api, address: str, origin: str) -> None:
    async with page(api, address, origin=origin) as socket:
        assert await closed_with(socket.wire) == 4403


async def test_our_own_page_is_let_in(api: Api, address: str) -> None:
    async with page(api, address, origin=f"http://{address}") as socket:
        assert (await socket.next())["type"] == "snapshot"


async def test_a_login_that_ends_closes_its_socket(api: Api, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "RECHECK_S", 0.1)
    async with page(api, address, "officer") as socket:
        await socket.next()
        await api.served.execute("UPDATE login_session SET revoked_at = now()")
        assert await closed_with(socket.wire) == 4401


async def test_a_quiet_road_still_says_every_few_seconds_that_we_live(
    api: Api, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "QUIET_S", 0.2)
    async with page(api, address) as socket:
        await socket.next()
        for _ in range(3):
            message = await socket.next()
            assert (message["type"], message["buses"], message["findings"]) == ("delta", [], [])


async def test_a_reader_that_stops_reading_gets_the_newest_state_when_it_reads_again(
    api: Api, address: str, pipeline: Pipeline
) -> None:
    """What it missed is not in any queue: fewer messages than batches, and the last state at their end."""
    async with page(api, address) as socket:
        await socket.next()
        for step in range(200):
            await pipeline.commit(api.own("vehicle"), lon=round(119.4 + step / 1000, 3))
        await socket.until(lambda _: socket.buses[api.own("vehicle")]["lon"] == 119.599)
        assert len(socket.said) < 200


async def test_what_a_page_says_is_not_listened_to(api: Api, address: str, pipeline: Pipeline) -> None:
    async with page(api, address) as socket:
        await socket.next()
        for noise in ("{}", "x" * 1000, b"\x00\xff"):
            await socket.wire.send(noise)
        await pipeline.commit(api.own("vehicle"), lon=119.43)
        await socket.until(lambda message: message["buses"])
