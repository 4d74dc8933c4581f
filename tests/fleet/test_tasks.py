"""What is done for the fleet's tables while nobody looks."""

import psycopg
from psycopg import sql

from fleet.retention import ensure_position_partitions


def test_a_partition_that_is_missing_ahead_is_made_once(module_database_url: str) -> None:
    with psycopg.connect(module_database_url) as connection:
        row = connection.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'position'::regclass"
            " AND inhrelid::regclass::text <> 'position_default' ORDER BY 1 DESC LIMIT 1"
        ).fetchone()
        assert row is not None
        connection.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(row[0])))
    assert ensure_position_partitions(module_database_url) == 1
    assert ensure_position_partitions(module_database_url) == 0
