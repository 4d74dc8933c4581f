"""Examinations of trainings: a bank of questions, a paper for each person, answers that stay as they were handed in."""

from alembic import op

from schoolbus.migrations.sql_0032 import HANDED_IN, ONLY_CHANGES, TABLES, TRIGGERS

revision: str = "0032"
down_revision: str | None = "0031"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
    for statement in (ONLY_CHANGES, HANDED_IN, *TRIGGERS):
        op.execute(statement)
