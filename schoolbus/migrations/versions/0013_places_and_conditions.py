"""Places that are drawn and edited, and what is declared: weather and surface (Art 35), exemptions (Art 30)."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: None = None
depends_on: None = None

KINDS = (
    "school", "depot", "petrol_station", "no_go", "inspection_station", "district", "bus_stop", "sharp_bend",
    "steep_slope", "narrow_road", "narrow_bridge", "cliff_side", "water_side", "motorway", "urban_expressway", "other",
)  # fmt: skip
CONDITIONS = ("fog", "rain", "snow", "sand", "hail", "ice", "snow_cover", "mud")


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    op.drop_constraint(op.f("ck_place_kind_is_known"), "place")
    op.create_check_constraint(op.f("ck_place_kind_is_known"), "place", _in("kind", KINDS))
    op.add_column(
        "place",
        sa.Column(
            "season",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment='["06-01","09-30"] local, both included; null: all year',
        ),
    )
    for facility in ("guard_rail", "limit_sign", "warning_sign"):
        op.add_column("place", sa.Column(facility, sa.Boolean(), nullable=True))
    op.add_column("place", sa.Column("changed_by", sa.Integer(), nullable=True))
    op.create_foreign_key(op.f("fk_place_changed_by_account"), "place", "account", ["changed_by"], ["id"])
    op.add_column("exemption", sa.Column("scope", sa.String(), nullable=True))
    op.add_column("exemption", sa.Column("source", sa.String(), server_default="", nullable=False))
    op.add_column("exemption", sa.Column("renews", sa.Integer(), nullable=True))
    op.create_foreign_key(op.f("fk_exemption_renews_exemption"), "exemption", "exemption", ["renews"], ["id"])
    _condition()
    for table in ("exemption", "condition"):
        _only_nearer_end(table)
    for event, transition in {
        "INSERT": "NEW TABLE AS rows_after",
        "UPDATE": "OLD TABLE AS rows_before NEW TABLE AS rows_after",
        "DELETE": "OLD TABLE AS rows_before",
    }.items():
        op.execute(
            f"CREATE TRIGGER world_{event.lower()} AFTER {event} ON condition REFERENCING {transition}"
            " FOR EACH STATEMENT EXECUTE FUNCTION tell_world('condition', '')"
        )


def _condition() -> None:
    area = Geometry(srid=4326, dimension=2, spatial_index=False, from_text="ST_GeomFromEWKT", name="geometry")
    op.create_table(
        "condition",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("visibility_m", sa.Float(), nullable=True),
        sa.Column("area", area, nullable=True),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("renews", sa.Integer(), nullable=True),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("declared_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(_in("kind", CONDITIONS), name=op.f("ck_condition_kind_is_known")),
        sa.CheckConstraint(
            "NOT isempty(during) AND NOT lower_inf(during)", name=op.f("ck_condition_during_is_a_stretch")
        ),
        sa.ForeignKeyConstraint(["declared_by"], ["account.id"], name=op.f("fk_condition_declared_by_account")),
        sa.ForeignKeyConstraint(["renews"], ["condition.id"], name=op.f("fk_condition_renews_condition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
    )
    op.create_index("idx_condition_area", "condition", ["area"], unique=False, postgresql_using="gist")


def _only_nearer_end(table: str) -> None:
    """What was declared stays as it was said; only its end may come sooner."""
    op.execute(
        f"CREATE TRIGGER only_nearer_end BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION only_nearer_end()"
    )
    op.execute(
        f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
