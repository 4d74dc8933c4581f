"""What an office says of a dangerous segment: dismissed with a reason, taken back, or promoted to a risk segment with a hazard."""

from datetime import datetime, timedelta

from geoalchemy2.shape import from_shape, to_shape
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit, clock
from core.access import Viewer
from core.errors import Invalid, Refused, field
from core.settings import Settings
from findings.danger.models import DangerCluster, DangerRun, DangerWord
from findings.danger.schemas import ClusterOut, PromoteIn, RunIn, RunOut, SayIn, State
from findings.danger.service import cluster_row, one_run, shown, state_of
from geofences import versions
from geofences.hazards.models import Hazard
from geofences.hazards.service import open_hazard
from geofences.hazards.steps import BUREAU, LIVE
from geofences.service import ground_of

# The life of a segment, in one table: the word, from which states to which. What it does not list is refused.
STEPS: dict[str, tuple[frozenset[State], State]] = {
    "dismissed": (frozenset({"open"}), "dismissed"),
    "reopened": (frozenset({"dismissed", "promoted"}), "open"),  # from promoted when its hazard has ended
    "promoted": (frozenset({"open"}), "promoted"),
}
DAY = timedelta(days=1)
SAYING = 0x5B19  # one at a time: two words on one place would not know of each other
STATE_WORDS = {"open": ("待研判", "open"), "dismissed": ("已排除", "dismissed"), "promoted": ("已转隐患", "promoted")}


async def ask(session: AsyncSession, *, viewer: Viewer, given: RunIn, address: str | None) -> RunOut:
    """Have a span walked through. Raises Refused while another walk is under way."""
    await session.execute(select(func.pg_advisory_xact_lock(SAYING)))
    under_way = select(DangerRun.id).where(DangerRun.state.in_(("asked", "events", "passages")))
    if await session.scalar(under_way) is not None:
        raise Refused("danger_under_way", zh="分析正在进行，请等待完成。", en="An analysis is under way; wait for it.")
    until = clock.now()
    since = until - given.days * DAY
    run = DangerRun(since=since, until=until, reached=since, limits={}, asked_by=viewer.account_id)
    session.add(run)
    await session.flush()
    detail = {"days": given.days}
    await audit.record(
        session, viewer=viewer, action="danger.run", kind="danger_run", id=run.id, detail=detail, address=address
    )
    return await one_run(session, viewer=viewer, run_id=run.id)


async def say(
    session: AsyncSession,
    *,
    viewer: Viewer,
    settings: Settings,
    cluster_id: int,
    said: str,
    given: SayIn,
    address: str | None,
) -> ClusterOut:
    """Dismiss a segment or take that back, for this run and those to come. Raises Missing, Refused."""
    cluster = await _steps(session, viewer, cluster_id, said, given.version)
    since, until = await _span(session, cluster)
    word = DangerWord(
        said=said, geom=cluster.geom, reason=given.reason, since=since, until=until, said_by=viewer.account_id
    )
    await _record(session, viewer, word, cluster_id, address)
    return shown(await cluster_row(session, viewer=viewer, cluster_id=cluster_id), settings)


async def promote(
    session: AsyncSession, *, viewer: Viewer, settings: Settings, cluster_id: int, given: PromoteIn, address: str | None
) -> ClusterOut:
    """A risk segment that rules from the next batch on, and a hazard, in one transaction. Raises Missing, Refused, Invalid."""
    if given.grade is not None and viewer.role not in BUREAU:
        raise Invalid(field("grade", zh="由教育局定级", en="the bureau grades"))
    cluster = await _steps(session, viewer, cluster_id, "promoted", given.version)
    if given.place.category != "risk_segment":
        raise Invalid(field("place.category", zh="应为危险路段", en="must be a risk segment"))
    now = clock.now()
    ground = await ground_of(session, settings, now)
    place = await versions.add(session, viewer=viewer, given=given.place, ground=ground, address=address)
    middle = to_shape(cluster.geom).interpolate(0.5, normalized=True)
    hazard = await open_hazard(
        session,
        subject_kind="road",
        subject_id=None,
        place_key=place.key,
        title=given.title,
        description=given.description,
        grade=given.grade,
        found_by=viewer.account_id,
        source=given.place.source,
        at=now,
        now=now,
        point=(middle.x, middle.y),
    )
    since, until = await _span(session, cluster)
    word = DangerWord(
        said="promoted",
        geom=from_shape(to_shape(cluster.geom), 4326),
        reason=given.title,
        place_key=place.key,
        hazard_id=hazard.id,
        since=since,
        until=until,
        said_by=viewer.account_id,
    )
    await _record(session, viewer, word, cluster_id, address)
    return shown(await cluster_row(session, viewer=viewer, cluster_id=cluster_id), settings)


async def _steps(session: AsyncSession, viewer: Viewer, cluster_id: int, said: str, version: int) -> DangerCluster:
    """The cluster, when the table allows the step from what it is now. Raises Missing, Refused."""
    await session.execute(select(func.pg_advisory_xact_lock(SAYING)))
    cluster, word, by = (await cluster_row(session, viewer=viewer, cluster_id=cluster_id))[:3]
    if (0 if word is None else word.id) != version:
        who = "他人" if by is None else by
        raise Refused(
            "danger_changed",
            zh=f"{who}刚处理过此路段，请刷新后再试。",
            en="Somebody has just decided on this segment; reload it and try again.",
        )
    if (state := state_of(word)) not in STEPS[said][0]:
        zh, en = STATE_WORDS[state]
        raise Refused(
            "step_refused",
            zh=f"此路段现为“{zh}”，不能进行此步。",
            en=f"This segment is {en}; that step is not allowed.",
        )
    if said == "reopened" and word is not None and word.hazard_id is not None:
        await _refuse_live(session, word.hazard_id)
    found: DangerCluster = cluster
    return found


async def _refuse_live(session: AsyncSession, hazard_id: int) -> None:
    """Two hazards of one place at a time would be one too many."""
    if await session.scalar(select(Hazard.id).where(Hazard.id == hazard_id, Hazard.state.in_(LIVE))) is not None:
        raise Refused(
            "danger_hazard_live",
            zh="此路段的隐患尚未销号，销号后才能恢复研判。",
            en="The hazard of this segment has not been closed; it can be taken up again when it is.",
        )


async def _span(session: AsyncSession, cluster: DangerCluster) -> tuple[datetime, datetime]:
    """Of the walk that showed a cluster; a word keeps it, for walks go."""
    run = await session.get_one(DangerRun, cluster.run_id)
    return run.since, run.until


async def _record(
    session: AsyncSession, viewer: Viewer, word: DangerWord, cluster_id: int, address: str | None
) -> None:
    session.add(word)
    await session.flush()
    detail = {
        "said": word.said,
        "reason": word.reason,
        "place_key": None if word.place_key is None else str(word.place_key),
        "hazard_id": word.hazard_id,
    }
    action = f"danger.{word.said}"
    await audit.record(
        session, viewer=viewer, action=action, kind="danger_cluster", id=cluster_id, detail=detail, address=address
    )
