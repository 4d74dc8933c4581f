"""Parked frames over HTTP: with their reason and raw bytes."""

from base64 import b64decode

from tests.api import Api, refused_fields


async def test_a_parked_frame_is_shown_with_its_raw_bytes_the_newest_first(api: Api) -> None:
    await api.served.execute(
        "INSERT INTO parked (received_at, door, device, reason, raw, size, detail)"
        r" VALUES (now(), 'nmea_tcp', NULL, 'unknown_device', '\x00ff0a'::bytea, 5000, '谁？')"
    )
    newest, *_ = (await api.answer("/parked"))["items"]
    assert b64decode(newest["raw"]) == b"\x00\xff\x0a"
    assert (newest["reason"], newest["device"], newest["size"], newest["detail"]) == (
        "unknown_device",
        None,
        5000,
        "谁？",
    )
    assert (await api.answer("/parked", reason="unknown_device"))["items"] == [newest]
    by_device = (await api.answer("/parked", device="device-own", door="nmea_mqtt"))["items"]
    assert [one["id"] for one in by_device] == [api.own("parked")]
    assert (await api.answer("/parked", reason="no_such_reason"))["items"] == []


async def test_bad_questions_are_refused_with_the_field(api: Api) -> None:
    for query, field in (({"reason": "\x00"}, "reason"), ({"device": ""}, "device"), ({"since": "-1e400"}, "since")):
        assert refused_fields(await api.get("/parked", **query)) == {field}, query
