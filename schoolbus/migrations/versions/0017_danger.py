"""Dangerous segments of road: walks through history, their events and places, and what an office said of a place."""

from alembic import op

from schoolbus.migrations.sql_0017 import statements

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    for statement in statements():
        op.execute(statement)
