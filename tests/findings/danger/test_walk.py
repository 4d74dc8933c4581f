"""The walk through history, on the real database with planted events: the ranking, and that nothing is lost or counted twice."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import psycopg
import pytest

from core.settings import Settings
from findings.danger.walk import cluster, read
from findings.danger.walk import run as walk
from findings.danger.walk.run import ask, connect, forget, work
from gps_ingest.decode.jt808.items import warnings
from tests.findings.danger import roads
from tests.findings.danger.roads import DAY_S, MONDAY_S, drive, week

Connection = psycopg.Connection[Any]
UNTIL_S = MONDAY_S + 4 * DAY_S
RANKING = """SELECT rank, hits, passages, events, buses, buses_hit, dense, kinds, round(low::numeric, 6), hours FROM danger_cluster
    ORDER BY rank"""
QUIET_M, BUSY_M, ONCE_M = 0.0, 2000.0, 4000.0


@pytest.fixture
def settings(database_url: str) -> Settings:
    """A district around the roads."""
    return Settings(database_url=database_url, map_center=roads.CENTER)


@pytest.fixture
def conn(settings: Settings) -> Iterator[Connection]:
    """Four days of three roads: a quiet one, a busy one with as many brakings, one that two buses passed and both braked on."""
    with connect(settings) as connection:
        roads.sow(connection)
        roads.keep(connection, week([1, 2], aside_m=QUIET_M, passages=40, braked=9))
        roads.keep(connection, week([3, 4, 5], aside_m=BUSY_M, passages=230, braked=9))
        roads.keep(connection, week([6], aside_m=ONCE_M, passages=3, braked=3))
        yield connection


def walked(conn: Connection, settings: Settings) -> list[Any]:
    """The ranking of a new run."""
    conn.execute("DELETE FROM danger_run")
    assert ask(conn, MONDAY_S, UNTIL_S) is not None
    work(settings, warned=warnings)
    return conn.execute(RANKING).fetchall()


def test_a_quiet_road_outranks_a_busy_one_with_as_many_events_and_three_of_three_do_not_win(
    conn: Connection, settings: Settings
) -> None:
    """9 of 40 passages, 9 of 230, 3 of 3: counted per passage, and with how little is known of three passages in mind."""
    ranking = walked(conn, settings)
    assert [(row[1], row[2]) for row in ranking] == [(9, 40), (3, 3), (9, 230)]
    quiet = ranking[0]
    assert quiet[3:6] == (9, 2, 2)
    assert quiet[6] == 40
    assert quiet[7] == {"brake": 9}
    assert sum(hits for _, _, hits in quiet[9]) == 9
    assert {hour for hour, _, _ in quiet[9]} == {6, 7, 8, 9, 10, 11, 12}
    [(length_m, where)] = conn.execute(
        "SELECT ST_Length(geom::geography), ST_Y(ST_StartPoint(geom)) FROM danger_cluster WHERE rank = 1"
    ).fetchall()
    assert 40 <= length_m <= 200
    assert where == pytest.approx(roads.CENTER[1], abs=1e-5)
    [(state, fixes, lasted_s)] = conn.execute("SELECT state, fixes, lasted_s FROM danger_run").fetchall()
    kept = conn.execute("SELECT count(*) FROM position").fetchone()
    assert (state, fixes) == ("done", 2 * kept[0] if kept else None)
    assert lasted_s > 0


def test_walked_again_it_is_the_same_and_killed_between_any_two_slices_too(
    conn: Connection, settings: Settings
) -> None:
    """One slice a time, as a worker that is killed after each: nothing is lost, nothing counted twice."""
    whole = walked(conn, settings)
    assert walked(conn, settings) == whole
    conn.execute("DELETE FROM danger_run")
    ask(conn, MONDAY_S, UNTIL_S)
    shares = list[float]()
    while work(settings, warned=warnings, on=lambda: False, heard=lambda run: shares.append(run.share)):
        pass
    assert conn.execute(RANKING).fetchall() == whole
    assert len(shares) == 4 * 4 * 2 + 3  # sixteen slices twice; taken up, clustered, ranked
    assert shares[:-1] == sorted(shares[:-1])


def test_a_slice_that_fails_leaves_nothing_behind_and_is_tried_again(
    conn: Connection, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database refuses an event: the run says so, keeps what it has, and goes on when it can."""
    whole = walked(conn, settings)
    conn.execute("DELETE FROM danger_run")
    number = ask(conn, MONDAY_S, UNTIL_S)
    conn.execute("ALTER TABLE danger_event ADD CONSTRAINT no_tuesday CHECK (at < '2026-09-07 16:00Z')")
    roads.keep(conn, [drive(7, MONDAY_S + DAY_S + 40_000, aside_m=6000, brakes_at_m=450)])
    with pytest.raises(psycopg.errors.CheckViolation):
        work(settings, warned=warnings)
    tried = conn.execute("SELECT state, tries, error FROM danger_run WHERE id = %s", [number]).fetchone()
    assert tried is not None
    assert tried[:2] == ("events", 1)
    assert "no_tuesday" in tried[2]
    assert ask(conn, MONDAY_S, UNTIL_S) is None  # one at a time
    conn.execute("ALTER TABLE danger_event DROP CONSTRAINT no_tuesday")
    work(settings, warned=warnings)
    assert [row[1:3] for row in conn.execute(RANKING).fetchall()] == [row[1:3] for row in whole]
    for _ in range(walk.MOST_TRIES):
        conn.execute("UPDATE danger_run SET state = 'events', reached = since, limits = '{}'")
        with pytest.raises(TypeError):
            work(settings, warned=warnings)
        if conn.execute("SELECT FROM danger_run WHERE state = 'failed'").fetchone():
            break
    assert conn.execute("SELECT state FROM danger_run").fetchall() == [("failed",)]


def test_findings_of_speeding_and_terminals_own_alarms_are_events_of_the_road(
    conn: Connection, settings: Settings
) -> None:
    """What is in trial, or was rejected at the desk, is none; a terminal's alarm that lasts is told once."""
    x, y = roads.PLANE.degrees(np.array([[470.0, QUIET_M]]))[0].tolist()
    for number, (trial, rejected) in enumerate([(False, False), (True, False), (False, True)]):
        finding = f"00000000-0000-4000-8000-00000000000{number}"
        conn.execute(
            """INSERT INTO finding (id, rule, article, severity, vehicle_id, began, measured, allowed, unit, geom,
                delayed, evidence, batch, trial) VALUES (%s, 'R23', '35', 'A1', 1, to_timestamp(%s), 72, 60, 'km/h',
                ST_SetSRID(ST_MakePoint(%s, %s), 4326), false, '{}', 1, %s)""",
            [finding, MONDAY_S + 6 * 3600 + 30 + number, x, y, trial],
        )
        if rejected:
            conn.execute("INSERT INTO desk_case (vehicle_id, rule, article, severity, state, level, first_began, last_began)"
                " VALUES (1, 'R23', '35', 'A1', 'rejected', 0, now(), now())")  # fmt: skip
            conn.execute("INSERT INTO case_finding (finding_id, case_id) SELECT %s, max(id) FROM desk_case", [finding])
    pedestrian = bytes([0x64, 0x20, 0, 0, 0, 1, 1, 4]) + bytes(26)
    conn.execute(
        "UPDATE position SET items = %s WHERE vehicle_id = 1 AND fix_time BETWEEN to_timestamp(%s) AND to_timestamp(%s)",
        [pedestrian, MONDAY_S + 6 * 3600 + 31, MONDAY_S + 6 * 3600 + 35],
    )
    ranking = walked(conn, settings)
    assert ranking[0][7] == {"brake": 9, "speeding": 1, "terminal": 1}
    assert ranking[0][1:3] == (9, 40)  # three events of one passage are one


def test_a_long_road_full_of_events_is_cut_into_pieces_that_a_measure_can_be_about(
    conn: Connection, settings: Settings
) -> None:
    """Brakings every 20 m over 700 m are near enough to chain; no piece is longer than 200 m and a margin."""
    starts = [MONDAY_S + 2 * DAY_S + 20 * 3600 + 200 * n for n in range(70)]
    roads.keep(conn, [drive(7, at, aside_m=6000, brakes_at_m=100 + 10 * n) for n, at in enumerate(starts)])
    walked(conn, settings)
    lengths = conn.execute(
        "SELECT ST_Length(geom::geography) FROM danger_cluster WHERE ST_Y(ST_StartPoint(geom)) > %s",
        [roads.CENTER[1] + 0.05],
    ).fetchall()
    assert len(lengths) >= 4
    assert all(length <= 240 for (length,) in lengths)


def test_a_chain_too_long_to_be_cut_at_one_go_is_cut_by_squares_first(
    conn: Connection, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With squares of 250 m for chains of more than 30: no piece of the long road lies in two; the short ones are as they were."""
    monkeypatch.setattr(cluster, "MOST_AT_ONCE", 30)
    monkeypatch.setattr(cluster, "CELL_M", 250.0)
    starts = [MONDAY_S + 2 * DAY_S + 20 * 3600 + 200 * n for n in range(70)]
    roads.keep(conn, [drive(7, at, aside_m=6000, brakes_at_m=100 + 10 * n) for n, at in enumerate(starts)])
    walked(conn, settings)
    squares = conn.execute(
        """SELECT array_agg(DISTINCT floor(ST_X(ST_Transform(geom, 32650)) / 250)) FROM danger_event
        WHERE cluster_id IS NOT NULL AND ST_Y(geom) > %s GROUP BY cluster_id""",
        [roads.CENTER[1] + 0.05],
    ).fetchall()
    assert all(len(one) == 1 for (one,) in squares)
    assert len({square for (one,) in squares for square in one}) >= 3
    short = "SELECT array_agg(events ORDER BY events) FROM danger_cluster WHERE ST_Y(ST_StartPoint(geom)) < %s"
    assert conn.execute(short, [roads.CENTER[1] + 0.05]).fetchall() == [([3, 9, 9],)]


def test_a_slice_with_more_fixes_than_are_read_at_one_go_is_halved_and_the_ranking_is_the_same(
    conn: Connection, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = walked(conn, settings)
    monkeypatch.setattr(read, "MOST_FIXES", 1000)
    conn.execute("DELETE FROM danger_run")
    ask(conn, MONDAY_S, UNTIL_S)
    reached = [MONDAY_S]
    work(settings, warned=warnings, heard=lambda run: reached.append(run.reached_s))
    spans = [after - before for before, after in pairwise(reached) if after > before]
    assert conn.execute(RANKING).fetchall() == whole
    assert max(spans) == read.SLICE_S
    assert read.SHORTEST_S <= min(spans) < read.SLICE_S
    full = "SELECT count(*) FROM position WHERE fix_time >= to_timestamp(%s) AND fix_time < to_timestamp(%s)"
    for since_s, until_s in pairwise(reached):
        if until_s - since_s >= 2 * read.SHORTEST_S:
            (fixes,) = conn.execute(full, (since_s, until_s)).fetchone() or (0,)
            assert fixes <= 1000


def test_a_walk_that_is_killed_in_the_same_step_again_and_again_has_failed(
    conn: Connection, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the kernel does it, without a word: nothing of ours runs any more when it has been."""
    ask(conn, MONDAY_S, UNTIL_S)
    work(settings, warned=warnings, on=lambda: False)

    def die(*_: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(walk, "read", die)
        for nth in range(1, walk.MOST_TRIES + 1):
            with pytest.raises(SystemExit):
                work(settings, warned=warnings)
            assert conn.execute("SELECT state, tries FROM danger_run").fetchall() == [("events", nth)]
        assert work(settings, warned=warnings) == 0
    assert conn.execute("SELECT state, error FROM danger_run").fetchall() == [
        ("failed", "killed 5 times before it was done")
    ]
    assert ask(conn, MONDAY_S, UNTIL_S) is not None


def test_where_nothing_happened_a_run_is_done_with_an_empty_ranking(database_url: str) -> None:
    settings = Settings(database_url=database_url, map_center=roads.CENTER)
    with connect(settings) as connection:
        roads.sow(connection)
        roads.keep(connection, week([1], aside_m=0, passages=5, braked=0))
        assert walked(connection, settings) == []
        assert connection.execute("SELECT state FROM danger_run").fetchall() == [("done",)]


def test_old_runs_go_with_all_that_is_theirs_but_never_the_newest_ranking(conn: Connection, settings: Settings) -> None:
    walked(conn, settings)
    conn.execute("UPDATE danger_run SET asked_at = now() - interval '200 days'")
    assert forget(conn, older_than_days=184) == 0
    ask(conn, MONDAY_S, UNTIL_S)
    work(settings, warned=warnings)
    assert forget(conn, older_than_days=184) == 1
    left = (
        "SELECT (SELECT count(DISTINCT run_id) FROM danger_event), (SELECT count(DISTINCT run_id) FROM danger_cluster)"
    )
    assert conn.execute(left).fetchall() == [(1, 1)]
