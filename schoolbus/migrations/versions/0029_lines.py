"""Whose a drawn line is: an operator sees what it drew before any permit names it."""

from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE line ADD COLUMN proposed_by_id INTEGER"
        " CONSTRAINT fk_line_proposed_by_id_organisation REFERENCES organisation (id)"
    )
    op.execute("CREATE INDEX ix_line_proposed_by_id ON line (proposed_by_id)")
