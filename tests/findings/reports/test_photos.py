"""Photographs of strangers: what they are is looked at, what they say beside their pixels is gone, bombs do not go off."""

import asyncio
import io
import os
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import GPSTAGS, IFD, Base
from sqlalchemy import text

from core.errors import BadRequest
from core.photos import room as darkroom
from core.photos.drawing import LONG_SIDE_PX, develop
from core.photos.room import MOST_INSIDE, Darkroom
from core.photos.scans import components_by_scan
from findings.reports import tasks
from tests.api import Api, code_of
from tests.findings.reports.people import office, picture, reporter

LATITUDE = next(tag for tag, name in GPSTAGS.items() if name == "GPSLatitude")


def with_secrets() -> bytes:
    """A photograph on its side that says where it was taken, with what, and what somebody wrote into it."""
    exif = Image.Exif()
    exif[Base.Make] = "SECRETPHONE"
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo)[LATITUDE] = (34.0, 43.0, 12.0)
    return picture(size=(640, 480), exif=exif, comment=b"SECRETCOMMENT", xmp=b"<x:SECRETXMP/>")


def png_that_says(width: int, height: int) -> bytes:
    """A tiny PNG whose head says that it is huge."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


async def test_a_photo_is_kept_upright_without_place_maker_comment_or_anything_else(api: Api) -> None:
    """The bytes that the office gets hold no word of what the telephone wrote into them."""
    sent = with_secrets()
    assert b"SECRETPHONE" in sent
    async with reporter(api) as passer_by, office(api) as officer:
        key = await passer_by.report()
        assert (await passer_by.add_photo(key, sent)).json() == {"photos": 1, "photos_left": 1}
        (photo,) = (await officer.find(key))["photo_list"]
        answer = await officer.client.get(f"/api/v1/report-photos/{photo['id']}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"SECRET" not in answer.content
    assert b"Exif" not in answer.content
    with Image.open(io.BytesIO(answer.content)) as kept:
        assert (kept.size, dict(kept.getexif())) == ((480, 640), {})
        assert {"comment", "exif", "xmp", "icc_profile"} & set(kept.info) == set()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_kind_of_photo_is_drawn_anew_as_a_jpeg_of_bounded_size(form: str) -> None:
    developed = develop(picture(form, (3000, 1500)))
    assert (developed.width, developed.height) == (LONG_SIDE_PX, LONG_SIDE_PX // 2)
    assert developed.data.startswith(b"\xff\xd8\xff")


REFUSED = [
    (b"", "not_a_photo"),
    (b"%PDF-1.7 not a photo", "not_a_photo"),
    (b"<html><script>alert(1)</script>", "not_a_photo"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_photo"),
    (picture("GIF"), "not_a_photo"),
    (picture("BMP"), "not_a_photo"),
    (picture()[:400], "not_a_photo"),
    (b"\xff\xd8\xff\xe0" + b"\x00" * 200, "not_a_photo"),
    (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "not_a_photo"),
    (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "not_a_photo"),
    (png_that_says(5001, 5000), "photo_too_large"),
    (png_that_says(10_000, 10_000), "photo_too_large"),
    (png_that_says(60_000, 60_000), "photo_too_large"),
]


async def test_what_is_no_photo_or_would_be_too_large_in_memory_is_refused_and_not_kept(api: Api) -> None:
    """By its content and its head, whatever it calls itself."""
    async with reporter(api) as passer_by:
        key = await passer_by.report()
        for data, code in REFUSED:
            refused = await passer_by.add_photo(key, data)
            assert (refused.status_code, code_of(refused)) == (415 if code == "not_a_photo" else 413, code), data[:40]
            await api.served.execute("DELETE FROM report_attempt")  # each counts as a guess
        assert (await passer_by.status(key))["photos"] == 0
    assert list(api.served.settings.data_dir.rglob("*.jpg")) == []


async def test_photos_that_are_refused_count_as_codes_that_did_not_fit_and_those_that_are_taken_do_not(
    api: Api,
) -> None:
    """Who has a code cannot make us unpack whatever he likes without end."""
    async with reporter(api) as passer_by:
        key = await passer_by.report()
        assert (await passer_by.add_photo(key, picture())).status_code == 200
        answers = [await passer_by.add_photo(key, b"no photo") for _ in range(6)]
    assert [code_of(answer) for answer in answers] == ["not_a_photo"] * 5 + ["too_many_guesses"]


async def test_no_byte_of_a_ninth_photo_is_received_while_eight_are_in_memory(api: Api) -> None:
    """Its sender is told when to come again, and it counts for nothing."""
    room: Darkroom = api.served.app.state.darkroom
    received: list[bytes] = []

    async def bytes_of_it() -> AsyncIterator[bytes]:
        received.append(picture())
        yield received[-1]

    async with reporter(api) as passer_by:
        key = await passer_by.report()
        with ExitStack() as others:
            for _ in range(MOST_INSIDE):
                others.enter_context(room.place())
            full = await passer_by.add_photo(key, bytes_of_it())
        assert (full.status_code, code_of(full), full.headers["retry-after"]) == (429, "darkroom_full", "10")
        assert received == []
        assert await api.served.fetch("SELECT count(*) FROM report_attempt WHERE what = 'guess'") == [(0,)]
        assert (await passer_by.add_photo(key, bytes_of_it())).status_code == 200
    assert room.inside == 0


async def test_a_photo_that_does_not_arrive_in_time_gives_its_place_to_another(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(darkroom, "MOST_S", 0.05)

    async def never_ending() -> AsyncIterator[bytes]:
        yield picture()[:100]
        await asyncio.Event().wait()

    async with reporter(api) as passer_by:
        slow = await passer_by.add_photo(await passer_by.report(), never_ending())
    assert (slow.status_code, code_of(slow)) == (408, "photo_too_slow")
    assert api.served.app.state.darkroom.inside == 0


def with_scans(more: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again: small as a file, a pass over the picture for each."""
    whole = picture(progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * more + whole[-2:]


def that_says(whole: bytes, frame: bytes, width: int, height: int) -> bytes:
    """A JPEG whose head (the marker `frame`) says another size."""
    at = whole.index(frame) + 5
    return whole[:at] + struct.pack(">HH", height, width) + whole[at + 4 :]


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (with_scans(60), 415, "photo_too_many_scans"),
        (with_scans(5000), 415, "photo_too_many_scans"),
        (picture()[:2] + b"\xff\xe0\x00\x02" * 6000 + picture()[2:], 415, "photo_too_many_scans"),
        (that_says(picture(progressive=True), b"\xff\xc2", 5001, 5000), 413, "photo_too_large"),
        (that_says(picture(), b"\xff\xc0", 10_001, 6000), 413, "photo_too_large"),
    ],
)
def test_a_jpeg_of_many_passes_or_one_that_must_be_held_whole_is_refused_by_its_markers(
    data: bytes, status: int, code: str
) -> None:
    """Before a pixel is unpacked: at most 64 scans, and 25 million pixels where it is not unpacked line by line."""
    with pytest.raises(BadRequest) as refused:
        develop(data)
    assert (refused.value.status, refused.value.code) == (status, code)


def test_a_progressive_photo_and_one_with_a_film_behind_it_are_taken() -> None:
    """What follows the picture's end (a telephone's moving photograph) is not a scan of it, whatever bytes it has."""
    for data in (
        picture(progressive=True),
        with_scans(20),
        picture() + b"\xff\xda\x00\x0c\x03" * 500,
        picture(mode="L"),
    ):
        assert (develop(data).width, develop(data).height) == (640, 480)
    assert develop(that_says(picture(), b"\xff\xc0", 5001, 5000)).width == LONG_SIDE_PX, "line by line it may be larger"


def test_the_scans_of_a_jpeg_are_counted_by_their_components() -> None:
    """Three colours in one; those of a progressive one apart. A preview within the head is no scan."""
    within = picture(exif=b"Exif\x00\x00" + picture(size=(16, 16)))
    assert [components_by_scan(data) for data in (picture(), picture(mode="L"), within)] == [[3], [1], [3]]
    assert 1 < len(components_by_scan(picture(progressive=True))) <= 12


async def test_in_one_hour_no_more_than_a_twentieth_of_the_room_is_filled(api: Api) -> None:
    """Whoever floods us with photographs cannot take the room of the next days' reporters."""
    twentieth = api.served.settings.report_photos_max_bytes // 20
    async with reporter(api) as passer_by:
        first, second = await passer_by.report(), await passer_by.report()
        assert (await passer_by.add_photo(first, picture())).status_code == 200
        await api.served.execute("UPDATE report_photo SET size = :size", size=twentieth + 1)
        assert code_of(await passer_by.add_photo(second, picture())) == "no_room_for_photos"
        await api.served.execute("UPDATE report_photo SET at = at - interval '61 minutes'")
        assert (await passer_by.add_photo(second, picture())).status_code == 200


async def test_a_report_takes_two_photos_for_a_day_and_files_only_of_the_types_that_are_photos(api: Api) -> None:
    async with reporter(api) as passer_by:
        key = await passer_by.report()
        form = await passer_by.add_photo(key, picture(), "multipart/form-data; boundary=x")
        assert (form.status_code, code_of(form)) == (415, "not_json")
        for _ in range(2):
            assert (await passer_by.add_photo(key, picture())).status_code == 200
        assert code_of(await passer_by.add_photo(key, picture())) == "no_more_photos"
        older = await passer_by.report()
        await api.served.execute("UPDATE public_report SET received_at = received_at - interval '25 hours'")
        assert code_of(await passer_by.add_photo(older, picture())) == "no_more_photos"


async def test_nobody_but_the_offices_sees_a_photo(api: Api) -> None:
    async with reporter(api) as passer_by, office(api, "operator") as operator:
        key = await passer_by.report(plate="苏G00001")
        await passer_by.add_photo(key, picture())
        ((photo,),) = await api.served.fetch("SELECT id FROM report_photo")
        assert (await operator.client.get(f"/api/v1/report-photos/{photo}")).status_code == 404
        assert (await operator.get("/reports"))["items"] == []
        assert (await passer_by.client.get(f"/api/v1/report-photos/{photo}")).status_code == 401


async def test_contacts_and_photos_go_when_their_time_is_over_but_not_what_is_sealed(api: Api) -> None:
    """Counted from the end of the report; the report itself and its steps stay. A bus that is sealed keeps its photograph."""
    settings = api.served.settings
    async with reporter(api) as passer_by:
        keys = [
            await passer_by.report(phone="13800000000", plate=plate) for plate in ("苏G00001", "苏G00002", "苏GA12B3")
        ]
        for key in keys:
            await passer_by.add_photo(key, picture())
    await api.served.execute(
        "WITH s AS (INSERT INTO seal (kind, vehicle_id, since, until, reason, fixes, findings, parked, sealed_by)"
        " SELECT 'vehicle', :bus, now() - interval '2 hours', now(), '事故调查取证', 0, 0, 0, min(id) FROM account RETURNING id)"
        " INSERT INTO seal_stretch (seal_id, vehicle_id, during)"
        " SELECT id, :bus, tstzrange(now() - interval '2 hours', now() + interval '1 hour') FROM s",
        bus=int(api.own("vehicle")),
    )
    now = datetime.now(UTC)
    assert tasks.forget(settings, now=now) == (0, 0)
    await api.served.execute("UPDATE public_report SET state = 'closed', ended_at = now() - interval '91 days'")
    assert tasks.forget(settings, now=now) == (3, 0)
    await api.served.execute(
        "UPDATE public_report SET ended_at = now() - interval '366 days' WHERE number <> :number",
        number=keys[1]["number"],
    )
    assert tasks.forget(settings, now=now) == (0, 1)
    files = _photo_files(settings.data_dir)
    assert len(files) == 3
    long_ago = (now - timedelta(days=2)).timestamp()
    for file in files:
        os.utime(file, (long_ago, long_ago))
    tasks.forget(settings, now=now)
    assert len(_photo_files(settings.data_dir)) == 2
    assert await api.served.fetch("SELECT count(*), count(DISTINCT number) FROM public_report") == [(3, 3)]


async def test_photos_of_a_report_that_was_not_taken_up_go_after_a_week_and_its_contact_stays(api: Api) -> None:
    settings, now = api.served.settings, datetime.now(UTC)
    async with reporter(api) as passer_by:
        key = await passer_by.report(phone="13800000000")
        await passer_by.add_photo(key, picture())
    ended = "UPDATE public_report SET state = :state, ended_at = now() - make_interval(days => :days)"
    await api.served.execute(ended, state="refused", days=6)
    assert tasks.forget(settings, now=now) == (0, 0)
    await api.served.execute(ended, state="closed", days=8)
    assert tasks.forget(settings, now=now) == (0, 0)
    await api.served.execute(ended, state="refused", days=8)
    assert tasks.forget(settings, now=now) == (0, 1)


async def test_a_report_that_nobody_ended_counts_as_ended_half_a_year_after_its_last_step(api: Api) -> None:
    """Contact and photograph do not stay for ever because a form was not filled in; a report that lives keeps them."""
    settings, now = api.served.settings, datetime.now(UTC)
    async with reporter(api) as passer_by:
        for age_days in (180 + 89, 180 + 91, 180 + 366):
            key = await passer_by.report(phone="13800000000")
            await passer_by.add_photo(key, picture())
            await _grow_older(api, key["number"], age_days)
    assert tasks.forget(settings, now=now) == (2, 1)
    left = "SELECT count(*) FROM report_contact UNION ALL SELECT count(*) FROM report_photo"
    assert await api.served.fetch(left) == [(1,), (2,)]


async def _grow_older(api: Api, number: str, days: int) -> None:
    """Let a report be `days` old, past the trigger that keeps what was done."""
    async with api.served.app.state.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE report_event DISABLE TRIGGER never_changes"))
        await connection.execute(
            text(
                "UPDATE report_event e SET at = e.at - make_interval(days => :days) FROM public_report r"
                " WHERE r.id = e.report_id AND r.number = :number"
            ),
            {"days": days, "number": number},
        )
        await connection.execute(text("ALTER TABLE report_event ENABLE TRIGGER never_changes"))


def _photo_files(data_dir: Path) -> list[Path]:
    return list((data_dir / "report-photos").rglob("*.jpg"))
