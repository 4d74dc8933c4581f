"""What the database itself keeps true: time partitions, content that never changes, the world's number."""

from alembic import op

from schoolbus.migrations import sql_0003

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    for statement in sql_0003.statements():
        op.execute(statement)
