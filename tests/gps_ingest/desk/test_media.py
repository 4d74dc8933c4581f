"""Photographs and drivers' cards over HTTP: with the bus, for whoever sees the bus."""

from typing import Any

import pytest

from tests.api import Api, code_of

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256))


async def photo(api: Api, whose: str = "own", taken: str = "2026-11-24T00:00:00Z", **columns: Any) -> str:
    """A photograph that the terminal of a bus sent; its id."""
    values = {"kind": "photo", "format": "jpeg", "media_no": 7, "data": JPEG} | columns
    rows = await api.served.fetch("SELECT no FROM device WHERE id = :id", id=f"device-{whose}")
    await api.served.execute(
        "INSERT INTO media (device_no, vehicle_id, media_no, kind, format, event, channel, taken_at, data)"
        " VALUES (:device, :vehicle, :media_no, :kind, :format, 1, 2, CAST(:taken AS timestamptz), :data)",
        device=rows[0][0],
        vehicle=int(api.world.ids["vehicle"][whose]),
        taken=taken,
        **values,
    )
    [(made,)] = await api.served.fetch("SELECT max(id) FROM media")
    return str(made)


async def test_the_photographs_of_a_bus_are_listed_the_newest_first_and_each_is_there(api: Api) -> None:
    first = await photo(api)
    second = await photo(api, taken="2026-11-24T01:00:00Z")
    listed = (await api.answer(f"/vehicles/{api.own('vehicle')}/media"))["items"]
    assert [one["id"] for one in listed] == [second, first]
    assert listed[1] == {
        "id": first,
        "device_id": "device-own",
        "kind": "photo",
        "format": "jpeg",
        "event": 1,
        "channel": 2,
        "taken_at": "2026-11-24T00:00:00Z",
        "received_at": listed[1]["received_at"],
        "size": len(JPEG),
    }
    answer = await api.get(f"/media/{first}")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "image/jpeg", JPEG)
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("format_", "media_type"),
    [("mp3", "audio/mpeg"), ("wmv", "video/x-ms-wmv"), ("text/html", "application/octet-stream")],
)
async def test_a_file_is_what_it_is_and_never_a_page(api: Api, format_: str, media_type: str) -> None:
    """What a terminal calls by a name that we do not know is only saved."""
    answer = await api.get(f"/media/{await photo(api, format=format_, data=b'<script>')}")
    assert answer.headers["content-type"] == media_type
    assert ("attachment" in answer.headers.get("content-disposition", "")) == (media_type == "application/octet-stream")


async def test_an_operator_sees_the_photographs_of_its_own_bus_alone(api: Api) -> None:
    own, other = await photo(api), await photo(api, "other")
    async with api.as_role("operator") as client:
        assert (await client.get(f"/api/v1/media/{own}")).status_code == 200
        assert code_of(await client.get(f"/api/v1/media/{other}")) == "missing"
        assert code_of(await client.get(f"/api/v1/vehicles/{api.world.ids['vehicle']['other']}/media")) == "missing"
    async with api.as_role("parent") as client:
        assert code_of(await client.get(f"/api/v1/media/{own}")) == "missing"


async def test_a_photograph_of_a_device_without_a_bus_is_shown_to_nobody(api: Api) -> None:
    made = await photo(api)
    await api.served.execute("UPDATE media SET vehicle_id = NULL")
    assert code_of(await api.get(f"/media/{made}")) == "missing"


async def test_the_cards_of_drivers_are_listed_with_the_middle_of_the_licence_hidden(api: Api) -> None:
    """Put in and taken out, the newest first; what the reader could not read is empty."""
    vehicle = int(api.own("vehicle"))
    await api.served.execute(
        "INSERT INTO driver_card (device_no, vehicle_id, at, inserted, result, name, licence, authority, valid_to)"
        " SELECT no, :vehicle, '2026-11-24T00:00:00Z', true, 0, '张海涛', '320703198001011234', '连云港市交警支队', '2029-05-01'"
        " FROM device WHERE id = 'device-own'",
        vehicle=vehicle,
    )
    await api.served.execute(
        "INSERT INTO driver_card (device_no, vehicle_id, at, inserted) SELECT no, :vehicle, '2026-11-24T01:00:00Z', false"
        " FROM device WHERE id = 'device-own'",
        vehicle=vehicle,
    )
    out, put_in = (await api.answer(f"/vehicles/{vehicle}/driver-cards"))["items"]
    assert (out["inserted"], out["name"], out["licence_masked"]) == (False, None, None)
    assert put_in["licence_masked"] == "**************1234"
    assert (put_in["name"], put_in["valid_to"], put_in["result"], put_in["device_id"]) == (
        "张海涛",
        "2029-05-01",
        0,
        "device-own",
    )
    assert "320703" not in (await api.get(f"/vehicles/{vehicle}/driver-cards")).text
