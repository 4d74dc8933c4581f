"""Bringing a database to the newest schema, with Alembic, one at a time."""

import os

from alembic import command
from alembic.config import Config


def upgrade(database_url: str) -> None:
    """Run every migration that this database has not seen. `database_url` as in SCHOOLBUS_DATABASE_URL.

    Raises what Alembic and the driver raise; the caller says it in a sentence.
    """
    config = Config()
    config.set_main_option("script_location", "schoolbus:migrations")
    config.set_main_option("sqlalchemy.url", database_url.replace("%", "%%"))
    os.environ["SCHOOLBUS_DATABASE_URL"] = database_url
    command.upgrade(config, "head")
