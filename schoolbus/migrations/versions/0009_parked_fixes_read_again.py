"""Parked fixes of a device are read again once it speaks for a vehicle; an unknown device can be ignored."""

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column("unknown_device", sa.Column("ignored_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "reread",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reread")),
    )
    op.create_index("ix_reread_waiting", "reread", ["id"], unique=False, postgresql_where=sa.text("done_at IS NULL"))
    op.execute("""
        CREATE FUNCTION ask_for_reread() RETURNS trigger LANGUAGE plpgsql AS $$
        -- A device speaks for a vehicle now: what it sent before and nobody could use is read again, at the commit.
        BEGIN
            INSERT INTO reread (device, since)
            SELECT d.id, lower(NEW.during) FROM device d WHERE d.no = NEW.device_no AND EXISTS (
                SELECT FROM parked p WHERE p.device = d.id AND p.reason IN ('unknown_device', 'not_bound'));
            IF FOUND THEN
                NOTIFY reread;
            END IF;
            RETURN NULL;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER ask_for_reread AFTER INSERT ON binding
        FOR EACH ROW EXECUTE FUNCTION ask_for_reread()
    """)
