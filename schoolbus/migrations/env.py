"""How Alembic reaches the database: one connection, one transaction, one migration at a time in the whole cluster."""

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import NullPool, create_engine, text

from core.settings import Settings
from schoolbus.migrations.tables import include_object, metadata

LOCK = 0x5342_4D47  # "SBMG": two processes that start at once migrate one after the other


def run() -> None:
    """Bring the database of SCHOOLBUS_DATABASE_URL to the wanted revision, all or nothing."""
    engine = create_engine(Settings().sqlalchemy_url, poolclass=NullPool)
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            context.configure(
                connection=connection,
                target_metadata=metadata(),
                include_object=include_object,
                process_revision_directives=alembic_helpers.writer,
                render_item=alembic_helpers.render_item,
            )
            context.run_migrations()
    finally:
        engine.dispose()


run()
