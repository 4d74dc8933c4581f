"""Deleting what is old, a few rows at a time, so that nobody waits long for a lock or a checkpoint."""

from typing import Any

import psycopg


def in_steps(
    connection: psycopg.Connection[Any], delete: str, *, older_than_days: int, at_once: int, **others: int
) -> int:
    """Run a DELETE that takes `days`, `most` rows and `others` until it finds no more; returns how many rows there were.

    The connection commits by itself.
    """
    deleted = 0
    while True:
        count = connection.execute(delete.encode(), {"days": older_than_days, "most": at_once, **others}).rowcount
        deleted += count
        if count < at_once:
            return deleted
