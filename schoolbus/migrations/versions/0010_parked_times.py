"""A parked row may stand for many frames alike that were only counted."""

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column("parked", sa.Column("times", sa.Integer(), server_default=sa.text("1"), nullable=False))
