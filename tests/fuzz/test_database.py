"""What the promises allow is what PostgreSQL takes: their limits are its own."""

from typing import Any

import psycopg

from core.copying import HEADER, TRAILER
from fleet.fixes import Fixes
from fuzz.promises import DWORD, NOW_S, SMALLINT, sound
from gps_ingest import store
from gps_ingest.decode.possible import MAX_SPEED_MPS
from gps_ingest.frames import Bad, Frame, Source, Stream

SIGNS = [chr(number) for number in (*range(0x300), *range(0xD7F0, 0xE010), 0xFFFD, 0xFFFF, 0x1F68C, 0x10FFFF)]


async def test_every_text_that_is_sound_can_be_parked(database_url: str) -> None:
    """Each sign alone: those that are not sound are shown as another, and all are taken."""
    source = Source(Frame("fuzz", Stream("bus-0001"), b"raw", NOW_S), b"raw", "bus-0001")
    bad = [Bad.of(source, "bad_field", sign) for sign in SIGNS]
    async with await psycopg.AsyncConnection.connect(database_url) as conn:
        await store.park(conn, bad)
        rows = await (await conn.execute("SELECT detail FROM parked ORDER BY id")).fetchall()
    assert len(rows) == len(SIGNS)
    assert [sign for sign, (detail,) in zip(SIGNS, rows, strict=True) if sound(sign) != (detail == sign)] == []


async def test_every_fix_within_the_limits_can_be_kept(database_url: str) -> None:
    """The least and the most of each column."""
    least = {
        "time_s": 0.0,
        "lon": -180.0,
        "lat": -90.0,
        "speed_mps": 0.0,
        "course_deg": 0.0,
        "satellites": -1,
        "status": -1,
    }
    most = {"time_s": NOW_S, "lon": 180.0, "lat": 90.0, "speed_mps": MAX_SPEED_MPS, "course_deg": 360.0,
            "satellites": SMALLINT - 1, "status": DWORD - 1, "alarm": DWORD - 1}  # fmt: skip
    whose: dict[str, Any] = {"device": [1], "vehicle": [1], "received_s": [NOW_S]}
    fixes = [Fixes.of(1, **whose, **{name: [value] for name, value in one.items()}) for one in (least, most)]
    rows = store.position_rows(Fixes.joined(fixes))
    async with await psycopg.AsyncConnection.connect(database_url) as conn:
        await conn.execute(store.STAGE)
        async with conn.cursor() as cursor, cursor.copy(store.COPY_STAGED.encode()) as copy:
            await copy.write(HEADER + rows + TRAILER)
        kept = await (
            await conn.execute("SELECT count(*), max(alarm), max(satellites) FROM staged_position")
        ).fetchone()
    assert kept == (2, DWORD - 1, SMALLINT - 1)
