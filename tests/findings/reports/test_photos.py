"""Photographs of strangers: what they are is looked at, what they say beside their pixels is gone, bombs do not go off."""

import io
import os
import struct
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import GPSTAGS, IFD, Base

from findings.reports import tasks
from findings.reports.public.darkroom import LONG_SIDE_PX, develop
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
        assert (await passer_by.status(key))["photos"] == 0
    assert list(api.served.settings.data_dir.rglob("*.jpg")) == []


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


def _photo_files(data_dir: Path) -> list[Path]:
    return list((data_dir / "report-photos").rglob("*.jpg"))
