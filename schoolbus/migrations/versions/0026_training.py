"""Training: courses, plans, sessions, who came and how it ended, certificates, reminders; leaders are people too."""

from alembic import op

from schoolbus.migrations.sql_0026 import LEADERS, NEVER_CHANGES, TABLES

revision: str = "0026"
down_revision: str | None = "0025"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    for statement in (*LEADERS, *TABLES.split(";\n")):
        if statement.strip():
            op.execute(statement)
    for table in NEVER_CHANGES:
        op.execute(
            f"CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
