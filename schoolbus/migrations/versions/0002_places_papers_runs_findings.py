"""Tables of places, permits, runs, findings and of what the ingest parked."""
# ruff: noqa: E501 - one column, one line, as Alembic wrote it

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "parked",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("door", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked")),
    )
    op.create_index(op.f("ix_parked_device_id"), "parked", ["device", "id"], unique=False)
    op.create_index(op.f("ix_parked_reason_id"), "parked", ["reason", "id"], unique=False)
    op.create_index(op.f("ix_parked_received_at"), "parked", ["received_at"], unique=False)
    op.create_table(
        "share",
        sa.Column("share", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("watermark", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("share", name=op.f("pk_share")),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("width_m", sa.Double(), nullable=True),
        sa.Column("limit_kmh", sa.Double(), nullable=True),
        sa.Column("direction", sa.String(), server_default="both", nullable=False),
        sa.Column(
            "hours",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment='[["07:00","09:00"], …] local; null: always',
        ),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("surveyed_on", sa.Date(), nullable=True),
        sa.Column("during", postgresql.TSTZRANGE(), server_default=sa.text("tstzrange(now(), null)"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "category IN ('zone', 'risk_segment', 'road_section')", name=op.f("ck_place_category_is_known")
        ),
        sa.CheckConstraint("direction IN ('both', 'forward')", name=op.f("ck_place_direction_is_known")),
        sa.CheckConstraint(
            "kind IN ('school', 'depot', 'petrol_station', 'no_go', 'inspection_station', 'district', 'sharp_bend', 'steep_slope', 'narrow_road', 'narrow_bridge', 'cliff_side', 'water_side', 'motorway', 'urban_expressway', 'other')",
            name=op.f("ck_place_kind_is_known"),
        ),
        sa.CheckConstraint("NOT isempty(during) AND NOT lower_inf(during)", name=op.f("ck_place_during_is_a_stretch")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_place_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_place_key_version")),
    )
    op.create_index("idx_place_geom", "place", ["geom"], unique=False, postgresql_using="gist", postgresql_ops={})
    op.create_table(
        "exemption",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column(
            "area",
            Geometry(srid=4326, dimension=2, spatial_index=False, from_text="ST_GeomFromEWKT", name="geometry"),
            nullable=True,
        ),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("declared_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('traffic_control', 'road_works', 'disaster', 'weather', 'major_accident')",
            name=op.f("ck_exemption_kind_is_known"),
        ),
        sa.CheckConstraint(
            "NOT isempty(during) AND NOT lower_inf(during)", name=op.f("ck_exemption_during_is_a_stretch")
        ),
        sa.ForeignKeyConstraint(["declared_by"], ["account.id"], name=op.f("fk_exemption_declared_by_account")),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_exemption_line_id_line")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
    )
    op.create_index(
        "idx_exemption_area", "exemption", ["area"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_table(
        "permit",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["organisation.id"], name=op.f("fk_permit_holder_id_organisation")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_permit_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permit")),
        sa.UniqueConstraint("number", name=op.f("uq_permit_number")),
    )
    op.create_index(op.f("ix_permit_holder_id"), "permit", ["holder_id"], unique=False)
    op.create_index(op.f("ix_permit_vehicle_id"), "permit", ["vehicle_id"], unique=False)
    op.create_table(
        "qualification",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("classes", sa.ARRAY(sa.String(length=4)), nullable=False),
        sa.Column("licence_first_on", sa.Date(), nullable=True),
        sa.Column("endorsed_on", sa.Date(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_qualification_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification")),
    )
    op.create_index(op.f("ix_qualification_person_id"), "qualification", ["person_id"], unique=False)
    op.create_table(
        "training",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("hours", sa.Double(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_training_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
    )
    op.create_index(op.f("ix_training_person_id"), "training", ["person_id"], unique=False)
    op.create_table(
        "permit_version",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("permit_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["organisation.id"], name=op.f("fk_permit_version_granted_by_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_permit_version_owner_id_organisation")
        ),
        sa.ForeignKeyConstraint(["permit_id"], ["permit.id"], name=op.f("fk_permit_version_permit_id_permit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permit_version")),
        sa.UniqueConstraint("permit_id", "version", name=op.f("uq_permit_version_permit_id_version")),
    )
    op.create_table(
        "in_force",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("permit_version_id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("vehicle_id"), "="), (sa.column("during"), "&&"), using="gist", name="one_permit_at_a_time"
        ),
        sa.CheckConstraint(
            "NOT isempty(during) AND NOT lower_inf(during)", name=op.f("ck_in_force_during_is_a_stretch")
        ),
        sa.ForeignKeyConstraint(
            ["permit_version_id"], ["permit_version.id"], name=op.f("fk_in_force_permit_version_id_permit_version")
        ),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_in_force_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_in_force")),
    )
    op.create_index(op.f("ix_in_force_permit_version_id"), "in_force", ["permit_version_id"], unique=False)
    op.create_table(
        "permit_driver",
        sa.Column("permit_version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["permit_version_id"], ["permit_version.id"], name=op.f("fk_permit_driver_permit_version_id_permit_version")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_permit_driver_person_id_person")),
        sa.PrimaryKeyConstraint("permit_version_id", "person_id", name=op.f("pk_permit_driver")),
    )
    op.create_table(
        "permit_line",
        sa.Column("permit_version_id", sa.Integer(), nullable=False),
        sa.Column("line_version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_version_id"], ["line_version.id"], name=op.f("fk_permit_line_line_version_id_line_version")
        ),
        sa.ForeignKeyConstraint(
            ["permit_version_id"], ["permit_version.id"], name=op.f("fk_permit_line_permit_version_id_permit_version")
        ),
        sa.PrimaryKeyConstraint("permit_version_id", "line_version_id", name=op.f("pk_permit_line")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("line_version_id", sa.Integer(), nullable=False),
        sa.Column("permit_version_id", sa.Integer(), nullable=True),
        sa.Column("running_time_id", sa.BigInteger(), nullable=True),
        sa.Column("driver_id", sa.Integer(), nullable=True),
        sa.Column("attendant_id", sa.Integer(), nullable=True),
        sa.Column("planned_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_end", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["attendant_id"], ["person.id"], name=op.f("fk_run_attendant_id_person")),
        sa.ForeignKeyConstraint(["driver_id"], ["person.id"], name=op.f("fk_run_driver_id_person")),
        sa.ForeignKeyConstraint(
            ["line_version_id"], ["line_version.id"], name=op.f("fk_run_line_version_id_line_version")
        ),
        sa.ForeignKeyConstraint(
            ["permit_version_id"], ["permit_version.id"], name=op.f("fk_run_permit_version_id_permit_version")
        ),
        sa.ForeignKeyConstraint(
            ["running_time_id"], ["running_time.id"], name=op.f("fk_run_running_time_id_running_time")
        ),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_run_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint(
            "line_version_id",
            "planned_start",
            "vehicle_id",
            name=op.f("uq_run_line_version_id_planned_start_vehicle_id"),
        ),
    )
    op.create_index(op.f("ix_run_day"), "run", ["day"], unique=False)
    op.create_index(op.f("ix_run_vehicle_id_planned_start"), "run", ["vehicle_id", "planned_start"], unique=False)
    op.create_table(
        "sign",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("permit_version_id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.CheckConstraint("NOT isempty(during) AND NOT lower_inf(during)", name=op.f("ck_sign_during_is_a_stretch")),
        sa.ForeignKeyConstraint(
            ["permit_version_id"], ["permit_version.id"], name=op.f("fk_sign_permit_version_id_permit_version")
        ),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_sign_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign")),
        sa.UniqueConstraint("number", name=op.f("uq_sign_number")),
    )
    op.create_index(op.f("ix_sign_vehicle_id"), "sign", ["vehicle_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("device_no", sa.Integer(), nullable=True),
        sa.Column("began", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("measured", sa.Double(), nullable=True),
        sa.Column("allowed", sa.Double(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column(
            "geom",
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
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("permit_version_id", sa.Integer(), nullable=True),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        sa.Column("delayed", sa.Boolean(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["permit_version_id"], ["permit_version.id"], name=op.f("fk_finding_permit_version_id_permit_version")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_finding_place_id_place")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_finding_run_id_run")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_finding_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_batch"), "finding", ["batch"], unique=False)
    op.create_index(op.f("ix_finding_began"), "finding", ["began"], unique=False)
    op.create_index(
        "ix_finding_open", "finding", ["vehicle_id"], unique=False, postgresql_where=sa.text("ended IS NULL")
    )
    op.create_index(op.f("ix_finding_vehicle_id_began"), "finding", ["vehicle_id", "began"], unique=False)
    op.create_table(
        "run_progress",
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_stop", sa.SmallInteger(), nullable=False),
        sa.Column("late_s", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('planned', 'under_way', 'ended', 'cancelled')", name=op.f("ck_run_progress_state_is_known")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_progress_run_id_run")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run_progress")),
        postgresql_with={"fillfactor": "70"},
    )
    op.create_table(
        "run_stop",
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.SmallInteger(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_stop_run_id_run")),
        sa.PrimaryKeyConstraint("run_id", "seq", name=op.f("pk_run_stop")),
    )
