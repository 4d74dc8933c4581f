"""Use cases of the ledger read: the list with its filters, one hazard with all that belongs to it, what keeps a bus standing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, Select, and_, case, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import Viewer, may_do, visible
from core.errors import Missing
from core.models import Account, Organisation
from core.pagination import Column, PageQuery, page_rows
from fleet.geojson import point_of
from fleet.models import Person, Vehicle
from geofences.hazards.models import Hazard, HazardAttachment, HazardEvent, HazardLink
from geofences.hazards.schemas import EventOut, FileOut, HazardDetail, HazardOut, LinkOut, OwnerOut, SubjectOut, WhoOut
from geofences.hazards.steps import ANSWERABLE, LIVE, TIMED, Facts, allowed
from geofences.models import Place

owner, organisation = aliased(Organisation), aliased(Organisation)
NO_DAY, LAST_DAY = date(9999, 12, 30), date(9999, 12, 31)
SAME = ("id", "location", "title", "grade", "state", "level", "due_on", "found_at", "version", "round")
TOLD = (
    "description", "source", "opened_at", "place_key", "office_contact", "office_phone", "responsible", "measure", "funds",
    "plan", "assigned_at", "submitted_at", "verified_at", "ended_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked of the ledger; None or empty asks nothing."""

    kinds: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    overdue: bool | None = None
    level: int | None = None
    subject_id: int | None = None
    owner_id: int | None = None
    place_key: UUID | None = None
    q: str | None = None


async def list_hazards(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, filters: Filters, today: date
) -> tuple[list[HazardOut], str | None]:
    """Hazards, what is due first unless asked otherwise, what is over at the end."""
    statement = hazards().where(visible(viewer, "hazard"), *conditions(filters, today))
    keys: dict[str, Column] = {
        "due_on": case(
            (Hazard.state.in_(LIVE), func.coalesce(Hazard.due_on, literal(NO_DAY, Date))),
            else_=literal(LAST_DAY, Date),
        ),
        "found_at": Hazard.found_at,
        "id": Hazard.id,
    }
    rows, following = await page_rows(session, statement, query, keys=keys, default="due_on", unique=Hazard.id)
    return [shown(row, today) for row in rows], following


async def one_hazard(
    session: AsyncSession, *, viewer: Viewer, hazard_id: int, now: datetime, today: date
) -> HazardDetail:
    """A hazard with its life, its files and what the viewer may do now. Raises Missing."""
    statement = hazards().where(Hazard.id == hazard_id, visible(viewer, "hazard"))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise Missing("hazard", hazard_id)
    one: Hazard = row[0]
    finder = None if one.found_by is None else await session.get(Account, one.found_by)
    may_link = may_do(viewer, "hazard.link") and one.state in ANSWERABLE
    return HazardDetail(
        **shown(row, today).model_dump(),
        **{name: getattr(one, name) for name in TOLD},
        found_by=None if finder is None else who(finder),
        events=await _events(session, one.id),
        files=await files_of(session, one.id),
        links=await _links(session, one, now) if may_do(viewer, "hazard.link") else [],
        may=[step.name for step in allowed(viewer.role, facts_of(one, viewer))],
        may_link=may_link,
        own_work=viewer.account_id in await doers(session, one),
    )


def facts_of(one: Hazard, viewer: Viewer) -> Facts:
    """What decides which steps the viewer may take."""
    is_owner = one.owner_id is not None and one.owner_id == viewer.organisation_id
    return Facts(one.state, is_owner=is_owner, is_finder=one.found_by == viewer.account_id, level=one.level)


async def doers(session: AsyncSession, one: Hazard) -> set[int]:
    """The accounts whose work the answer of this round is (R58): who sent it or its evidence, or gave out the link it came by."""
    said = select(HazardEvent.account_id, HazardEvent.link_id).where(
        HazardEvent.hazard_id == one.id, HazardEvent.round == one.round, HazardEvent.step == "submit"
    )
    shown_ = select(HazardAttachment.account_id, HazardAttachment.link_id).where(
        HazardAttachment.hazard_id == one.id,
        HazardAttachment.round == one.round,
        HazardAttachment.purpose == "evidence",
    )
    worked = said.union(shown_).subquery()
    statement = (
        select(func.coalesce(worked.c.account_id, HazardLink.created_by))
        .select_from(worked)
        .outerjoin(HazardLink, HazardLink.id == worked.c.link_id)
    )
    return {account for account in await session.scalars(statement) if account is not None}


async def keeping_standing(session: AsyncSession, *, vehicle_id: int, at: datetime) -> tuple[str, ...]:
    """The titles of the bus's hazards that keep it standing at a moment (R17): found, not over, and major or not graded yet.

    Only the bureau grades, and until it has, nobody has said that the bus may drive with it. A general one does not stop it.
    """
    return (await keeping_all_standing(session, vehicle_ids=[vehicle_id], at=at)).get(vehicle_id, ())


async def keeping_all_standing(
    session: AsyncSession, *, vehicle_ids: Collection[int], at: datetime
) -> dict[int, tuple[str, ...]]:
    """The same of many buses, by id; a bus without such a hazard is not in it."""
    rows = await session.execute(
        select(Hazard.vehicle_id, Hazard.title)
        .where(
            Hazard.vehicle_id.in_(vehicle_ids),
            or_(Hazard.grade == "major", Hazard.grade.is_(None)),
            Hazard.state != "dismissed",
            Hazard.found_at <= at,
            or_(Hazard.ended_at.is_(None), Hazard.ended_at > at),
        )
        .order_by(Hazard.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for vehicle_id, title in rows:
        if vehicle_id is not None:
            found[vehicle_id] = (*found.get(vehicle_id, ()), title)
    return found


def hazards() -> Select[*tuple[Any, ...]]:
    """A hazard with what it is of and who removes it, by name."""
    newest = (
        select(Place.id, Place.name)
        .where(Place.key == Hazard.place_key)
        .order_by(Place.version.desc())
        .limit(1)
        .correlate(Hazard)
        .lateral("newest")
    )
    return (
        select(
            Hazard, Vehicle.plate, Person.name.label("person"), organisation.name.label("organisation"),
            owner.name.label("owner"), newest.c.id.label("place_id"), newest.c.name.label("place"),
        )
        .outerjoin(Vehicle, Vehicle.id == Hazard.vehicle_id)
        .outerjoin(Person, Person.id == Hazard.person_id)
        .outerjoin(organisation, organisation.id == Hazard.organisation_id)
        .outerjoin(owner, owner.id == Hazard.owner_id)
        .outerjoin(newest, Hazard.place_key.is_not(None))
    )  # fmt: skip


def shown(row: Row[*tuple[Any, ...]], today: date) -> HazardOut:
    """A row of `hazards()` as the list gives it."""
    one: Hazard = row[0]
    return HazardOut.model_validate(
        {
            **{name: getattr(one, name) for name in SAME},
            "subject": _subject(row),
            "point": point_of(one.point),
            "overdue": one.due_on is not None and one.due_on < today and one.state in TIMED,
            "owner": _owner(row),
        }
    )


def who(account: Account) -> WhoOut:
    """An account as the ledger names it."""
    return WhoOut(id=str(account.id), name=account.display_name, role=account.role)


async def files_of(session: AsyncSession, hazard_id: int) -> list[FileOut]:
    """The files of a hazard, in the order they came."""
    rows = await session.execute(
        select(HazardAttachment, Account)
        .outerjoin(Account, Account.id == HazardAttachment.account_id)
        .where(HazardAttachment.hazard_id == hazard_id)
        .order_by(HazardAttachment.id)
    )
    names = [name for name in FileOut.model_fields if name != "by"]
    return [
        FileOut.model_validate({**{name: getattr(one, name) for name in names}, "by": None if by is None else who(by)})
        for one, by in rows
    ]


def _subject(row: Row[*tuple[Any, ...]]) -> SubjectOut:
    one: Hazard = row[0]
    match one.subject_kind:
        case "bus":
            id_, name = one.vehicle_id, row.plate
        case "person":
            id_, name = one.person_id, row.person
        case "road":
            id_, name = row.place_id, row.place or one.location or "—"
        case _:
            id_, name = one.organisation_id, row.organisation
    return SubjectOut.model_validate({"kind": one.subject_kind, "id": id_, "name": name})


def _owner(row: Row[*tuple[Any, ...]]) -> OwnerOut | None:
    one: Hazard = row[0]
    if one.owner_id is not None:
        return OwnerOut(id=str(one.owner_id), name=row.owner)
    return None if one.office is None else OwnerOut(id=None, name=one.office)


def conditions(filters: Filters, today: date) -> list[ColumnElement[bool]]:
    """What the filters ask of a row of `hazards()`."""
    late = and_(Hazard.state.in_(TIMED), func.coalesce(Hazard.due_on < today, False))
    asked: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (filters.kinds or None, Hazard.subject_kind.in_(filters.kinds)),
        (filters.grades or None, Hazard.grade.in_(filters.grades)),
        (filters.states or None, Hazard.state.in_(filters.states)),
        (filters.overdue, late if filters.overdue else ~late),
        (filters.level, and_(Hazard.level >= (filters.level or 0), Hazard.state.in_(LIVE))),
        (
            filters.subject_id,
            or_(
                *(
                    column == filters.subject_id
                    for column in (Hazard.vehicle_id, Hazard.person_id, Hazard.organisation_id)
                )
            ),
        ),
        (filters.owner_id, Hazard.owner_id == filters.owner_id),
        (filters.place_key, Hazard.place_key == filters.place_key),
        (filters.q, _says(filters.q or "")),
    )
    return [condition for value, condition in asked if value is not None]


def _says(q: str) -> ColumnElement[bool]:
    """That the title, where it is, of what or whose it is contains the text."""
    columns = (
        Hazard.title, Hazard.location, Hazard.description, Hazard.office, Vehicle.plate, Person.name, organisation.name,
        owner.name,
    )  # fmt: skip
    named = select(Place.id).where(Place.key == Hazard.place_key, func.strpos(func.lower(Place.name), q.lower()) > 0)
    return or_(
        *(func.strpos(func.lower(func.coalesce(column, "")), q.lower()) > 0 for column in columns), named.exists()
    )


async def _events(session: AsyncSession, hazard_id: int) -> list[EventOut]:
    rows = await session.execute(
        select(HazardEvent, Account)
        .outerjoin(Account, Account.id == HazardEvent.account_id)
        .where(HazardEvent.hazard_id == hazard_id)
        .order_by(HazardEvent.id)
    )
    names = [name for name in EventOut.model_fields if name != "by"]
    return [
        EventOut.model_validate(
            {**{name: getattr(event, name) for name in names}, "by": None if by is None else who(by)}
        )
        for event, by in rows
    ]


async def _links(session: AsyncSession, one: Hazard, now: datetime) -> list[LinkOut]:
    rows = await session.execute(
        select(HazardLink, Account)
        .join(Account, Account.id == HazardLink.created_by)
        .where(HazardLink.hazard_id == one.id)
        .order_by(HazardLink.id)
    )
    return [
        LinkOut(
            id=str(link.id), created_at=link.created_at, created_by=who(by), expires_at=link.expires_at,
            ended_at=link.ended_at, alive=link.ended_at is None and link.expires_at > now,
        )
        for link, by in rows
    ]  # fmt: skip
