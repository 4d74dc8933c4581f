"""Those who knocked and were not let in, as rows of `unknown_device`: how they are written, by the ingest and by the doorkeeper."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gps_ingest.frames import storable

UPSERT = """INSERT INTO unknown_device (door, device, address, detail, first_at, last_at, times)
    SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::jsonb[], %s::timestamptz[], %s::timestamptz[], %s::int[])
    ON CONFLICT (door, device) DO UPDATE SET address = coalesce(excluded.address, unknown_device.address),
    detail = unknown_device.detail || excluded.detail, last_at = greatest(unknown_device.last_at, excluded.last_at),
    times = unknown_device.times + excluded.times"""
TRIM = "DELETE FROM unknown_device WHERE id IN (SELECT id FROM unknown_device ORDER BY last_at DESC, id DESC OFFSET %s)"


@dataclass(slots=True)
class Knock:
    """A device that is not let in, as far as it is known: from where, what it says of itself, since when, how often."""

    door: str
    device: str
    address: str | None
    detail: dict[str, Any]
    first_s: float
    last_s: float
    times: int = 1


def columns(knocks: Collection[Knock]) -> list[list[Any]]:
    """Knocks as the parameters of `UPSERT`, one list a column."""
    return [
        [knock.door for knock in knocks],
        [knock.device for knock in knocks],
        [knock.address for knock in knocks],
        [_json(knock.detail) for knock in knocks],
        [_time(knock.first_s) for knock in knocks],
        [_time(knock.last_s) for knock in knocks],
        [knock.times for knock in knocks],
    ]


def _json(detail: dict[str, Any]) -> str:
    """What is said comes from whoever knocks."""
    return json.dumps({name: storable(value) if isinstance(value, str) else value for name, value in detail.items()})


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
