"""Use cases of dangerous segments, read: the walks and how far they are, the ranking, one segment with its events."""

from typing import Any

import shapely
from geoalchemy2.shape import to_shape
from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import Viewer, visible
from core.errors import Missing
from core.models import Account
from core.pagination import PageQuery, page_rows
from core.settings import Settings
from findings.danger.models import DangerCluster, DangerEvent, DangerRun, DangerWord
from findings.danger.proposal import proposed
from findings.danger.schemas import ClusterDetail, ClusterOut, EventOut, RunOut, State, WordOut
from fleet.geojson import geometry_of, point_at, point_of
from fleet.models import Vehicle
from geofences.plane import Plane

MOST_EVENTS = 300
SAME_M = 30.0  # a word holds for what lies so near to where it was said
AnyRow = Row[*tuple[Any, ...]]
_middle = func.geography(func.ST_LineInterpolatePoint(DangerCluster.geom, 0.5))
# the newest word at a cluster's middle, of whatever run it was said
Word = aliased(
    DangerWord,
    select(DangerWord)
    .where(func.ST_DWithin(func.geography(DangerWord.geom), _middle, SAME_M))
    .order_by(DangerWord.id.desc())
    .limit(1)
    .lateral("word"),
)


async def list_runs(session: AsyncSession, *, viewer: Viewer, query: PageQuery) -> tuple[list[RunOut], str | None]:
    """The walks, the newest first."""
    rows, following = await page_rows(
        session, _runs(viewer), query, keys={"asked_at": DangerRun.asked_at}, default="-asked_at", unique=DangerRun.id
    )
    return [_run(row) for row in rows], following


async def one_run(session: AsyncSession, *, viewer: Viewer, run_id: int) -> RunOut:
    """One walk. Raises Missing."""
    row = (await session.execute(_runs(viewer).where(DangerRun.id == run_id))).one_or_none()
    if row is None:
        raise Missing("danger_run", run_id)
    return _run(row)


async def list_clusters(
    session: AsyncSession,
    *,
    viewer: Viewer,
    settings: Settings,
    query: PageQuery,
    run_id: int | None,
    state: State | None,
) -> tuple[list[ClusterOut], str | None]:
    """The ranking of a run, of the newest that is done if none is named."""
    newest = select(func.max(DangerRun.id)).where(DangerRun.state == "done").scalar_subquery()
    statement = _clusters(viewer).where(DangerCluster.run_id == (newest if run_id is None else run_id))
    if state is not None:
        statement = statement.where(_in_state(state))
    keys = {name: getattr(DangerCluster, name) for name in ("rank", "passages", "hits", "events", "score")}
    rows, following = await page_rows(session, statement, query, keys=keys, default="rank", unique=DangerCluster.id)
    return [shown(row, settings) for row in rows], following


async def one_cluster(session: AsyncSession, *, viewer: Viewer, settings: Settings, cluster_id: int) -> ClusterDetail:
    """One segment with its newest events. Raises Missing."""
    row = await cluster_row(session, viewer=viewer, cluster_id=cluster_id)
    events = (
        select(DangerEvent, Vehicle.plate)
        .join(Vehicle, Vehicle.id == DangerEvent.vehicle_id)
        .where(DangerEvent.cluster_id == cluster_id)
        .order_by(DangerEvent.at.desc(), DangerEvent.id)
        .limit(MOST_EVENTS)
    )
    items = [_event(event, plate) for event, plate in await session.execute(events)]
    run = await session.get_one(DangerRun, row[0].run_id)
    one = shown(row, settings)
    return ClusterDetail.model_validate({**one.model_dump(), "items": items, **proposed(one, run, settings)})


async def cluster_row(session: AsyncSession, *, viewer: Viewer, cluster_id: int) -> AnyRow:
    """A cluster, the newest word on it, and by whom that was said. Raises Missing."""
    row = (await session.execute(_clusters(viewer).where(DangerCluster.id == cluster_id))).one_or_none()
    if row is None:
        raise Missing("danger_cluster", cluster_id)
    return row


def state_of(word: DangerWord | None) -> State:
    """What a place is by the newest word on it."""
    if word is None or word.said == "reopened":
        return "open"
    return "dismissed" if word.said == "dismissed" else "promoted"


def shown(row: AnyRow, settings: Settings) -> ClusterOut:
    """A row of `cluster_row` as the API gives it."""
    one, word, by = row[:3]
    own = {name: getattr(one, name) for name in ClusterOut.model_fields if hasattr(one, name)}
    line = shapely.transform(to_shape(one.geom), Plane(*settings.map_center).flat)
    lon, lat = shapely.get_coordinates(to_shape(one.geom).interpolate(0.5, normalized=True))[0].tolist()
    told = {
        "geometry": geometry_of(one.geom),
        "middle": point_at(lon, lat),
        "length_m": round(float(line.length), 1),
        "share": one.hits / one.passages if one.passages else 0.0,
        "state": state_of(word),
        "version": 0 if word is None else word.id,
        "word": None if word is None else _word(word, by),
    }
    return ClusterOut.model_validate(own | told)


def _word(word: DangerWord, by: str) -> WordOut:
    said = {name: getattr(word, name) for name in ("said", "reason", "place_key", "hazard_id")}
    return WordOut.model_validate({**said, "by": by, "at": word.said_at})


def _event(event: DangerEvent, plate: str) -> EventOut:
    own = {name: getattr(event, name) for name in ("id", "kind", "at", "value", "vehicle_id", "finding_id")}
    return EventOut.model_validate({**own, "plate": plate, "point": point_of(event.geom)})


def _clusters(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return (
        select(DangerCluster, Word, Account.display_name)
        .select_from(DangerCluster)
        .outerjoin(Word, true())
        .outerjoin(Account, Account.id == Word.said_by)
        .where(visible(viewer, "danger_cluster"))
    )


def _in_state(state: State) -> ColumnElement[bool]:
    if state == "open":
        return or_(Word.id.is_(None), Word.said == "reopened")
    return and_(Word.id.is_not(None), Word.said == state)


def _runs(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    events = select(func.count()).where(DangerEvent.run_id == DangerRun.id).scalar_subquery()
    clusters = select(func.count()).where(DangerCluster.run_id == DangerRun.id).scalar_subquery()
    return (
        select(DangerRun, Account.display_name, events, clusters)
        .outerjoin(Account, Account.id == DangerRun.asked_by)
        .where(visible(viewer, "danger_run"))
    )


def _run(row: AnyRow) -> RunOut:
    run, by, events, clusters = row[:4]
    passed = (run.reached - run.since) / (run.until - run.since)
    share = {"asked": 0.0, "events": passed / 2, "passages": 0.5 + passed / 2, "done": 1.0, "failed": passed / 2}[
        run.state
    ]
    own = {name: getattr(run, name) for name in RunOut.model_fields if hasattr(run, name)}
    return RunOut.model_validate(
        own | {"share": share, "events": events, "clusters": clusters, "asked_by": by}
    )  # fmt: skip
