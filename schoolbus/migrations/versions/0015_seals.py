"""Tracks kept with findings; seals, and what they forbid."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from schoolbus.migrations.sql_0015 import statements

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: None = None
depends_on: None = None

MOMENT = sa.DateTime(timezone=True)
REASON = "length(btrim(reason)) >= 5"


def _now(name: str) -> sa.Column[object]:
    return sa.Column(name, MOMENT, server_default=sa.text("now()"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "evidence_track",
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("fixes", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        _now("kept_at"),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_evidence_track_finding_id_finding"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("finding_id", "version", name=op.f("pk_evidence_track")),
    )
    op.create_index(op.f("ix_evidence_track_kept_at"), "evidence_track", ["kept_at"])
    op.create_table(
        "seal",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=True),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("fixes", "findings", "parked", "sealed_by")),
        _now("sealed_at"),
        sa.CheckConstraint("kind IN ('vehicle', 'run', 'person')", name=op.f("ck_seal_kind_is_known")),
        sa.CheckConstraint(REASON, name=op.f("ck_seal_reason_is_given")),
        sa.CheckConstraint(
            "(kind = 'vehicle') = (vehicle_id IS NOT NULL) AND (kind = 'run') = (run_id IS NOT NULL)"
            " AND (kind = 'person') = (person_id IS NOT NULL)",
            name=op.f("ck_seal_names_what_it_seals"),
        ),
        sa.CheckConstraint("until > since", name=op.f("ck_seal_ends_after_it_begins")),
        *(
            sa.ForeignKeyConstraint([f"{noun}_id"], [f"{noun}.id"], name=op.f(f"fk_seal_{noun}_id_{noun}"))
            for noun in ("vehicle", "run", "person")
        ),
        sa.ForeignKeyConstraint(["sealed_by"], ["account.id"], name=op.f("fk_seal_sealed_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
    )
    op.create_table(
        "seal_stretch",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("seal_id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.CheckConstraint(
            "NOT isempty(during) AND NOT lower_inf(during)", name=op.f("ck_seal_stretch_during_is_a_stretch")
        ),
        sa.ForeignKeyConstraint(["seal_id"], ["seal.id"], name=op.f("fk_seal_stretch_seal_id_seal")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_seal_stretch_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_stretch")),
    )
    for column in ("seal_id", "vehicle_id"):
        op.create_index(op.f(f"ix_seal_stretch_{column}"), "seal_stretch", [column])
    op.create_table(
        "seal_release",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("seal_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        _now("at"),
        sa.CheckConstraint(REASON, name=op.f("ck_seal_release_reason_is_given")),
        sa.ForeignKeyConstraint(["seal_id"], ["seal.id"], name=op.f("fk_seal_release_seal_id_seal")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_seal_release_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_release")),
        sa.UniqueConstraint("seal_id", "account_id", name=op.f("uq_seal_release_seal_id_account_id")),
    )
    for statement in statements():
        op.execute(statement)
