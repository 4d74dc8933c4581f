"""Read the roster out of the database, as of the transaction that the connection is in."""

from typing import Any

import psycopg

from fleet.roster import Roster

BINDINGS = """SELECT device_no, coalesce(extract(epoch FROM lower(during))::float8, '-infinity'),
    coalesce(extract(epoch FROM upper(during))::float8, 'infinity'), vehicle_id FROM binding"""


async def load_roster(conn: psycopg.AsyncConnection[Any]) -> Roster:
    """All devices and all their bindings, past and present."""
    devices = await (await conn.execute("SELECT id, no, disabled FROM device")).fetchall()
    bindings = await (await conn.execute(BINDINGS)).fetchall()
    return Roster.of(devices, bindings)
