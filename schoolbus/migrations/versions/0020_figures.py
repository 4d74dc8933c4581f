"""Indexes from which the figures are counted."""

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_index(
        "ix_finding_figures", "finding", ["began"], postgresql_where=sa.text("NOT trial"),
        postgresql_include=["id", "rule", "severity", "vehicle_id", "run_id", "place_id"],
    )  # fmt: skip
    op.create_index("ix_desk_case_rejected", "desk_case", ["id"], postgresql_where=sa.text("state = 'rejected'"))
