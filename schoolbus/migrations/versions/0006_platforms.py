"""Other platforms that report to us over JT/T 809; who keeps their door is told when one is changed."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: None = None
depends_on: None = None

# not the columns that the ingest itself writes: how the links stand
TOLD = "name, access_code, user_id, password_hash, version, m1, ia1, ic1, networks, disabled"


def upgrade() -> None:
    op.create_table(
        "platform",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("access_code", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("m1", sa.BigInteger(), nullable=True),
        sa.Column("ia1", sa.BigInteger(), nullable=True),
        sa.Column("ic1", sa.BigInteger(), nullable=True),
        sa.Column("networks", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("disabled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("main_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("slave_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_heard", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("problem_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("version IN (2011, 2019)", name=op.f("ck_platform_version_is_known")),
        sa.CheckConstraint("num_nulls(m1, ia1, ic1) IN (0, 3)", name=op.f("ck_platform_cipher_is_whole")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform")),
        sa.UniqueConstraint("access_code", name=op.f("uq_platform_access_code")),
        sa.UniqueConstraint("name", name=op.f("uq_platform_name")),
    )
    op.execute("""
        CREATE FUNCTION tell_of_platforms() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NOTIFY platform;
            RETURN NULL;
        END $$
    """)
    op.execute(f"""
        CREATE TRIGGER tell_of_platforms AFTER INSERT OR DELETE OR UPDATE OF {TOLD} ON platform
        FOR EACH STATEMENT EXECUTE FUNCTION tell_of_platforms()
    """)
