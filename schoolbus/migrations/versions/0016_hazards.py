"""The hazard ledger: hazards, their life and files, and the one-time links by which an office without an account answers."""

from alembic import op

from schoolbus.migrations.sql_0016 import NEVER_CHANGES, TABLES

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
    for table in NEVER_CHANGES:
        op.execute(
            f"CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
