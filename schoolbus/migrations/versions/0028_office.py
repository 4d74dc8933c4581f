"""The office: imports of registers with what they made, organisations retired, passwords for one login, the audit trail by time."""

from alembic import op

from schoolbus.migrations.sql_0028 import OF_LINES, TABLES, UNUSED_LINES

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
    op.execute(UNUSED_LINES)
    for table, column in OF_LINES.items():
        op.execute(f"DROP TRIGGER never_changes ON {table}")
        op.execute(
            f"CREATE TRIGGER never_changes BEFORE UPDATE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER used_stays BEFORE DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION refuse_used_line('{column}')"
        )
