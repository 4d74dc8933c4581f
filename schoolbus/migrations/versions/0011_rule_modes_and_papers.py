"""Rules are off, in trial or on; what the papers of a driver and a vehicle say, in the law's words."""

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: None = None
depends_on: None = None

EVENTS = {
    "INSERT": "NEW TABLE AS rows_after",
    "UPDATE": "OLD TABLE AS rows_before NEW TABLE AS rows_after",
    "DELETE": "OLD TABLE AS rows_before",
}


def upgrade() -> None:
    op.add_column("finding", sa.Column("trial", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_index("ix_finding_trial", "finding", ["began"], postgresql_where=sa.text("trial"))
    op.create_table(
        "rule_mode",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("mode IN ('off', 'trial', 'on')", name=op.f("ck_rule_mode_mode_is_known")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_rule_mode_source_is_named")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_rule_mode_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_rule_mode_set_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_mode")),
        sa.UniqueConstraint(
            "rule",
            "organisation_id",
            "since",
            name=op.f("uq_rule_mode_rule_organisation_id_since"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.execute(
        "CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_mode"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    for event, transition in EVENTS.items():
        op.execute(
            f"CREATE TRIGGER world_{event.lower()} AFTER {event} ON rule_mode REFERENCING {transition}"
            " FOR EACH STATEMENT EXECUTE FUNCTION tell_world('rule_mode', '')"
        )
    _papers()


def _papers() -> None:
    op.add_column("vehicle", sa.Column("owner_id", sa.Integer(), nullable=True, comment="所有人, REG 16"))
    op.create_foreign_key(op.f("fk_vehicle_owner_id_organisation"), "vehicle", "organisation", ["owner_id"], ["id"])
    op.add_column("vehicle", sa.Column("licence_class", sa.String(2), nullable=True, comment="准驾车型, LIC 89"))
    op.add_column(
        "vehicle", sa.Column("inspection_requested_on", sa.Date(), nullable=True, comment="申请检验合格标志, VEH 62")
    )
    op.add_column("qualification", sa.Column("offences_queried_on", sa.Date(), nullable=True, comment="VEH 65"))
    op.create_table(
        "scoring_cycle",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint("points >= 0", name=op.f("ck_scoring_cycle_points_are_none_or_some")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_scoring_cycle_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_cycle")),
        sa.UniqueConstraint("person_id", "ends", name=op.f("uq_scoring_cycle_person_id_ends")),
    )
    op.create_table(
        "driver_offence",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("committed_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("serious", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('overload', 'speeding', 'drink_driving', 'other')", name=op.f("ck_driver_offence_kind_is_known")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_driver_offence_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_driver_offence")),
    )
    op.create_index(op.f("ix_driver_offence_person_id"), "driver_offence", ["person_id"], unique=False)
