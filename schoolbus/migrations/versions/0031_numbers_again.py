"""Passwords for the first login end; numbers of undone imports may be given again; a training is told to the rules."""

from alembic import op

from schoolbus.migrations.sql_0031 import ONCE, ONLY_NEARER_END, PAPERS, RECALL, REMEMBER, TOLD, UNDONE

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    for statement in ONCE.split(";\n"):
        op.execute(statement)
    for statement in TOLD:
        op.execute(statement)
    op.execute("SET LOCAL timezone TO 'UTC'")
    op.execute(REMEMBER)
    op.execute(ONLY_NEARER_END)
    for table in PAPERS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN undone BOOLEAN DEFAULT false NOT NULL")
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT uq_{table}_number")
        op.execute(f"CREATE UNIQUE INDEX uq_{table}_number ON {table} (number) WHERE NOT undone")
        op.execute(UNDONE[table])
        op.execute(RECALL[table])
    op.execute("DROP TABLE unchanged")
    op.execute("SET LOCAL timezone TO DEFAULT")
