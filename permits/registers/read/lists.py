"""The lists of the registers: buses, people, schools and providers, each with what in its file is worst."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import visible
from core.models import Organisation
from core.pagination import PageQuery, page_rows
from fleet.models import Person, Vehicle
from fleet.people import masked
from permits.registers.hold import Hand
from permits.registers.read.organisation import KINDS
from permits.registers.read.owed import as_item, duties_of
from permits.registers.read.shapes import ItemOut, Row
from permits.registers.read.standing import Today, of_people, of_vehicles, worst_first

Found = tuple[list[Row], str | None]


async def list_vehicles(
    session: AsyncSession, *, hand: Hand, query: PageQuery, q: str | None, organisation_id: int | None
) -> Found:
    """Buses by plate; `q` is a part of it."""
    operator, school = aliased(Organisation), aliased(Organisation)
    statement: Select[*tuple[Any, ...]] = (
        select(Vehicle, func.coalesce(operator.name, school.name))
        .outerjoin(operator, operator.id == Vehicle.operator_id)
        .outerjoin(school, school.id == Vehicle.school_id)
        .where(visible(hand.viewer, "vehicle"))
    )
    if q is not None:
        statement = statement.where(func.strpos(func.lower(Vehicle.plate), q.lower()) > 0)
    if organisation_id is not None:
        statement = statement.where(or_(Vehicle.operator_id == organisation_id, Vehicle.school_id == organisation_id))
    keys = {"plate": Vehicle.plate, "id": Vehicle.id}
    page = await page_rows(session, statement, query, keys=keys, default="plate", unique=Vehicle.id)
    rows: Sequence[Any] = page[0]
    items = await of_vehicles(session, [row[0] for row in rows], Today(hand.now, hand.today))
    return [_row(row[0].id, row[0].plate, row[0].type, row[1], items[row[0].id]) for row in rows], page[1]


async def list_people(
    session: AsyncSession, *, hand: Hand, query: PageQuery, kind: str, q: str | None, organisation_id: int | None
) -> Found:
    """People of a kind by name, those who left at the end; telephone numbers masked."""
    statement: Select[*tuple[Any, ...]] = (
        select(Person, Organisation.name)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.kind == kind, visible(hand.viewer, "person"))
    )
    if q is not None:
        statement = statement.where(func.strpos(func.lower(Person.name), q.lower()) > 0)
    if organisation_id is not None:
        statement = statement.where(Person.organisation_id == organisation_id)
    keys = {"name": Person.name, "id": Person.id}
    page = await page_rows(session, statement, query, keys=keys, default="name", unique=Person.id)
    rows: Sequence[Any] = page[0]
    items = await of_people(session, [row[0] for row in rows], Today(hand.now, hand.today))
    found = []
    for row in rows:
        one: Person = row[0]
        shown = _row(one.id, one.name, _left(one, hand.today), row[1], items[one.id])
        found.append(shown.model_copy(update={"phone_masked": masked(one.phone)}))
    return found, page[1]


async def list_organisations(session: AsyncSession, *, hand: Hand, query: PageQuery, kind: str, q: str | None) -> Found:
    """Schools or providers by name, with their duties."""
    statement = select(Organisation).where(
        Organisation.kind == kind, Organisation.kind.in_(KINDS), visible(hand.viewer, "organisation_file")
    )
    if q is not None:
        statement = statement.where(func.strpos(func.lower(Organisation.name), q.lower()) > 0)
    keys = {"name": Organisation.name, "id": Organisation.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="name", unique=Organisation.id)
    duties = await duties_of(session, [row[0] for row in rows], Today(hand.now, hand.today))
    found = []
    for row in rows:
        items = worst_first([as_item(one, hand.today) for one in duties[row[0].id]])
        found.append(_row(row[0].id, row[0].name, row[0].stage or "", None, items))
    return found, following


def _left(one: Person, today: date) -> str:
    return "left" if one.left_on is not None and one.left_on < today else ""


def _row(id_: int, name: str, detail: str, organisation: str | None, items: list[ItemOut]) -> Row:
    """`items` are the worst first."""
    amiss = [one for one in items if one.state != "in_order"]
    first = amiss[0] if amiss else None
    worst = "in_order" if first is None else first.state
    return Row(
        id=str(id_), name=name, detail=detail, organisation=organisation, worst=worst, open=len(amiss), first=first
    )
