"""When the doors of all shares were open, as the batches noted it down."""

import psycopg

# open for everybody is what was open in every share; with one share, that share's stretches
QUERY = """SELECT extract(epoch FROM lower(r))::float8, extract(epoch FROM upper(r))::float8
    FROM (SELECT unnest(range_intersect_agg(stretches)) AS r
        FROM (SELECT range_agg(tstzrange(since, until, '[]')) AS stretches FROM up_time GROUP BY share) AS shares) AS all_shares
    WHERE r && tstzrange(to_timestamp(%s), to_timestamp(%s)) ORDER BY 1"""
BEFORE_S = 86_400.0


async def up_times(database_url: str, since_s: float, until_s: float) -> list[tuple[float, float]]:
    """Stretches (since, until) in seconds since 1970, in order; none for a time before anything was noted."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as conn:
        rows = await (await conn.execute(QUERY, (since_s - BEFORE_S, until_s))).fetchall()
    return [(since, until) for since, until in rows]
