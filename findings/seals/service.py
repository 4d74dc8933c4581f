"""Use cases of seals: seal a bus, a run or a person for a time; lift it by two people; see what is sealed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select, text
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit, clock
from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused, field
from core.models import Account, Organisation
from core.pagination import PageQuery, page_rows
from findings.seals.models import TO_LIFT, Seal, SealRelease, SealStretch
from findings.seals.schemas import Release, SealIn, SealOut, SealPersonOut, Stretch
from fleet.models import Line, LineVersion, Person, Vehicle
from runs.models import Run, RunProgress

AROUND_RUN = timedelta(minutes=10)
LONGEST = timedelta(days=366)
MOST_PEOPLE = 20
Piece = tuple[int, datetime, datetime]  # vehicle, since, until
COUNTS = text("""WITH s AS (SELECT * FROM unnest(cast(:vehicles AS int[]), cast(:since AS timestamptz[]),
        cast(:until AS timestamptz[])) AS s (vehicle_id, since, until))
    SELECT (SELECT count(*) FROM s JOIN position p ON p.vehicle_id = s.vehicle_id
        AND p.fix_time BETWEEN s.since AND s.until),
    (SELECT count(DISTINCT f.id) FROM s JOIN finding f ON f.vehicle_id = s.vehicle_id
        AND f.began <= s.until AND coalesce(f.ended, 'infinity') >= s.since),
    (SELECT count(DISTINCT q.id) FROM s JOIN binding b ON b.vehicle_id = s.vehicle_id JOIN device d ON d.no = b.device_no
        JOIN parked q ON q.device = d.id AND q.received_at BETWEEN s.since AND s.until AND b.during @> q.received_at)""")


async def seal(session: AsyncSession, *, viewer: Viewer, given: SealIn, address: str | None) -> SealOut:
    """Freeze it. Raises Missing for what the viewer may not see, Invalid for a time that cannot be sealed."""
    now = clock.now()
    pieces = await _pieces(session, viewer, given, now)
    since, until = min(piece[1] for piece in pieces), max(piece[2] for piece in pieces)
    if given.since is not None and given.until is not None:
        since, until = given.since, given.until
    own = given.model_dump(include={"kind", "vehicle_id", "run_id", "person_id", "reason", "finding_id"})
    fixes, findings, parked = await _counted(session, pieces)
    counts = {"fixes": fixes, "findings": findings, "parked": parked}
    made = Seal(**own, **counts, since=since, until=until, sealed_by=viewer.account_id)
    session.add(made)
    await session.flush()
    session.add_all(
        SealStretch(seal_id=made.id, vehicle_id=vehicle, during=Range(first, last, bounds="[]"))
        for vehicle, first, last in pieces
    )
    detail = {"kind": given.kind, "since": since.isoformat(), "until": until.isoformat(), "reason": given.reason}
    await audit.record(
        session, viewer=viewer, action="seal.set", kind="seal", id=made.id, detail=detail, address=address
    )
    return await one(session, viewer=viewer, seal_id=made.id)


async def release(session: AsyncSession, *, viewer: Viewer, seal_id: int, reason: str, address: str | None) -> SealOut:
    """Say that it may be lifted; the second person who says so lifts it. Raises Missing, Refused."""
    before = await one(session, viewer=viewer, seal_id=seal_id)
    if before.state == "lifted":
        raise Refused("already_lifted", zh="该封存已经解除。", en="This seal is lifted already.")
    if any(release.account_id == str(viewer.account_id) for release in before.releases):
        raise Refused(
            "second_person_needed",
            zh="您已申请解除，须由另一人同意。",
            en="You have asked for it already; another person has to agree.",
        )
    session.add(SealRelease(seal_id=seal_id, account_id=viewer.account_id, reason=reason))
    lifted = len(before.releases) + 1 >= TO_LIFT
    await audit.record(
        session,
        viewer=viewer,
        action="seal.lifted" if lifted else "seal.lift_asked",
        kind="seal",
        id=seal_id,
        detail={"reason": reason},
        address=address,
    )
    return await one(session, viewer=viewer, seal_id=seal_id)


async def list_seals(session: AsyncSession, *, viewer: Viewer, query: PageQuery) -> tuple[list[SealOut], str | None]:
    """Seals, the newest first, also those that are lifted."""
    keys = {"sealed_at": Seal.sealed_at, "since": Seal.since}
    rows, following = await page_rows(session, _seals(viewer), query, keys=keys, default="-sealed_at", unique=Seal.id)
    return await _shown(session, rows), following


async def one(session: AsyncSession, *, viewer: Viewer, seal_id: int) -> SealOut:
    """One seal. Raises Missing."""
    rows = (await session.execute(_seals(viewer).where(Seal.id == seal_id))).all()
    if not rows:
        raise Missing("seal", seal_id)
    return (await _shown(session, rows))[0]


async def people(session: AsyncSession, *, viewer: Viewer, name: str) -> list[SealPersonOut]:
    """Drivers and attendants by a part of their name."""
    statement = (
        select(Person.id, Person.name, Person.kind, Organisation.name.label("organisation_name"))
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(
            visible(viewer, "person"),
            Person.kind.in_(("driver", "attendant")),
            Person.name.icontains(name, autoescape=True),
        )
        .order_by(Person.name, Person.id)
        .limit(MOST_PEOPLE)
    )
    return [SealPersonOut.model_validate(row) for row in await session.execute(statement)]


async def _pieces(session: AsyncSession, viewer: Viewer, given: SealIn, now: datetime) -> list[Piece]:
    """Which bus's which time it is."""
    if given.kind == "run":
        found = await _runs(session, viewer, Run.id == given.run_id)
        if not found:
            raise Missing("run", given.run_id)
        pieces = [(vehicle, since - AROUND_RUN, min(now, until + AROUND_RUN)) for vehicle, since, until in found]
        if pieces[0][1] >= pieces[0][2]:
            raise Invalid(field("run_id", zh="该班次尚未开始", en="this run has not begun yet"))
        return pieces
    assert given.since is not None
    assert given.until is not None
    _refuse_impossible(given.since, given.until, now)
    if given.kind == "vehicle":
        seen = select(Vehicle.id).where(Vehicle.id == given.vehicle_id, visible(viewer, "vehicle"))
        if (vehicle_id := await session.scalar(seen)) is None:
            raise Missing("vehicle", given.vehicle_id)
        return [(vehicle_id, given.since, given.until)]
    seen = select(Person.id).where(Person.id == given.person_id, visible(viewer, "person"))
    if await session.scalar(seen) is None:
        raise Missing("person", given.person_id)
    on_duty = (Run.driver_id == given.person_id) | (Run.attendant_id == given.person_id)
    runs = await _runs(session, viewer, on_duty & (Run.planned_start <= given.until) & (Run.planned_end >= given.since))
    if not runs:
        said = field("person_id", zh="该时段内此人没有当班记录", en="this person was on no run in that time")
        raise Invalid(said)
    return [(vehicle, since - AROUND_RUN, min(now, until + AROUND_RUN)) for vehicle, since, until in runs]


async def _counted(session: AsyncSession, pieces: Sequence[Piece]) -> tuple[int, int, int]:
    """How many fixes, findings and parked frames there are."""
    asked = {
        "vehicles": [vehicle for vehicle, _, _ in pieces],
        "since": [since for _, since, _ in pieces],
        "until": [until for _, _, until in pieces],
    }
    row = (await session.execute(COUNTS, asked)).one()
    return row[0], row[1], row[2]


def _refuse_impossible(since: datetime, until: datetime, now: datetime) -> None:
    if since >= until:
        raise Invalid(field("until", zh="结束时间应晚于开始时间", en="must be later than since"))
    if until > now:
        raise Invalid(field("until", zh="不能封存尚未发生的时间", en="what has not happened yet cannot be sealed"))
    if until - since > LONGEST:
        raise Invalid(field("since", zh="一次最多封存 366 天", en="at most 366 days are sealed at once"))


async def _runs(session: AsyncSession, viewer: Viewer, condition: Any) -> list[Piece]:
    """Runs that the viewer may see, from when until when each was planned or under way."""
    statement = (
        select(
            Run.vehicle_id,
            func.least(Run.planned_start, RunProgress.started_at),
            func.greatest(Run.planned_end, RunProgress.ended_at),
        )
        .outerjoin(RunProgress, RunProgress.run_id == Run.id)
        .where(condition, visible(viewer, "run"))
        .order_by(Run.planned_start)
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(statement)]


def _seals(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Seal,
            Account.display_name,
            func.coalesce(Vehicle.plate, Person.name, Line.name).label("subject"),
        )
        .join(Account, Account.id == Seal.sealed_by)
        .outerjoin(Vehicle, Vehicle.id == Seal.vehicle_id)
        .outerjoin(Person, Person.id == Seal.person_id)
        .outerjoin(Run, Run.id == Seal.run_id)
        .outerjoin(LineVersion, LineVersion.id == Run.line_version_id)
        .outerjoin(Line, Line.id == LineVersion.line_id)
        .where(visible(viewer, "seal"))
    )


async def _shown(session: AsyncSession, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[SealOut]:
    ids = [row[0].id for row in rows]
    stretches: dict[int, list[Stretch]] = {}
    frozen = (
        select(SealStretch, Vehicle.plate)
        .join(Vehicle, Vehicle.id == SealStretch.vehicle_id)
        .where(SealStretch.seal_id.in_(ids))
        .order_by(SealStretch.id)
    )
    for stretch, plate in await session.execute(frozen):
        during = stretch.during
        shown = {"vehicle_id": stretch.vehicle_id, "plate": plate, "since": during.lower, "until": during.upper}
        stretches.setdefault(stretch.seal_id, []).append(Stretch.model_validate(shown))
    releases: dict[int, list[Release]] = {}
    wanted = (
        select(SealRelease, Account.display_name)
        .join(Account, Account.id == SealRelease.account_id)
        .where(SealRelease.seal_id.in_(ids))
        .order_by(SealRelease.id)
    )
    for release, name in await session.execute(wanted):
        shown = {"account_id": release.account_id, "by": name, "at": release.at, "reason": release.reason}
        releases.setdefault(release.seal_id, []).append(Release.model_validate(shown))
    return [_one(row, stretches.get(row[0].id, []), releases.get(row[0].id, [])) for row in rows]


def _one(row: Row[*tuple[Any, ...]], stretches: list[Stretch], releases: list[Release]) -> SealOut:
    found, sealed_by, subject = row[:3]
    states = ("sealed", "lifting", "lifted")
    plates = " · ".join(dict.fromkeys(stretch.plate for stretch in stretches))
    own = ("id", "kind", "since", "until", "reason", "finding_id", "sealed_at", "fixes", "findings", "parked")
    return SealOut.model_validate(
        {
            **{name: getattr(found, name) for name in own},
            "subject": f"{subject} · {plates}" if found.kind == "run" else subject,
            "sealed_by": sealed_by,
            "state": states[min(len(releases), TO_LIFT)],
            "stretches": stretches,
            "releases": releases,
        }
    )
