"""The findings desk: cases, what was done with them, the watch over them; and the police's own notices beside them."""

from alembic import op

from schoolbus.migrations.sql_0012 import DUE_FUNCTION, NEVER_CHANGES, TABLES

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
    op.execute(DUE_FUNCTION)
    for table in NEVER_CHANGES:
        op.execute(
            f"CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        "CREATE TRIGGER only_nearer_end BEFORE UPDATE OR DELETE ON known_fault"
        " FOR EACH ROW EXECUTE FUNCTION only_nearer_end()"
    )
