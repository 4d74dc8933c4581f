"""The SQL of migration 0031, by subject; never edited once released, a later migration replaces a function."""

from schoolbus.migrations.sql_0003 import TRANSITIONS

ONCE = """
ALTER TABLE account ADD COLUMN password_once_until TIMESTAMP WITH TIME ZONE;
UPDATE account SET password_once_until = now() + interval '7 days' WHERE password_once
"""

# As in 0003, of one kind for all: certificates are read anew together.
TOLD = tuple(
    f"CREATE TRIGGER world_{event.lower()} AFTER {event} ON training REFERENCING {transition}"
    " FOR EACH STATEMENT EXECUTE FUNCTION tell_world('training', '')"
    for event, transition in TRANSITIONS.items()
)

PAPERS = ("permit", "sign")

# As in 0003; and a sign that an import laid down may be marked as undone, once.
ONLY_NEARER_END = """
CREATE OR REPLACE FUNCTION only_nearer_end() RETURNS trigger LANGUAGE plpgsql AS $$
-- For stretches of time: the one change allowed is to close an open end of `during`, or to move its end nearer; `undone` of
-- what has it may become true.
BEGIN
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - 'during' - 'undone' = to_jsonb(OLD) - 'during' - 'undone'
        AND (to_jsonb(NEW) -> 'undone' IS NOT DISTINCT FROM to_jsonb(OLD) -> 'undone' OR to_jsonb(OLD) ->> 'undone' = 'false')
        AND NOT isempty(NEW.during)
        AND lower(NEW.during) IS NOT DISTINCT FROM lower(OLD.during)
        AND lower_inc(NEW.during) = lower_inc(OLD.during)
        AND NEW.during <@ OLD.during
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on % is refused: only the end of its time may be moved nearer', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'SB001';
END $$
"""

# A row's fingerprint is of the whole row in UTC: a column more would make every imported one look changed.
REMEMBER = """
CREATE TEMPORARY TABLE unchanged ON COMMIT DROP AS
SELECT i.import_id, i.table_name, i.object_id FROM register_import_item i JOIN permit t ON t.id = i.object_id
    WHERE i.table_name = 'permit' AND i.fingerprint = md5(CAST(t AS VARCHAR))
UNION ALL
SELECT i.import_id, i.table_name, i.object_id FROM register_import_item i JOIN sign t ON t.id = i.object_id
    WHERE i.table_name = 'sign' AND i.fingerprint = md5(CAST(t AS VARCHAR))
"""

UNDONE = {
    "permit": """
        UPDATE permit SET undone = true WHERE state = 'struck_off' AND (SELECT e.detail ? 'import_undone'
            FROM permit_event e WHERE e.permit_id = permit.id ORDER BY e.id DESC LIMIT 1)
    """,
    "sign": """
        UPDATE sign SET undone = true FROM register_import_item i JOIN register_import r ON r.id = i.import_id
            WHERE i.table_name = 'sign' AND i.object_id = sign.id AND r.undone_at IS NOT NULL
    """,
}

RECALL = {
    table: f"""
        UPDATE register_import_item i SET fingerprint = md5(CAST(t AS VARCHAR)) FROM {table} t, unchanged u
            WHERE i.table_name = '{table}' AND i.object_id = t.id AND u.table_name = i.table_name
            AND u.object_id = i.object_id AND u.import_id = i.import_id
    """  # noqa: S608 - the names are ours
    for table in PAPERS
}
