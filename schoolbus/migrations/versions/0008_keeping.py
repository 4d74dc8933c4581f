"""What is kept and for how long: partitions made while fixes come in, which tracks outlive retention, who is shut out."""

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: None = None
depends_on: None = None

ENSURE = """
CREATE OR REPLACE FUNCTION ensure_position_partitions(since date, until date) RETURNS integer LANGUAGE plpgsql AS $$
-- Makes the weekly partitions (Monday 00:00 UTC) of `position` that are missing from `since` to `until`, both included,
-- and moves into them what waited in the default partition. Returns how many it made. May be called at any time.
-- While fixes come in: most rows are moved first, beside the ingest; the default partition is locked only for the rest.
DECLARE
    week date := date_trunc('week', since::timestamp)::date;
    partition text;
    begins timestamptz;
    ends timestamptz;
    move text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ensure_position_partitions'));
    WHILE week <= until LOOP
        partition := 'position_' || to_char(week, 'YYYYMMDD');
        begins := week::timestamp AT TIME ZONE 'UTC';
        ends := begins + interval '7 days';
        IF to_regclass(partition) IS NULL THEN
            EXECUTE format('CREATE TABLE %I (LIKE position INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
            move := format(
                'WITH moved AS (DELETE FROM position_default WHERE fix_time >= %L AND fix_time < %L RETURNING *)'
                ' INSERT INTO %I SELECT * FROM moved', begins, ends, partition);
            EXECUTE move;
            LOCK TABLE position_default IN ACCESS EXCLUSIVE MODE;
            EXECUTE move;
            EXECUTE format('ALTER TABLE %I ADD CHECK (fix_time >= %L AND fix_time < %L)', partition, begins, ends);
            EXECUTE format('ALTER TABLE position ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                partition, begins, ends);
            EXECUTE format('CREATE INDEX %I ON %I USING brin (fix_time) WITH (autosummarize = on)',
                'brin_' || partition, partition);
            made := made + 1;
        END IF;
        week := week + 7;
    END LOOP;
    RETURN made;
END $$
"""

TO_KEEP = """
CREATE FUNCTION tracks_to_keep() RETURNS TABLE (vehicle_id integer, during tstzrange) LANGUAGE sql STABLE AS $$
-- The one place that says which vehicle's track and findings of which time outlive their retention: evidence that was
-- sealed (封存). Nothing can be sealed yet, so it is empty; whoever adds seals replaces this function and nothing else.
    SELECT NULL::integer, NULL::tstzrange WHERE false
$$
"""


def upgrade() -> None:
    op.execute(ENSURE)
    op.execute(TO_KEEP)
    op.add_column("device", sa.Column("throttled_until", sa.DateTime(timezone=True), nullable=True))
