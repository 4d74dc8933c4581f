"""The permit desk: applications, their life, the opinions asked for, clocks and pauses, papers, signs from form to end."""

from alembic import op

from schoolbus.migrations.sql_0021 import NEVER_CHANGES, TABLES

revision: str = "0021"
down_revision: str | None = "0020"
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
