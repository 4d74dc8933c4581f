"""What belongs to a seal, kind by kind: one query each, one JSON object a row."""

# Which bus's which time it is: the table `s` of all queries below, for one transaction.
STRETCHES = "CREATE TEMP TABLE s ON COMMIT DROP AS SELECT vehicle_id, during FROM seal_stretch WHERE seal_id = %(seal)s"

# Of fixes there may be millions: a table, in the columns of the positions. Times in UTC, degrees WGS-84, metres a second.
FIXES = """COPY (SELECT DISTINCT p.vehicle_id,
        to_char(p.fix_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS fix_time, d.id AS device,
        to_char(p.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS received_at,
        ST_X(p.geom) AS lon, ST_Y(p.geom) AS lat, p.speed_mps, p.course_deg, p.altitude_m, p.hdop, p.satellites, p.flags,
        p.alarm, p.status, encode(p.items, 'hex') AS items_hex
    FROM s JOIN position p ON p.vehicle_id = s.vehicle_id AND p.fix_time >= lower(s.during) AND p.fix_time <= upper(s.during)
    LEFT JOIN device d ON d.no = p.device_no ORDER BY p.vehicle_id, fix_time, device) TO STDOUT (FORMAT csv, HEADER)"""

# name of the file -> its rows, `o` as JSON
ROWS: dict[str, str] = {
    "seal": """SELECT to_jsonb(x) || jsonb_build_object('stretches', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id)
            FROM seal_stretch t WHERE t.seal_id = x.id), 'releases', (SELECT jsonb_agg(to_jsonb(r) ORDER BY r.id)
            FROM seal_release r WHERE r.seal_id = x.id), 'sealed_by', (SELECT jsonb_build_object('id', a.id, 'name',
            a.display_name, 'role', a.role) FROM account a WHERE a.id = x.sealed_by)) AS o
        FROM seal x WHERE x.id = %(seal)s""",
    "vehicles": "SELECT to_jsonb(v) AS o FROM vehicle v WHERE v.id IN (SELECT vehicle_id FROM s) ORDER BY v.id",
    "devices": """SELECT to_jsonb(b) || jsonb_build_object('device', d.id, 'protocol', d.protocol) AS o
        FROM binding b JOIN device d ON d.no = b.device_no
        WHERE EXISTS (SELECT FROM s WHERE s.vehicle_id = b.vehicle_id AND s.during && b.during) ORDER BY b.id""",
    "parked": """SELECT to_jsonb(q) - 'raw' || jsonb_build_object('raw_base64', encode(q.raw, 'base64')) AS o
        FROM parked q WHERE EXISTS (SELECT FROM s JOIN binding b ON b.vehicle_id = s.vehicle_id JOIN device d ON d.no = b.device_no
            WHERE d.id = q.device AND s.during * b.during @> q.received_at) ORDER BY q.id""",
    "findings": """SELECT to_jsonb(f) - 'geom' || jsonb_build_object('point', ST_AsGeoJSON(f.geom)::jsonb) AS o
        FROM finding f WHERE EXISTS (SELECT FROM s WHERE s.vehicle_id = f.vehicle_id
            AND s.during && tstzrange(f.began, greatest(f.began, f.ended), '[]')) ORDER BY f.began, f.id""",
    "evidence-tracks": """SELECT to_jsonb(e) - 'data' || jsonb_build_object('zlib_base64', encode(e.data, 'base64'))
            AS o FROM evidence_track e JOIN finding f ON f.id = e.finding_id
        WHERE EXISTS (SELECT FROM s WHERE s.vehicle_id = f.vehicle_id
            AND s.during && tstzrange(f.began, greatest(f.began, f.ended), '[]')) ORDER BY f.began, f.id, e.version""",
    "cases": """SELECT to_jsonb(c) || jsonb_build_object(
            'findings', (SELECT jsonb_agg(l.finding_id ORDER BY 1) FROM case_finding l WHERE l.case_id = c.id),
            'events', (SELECT jsonb_agg(to_jsonb(e) || jsonb_build_object('account', a.display_name, 'role', a.role)
                ORDER BY e.id) FROM case_event e LEFT JOIN account a ON a.id = e.account_id WHERE e.case_id = c.id),
            'attachments', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM case_attachment t WHERE t.case_id = c.id)) AS o
        FROM desk_case c WHERE EXISTS (SELECT FROM case_finding l JOIN finding f ON f.id = l.finding_id
            JOIN s ON s.vehicle_id = f.vehicle_id AND s.during && tstzrange(f.began, greatest(f.began, f.ended), '[]')
            WHERE l.case_id = c.id) ORDER BY c.id""",
    "known-faults": """SELECT to_jsonb(k) AS o FROM known_fault k
        WHERE EXISTS (SELECT FROM s WHERE s.vehicle_id = k.vehicle_id AND s.during && k.during) ORDER BY k.id""",
    "runs": """SELECT to_jsonb(r) || jsonb_build_object('progress', to_jsonb(g), 'stops', (SELECT
            jsonb_agg(to_jsonb(t) ORDER BY t.seq) FROM run_stop t WHERE t.run_id = r.id), 'driver', d.name,
            'attendant', a.name) AS o
        FROM run r LEFT JOIN run_progress g ON g.run_id = r.id LEFT JOIN person d ON d.id = r.driver_id
        LEFT JOIN person a ON a.id = r.attendant_id WHERE EXISTS (SELECT FROM s WHERE s.vehicle_id = r.vehicle_id
            AND s.during && tstzrange(r.planned_start, r.planned_end, '[]')) ORDER BY r.planned_start, r.id""",
    "permits": """SELECT to_jsonb(p) || jsonb_build_object('version', to_jsonb(v), 'in_force', i.during,
            'lines', (SELECT jsonb_agg(l.line_version_id ORDER BY 1) FROM permit_line l WHERE l.permit_version_id = v.id),
            'drivers', (SELECT jsonb_agg(jsonb_build_object('id', h.id, 'name', h.name) ORDER BY h.id) FROM permit_driver q
                JOIN person h ON h.id = q.person_id WHERE q.permit_version_id = v.id)) AS o
        FROM in_force i JOIN permit_version v ON v.id = i.permit_version_id JOIN permit p ON p.id = v.permit_id
        WHERE EXISTS (SELECT FROM s WHERE s.vehicle_id = i.vehicle_id AND s.during && i.during) ORDER BY i.id""",
    "signs": """SELECT to_jsonb(g) AS o FROM sign g
        WHERE EXISTS (SELECT FROM s WHERE s.vehicle_id = g.vehicle_id AND s.during && g.during) ORDER BY g.id""",
    "lines": """SELECT to_jsonb(v) - 'path' || jsonb_build_object('line', to_jsonb(l),
            'path', ST_AsGeoJSON(v.path)::jsonb,
            'stops', (SELECT jsonb_agg(to_jsonb(t) - 'point' || jsonb_build_object('point', ST_AsGeoJSON(t.point)::jsonb)
                ORDER BY t.seq)
                FROM line_stop t WHERE t.line_version_id = v.id),
            'times', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM running_time t WHERE t.line_version_id = v.id)) AS o
        FROM line_version v JOIN line l ON l.id = v.line_id WHERE v.id IN (SELECT pl.line_version_id FROM permit_line pl
            JOIN in_force i ON i.permit_version_id = pl.permit_version_id JOIN s ON s.vehicle_id = i.vehicle_id
                AND s.during && i.during
            UNION SELECT r.line_version_id FROM run r JOIN s ON s.vehicle_id = r.vehicle_id
                AND s.during && tstzrange(r.planned_start, r.planned_end, '[]')) ORDER BY v.id""",
    "places": """SELECT to_jsonb(p) - 'geom' || jsonb_build_object('geometry', ST_AsGeoJSON(p.geom)::jsonb) AS o
        FROM place p WHERE EXISTS (SELECT FROM s WHERE s.during && p.during) ORDER BY p.id""",
    "exemptions": """SELECT to_jsonb(e) - 'area' || jsonb_build_object('area', ST_AsGeoJSON(e.area)::jsonb) AS o
        FROM exemption e WHERE EXISTS (SELECT FROM s WHERE s.during && e.during) ORDER BY e.id""",
    "conditions": """SELECT to_jsonb(c) - 'area' || jsonb_build_object('area', ST_AsGeoJSON(c.area)::jsonb) AS o
        FROM condition c WHERE EXISTS (SELECT FROM s WHERE s.during && c.during) ORDER BY c.id""",
    "rule-modes": """SELECT to_jsonb(m) AS o FROM rule_mode m
        WHERE m.since < (SELECT max(upper(during)) FROM s) ORDER BY m.rule, m.since, m.id""",
    "parameters": """SELECT to_jsonb(p) AS o FROM parameter p
        WHERE p.since < (SELECT max(upper(during)) FROM s) ORDER BY p.name, p.since""",
    "driver-cards": """SELECT to_jsonb(c) AS o FROM driver_card c
        WHERE EXISTS (SELECT FROM s WHERE s.vehicle_id = c.vehicle_id AND s.during @> c.at) ORDER BY c.id""",
    "media": """SELECT to_jsonb(m) - 'data' || jsonb_build_object('file', 'media/' || m.id || '.' || m.format)
            AS o FROM media m
        WHERE EXISTS (SELECT FROM s WHERE s.vehicle_id = m.vehicle_id AND s.during @> m.taken_at) ORDER BY m.id""",
    "audit": """WITH things (kind, id) AS (
            SELECT 'seal', %(seal)s::text UNION ALL SELECT 'vehicle', vehicle_id::text FROM s
            UNION ALL SELECT 'device', d.id FROM s JOIN binding b ON b.vehicle_id = s.vehicle_id AND b.during && s.during
                JOIN device d ON d.no = b.device_no
            UNION ALL SELECT 'permit', v.permit_id::text FROM s JOIN in_force i ON i.vehicle_id = s.vehicle_id
                JOIN permit_version v ON v.id = i.permit_version_id
            UNION ALL SELECT 'finding', f.id::text FROM s JOIN finding f ON f.vehicle_id = s.vehicle_id
                AND s.during && tstzrange(f.began, greatest(f.began, f.ended), '[]')
            UNION ALL SELECT 'run', r.id::text FROM s JOIN run r ON r.vehicle_id = s.vehicle_id
                AND s.during && tstzrange(r.planned_start, r.planned_end, '[]'))
        SELECT to_jsonb(a) || jsonb_build_object('account', c.display_name, 'role', c.role) AS o FROM audit_entry a
        LEFT JOIN account c ON c.id = a.account_id
        WHERE EXISTS (SELECT FROM things t WHERE t.kind = a.object_kind AND t.id = a.object_id) ORDER BY a.id""",
}  # fmt: skip

MEDIA = """SELECT m.id, m.format, m.data FROM media m
    WHERE EXISTS (SELECT FROM s WHERE s.vehicle_id = m.vehicle_id AND s.during @> m.taken_at) ORDER BY m.id"""
