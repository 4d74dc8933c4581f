"""Two dangerous segments of the small district, and the walks that found them: they are nobody's own, the offices see both."""

import psycopg

from tests.web.world import OTHER, OWN, add


def dangers(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, dict[str, str]]:
    """The ids by noun: both clusters are of the newer run."""
    span = {"since": "2026-10-26T16:00Z", "until": "2026-11-23T16:00Z", "reached": "2026-11-23T16:00Z", "state": "done"}
    runs = [add(connection, "danger_run", **span) for _ in range(2)]
    clusters = [
        add(
            connection, "danger_cluster", run_id=runs[1], rank=rank, events=3, kinds='{"brake": 3}', passages=30, hits=3,
            geom=f"SRID=4326;LINESTRING(119.{40 + rank} 34.7, 119.{40 + rank}1 34.7)",
        )
        for rank in (1, 2)
    ]  # fmt: skip
    pairs = {"danger_run": runs, "danger_cluster": clusters}
    return {noun: dict(zip((OWN, OTHER), made, strict=True)) for noun, made in pairs.items()}
