"""The later life of permits: state and events, revocations, papers and letters, drivers' qualifications, who is barred."""

from alembic import op

from schoolbus.migrations.sql_0023 import BEGUN, NEVER_CHANGES, PERMITS, TABLES, TRIGGERS

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    for statement in (*PERMITS.split(";\n"), BEGUN, *TRIGGERS, *TABLES.split(";\n")):
        if statement.strip():
            op.execute(statement)
    for table in NEVER_CHANGES:
        op.execute(
            f"CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
