"""What the doors of JT/T 808 and 809 need: alarm and status of a fix, who is unknown, photographs, cards, commands."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: None = None
depends_on: None = None

PROTOCOLS = "'nmea_mqtt', 'nmea_tcp', 'nmea_udp', 'jt808', 'jt809', 'osmand', 'owntracks'"


def upgrade() -> None:
    op.create_table(
        "unknown_device",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("door", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("detail", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("times", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unknown_device")),
        sa.UniqueConstraint("door", "device", name=op.f("uq_unknown_device_door_device")),
    )
    op.create_index(op.f("ix_unknown_device_last_at"), "unknown_device", ["last_at"], unique=False)
    op.create_table(
        "up_time",
        sa.Column("share", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("share", "since", name=op.f("pk_up_time")),
    )
    op.create_table(
        "command",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("device_no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.SmallInteger(), nullable=True),
        sa.Column("answer", postgresql.JSONB(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('text', 'locate', 'interval', 'confirm_alarm', 'snapshot')", name=op.f("ck_command_kind_is_known")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_command_account_id_account")),
        sa.ForeignKeyConstraint(["device_no"], ["device.no"], name=op.f("fk_command_device_no_device")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_command")),
    )
    op.create_index(op.f("ix_command_device_no_id"), "command", ["device_no", "id"], unique=False)
    op.create_index(
        "ix_command_waiting", "command", ["device_no"], unique=False, postgresql_where=sa.text("sent_at IS NULL")
    )
    op.create_table(
        "driver_card",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("device_no", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inserted", sa.Boolean(), nullable=False),
        sa.Column("result", sa.SmallInteger(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("licence", sa.String(), nullable=True),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["device_no"], ["device.no"], name=op.f("fk_driver_card_device_no_device")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_driver_card_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_driver_card")),
        sa.UniqueConstraint("device_no", "at", "inserted", name=op.f("uq_driver_card_device_no_at_inserted")),
    )
    op.create_index(op.f("ix_driver_card_vehicle_id_at"), "driver_card", ["vehicle_id", "at"], unique=False)
    op.create_table(
        "media",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("device_no", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=True),
        sa.Column("media_no", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("event", sa.SmallInteger(), nullable=False),
        sa.Column("channel", sa.SmallInteger(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('photo', 'audio', 'video')", name=op.f("ck_media_kind_is_known")),
        sa.ForeignKeyConstraint(["device_no"], ["device.no"], name=op.f("fk_media_device_no_device")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_media_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sa.UniqueConstraint("device_no", "media_no", "taken_at", name=op.f("uq_media_device_no_media_no_taken_at")),
    )
    op.create_index(op.f("ix_media_vehicle_id_taken_at"), "media", ["vehicle_id", "taken_at"], unique=False)
    op.add_column("device", sa.Column("code_hash", sa.String(), nullable=True))
    op.add_column("device", sa.Column("registration", postgresql.JSONB(), nullable=True))
    op.add_column("position", sa.Column("alarm", sa.BigInteger(), nullable=True))
    op.add_column("position", sa.Column("status", sa.BigInteger(), nullable=True))
    op.add_column("position", sa.Column("items", sa.LargeBinary(), nullable=True))
    op.add_column("vehicle_state", sa.Column("flags", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.drop_constraint(op.f("ck_device_protocol_is_known"), "device")
    op.create_check_constraint(op.f("ck_device_protocol_is_known"), "device", f"protocol IN ({PROTOCOLS})")
    op.execute("""
        CREATE FUNCTION tell_of_commands() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('command', '');
            RETURN NULL;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER tell_of_commands AFTER INSERT ON command
        FOR EACH STATEMENT EXECUTE FUNCTION tell_of_commands()
    """)
