"""A sighting told: what cannot be is refused in words, and what was told before is found by the index."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from sqlalchemy.dialects import postgresql

from findings.suspects.service import Seen, told_before, wrong_with

NOW = datetime(2026, 11, 6, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MANY = """INSERT INTO sighting (plate, seen_at, source, place)
    SELECT '苏G' || 12000 + plate, timestamptz '2026-11-06 12:00+00' - minute * interval '1 minute', 'camera', '路口'
    FROM generate_series(1, 500) AS plate, generate_series(0, 39) AS minute"""


@pytest.mark.parametrize(
    ("seen_at", "left_at", "said"),
    [
        (NOW - DAY, NOW, None),
        (NOW, NOW, None),
        (NOW - DAY, NOW - DAY - timedelta(seconds=1), "离开早于到达"),
        (NOW - DAY, NOW + timedelta(seconds=1), "离开比到达晚 24 小时以上"),
        (NOW - 30 * DAY, NOW, "离开比到达晚 24 小时以上"),
        (NOW, NOW + timedelta(minutes=6), "时间在将来"),
        (NOW, datetime(9999, 1, 1, tzinfo=UTC), "时间在将来"),
    ],
)
def test_who_was_seen_to_go_went_within_a_day_of_coming_and_not_in_the_future(
    seen_at: datetime, left_at: datetime, said: str | None
) -> None:
    """A stay without end would make one visit of all that come after it."""
    wrong = wrong_with(Seen("苏G12345", seen_at, "camera", left_at=left_at, place="路口"), NOW)
    assert {name: text.zh for name, text in wrong.items()} == ({} if said is None else {"left_at": said})


@pytest.mark.parametrize("more", [{}, {"source_id": 3, "school_id": 4, "reference": "R-7"}])
def test_what_was_told_before_is_found_by_its_index_whatever_of_it_is_empty(
    database_url: str, more: dict[str, object]
) -> None:
    row = {
        "plate": "苏G12345",
        "seen_at": NOW,
        "source": "camera",
        "source_id": None,
        "school_id": None,
        "reference": None,
    }
    statement = told_before(row | more).compile(
        dialect=postgresql.dialect(),  # type: ignore[no-untyped-call]
        compile_kwargs={"literal_binds": True},
    )
    with psycopg.connect(database_url) as connection:
        connection.execute(MANY)
        connection.execute("ANALYZE sighting")
        plan = "".join(line for (line,) in connection.execute(f"EXPLAIN {statement}"))
    assert "told_once" in plan, plan
    condition = plan[plan.index("Cond:") :]
    assert all(name in condition for name in row), plan
