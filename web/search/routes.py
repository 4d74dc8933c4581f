"""One box that finds by name, plate or number what the viewer may see: on the map, and among papers and people."""

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer
from core.deps import Db, Me
from core.shapes import Id, Out
from fleet.schemas import PRINTABLE
from web.search import papers, things
from web.search.ranking import Rows

MOST = 20
HitKind = Literal["bus", "school", "line", "stop", "place", "application", "permit", "person", "operator"]
ON_THE_MAP: tuple[HitKind, ...] = ("bus", "school", "line", "stop", "place")
STATEMENTS: dict[HitKind, Callable[[Viewer, str], Rows]] = {
    "bus": things.buses,
    "school": things.schools,
    "line": things.lines,
    "stop": things.stops,
    "place": things.places,
    "application": papers.applications,
    "permit": papers.permits,
    "person": papers.people,
    "operator": papers.operators,
}

router = APIRouter(tags=["search"])


class Hit(Out):
    """Something found; `point` is where to fly to, [longitude, latitude]."""

    kind: HitKind
    id: Id
    title: str
    title_en: str | None
    subtitle: str | None
    point: tuple[float, float] | None


class Hits(Out):
    """What was found, the best first."""

    items: list[Hit]


@router.get("/search")
async def search(
    session: Db,
    viewer: Me,
    q: Annotated[str, Query(min_length=1, max_length=64, pattern=PRINTABLE)],
    kind: Annotated[list[HitKind] | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = MOST,
) -> Hits:
    """What bears this name: exactly, then what begins with it, then what contains it; of the kinds asked for, else on the map."""
    wanted = q.strip()
    if not wanted:
        return Hits(items=[])
    found: list[tuple[int, Hit]] = []
    for one in kind or ON_THE_MAP:
        found += await _hits(session, one, STATEMENTS[one](viewer, wanted), limit)
    found.sort(key=lambda ranked: ranked[0])  # stable: buses first among equals
    return Hits(items=[hit for _, hit in found[:limit]])


async def _hits(session: AsyncSession, kind: HitKind, statement: Rows, limit: int) -> list[tuple[int, Hit]]:
    rows = await session.execute(statement.limit(limit))
    return [
        (
            row.rank,
            Hit.model_validate(
                {
                    "kind": kind,
                    "id": row.id,
                    "title": row.title,
                    "title_en": row.title_en,
                    "subtitle": row.subtitle,
                    "point": None if row.lon is None else (round(row.lon, 6), round(row.lat, 6)),
                }
            ),
        )
        for row in rows
    ]
