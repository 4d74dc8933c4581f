"""Runs are made from permits and the school calendar: terms and days of a school or a stage, half days, make-up days."""

from alembic import op

from schoolbus.migrations.sql_0033 import CALENDAR, RUNS, TOLD

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    for statement in (*CALENDAR, *TOLD, *RUNS):
        op.execute(statement)
