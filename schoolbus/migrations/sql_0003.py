"""The SQL of migration 0003, by subject; never edited once released, a later migration replaces a function."""

from collections.abc import Iterator

PARTITIONS = """
CREATE FUNCTION ensure_position_partitions(since date, until date) RETURNS integer LANGUAGE plpgsql AS $$
-- Makes the weekly partitions (Monday 00:00 UTC) of `position` that are missing from `since` to `until`, both included,
-- and moves into them what waited in the default partition. Returns how many it made. May be called at any time.
DECLARE
    week date := date_trunc('week', since::timestamp)::date;
    partition text;
    begins timestamptz;
    ends timestamptz;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ensure_position_partitions'));
    WHILE week <= until LOOP
        partition := 'position_' || to_char(week, 'YYYYMMDD');
        begins := week::timestamp AT TIME ZONE 'UTC';
        ends := begins + interval '7 days';
        IF to_regclass(partition) IS NULL THEN
            EXECUTE format('CREATE TABLE %I (LIKE position INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
            EXECUTE format(
                'WITH moved AS (DELETE FROM position_default WHERE fix_time >= %L AND fix_time < %L RETURNING *)'
                ' INSERT INTO %I SELECT * FROM moved', begins, ends, partition);
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
END $$;

CREATE TABLE position_default PARTITION OF position DEFAULT;

SELECT ensure_position_partitions((now() - interval '26 weeks')::date, (now() + interval '8 weeks')::date);
"""

REFUSALS = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
-- For content that never changes: no UPDATE, no DELETE, no TRUNCATE.
BEGIN
    RAISE EXCEPTION '% on % is refused: its content never changes', TG_OP, TG_TABLE_NAME USING ERRCODE = 'SB001';
END $$;

CREATE FUNCTION refuse_late_content() RETURNS trigger LANGUAGE plpgsql AS $$
-- TG_ARGV: the version's table, the column that names it here, the table that shows it is used, its column.
-- A version takes content in the transaction that made it, and until something is built on it; then no more.
DECLARE
    version bigint := (to_jsonb(NEW) ->> TG_ARGV[1])::bigint;
    settled boolean;
BEGIN
    EXECUTE format(
        'SELECT v.created_at <> now() AND EXISTS (SELECT FROM %I u WHERE u.%I = v.id) FROM %I v WHERE v.id = $1',
        TG_ARGV[2], TG_ARGV[3], TG_ARGV[0]) INTO settled USING version;
    IF settled THEN
        RAISE EXCEPTION 'INSERT on % is refused: version % of % is in use, its content never changes',
            TG_TABLE_NAME, version, TG_ARGV[0] USING ERRCODE = 'SB001';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION only_nearer_end() RETURNS trigger LANGUAGE plpgsql AS $$
-- For stretches of time: the one change allowed is to close an open end of `during`, or to move its end nearer.
BEGIN
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - 'during' = to_jsonb(OLD) - 'during'
        AND NOT isempty(NEW.during)
        AND lower(NEW.during) IS NOT DISTINCT FROM lower(OLD.during)
        AND lower_inc(NEW.during) = lower_inc(OLD.during)
        AND NEW.during <@ OLD.during
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on % is refused: only the end of its time may be moved nearer', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'SB001';
END $$;
"""

NEVER_CHANGES = (
    "audit_entry",
    "permit_version",
    "permit_driver",
    "permit_line",
    "line_version",
    "line_stop",
    "running_time",
)
ONLY_NEARER_END = ("in_force", "sign", "binding", "place")
LATE_CONTENT = {
    "permit_driver": ("permit_version", "permit_version_id", "in_force", "permit_version_id"),
    "permit_line": ("permit_version", "permit_version_id", "in_force", "permit_version_id"),
    "line_stop": ("line_version", "line_version_id", "permit_line", "line_version_id"),
    "running_time": ("line_version", "line_version_id", "permit_line", "line_version_id"),
}

WORLD = """
INSERT INTO world (number) VALUES (0);

CREATE FUNCTION world_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on world is refused: its number only rises', TG_OP USING ERRCODE = 'SB001';
END $$;

CREATE FUNCTION tell_world() RETURNS trigger LANGUAGE plpgsql AS $$
-- TG_ARGV: kind, and the column of the key ('' when there is no single key). Once a statement that changed rows: raises
-- the world's number and says what changed. The row lock on `world` orders the numbers by commit.
DECLARE
    sources text[] := CASE TG_OP WHEN 'UPDATE' THEN ARRAY['rows_after', 'rows_before']
        WHEN 'INSERT' THEN ARRAY['rows_after'] ELSE ARRAY['rows_before'] END;
    key text := CASE WHEN TG_ARGV[1] = '' THEN '0' ELSE format('%I', TG_ARGV[1]) END;
    selects text := (SELECT string_agg(format('SELECT %s AS key FROM %I', key, source), ' UNION ')
        FROM unnest(sources) AS source);
    keys bigint[];
    raised bigint;
BEGIN
    EXECUTE 'SELECT array_agg(DISTINCT key::bigint) FROM (' || selects || ') AS changed' INTO keys;
    IF keys IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE world SET number = number + 1 RETURNING number INTO raised;
    INSERT INTO world_change (number, kind, key) SELECT raised, TG_ARGV[0], k FROM unnest(keys) AS k;
    RETURN NULL;
END $$;
"""

WATCHED = {
    "vehicle": ("vehicle", "id"),
    "binding": ("vehicle", "vehicle_id"),
    "in_force": ("vehicle", "vehicle_id"),
    "sign": ("vehicle", "vehicle_id"),
    "qualification": ("vehicle", ""),
    "run": ("run", "vehicle_id"),
    "place": ("place", "id"),
    "exemption": ("exemption", ""),
    "parameter": ("parameter", ""),
    "term": ("calendar", ""),
    "school_day": ("calendar", ""),
    "working_day": ("calendar", ""),
    "line_version": ("line", ""),
    "line_stop": ("line", ""),
    "running_time": ("line", ""),
    "device": ("device", "no"),
}
TRANSITIONS = {
    "INSERT": "NEW TABLE AS rows_after",
    "UPDATE": "OLD TABLE AS rows_before NEW TABLE AS rows_after",
    "DELETE": "OLD TABLE AS rows_before",
}


def statements() -> Iterator[str]:
    """Everything in order."""
    yield PARTITIONS
    yield REFUSALS
    for table in NEVER_CHANGES:
        yield (
            f"CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    for table in ONLY_NEARER_END:
        yield (
            f"CREATE TRIGGER only_nearer_end BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION only_nearer_end()"
        )
        yield (
            f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    for table, arguments in LATE_CONTENT.items():
        listed = ", ".join(f"'{argument}'" for argument in arguments)
        yield (
            f"CREATE TRIGGER settled_content BEFORE INSERT ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION refuse_late_content({listed})"
        )
    yield WORLD
    yield (
        "CREATE TRIGGER row_stays BEFORE INSERT OR DELETE OR TRUNCATE ON world"
        " FOR EACH STATEMENT EXECUTE FUNCTION world_row_stays()"
    )
    for table, (kind, key) in WATCHED.items():
        for event, transition in TRANSITIONS.items():
            yield (
                f"CREATE TRIGGER world_{event.lower()} AFTER {event} ON {table} REFERENCING {transition}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION tell_world('{kind}', '{key}')"
            )
