"""Bringing a database to the newest schema, with Alembic, one at a time, and its partitions up to date."""

import os

import psycopg
from alembic import command
from alembic.config import Config

from fleet.retention import ensure_position_partitions

VARIABLE = "SCHOOLBUS_DATABASE_URL"


def is_new(database_url: str) -> bool:
    """Whether no migration has ever run here."""
    with psycopg.connect(database_url) as connection:
        return connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,)


def upgrade(database_url: str) -> None:
    """Run every migration that this database has not seen. `database_url` as in SCHOOLBUS_DATABASE_URL.

    Then make the partitions of the weeks ahead: nobody made them while the service was down.

    Raises what Alembic and the driver raise; the command line says it in a sentence.
    """
    config = Config()
    config.set_main_option("script_location", "schoolbus:migrations")
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = database_url  # migrations/env.py reads the settings, as every process does
    try:
        command.upgrade(config, "head")
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before
    ensure_position_partitions(database_url)
