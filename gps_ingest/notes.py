"""What devices report beside fixes, kept in the batch's transaction: photographs, sounds and films, drivers' cards."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import psycopg

from fleet.roster import Roster
from gps_ingest.frames import Note

Connection = psycopg.AsyncConnection[Any]
MEDIA = """INSERT INTO media (device_no, vehicle_id, taken_at, media_no, kind, format, event, channel, data)
    VALUES (%(device_no)s, %(vehicle_id)s, %(at)s, %(media_no)s, %(kind)s, %(format)s, %(event)s, %(channel)s, %(data)s)
    ON CONFLICT DO NOTHING"""
DRIVER_CARD = """INSERT INTO driver_card (device_no, vehicle_id, at, inserted, result, name, licence, authority, valid_to)
    VALUES (%(device_no)s, %(vehicle_id)s, %(at)s, %(inserted)s, %(result)s, %(name)s, %(licence)s, %(authority)s,
    %(valid_to)s) ON CONFLICT DO NOTHING"""
WRITERS = {"media": MEDIA, "driver_card": DRIVER_CARD}


async def keep(conn: Connection, notes: Sequence[Note], roster: Roster) -> None:
    """Keep what is new; the same report sent twice is kept once. A device that nobody knows any more is passed over."""
    if not notes:
        return
    device, vehicle = roster.resolve([note.source.device for note in notes], np.array([note.time_s for note in notes]))
    for note, device_no, vehicle_id in zip(notes, device.tolist(), vehicle.tolist(), strict=True):
        if device_no >= 0:
            whose = {"device_no": device_no, "vehicle_id": None if vehicle_id < 0 else vehicle_id}
            at = datetime.fromtimestamp(note.time_s, UTC)
            await conn.execute(WRITERS[note.kind], {**note.said, **whose, "at": at, "data": note.data})
