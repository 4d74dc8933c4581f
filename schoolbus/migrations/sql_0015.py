"""The SQL of migration 0015, by subject: what is kept with a finding, and what a seal forbids. Never edited once released."""

from collections.abc import Iterator

EVIDENCE = """
CREATE FUNCTION evidence_window(began timestamptz, ended timestamptz) RETURNS tstzrange LANGUAGE sql STABLE AS $$
-- From when until when the fixes around a finding are kept with it: the dated parameters evidence.kept_before_s and
-- evidence.kept_after_s (10 minutes where nobody set them). Of one that lasts longer than a day, its first day.
    SELECT tstzrange(
        began - make_interval(secs => coalesce((SELECT value FROM parameter WHERE name = 'evidence.kept_before_s'
            AND since <= began ORDER BY since DESC LIMIT 1), 600)),
        least(ended, began + interval '1 day')
            + make_interval(secs => coalesce((SELECT value FROM parameter WHERE name = 'evidence.kept_after_s'
                AND since <= began ORDER BY since DESC LIMIT 1), 600)),
        '[]')
$$;

CREATE FUNCTION tracks_wanted() RETURNS TABLE (vehicle_id integer, during tstzrange) LANGUAGE sql STABLE AS $$
-- What must not be dropped with its week: what is sealed, and what belongs to a finding and is not kept with it yet.
    SELECT k.vehicle_id, k.during FROM tracks_to_keep() k
    UNION ALL
    SELECT f.vehicle_id, evidence_window(f.began, f.ended) FROM finding f
    WHERE NOT EXISTS (SELECT FROM evidence_track e WHERE e.finding_id = f.id)
$$;

CREATE FUNCTION evidence_goes_with_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM finding f WHERE f.id = OLD.finding_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% on % is refused: it goes only with its finding', TG_OP, TG_TABLE_NAME USING ERRCODE = 'SB001';
END $$;

CREATE TRIGGER goes_with_finding BEFORE UPDATE OR DELETE ON evidence_track
    FOR EACH ROW EXECUTE FUNCTION evidence_goes_with_finding();
"""

SEALS = """
CREATE FUNCTION seal_holds(seal integer) RETURNS boolean LANGUAGE sql STABLE AS $$
-- Until two different people (a unique key) have said that it may be lifted.
    SELECT (SELECT count(*) FROM seal_release r WHERE r.seal_id = seal) < 2
$$;

CREATE OR REPLACE FUNCTION tracks_to_keep() RETURNS TABLE (vehicle_id integer, during tstzrange) LANGUAGE sql STABLE AS $$
-- The one place that says which vehicle's track and findings of which time outlive their retention: what is sealed (封存).
    SELECT s.vehicle_id, s.during FROM seal_stretch s WHERE seal_holds(s.seal_id)
$$;

CREATE FUNCTION parked_to_keep() RETURNS TABLE (device text, during tstzrange) LANGUAGE sql STABLE AS $$
-- The same of what was received and could not be used: of the devices that spoke for the vehicle then, by its receipt.
    SELECT d.id::text, k.during * b.during FROM tracks_to_keep() k
    JOIN binding b ON b.vehicle_id = k.vehicle_id AND b.during && k.during JOIN device d ON d.no = b.device_no
$$;

CREATE FUNCTION is_sealed(vehicle integer, at tstzrange) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM tracks_to_keep() k WHERE k.vehicle_id = vehicle AND k.during && at)
$$;

CREATE FUNCTION say_sealed(operation text, relation text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: it is sealed', operation, relation USING ERRCODE = 'SB001';
END $$;

CREATE FUNCTION sealed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
-- TG_ARGV: the column of the vehicle, the columns of its beginning and its end (the same for a moment), and how much
-- wider the row's time is than they say.
DECLARE
    was jsonb := to_jsonb(OLD);
    since timestamptz := (was ->> TG_ARGV[1])::timestamptz - TG_ARGV[3]::interval;
    until timestamptz := coalesce(was ->> TG_ARGV[2], was ->> TG_ARGV[1])::timestamptz + TG_ARGV[3]::interval;
BEGIN
    IF is_sealed((was ->> TG_ARGV[0])::integer, tstzrange(since, greatest(since, until), '[]')) THEN
        PERFORM say_sealed(TG_OP, TG_TABLE_NAME);
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION sealed_fix_stays() RETURNS trigger LANGUAGE plpgsql AS $$
-- A sealed fix may go from the default partition to that of its week, once it is there (ensure_position_partitions).
DECLARE
    week text := 'position_' || to_char(date_trunc('week', OLD.fix_time AT TIME ZONE 'UTC'), 'YYYYMMDD');
    moved boolean := false;
BEGIN
    IF NOT EXISTS (SELECT FROM tracks_to_keep() k WHERE k.vehicle_id = OLD.vehicle_id AND k.during @> OLD.fix_time) THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'position_default' AND to_regclass(week) IS NOT NULL THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %I p WHERE p.vehicle_id = $1 AND p.fix_time = $2 AND p.device_no = $3'
            ' AND p::text = $4)', week)
            INTO moved USING OLD.vehicle_id, OLD.fix_time, OLD.device_no, OLD::text;
    END IF;
    IF NOT moved THEN
        PERFORM say_sealed(TG_OP, 'position');
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION sealed_finding_stays() RETURNS trigger LANGUAGE plpgsql AS $$
-- One that was under way when it was sealed may still end. What the rules find of it afterwards (a late upload) is passed
-- over, for the ingest must not fail; everything else is refused.
DECLARE
    own text[] := ARRAY['ended', 'measured', 'allowed', 'batch'];
BEGIN
    IF NOT is_sealed(OLD.vehicle_id, tstzrange(OLD.began, greatest(OLD.began, OLD.ended), '[]')) THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - own = to_jsonb(OLD) - own THEN
        IF OLD.ended IS NULL AND NEW.ended IS NOT NULL THEN
            RETURN NEW;
        ELSIF OLD.delayed THEN
            RETURN NULL;
        END IF;
    END IF;
    PERFORM say_sealed(TG_OP, TG_TABLE_NAME);
END $$;

CREATE FUNCTION sealed_parked_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM parked_to_keep() k WHERE k.device = OLD.device AND k.during @> OLD.received_at) THEN
        PERFORM say_sealed(TG_OP, TG_TABLE_NAME);
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION sealed_run_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
-- How far a run came, and when it was where. The ingest must not fail: what it says of a run that is over is passed over.
DECLARE
    sealed boolean := (SELECT is_sealed(r.vehicle_id, tstzrange(r.planned_start, r.planned_end, '[]')) FROM run r
        WHERE r.id = OLD.run_id);
BEGIN
    IF sealed IS NOT TRUE THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'run_progress' THEN
        RETURN CASE to_jsonb(OLD) ->> 'state' WHEN 'ended' THEN NULL ELSE NEW END;
    END IF;
    PERFORM say_sealed(TG_OP, TG_TABLE_NAME);
END $$;

CREATE FUNCTION sealed_time_stays() RETURNS trigger LANGUAGE plpgsql AS $$
-- Of what holds for a stretch of time (TG_ARGV: the column of its vehicle, '' for everybody): no part of it that lies in a
-- sealed time is cut off.
DECLARE
    cut tstzrange := CASE TG_OP WHEN 'DELETE' THEN OLD.during ELSE
        tstzrange(coalesce(upper(NEW.during), 'infinity'), greatest(coalesce(upper(OLD.during), 'infinity'),
            coalesce(upper(NEW.during), 'infinity'))) END;
    vehicle integer := CASE TG_ARGV[0] WHEN '' THEN NULL ELSE (to_jsonb(OLD) ->> TG_ARGV[0])::integer END;
BEGIN
    IF EXISTS (SELECT FROM tracks_to_keep() k WHERE k.during && cut AND (vehicle IS NULL OR k.vehicle_id = vehicle)) THEN
        PERFORM say_sealed(TG_OP, TG_TABLE_NAME);
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION sealed_parameter_stays() RETURNS trigger LANGUAGE plpgsql AS $$
-- A value that held, or came to hold, before a sealed time was over. A newer one is a new row.
BEGIN
    IF EXISTS (SELECT FROM tracks_to_keep() k WHERE upper(k.during) > OLD.since) THEN
        PERFORM say_sealed(TG_OP, TG_TABLE_NAME);
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION sealed_are_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM tracks_to_keep()) THEN
        PERFORM say_sealed(TG_OP, TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION lifted_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('seal_release'), NEW.seal_id);
    IF NOT seal_holds(NEW.seal_id) THEN
        RAISE EXCEPTION 'INSERT on seal_release is refused: it is lifted' USING ERRCODE = 'SB001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lifted_by_two BEFORE INSERT ON seal_release FOR EACH ROW EXECUTE FUNCTION lifted_by_two();
"""

# The week's rows are copied before they go from the default partition: a sealed fix goes only where it already is.
ENSURE = """
CREATE OR REPLACE FUNCTION ensure_position_partitions(since date, until date) RETURNS integer LANGUAGE plpgsql AS $$
-- Makes the weekly partitions (Monday 00:00 UTC) of `position` that are missing from `since` to `until`, both included,
-- and moves into them what waited in the default partition. Returns how many it made. May be called at any time.
-- What waits is moved before the default partition is locked, and once more under the lock what came meanwhile.
DECLARE
    week date := date_trunc('week', since::timestamp)::date;
    partition text;
    copied text;
    gone text;
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
            EXECUTE format('CREATE TABLE %I (LIKE position INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)',
                partition);
            copied := format('INSERT INTO %I SELECT * FROM position_default WHERE fix_time >= %L AND fix_time < %L',
                partition, begins, ends);
            gone := format('DELETE FROM position_default d USING %I w WHERE d.vehicle_id = w.vehicle_id'
                ' AND d.fix_time = w.fix_time AND d.device_no = w.device_no', partition);
            EXECUTE copied;
            EXECUTE gone;
            LOCK TABLE position_default IN ACCESS EXCLUSIVE MODE;
            EXECUTE copied;
            EXECUTE gone;
            EXECUTE format('ALTER TABLE %I ADD CHECK (fix_time >= %L AND fix_time < %L)', partition, begins, ends);
            EXECUTE format('ALTER TABLE position ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                partition, begins, ends);
            EXECUTE format('CREATE INDEX %I ON %I USING brin (fix_time) WITH (autosummarize = on)',
                'brin_' || partition, partition);
            EXECUTE format('CREATE TRIGGER sealed_are_not_emptied BEFORE TRUNCATE ON %I'
                ' FOR EACH STATEMENT EXECUTE FUNCTION sealed_are_not_emptied()', partition);
            made := made + 1;
        END IF;
        week := week + 7;
    END LOOP;
    RETURN made;
END $$;
"""

EACH_PARTITION = """DO $$ DECLARE part regclass; BEGIN
    FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'position'::regclass
        UNION ALL SELECT 'position'::regclass LOOP
        EXECUTE format('{}', part);
    END LOOP; END $$"""

NEVER_CHANGES = ("seal", "seal_stretch", "seal_release")
# table -> vehicle, beginning, end, margin; and on what
OF_A_VEHICLE = {
    "media": ("vehicle_id", "taken_at", "taken_at", "0", "UPDATE OR DELETE"),
    "driver_card": ("vehicle_id", "at", "at", "0", "UPDATE OR DELETE"),
    "run": ("vehicle_id", "planned_start", "planned_end", "0", "UPDATE OR DELETE"),
    "quality_day": ("vehicle_id", "day", "day", "1 day", "DELETE"),  # reckoned anew from the same fixes
}
OF_A_TIME = {"in_force": "vehicle_id", "sign": "vehicle_id", "binding": "vehicle_id", "place": "", "exemption": ""}
OWN = {
    "position": "sealed_fix_stays",
    "finding": "sealed_finding_stays",
    "parked": "sealed_parked_stays",
    "run_progress": "sealed_run_part_stays",
    "run_stop": "sealed_run_part_stays",
    "parameter": "sealed_parameter_stays",
}
NOT_EMPTIED = (
    "finding",
    "parked",
    "media",
    "driver_card",
    "run",
    "run_progress",
    "run_stop",
    "parameter",
    "quality_day",
)


def statements() -> Iterator[str]:
    """Everything in order."""
    yield SEALS
    yield EVIDENCE
    yield ENSURE
    for table in NEVER_CHANGES:
        yield (
            f"CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    for table, (vehicle, since, until, margin, events) in OF_A_VEHICLE.items():
        yield (
            f"CREATE TRIGGER sealed_stays BEFORE {events} ON {table} FOR EACH ROW"
            f" EXECUTE FUNCTION sealed_stays('{vehicle}', '{since}', '{until}', '{margin}')"
        )
    for table, vehicle in OF_A_TIME.items():
        yield (
            f"CREATE TRIGGER sealed_time_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
            f" EXECUTE FUNCTION sealed_time_stays('{vehicle}')"
        )
    for table, function in OWN.items():
        yield (
            f"CREATE TRIGGER sealed_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
    yield from (_not_emptied(table) for table in NOT_EMPTIED)
    yield EACH_PARTITION.format(_not_emptied("%s"))


def _not_emptied(table: str) -> str:
    return (
        f"CREATE TRIGGER sealed_are_not_emptied BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION sealed_are_not_emptied()"
    )
