"""Commands over HTTP: an officer has a terminal told or asked, and sees what became of it."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from gps_ingest.doors.jt808.downlink import message
from tests.api import Api, code_of, refused_fields

PATH = "/api/v1/devices/device-own/commands"
GOOD: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"kind": "text", "text": "前方积水，\n请减速", "urgent": True},
        {"text": "前方积水，\n请减速", "urgent": True},
    ),
    ({"kind": "text", "text": "字" * 250}, {"text": "字" * 250, "urgent": False}),
    ({"kind": "text", "text": "x" * 500}, {"text": "x" * 500, "urgent": False}),
    ({"kind": "locate"}, {}),
    ({"kind": "interval", "interval_s": 1}, {"interval_s": 1}),
    ({"kind": "interval", "interval_s": 3600}, {"interval_s": 3600}),
    ({"kind": "confirm_alarm"}, {"alarms": 1}),
    ({"kind": "confirm_alarm", "alarms": ["danger", "displacement", "danger"]}, {"alarms": 0x1000_0008}),
    ({"kind": "snapshot", "channel": 1}, {"channel": 1}),
    ({"kind": "snapshot", "channel": 16}, {"channel": 16}),
]
BAD: list[dict[str, Any]] = [
    {},
    {"kind": "cut_the_fuel"},
    {"kind": "text"},
    {"kind": "text", "text": ""},
    {"kind": "text", "text": "字" * 251},
    {"kind": "text", "text": "x" * 501},
    {"kind": "text", "text": "a\x07b"},
    {"kind": "text", "text": "a", "speak": True},
    {"kind": "locate", "text": "a"},
    {"kind": "interval"},
    {"kind": "interval", "interval_s": 0},
    {"kind": "interval", "interval_s": 3601},
    {"kind": "interval", "interval_s": 1.5},
    {"kind": "confirm_alarm", "alarms": []},
    {"kind": "confirm_alarm", "alarms": ["fire"]},
    {"kind": "confirm_alarm", "alarms": ["emergency"] * 8},
    {"kind": "snapshot"},
    {"kind": "snapshot", "channel": 0},
    {"kind": "snapshot", "channel": 17},
    {"kind": "snapshot", "channel": 1, "count": 2},
]


@pytest.fixture
async def officer(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """An officer, and the own device as a terminal that speaks JT/T 808."""
    await api.served.execute("UPDATE device SET protocol = 'jt808'")
    async with api.as_role("officer") as client:
        yield client


@pytest.mark.parametrize(("asked", "body"), GOOD, ids=lambda one: str(one.get("kind", "")))
async def test_what_an_officer_has_a_terminal_told_waits_for_it(
    api: Api, officer: httpx.AsyncClient, asked: dict[str, Any], body: dict[str, Any]
) -> None:
    """Text to the driver, position, interval, alarm confirmed, photograph: kept, shown, in the trail."""
    given = await officer.post(PATH, json=asked)
    assert given.status_code == 201, given.text
    assert given.json()["body"] == body
    assert message(asked["kind"], body, version=1), "the sender can make a message of it"
    assert (given.json()["state"], given.json()["by"]) == ("waiting", "officer")
    assert (await officer.get(PATH)).json()["items"] == [given.json()]
    [(detail,)] = await api.served.fetch("SELECT detail FROM audit_entry WHERE action = 'device.command'")
    assert detail == {"command": given.json()["id"], "kind": asked["kind"], **body}


async def test_a_command_that_cannot_be_is_refused_with_the_field(officer: httpx.AsyncClient) -> None:
    for body in BAD:
        assert refused_fields(await officer.post(PATH, json=body)), body
    assert (await officer.get(PATH)).json()["items"] == []


async def test_what_became_of_it_is_told_with_the_terminals_answer(api: Api, officer: httpx.AsyncClient) -> None:
    """Sent, then done, failed, wrong or not supported; the newest first."""
    for _ in range(5):
        await officer.post(PATH, json={"kind": "locate"})
    ids = [int(one["id"]) for one in (await officer.get(PATH)).json()["items"]]
    assert ids == sorted(ids, reverse=True)
    await api.served.execute("UPDATE command SET sent_at = now()")
    for id_, result in zip(ids, (0, 1, 2, 3), strict=False):
        await api.served.execute(
            """UPDATE command SET answered_at = now(), result = :result, answer = '{"serial": 7}' WHERE id = :id""",
            id=id_,
            result=result,
        )
    listed = (await officer.get(PATH)).json()["items"]
    assert [one["state"] for one in listed] == ["done", "failed", "wrong", "unsupported", "sent"]
    assert listed[0]["answer"] == {"serial": 7}


async def test_a_command_that_could_not_be_sent_in_ten_minutes_is_told_no_more(
    api: Api, officer: httpx.AsyncClient
) -> None:
    """An hour later it would say something else."""
    await officer.post(PATH, json={"kind": "text", "text": "请在下一停车场停车"})
    await api.served.execute("UPDATE command SET created_at = now() - interval '10 minutes 1 second'")
    assert [one["state"] for one in (await officer.get(PATH)).json()["items"]] == ["lapsed"]


async def test_a_terminal_that_takes_no_commands_is_sent_none(api: Api, officer: httpx.AsyncClient) -> None:
    """Another protocol; shut out; too many waiting already."""
    for _ in range(20):
        assert (await officer.post(PATH, json={"kind": "locate"})).status_code == 201
    many = await officer.post(PATH, json={"kind": "locate"})
    assert (many.status_code, code_of(many)) == (409, "too_many_waiting")
    await api.served.execute("UPDATE device SET disabled = true")
    assert code_of(await officer.post(PATH, json={"kind": "locate"})) == "device_disabled"
    await api.served.execute("UPDATE device SET protocol = 'nmea_mqtt'")
    assert code_of(await officer.post(PATH, json={"kind": "locate"})) == "not_jt808"
    assert code_of(await officer.post("/api/v1/devices/no-such-device/commands", json={"kind": "locate"})) == "missing"


async def test_a_clerk_and_an_operator_see_commands_and_give_none(api: Api, officer: httpx.AsyncClient) -> None:
    await officer.post(PATH, json={"kind": "locate"})
    assert len((await api.answer("/devices/device-own/commands"))["items"]) == 1
    assert code_of(await api.post("/devices/device-own/commands", {"kind": "locate"})) == "not_allowed"
    async with api.as_role("operator") as client:
        assert len((await client.get(PATH)).json()["items"]) == 1
        assert code_of(await client.post(PATH, json={"kind": "locate"})) == "not_allowed"
        assert code_of(await client.get("/api/v1/devices/device-other/commands")) == "missing"
