"""Tables of core and fleet: organisations, accounts, audit, vehicles, devices, people, lines, tracks."""
# ruff: noqa: E501 - one column, one line, as Alembic wrote it

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.create_table(
        "device",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("no", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("protocol", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("silent_after_s", sa.Integer(), nullable=True),
        sa.Column("disabled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "protocol IN ('nmea_mqtt', 'nmea_tcp', 'nmea_udp', 'jt808', 'osmand', 'owntracks')",
            name=op.f("ck_device_protocol_is_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("no", name=op.f("uq_device_no")),
    )
    op.create_table(
        "login_attempt",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("address", postgresql.INET(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempt")),
    )
    op.create_index(op.f("ix_login_attempt_address_at"), "login_attempt", ["address", "at"], unique=False)
    op.create_index(op.f("ix_login_attempt_username_at"), "login_attempt", ["username", "at"], unique=False)
    op.create_table(
        "memory_layout",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("layout", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_memory_layout")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column(
            "point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "kind IN ('education', 'police', 'transport', 'emergency', 'government', 'road_keeper', 'town', 'school', 'operator')",
            name=op.f("ck_organisation_kind_is_known"),
        ),
        sa.CheckConstraint(
            "stage IN ('kindergarten', 'primary', 'junior_middle', 'nine_year')",
            name=op.f("ck_organisation_stage_is_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_table(
        "parameter",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameter")),
        sa.UniqueConstraint("name", "since", name=op.f("uq_parameter_name_since")),
    )
    op.create_table(
        "position",
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("fix_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_no", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("speed_mps", sa.Double(), nullable=False),
        sa.Column("course_deg", sa.REAL(), nullable=True),
        sa.Column("altitude_m", sa.REAL(), nullable=True),
        sa.Column("hdop", sa.REAL(), nullable=True),
        sa.Column("satellites", sa.SmallInteger(), nullable=True),
        sa.Column("flags", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("vehicle_id", "fix_time", "device_no", name=op.f("pk_position")),
        postgresql_partition_by="RANGE (fix_time)",
    )
    op.create_table(
        "school_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("classes", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_school_day")),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
    )
    op.create_table(
        "vehicle_state",
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("fix_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("speed_mps", sa.Double(), nullable=True),
        sa.Column("course_deg", sa.REAL(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("moving", sa.Boolean(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        sa.Column("late_s", sa.Integer(), nullable=True),
        sa.Column("memory", sa.LargeBinary(), nullable=False),
        sa.Column("delayed_memory", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("vehicle_id", name=op.f("pk_vehicle_state")),
        postgresql_with={"fillfactor": "50"},
    )
    op.create_table(
        "working_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_working_day")),
    )
    op.create_table(
        "world",
        sa.Column("single", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("number", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("single", name=op.f("ck_world_one_row")),
        sa.PrimaryKeyConstraint("single", name=op.f("pk_world")),
    )
    op.create_table(
        "world_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_world_change")),
    )
    op.create_index(op.f("ix_world_change_number"), "world_change", ["number"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), server_default="zh-CN", nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("disabled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "role IN ('admin', 'officer', 'clerk', 'police', 'transport', 'emergency', 'government', 'school', 'teacher', 'operator', 'driver', 'attendant', 'parent', 'auditor')",
            name=op.f("ck_account_role_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_account_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_table(
        "line",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.CheckConstraint("direction IN ('to_school', 'from_school')", name=op.f("ck_line_direction_is_known")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_line_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line")),
        sa.UniqueConstraint("code", name=op.f("uq_line_code")),
    )
    op.create_index(op.f("ix_line_school_id"), "line", ["school_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('driver', 'attendant', 'safety')", name=op.f("ck_person_kind_is_known")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_person_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("slug", name=op.f("uq_person_slug")),
    )
    op.create_index(op.f("ix_person_organisation_id"), "person", ["organisation_id"], unique=False)
    op.create_table(
        "vehicle",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("plate", sa.String(), nullable=False),
        sa.Column("plate_colour", sa.String(), server_default="yellow", nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("vin", sa.String(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("inspection_valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "type IN ('kindergarten_bus', 'primary_bus', 'primary_middle_bus', 'other_bus')",
            name=op.f("ck_vehicle_type_is_known"),
        ),
        sa.ForeignKeyConstraint(["operator_id"], ["organisation.id"], name=op.f("fk_vehicle_operator_id_organisation")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_vehicle_school_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
        sa.UniqueConstraint("plate", name=op.f("uq_vehicle_plate")),
    )
    op.create_index(op.f("ix_vehicle_operator_id"), "vehicle", ["operator_id"], unique=False)
    op.create_index(op.f("ix_vehicle_school_id"), "vehicle", ["school_id"], unique=False)
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object_kind", sa.String(), nullable=False),
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("address", postgresql.INET(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_audit_entry_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(
        op.f("ix_audit_entry_object_kind_object_id"), "audit_entry", ["object_kind", "object_id"], unique=False
    )
    op.create_table(
        "binding",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("device_no", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("rank", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("device_no"), "="), (sa.column("during"), "&&"), using="gist", name="one_vehicle_at_a_time"
        ),
        sa.CheckConstraint(
            "NOT isempty(during) AND NOT lower_inf(during)", name=op.f("ck_binding_during_is_a_stretch")
        ),
        sa.ForeignKeyConstraint(["device_no"], ["device.no"], name=op.f("fk_binding_device_no_device")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_binding_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_binding")),
    )
    op.create_index(op.f("ix_binding_vehicle_id"), "binding", ["vehicle_id"], unique=False)
    op.create_table(
        "line_version",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "path",
            Geometry(
                geometry_type="LINESTRING",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_line_version_line_id_line")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_version")),
        sa.UniqueConstraint("line_id", "version", name=op.f("uq_line_version_line_id_version")),
    )
    op.create_index(
        "idx_line_version_path", "line_version", ["path"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_table(
        "login_session",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", postgresql.INET(), nullable=True),
        sa.Column("user_agent", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_login_session_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    op.create_index(op.f("ix_login_session_account_id"), "login_session", ["account_id"], unique=False)
    op.create_table(
        "line_stop",
        sa.Column("line_version_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column(
            "point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("offset_s", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_version_id"], ["line_version.id"], name=op.f("fk_line_stop_line_version_id_line_version")
        ),
        sa.PrimaryKeyConstraint("line_version_id", "seq", name=op.f("pk_line_stop")),
    )
    op.create_index(
        "idx_line_stop_point", "line_stop", ["point"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_table(
        "running_time",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("line_version_id", sa.Integer(), nullable=False),
        sa.Column("departs", sa.Time(), nullable=False),
        sa.Column(
            "weekdays", sa.SmallInteger(), server_default="31", nullable=False, comment="bit 0 Monday … bit 6 Sunday"
        ),
        sa.Column("class_days_only", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("season_from", sa.String(), nullable=True, comment="MM-DD"),
        sa.Column("season_to", sa.String(), nullable=True, comment="MM-DD"),
        sa.Column("offsets_s", sa.ARRAY(sa.Integer()), nullable=True),
        sa.ForeignKeyConstraint(
            ["line_version_id"], ["line_version.id"], name=op.f("fk_running_time_line_version_id_line_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_running_time")),
    )
    op.create_index(op.f("ix_running_time_line_version_id"), "running_time", ["line_version_id"], unique=False)
