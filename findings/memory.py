"""Recall what the rules remember: every vehicle's saved rows, whatever program wrote them."""

import json
from typing import Any

import psycopg

from findings.record import prepare
from rules.memory import LAYOUT, MARK, Memory, recalled


async def recall(conn: psycopg.AsyncConnection[Any]) -> Memory:
    """The memory as of the last committed batch. Also readies the connection for `record`, and writes this layout down."""
    await prepare(conn)
    await conn.execute(
        "INSERT INTO memory_layout (fingerprint, layout) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        (MARK.hex(), json.dumps(LAYOUT)),
    )
    cursor = await conn.execute("SELECT fingerprint, layout FROM memory_layout")
    layouts = {bytes.fromhex(mark): layout for mark, layout in await cursor.fetchall()}
    cursor = await conn.execute("SELECT vehicle_id, memory, delayed_memory FROM vehicle_state")
    return recalled(await cursor.fetchall(), layouts)
