"""Reports of judging history again, beside the findings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: None = None
depends_on: None = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rejudgement",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("rules", postgresql.JSONB(), nullable=True, comment="null: all"),
        sa.Column("vehicles", postgresql.JSONB(), nullable=True, comment="ids; null: all"),
        sa.Column("world", sa.BigInteger(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("fixes", sa.BigInteger(), nullable=False),
        sa.Column("lasted_s", sa.Double(), nullable=False),
        *(sa.Column(kind, sa.Integer(), nullable=False) for kind in ("same", "changed", "gone", "new")),
        sa.Column("started_by", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["started_by"], ["account.id"], name=op.f("fk_rejudgement_started_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejudgement")),
    )
    op.create_table(
        "rejudgement_difference",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("rejudgement_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=True),
        *(
            sa.Column(f"{side}_{name}", kind, nullable=True)
            for side in ("then", "now")
            for name, kind in (
                ("began", MOMENT), ("ended", MOMENT), ("measured", sa.Double()), ("allowed", sa.Double()),
                ("permit_version_id", sa.Integer()),
            )
        ),
        sa.CheckConstraint(
            "kind IN ('changed', 'gone', 'new')", name=op.f("ck_rejudgement_difference_kind_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["rejudgement_id"], ["rejudgement.id"],
            name=op.f("fk_rejudgement_difference_rejudgement_id_rejudgement"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_rejudgement_difference_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejudgement_difference")),
    )  # fmt: skip
    op.create_index(
        op.f("ix_rejudgement_difference_rejudgement_id_id"), "rejudgement_difference", ["rejudgement_id", "id"]
    )
