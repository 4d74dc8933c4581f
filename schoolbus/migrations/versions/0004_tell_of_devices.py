"""A device that is registered, changed or removed is told at commit: who keeps the broker's door listens."""

from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.execute("""
        CREATE FUNCTION tell_of_devices() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NOTIFY device;
            RETURN NULL;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER tell_of_devices AFTER INSERT OR UPDATE OR DELETE ON device
        FOR EACH STATEMENT EXECUTE FUNCTION tell_of_devices()
    """)
